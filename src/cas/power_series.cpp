#include "cas/power_series.h"

#include <algorithm>

#include "cas/expression_matrix.h"
#include "math/collect.h"
#include "math/exact.h"

namespace retort::cas {

using math::Expr;
using math::Op;
using math::Rational;

Expr Series::at(int power) const {
  const int k = power - lowest;
  return k < 0 || k >= static_cast<int>(coefficients.size()) ? Expr::integer(0) : coefficients[static_cast<std::size_t>(k)];
}

namespace {

constexpr int kExtra[] = {4, 24};           // orders computed beyond those asked for: divisions by small quantities use them up
constexpr std::size_t kMaxCoefficient = 300;   // nodes

// ---- coefficients ----

Expr plus(const Expr& a, const Expr& b) {
  if (a.is_number() && b.is_number()) return Expr::number(a.value() + b.value());
  if (is_zero(a)) return b;
  return is_zero(b) ? a : collected(a + b);
}
Expr times(const Expr& a, const Expr& b) {
  if (a.is_number() && b.is_number()) return Expr::number(a.value() * b.value());
  if (is_zero(a) || is_zero(b)) return Expr::integer(0);
  return collected(a * b);
}
Expr over(const Expr& a, const Expr& b) {
  if (a.is_number() && b.is_number()) return Expr::number(a.value() / b.value());
  return is_zero(a) ? a : collected(a / b);
}
Expr over(const Expr& a, int n) { return times(a, Expr::number(Rational(1, n))); }

// The value of a function at the constant term, as simple as it goes without an engine.
Expr constant(const std::string& function, const Expr& at) {
  const Expr value = Expr::func(function, {at});
  if (const auto exact = math::exact_value(value); exact.ok()) return Expr::number(*exact);
  return collected(value);
}

class Expansion {
 public:
  Expansion(const std::string& variable, Expr point, int end) : variable_(variable), point_(std::move(point)), end_(end) {}

  Outcome<Series> of(const Expr& e) {
    if (!e.contains_symbol(variable_)) return number(collected(e));
    switch (e.op()) {
      case Op::kSymbol: return cleaned({0, {point_, Expr::integer(1)}, end_});
      case Op::kAdd: {
        Series total{0, {}, end_};
        for (const Expr& term : e.args()) {
          RETORT_TRY(const auto next, of(term));
          total = add(total, next);
        }
        return cleaned(std::move(total));
      }
      case Op::kNeg: {
        RETORT_TRY(const auto inner, of(e.arg(0)));
        return scaled(inner, Expr::integer(-1));
      }
      case Op::kMul: {
        Series total = number(Expr::integer(1));
        for (const Expr& factor : e.args()) {
          RETORT_TRY(const auto next, of(factor));
          RETORT_TRY(total, multiply(total, next));
        }
        return total;
      }
      case Op::kDiv: {
        RETORT_TRY(const auto top, of(e.arg(0)));
        RETORT_TRY(const auto below, of(e.arg(1)));
        return divide(top, below);
      }
      case Op::kPow: return power(e.arg(0), e.arg(1));
      case Op::kFunc: return function(e);
      default: return no_rule("a part of it");
    }
  }

 private:
  static Failure no_rule(const std::string& what) { return {FailureKind::kUnsupported, what + " has no power series that is known here"}; }
  static Failure no_series() { return {FailureKind::kDomain, "there is no power series in whole powers at this point"}; }

  Series number(Expr value) const { return is_zero(value) ? Series{end_, {}, end_} : Series{0, {std::move(value)}, end_}; }

  // The first coefficient not zero, none beyond the end.
  Outcome<Series> cleaned(Series s) const {
    const auto length = static_cast<std::size_t>(std::max(0, s.end - s.lowest));
    if (s.coefficients.size() > length) s.coefficients.resize(length);
    const auto first = std::find_if(s.coefficients.begin(), s.coefficients.end(), [](const Expr& c) { return !is_zero(c); });
    s.lowest += static_cast<int>(first - s.coefficients.begin());
    s.coefficients.erase(s.coefficients.begin(), first);
    if (s.coefficients.empty()) s.lowest = s.end;
    for (const Expr& c : s.coefficients)
      if (c.size() > kMaxCoefficient) return Failure(FailureKind::kUnsupported, "the coefficients become too long: ask for a lower order");
    return s;
  }

  static Series add(const Series& a, const Series& b) {
    Series out{std::min(a.lowest, b.lowest), {}, std::min(a.end, b.end)};
    for (int k = out.lowest; k < out.end; ++k) out.coefficients.push_back(plus(a.at(k), b.at(k)));
    return out;
  }
  static Series scaled(Series s, const Expr& by) {
    for (Expr& c : s.coefficients) c = times(c, by);
    return s;
  }
  Outcome<Series> multiply(const Series& a, const Series& b) const {
    Series out{a.lowest + b.lowest, {}, std::min(a.end + b.lowest, b.end + a.lowest)};
    for (int k = 0; out.lowest + k < out.end; ++k) {
      Expr sum = Expr::integer(0);
      for (int i = 0; i <= k; ++i) sum = plus(sum, times(a.at(a.lowest + i), b.at(b.lowest + k - i)));
      out.coefficients.push_back(sum);
    }
    return cleaned(std::move(out));
  }
  Outcome<Series> divide(const Series& a, const Series& b) const {
    if (b.coefficients.empty()) return no_series();
    Series out{a.lowest - b.lowest, {}, std::min(a.end - b.lowest, b.end - 2 * b.lowest + a.lowest)};
    for (int k = 0; out.lowest + k < out.end; ++k) {
      Expr rest = a.at(a.lowest + k);
      for (int i = 0; i < k; ++i)
        rest = plus(rest, times(Expr::integer(-1), times(out.coefficients[static_cast<std::size_t>(i)], b.at(b.lowest + k - i))));
      out.coefficients.push_back(over(rest, b.coefficients[0]));
    }
    return cleaned(std::move(out));
  }

  static Series derived(const Series& s) {
    Series out{s.lowest - 1, {}, s.end - 1};
    for (int k = s.lowest; k < s.end; ++k) out.coefficients.push_back(times(s.at(k), Expr::integer(k)));
    return out;
  }
  // The antiderivative with that constant term.
  Outcome<Series> integrated(const Series& s, const Expr& constant_term) const {
    Series out{std::min(0, s.lowest + 1), {}, s.end + 1};
    for (int k = out.lowest; k < out.end; ++k) {
      if (k == 0 && !is_zero(s.at(-1))) return no_series();
      out.coefficients.push_back(k == 0 ? constant_term : over(s.at(k - 1), k));
    }
    return cleaned(std::move(out));
  }

  // p with p' u = r p u', p(0) = first: the r-th power of u, whose constant term is not zero.
  Outcome<Series> real_power(const Series& u, const Expr& r, const Expr& first) const {
    Series out{0, {first}, u.end};
    const Expr u0 = u.coefficients[0];
    for (int k = 1; k < u.end; ++k) {
      Expr sum = Expr::integer(0);
      for (int i = 1; i <= k; ++i) {
        const Expr weight = plus(times(r, Expr::integer(i)), Expr::integer(i - k));
        sum = plus(sum, times(times(weight, u.at(i)), out.coefficients[static_cast<std::size_t>(k - i)]));
      }
      out.coefficients.push_back(over(sum, times(u0, Expr::integer(k))));
    }
    return cleaned(std::move(out));
  }

  Outcome<Series> constant_power(Series base, const Expr& exponent) {
    if (base.coefficients.empty()) return no_series();
    const auto r = math::exact_value(exponent);
    const Expr shift = exponent * Expr::integer(base.lowest);
    const auto lowest = math::exact_value(shift);
    if (base.lowest != 0 && (!r.ok() || !lowest.ok() || !lowest->is_integer() || lowest->abs() > Rational(1000))) return no_series();
    const int start = base.lowest;
    base.lowest = 0;
    base.end -= start;
    const Expr first = base.coefficients[0];
    if (!(r.ok() && r->is_integer())) {
      const auto ball = math::real_value(first, 5);
      if (ball.ok() && ball->mid < 0) return no_series();
    }
    RETORT_TRY(auto out, real_power(base, exponent, collected(math::pow(first, exponent))));
    if (start != 0) {
      const int moved = static_cast<int>(*lowest->to_int64());
      out.lowest += moved;
      out.end += moved;
    }
    return out;
  }

  Outcome<Series> power(const Expr& base, const Expr& exponent) {
    if (!exponent.contains_symbol(variable_)) {
      RETORT_TRY(auto inner, of(base));
      if (const auto n = math::exact_value(exponent); n.ok() && n->is_integer() && n->sign() >= 0 && *n <= Rational(4)) {
        Series total = number(Expr::integer(1));
        for (Rational i = 0; i < *n; i += 1) {
          RETORT_TRY(total, multiply(total, inner));
        }
        return total;
      }
      return constant_power(std::move(inner), exponent);
    }
    if (base.is(Op::kConstant) && base.name() == "e") return of(Expr::func("exp", {exponent}));
    return of(Expr::func("exp", {exponent * Expr::func("ln", {base})}));
  }

  // s' = sign_s c u', c' = sign_c s u': sine and cosine, or the hyperbolic ones.
  Outcome<std::pair<Series, Series>> coupled(const Series& u, const Expr& s0, const Expr& c0, int sign_c) const {
    const Series slope = derived(u);
    Series s{0, {s0}, u.end}, c{0, {c0}, u.end};
    for (int k = 1; k < u.end; ++k) {
      Expr ds = Expr::integer(0), dc = Expr::integer(0);
      for (int i = 0; i < k; ++i) {
        const auto at = static_cast<std::size_t>(k - 1 - i);
        ds = plus(ds, times(slope.at(i), c.coefficients[at]));
        dc = plus(dc, times(slope.at(i), s.coefficients[at]));
      }
      s.coefficients.push_back(over(ds, k));
      c.coefficients.push_back(times(over(dc, k), Expr::integer(sign_c)));
    }
    RETORT_TRY(auto sine, cleaned(std::move(s)));
    RETORT_TRY(auto cosine, cleaned(std::move(c)));
    return std::pair(std::move(sine), std::move(cosine));
  }

  Outcome<Series> exponential(const Series& u) const {
    const Series slope = derived(u);
    Series out{0, {constant("exp", u.at(0))}, u.end};
    for (int k = 1; k < u.end; ++k) {
      Expr sum = Expr::integer(0);
      for (int i = 0; i < k; ++i) sum = plus(sum, times(slope.at(i), out.coefficients[static_cast<std::size_t>(k - 1 - i)]));
      out.coefficients.push_back(over(sum, k));
    }
    return cleaned(std::move(out));
  }

  // The antiderivative of u'/d or u' d.
  Outcome<Series> from_slope(const Series& u, const Outcome<Series>& factor, bool below, const Expr& constant_term) const {
    if (!factor.ok()) return factor.error();
    const Series slope = derived(u);
    RETORT_TRY(const auto integrand, below ? divide(slope, *factor) : multiply(slope, *factor));
    return integrated(integrand, constant_term);
  }

  Outcome<Series> function(const Expr& e) {
    const std::string& name = e.name();
    if (name == "sqrt") return power(e.arg(0), Expr::number(Rational(1, 2)));
    if (name == "root" && !e.arg(1).contains_symbol(variable_)) return power(e.arg(0), Expr::integer(1) / e.arg(1));
    if (name == "log" && e.args().size() == 2) return of(Expr::func("ln", {e.arg(0)}) / Expr::func("ln", {e.arg(1)}));
    if (name == "sec") return of(Expr::integer(1) / Expr::func("cos", e.args()));
    if (name == "csc") return of(Expr::integer(1) / Expr::func("sin", e.args()));
    if (name == "cot") return of(Expr::func("cos", e.args()) / Expr::func("sin", e.args()));
    if (name == "tan") return of(Expr::func("sin", e.args()) / Expr::func("cos", e.args()));
    if (name == "tanh") return of(Expr::func("sinh", e.args()) / Expr::func("cosh", e.args()));
    if (e.args().size() != 1) return no_rule("'" + name + "'");
    RETORT_TRY(const auto u, of(e.arg(0)));
    if (u.lowest < 0) return no_series();
    const Expr u0 = u.at(0), one = Expr::integer(1);
    if (name == "exp") return exponential(u);
    if (name == "sin" || name == "cos") {
      RETORT_TRY(auto both, coupled(u, constant("sin", u0), constant("cos", u0), -1));
      return name == "sin" ? both.first : both.second;
    }
    if (name == "sinh" || name == "cosh") {
      RETORT_TRY(auto both, coupled(u, constant("sinh", u0), constant("cosh", u0), 1));
      return name == "sinh" ? both.first : both.second;
    }
    RETORT_TRY(const auto square, multiply(u, u));
    if (name == "ln") {
      if (is_zero(u0)) return no_series();
      return from_slope(u, u, true, constant("ln", u0));
    }
    if (name == "atan") return from_slope(u, cleaned(add(number(one), square)), true, constant("atan", u0));
    if (name == "asin" || name == "acos") {
      RETORT_TRY(const auto inside, cleaned(add(number(one), scaled(square, Expr::integer(-1)))));
      auto root = constant_power(inside, Expr::number(Rational(-1, 2)));
      if (root.ok() && name == "acos") root = scaled(*root, Expr::integer(-1));
      return from_slope(u, root, false, constant(name, u0));
    }
    if (name == "abs") {
      const auto ball = math::real_value(u0, 5);
      if (!ball.ok() || is_zero(u0)) return no_series();
      return ball->mid < 0 ? scaled(u, Expr::integer(-1)) : u;
    }
    return no_rule("'" + name + "'");
  }

  const std::string& variable_;
  Expr point_;
  int end_;
};

}  // namespace

Outcome<Series> power_series(const Expr& e, const std::string& variable, const Expr& point, int order) {
  for (int extra : kExtra) {
    RETORT_TRY(auto s, Expansion(variable, collected(point), order + extra).of(e));
    if (s.end < order) continue;
    s.end = order;
    s.coefficients.resize(static_cast<std::size_t>(std::max(0, std::min<int>(static_cast<int>(s.coefficients.size()), order - s.lowest))));
    return s;
  }
  return Failure(FailureKind::kUnsupported, "too much cancels at this point to expand it");
}

}  // namespace retort::cas
