#include "explain/series_arithmetic.h"

#include <algorithm>
#include <cmath>

#include "explain/integration.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

constexpr int kMaxDepth = 6;
constexpr long long kMaxOrder = 16;

class SeriesArithmetic {
 public:
  SeriesArithmetic(Board& board, std::string variable) : board_(board), x_(std::move(variable)) {}
  using Found = std::optional<Coefficients>;
  Found series(const Expr& e, long long order, int depth);

 private:
  // The outer function as a series in u, u going to 0: f(u) = sum c_k u^k.
  struct Known {
    Coefficients c;
    std::string name;     // in words
    Expr left;            // with the letter u
  };
  std::optional<Known> known(const std::string& f, long long terms) const;
  std::optional<Known> binomial(const Rational& a, long long terms);
  Found composed(const Known& outer, const Expr& e, const Expr& inner, const Coefficients& u, const Rational& factor, long long order, int depth);
  Found product(const Expr& e, const Expr& a, const Expr& b, long long order, int depth);
  Found quotient(const Expr& e, long long order, int depth);
  Found power(const Expr& e, long long order, int depth);
  Found multiplied(const Coefficients& a, const Coefficients& b, long long order);
  void state(const Expr& e, const Coefficients& c, long long order, std::string_view rule, std::string because);
  std::string tex_series(const Coefficients& c, long long order, const std::string& letter) const;
  bool plain(const Expr& e) const { return math::as_polynomial(e, x_, 64).has_value(); }

  Board& board_;
  std::string x_;
};

Coefficients padded(Coefficients c, long long order) {
  c.resize(static_cast<std::size_t>(order));
  return c;
}

Expr as_sum(const Coefficients& c, const std::string& letter) {
  std::vector<Expr> terms;
  for (std::size_t i = 0; i < c.size(); ++i) {
    if (c[i].is_zero()) continue;
    const Expr power = i == 0 ? Expr::integer(1) : i == 1 ? Expr::symbol(letter) : math::pow(Expr::symbol(letter), Expr::integer(static_cast<long long>(i)));
    terms.push_back(i == 0 ? Expr::number(c[0]) : times(c[i], power));
  }
  return terms.empty() ? Expr::integer(0) : math::sum_of(terms);
}

std::string SeriesArithmetic::tex_series(const Coefficients& c, long long order, const std::string& letter) const {
  const Expr sum = as_sum(c, letter);
  const std::string rest = "O(" + tex_power(letter, order) + ")";
  return math::is_zero(sum) ? rest : math::to_latex(sum) + " + " + rest;
}

void SeriesArithmetic::state(const Expr& e, const Coefficients& c, long long order, std::string_view rule, std::string because) {
  board_.write(math::to_latex(e) + " = " + tex_series(c, order, tex_variable(x_)), rule, std::move(because), judge_expansion(e, as_sum(c, x_), x_, Expr::integer(0), order));
}

std::optional<SeriesArithmetic::Known> SeriesArithmetic::known(const std::string& f, long long terms) const {
  Coefficients c(static_cast<std::size_t>(terms));
  Rational factorial(1);
  for (long long k = 0; k < terms; ++k) {
    if (k > 0) factorial = factorial * Rational(k);
    const bool odd = k % 2 != 0;
    const Rational sign(k % 4 < 2 ? 1 : -1), one(1);
    Rational& out = c[static_cast<std::size_t>(k)];
    if (f == "exp") out = one / factorial;
    if (f == "sin" && odd) out = sign / factorial;
    if (f == "cos" && !odd) out = sign / factorial;
    if (f == "sinh" && odd) out = one / factorial;
    if (f == "cosh" && !odd) out = one / factorial;
    if (f == "atan" && odd) out = sign / Rational(k);
    if (f == "ln" && k > 0) out = Rational(odd ? 1 : -1) / Rational(k);
  }
  const Expr u = Expr::symbol("u");
  if (f == "asin") {
    // 1 3 5 .../(2 4 6 ...) x^k/k
    Rational now(1);
    for (long long k = 1; k < terms; k += 2) {
      c[static_cast<std::size_t>(k)] = now / Rational(k);
      now = now * Rational(k) / Rational(k + 1);
    }
  }
  const std::pair<const char*, const char*> names[] = {{"asin", "the arcsine"}, {"exp", "the exponential"}, {"sin", "the sine"}, {"cos", "the cosine"}, {"sinh", "the hyperbolic sine"}, {"cosh", "the hyperbolic cosine"}, {"atan", "the arctangent"}, {"ln", "the logarithm"}};
  for (const auto& [function, name] : names)
    if (f == function) return Known{std::move(c), name, Expr::func(f, {f == "ln" ? Expr::integer(1) + u : u})};
  return std::nullopt;
}

// (1 + u)^a
std::optional<SeriesArithmetic::Known> SeriesArithmetic::binomial(const Rational& a, long long terms) {
  Coefficients c(static_cast<std::size_t>(terms));
  Rational now(1);
  for (long long k = 0; k < terms; ++k) {
    c[static_cast<std::size_t>(k)] = now;
    now = now * (a - Rational(k)) / Rational(k + 1);
  }
  const Expr base = Expr::integer(1) + Expr::symbol("u");
  const Expr left = a == Rational(1, 2) ? Expr::func("sqrt", {base}) : a == Rational(-1) ? Expr::integer(1) / base : math::pow(base, Expr::number(a));
  return Known{std::move(c), a == Rational(-1) ? "a geometric one" : "a binomial one", left};
}

// f(u) with u = the series of `inner`: powers of u, each times its number. `factor` stands before it all.
SeriesArithmetic::Found SeriesArithmetic::composed(const Known& outer, const Expr& e, const Expr& inner, const Coefficients& u, const Rational& factor, long long order, int) {
  std::size_t lowest = 0;
  while (lowest < u.size() && u[lowest].is_zero()) ++lowest;
  if (lowest == 0) return std::nullopt;
  if (lowest >= u.size()) return padded({factor * outer.c[0]}, order);
  // The highest power of u that still counts.
  const auto last = static_cast<std::size_t>((order - 1) / static_cast<long long>(lowest));
  Coefficients shown(outer.c.begin(), outer.c.begin() + static_cast<std::ptrdiff_t>(std::min(outer.c.size(), last + 1)));
  const bool same = inner.is(Op::kSymbol) && factor == Rational(1);
  const long long outer_order = static_cast<long long>(shown.size());
  if (!board_.brief() && !same) {
    const std::string claim = math::to_latex(outer.left) + " = " + tex_series(shown, outer_order, "u");
    const bool stands = std::any_of(board_.steps().begin(), board_.steps().end(), [&](const Step& s) { return s.claim == claim; });
    if (!stands) board_.write(claim, "known_series", outer.name.starts_with("a ") ? board_.say({"knowing this series, {0}", "starting from a known series, {0}"}, outer.name) : board_.say({"knowing the series of {0}", "starting from the known series of {0}"}, outer.name), judge_expansion(outer.left, as_sum(shown, "u"), "u", Expr::integer(0), outer_order));
  }
  Coefficients total(static_cast<std::size_t>(order)), power{Rational(1)};
  const bool monomial = std::count_if(u.begin(), u.end(), [](const Rational& c) { return !c.is_zero(); }) == 1;
  for (std::size_t k = 0; k < shown.size(); ++k) {
    if (k > 0) {
      power = padded(math::multiply(power, u), order);
      const bool needed = std::any_of(shown.begin() + static_cast<std::ptrdiff_t>(k), shown.end(), [](const Rational& c) { return !c.is_zero(); });
      if (k > 1 && !monomial && needed && !board_.brief()) state(math::pow(inner, Expr::integer(static_cast<long long>(k))), power, order, "power_of_series", board_.say({"multiplying out and leaving out what lies beyond", "raising the inner series to the power {0}"}, k));
    }
    for (std::size_t i = 0; i < power.size() && i < total.size(); ++i) total[i] += factor * shown[k] * power[i];
  }
  const std::string put = math::to_latex(inner);
  state(e, total, order, same ? "known_series" : "put_in", same ? (outer.name.starts_with("a ") ? board_.say({"knowing this series, {0}", "recalling this series, {0}"}, outer.name) : board_.say({"knowing the series of {0}", "recalling the series of {0}"}, outer.name)) : monomial ? board_.say({"putting $u = {0}$ in", "taking $u = {0}$"}, put) : board_.say({"putting $u = {0}$ in and collecting the powers", "inserting $u = {0}$ and adding like powers"}, put));
  return board_.failed() ? std::nullopt : Found(total);
}

SeriesArithmetic::Found SeriesArithmetic::multiplied(const Coefficients& a, const Coefficients& b, long long order) {
  Coefficients out(static_cast<std::size_t>(order));
  const std::string x = tex_variable(x_);
  for (std::size_t k = 0; k < out.size(); ++k) {
    std::string sum;
    int parts = 0;
    for (std::size_t i = 0; i <= k; ++i) {
      if (i >= a.size() || k - i >= b.size() || a[i].is_zero() || b[k - i].is_zero()) continue;
      ++parts;
      sum += (sum.empty() ? tex(a[i]) : " + " + tex_bracketed(a[i])) + " \\cdot " + tex_bracketed(b[k - i]);
      out[k] += a[i] * b[k - i];
    }
    if (parts > 1 && !board_.brief()) board_.fact(sum + " = " + tex(out[k]), "taylor_coefficient", k == 0 ? board_.say({"finding the constant term"}) : board_.say({"adding all products that give ${0}$", "collecting what gives ${0}$"}, tex_monomial(Rational(1), x_, static_cast<int>(k))));
  }
  return out;
}

SeriesArithmetic::Found SeriesArithmetic::product(const Expr& e, const Expr& a, const Expr& b, long long order, int depth) {
  const auto s = series(a, order, depth + 1), t = s ? series(b, order, depth + 1) : std::nullopt;
  if (!s || !t) return std::nullopt;
  const auto out = multiplied(*s, *t, order);
  if (!out || board_.failed()) return std::nullopt;
  state(e, *out, order, "product_of_series", board_.say({"multiplying the two series and leaving out what lies beyond", "putting these numbers before the powers"}));
  return board_.failed() ? std::nullopt : out;
}

// q = a/b: b q = a, compared power by power.
SeriesArithmetic::Found SeriesArithmetic::quotient(const Expr& e, long long order, int depth) {
  const Expr &top = e.arg(0), &bottom = e.arg(1);
  if (const auto number = math::exact_value(bottom)) {
    auto s = series(top, order, depth + 1);
    if (!s) return std::nullopt;
    for (Rational& c : *s) c = c / *number;
    state(e, *s, order, "constant_factor", board_.say({"dividing each term by {0}", "carrying the divisor {0} along"}, words(*number)));
    return s;
  }
  // c/(b_0 + u): the geometric or the binomial series.
  const auto over = math::exact_value(top);
  const Expr base = bottom.is(Op::kPow) ? bottom.arg(0) : bottom.is_func("sqrt") ? bottom.arg(0) : bottom;
  const auto exponent = bottom.is(Op::kPow) ? math::exact_value(bottom.arg(1)) : Result<Rational>(bottom.is_func("sqrt") ? Rational(1, 2) : Rational(1));
  const auto p = math::as_polynomial(base, x_, 24);
  if (over && p && exponent && !p->empty() && (*p)[0] == Rational(1) && p->size() > 1) {
    const auto outer = binomial(-*exponent, order);
    Coefficients u = padded(*p, order);
    u[0] = Rational(0);
    Coefficients inner = *p;
    inner[0] = Rational(0);
    return composed(*outer, e, math::to_expr(inner, x_), u, *over, order, depth);
  }
  // Both vanish at 0: the lowest power is cancelled first.
  Board scratch = board_;
  SeriesArithmetic quiet(scratch, x_);
  const auto look = quiet.series(bottom, std::min(order + 4, kMaxOrder), depth + 1);
  if (!look || scratch.failed()) return std::nullopt;
  long long shift = 0;
  while (shift < static_cast<long long>(look->size()) && (*look)[static_cast<std::size_t>(shift)].is_zero()) ++shift;
  if (shift > 4 || order + shift > kMaxOrder) return std::nullopt;
  auto s = series(top, order + shift, depth + 1), t = s ? series(bottom, order + shift, depth + 1) : std::nullopt;
  if (!s || !t) return std::nullopt;
  for (long long i = 0; i < shift; ++i)
    if (!(*s)[static_cast<std::size_t>(i)].is_zero()) return std::nullopt;
  const Coefficients a = padded(Coefficients(s->begin() + shift, s->end()), order), b = padded(Coefficients(t->begin() + shift, t->end()), order);
  const std::string x = tex_variable(x_);
  if (shift > 0 && !board_.brief()) {
    const Expr power = shift == 1 ? Expr::symbol(x_) : math::pow(Expr::symbol(x_), Expr::integer(shift));
    for (const auto& [part, c] : {std::pair(&top, &a), std::pair(&bottom, &b)})
      if (!plain(*part) && !plain(bottom)) state(*part / power, *c, order, "cancel", board_.say({"dividing by ${0}$", "taking ${0}$ out"}, math::to_latex(power)));
  }
  if (shift > 0 && std::count_if(b.begin(), b.end(), [](const Rational& c) { return !c.is_zero(); }) == 1 && b[0] == Rational(1)) {
    state(e, a, order, "cancel", board_.say({"dividing each term by ${0}$"}, math::to_latex(bottom)));
    return board_.failed() ? std::nullopt : Found(a);
  }
  Coefficients q(static_cast<std::size_t>(order));
  for (std::size_t k = 0; k < q.size(); ++k) {
    Rational left = a[k];
    std::string chain = a[k].is_zero() ? std::string() : tex(a[k]);
    int parts = 0;
    for (std::size_t j = 1; j <= k; ++j) {
      if (b[j].is_zero() || q[k - j].is_zero()) continue;
      ++parts;
      left -= b[j] * q[k - j];
      chain += (chain.empty() ? "-" : " - ") + tex_bracketed(b[j]) + " \\cdot " + tex_bracketed(q[k - j]);
    }
    q[k] = left / b[0];
    if (parts == 0 && b[0] == Rational(1)) continue;
    if (chain.empty()) chain = "0";
    if (b[0] != Rational(1)) chain = "\\frac{" + chain + "}{" + tex(b[0]) + "}";
    if (!board_.brief() && !(parts == 0 && a[k].is_zero())) board_.fact(chain + " = " + tex(q[k]), "taylor_coefficient", k == 0 ? board_.say({"dividing the constant terms"}) : board_.say({"comparing the numbers before ${0}$ in quotient times denominator and numerator", "so that quotient times denominator has the right number before ${0}$"}, tex_monomial(Rational(1), x_, static_cast<int>(k))));
  }
  if (board_.failed()) return std::nullopt;
  state(e, q, order, "quotient_of_series", board_.say({"putting these numbers before the powers of the quotient", "dividing the series with these numbers"}));
  return board_.failed() ? std::nullopt : Found(q);
}

// g^a with g(0) = 1; whole powers of anything with a series.
SeriesArithmetic::Found SeriesArithmetic::power(const Expr& e, long long order, int depth) {
  const bool root = e.is_func("sqrt");
  const Expr& base = e.arg(0);
  const auto a = root ? Result<Rational>(Rational(1, 2)) : math::exact_value(e.arg(1));
  if (!a) return std::nullopt;
  if (a->is_integer() && a->sign() > 0 && *a <= Rational(4)) {
    const long long n = a->to_int64().value_or(0);
    auto s = series(base, order, depth + 1);
    if (!s) return std::nullopt;
    Coefficients out = *s;
    for (long long i = 1; i < n; ++i) {
      const auto next = multiplied(out, *s, order);
      if (!next || board_.failed()) return std::nullopt;
      out = *next;
      state(i + 1 == n ? e : math::pow(base, Expr::integer(i + 1)), out, order, "product_of_series", board_.say({"multiplying the series by itself and leaving out what lies beyond", "putting these numbers before the powers"}));
    }
    return board_.failed() ? std::nullopt : Found(out);
  }
  auto s = plain(base) ? Found(padded(*math::as_polynomial(base, x_, 64), order)) : series(base, order, depth + 1);
  if (!s || (*s)[0] != Rational(1)) return std::nullopt;
  Coefficients u = *s;
  u[0] = Rational(0);
  const auto p = math::as_polynomial(base, x_, 64);
  const Expr inner = p ? math::to_expr([&] { Coefficients c = *p; c[0] = Rational(0); return c; }(), x_) : base - Expr::integer(1);
  Expr seen = inner;
  if (!p && base.is(Op::kAdd) && base.arg(0).is_number() && base.arg(0).value() == Rational(1)) seen = math::sum_of({base.args().begin() + 1, base.args().end()});
  return composed(*binomial(*a, order), e, seen, u, Rational(1), order, depth);
}

SeriesArithmetic::Found SeriesArithmetic::series(const Expr& e, long long order, int depth) {
  if (depth > kMaxDepth || board_.failed() || order > kMaxOrder) return std::nullopt;
  if (const auto p = math::as_polynomial(e, x_, 64)) return padded(*p, order);
  const Board before = board_;
  const auto found = [&]() -> Found {
    if (e.is(Op::kNeg)) {
      auto s = series(e.arg(0), order, depth + 1);
      if (!s) return std::nullopt;
      for (Rational& c : *s) c = -c;
      return s;
    }
    if (e.is(Op::kAdd)) {
      Coefficients total(static_cast<std::size_t>(order));
      for (const Expr& t : e.args()) {
        const auto s = series(t, order, depth + 1);
        if (!s) return std::nullopt;
        total = padded(math::add(total, *s), order);
      }
      state(e, total, order, "sum_of_series", board_.say({"adding term by term", "adding the series power by power"}));
      return total;
    }
    if (e.is(Op::kMul)) {
      std::vector<Expr> polynomial, others;
      for (const Expr& f : e.args()) (plain(f) ? polynomial : others).push_back(f);
      if (others.empty()) return std::nullopt;
      if (polynomial.empty() && others.size() == 2) return product(e, others[0], others[1], order, depth);
      const Expr rest = math::product_of(others);
      if (polynomial.empty()) return product(e, others[0], math::product_of({others.begin() + 1, others.end()}), order, depth);
      const auto p = math::as_polynomial(math::product_of(polynomial), x_, 64);
      const auto s = series(rest, order, depth + 1);
      if (!p || !s) return std::nullopt;
      const bool one_term = std::count_if(p->begin(), p->end(), [](const Rational& c) { return !c.is_zero(); }) == 1;
      const auto out = one_term ? Found(padded(math::multiply(*p, *s), order)) : multiplied(*p, *s, order);
      if (!out || board_.failed()) return std::nullopt;
      state(e, *out, order, "product_of_series", board_.say({"multiplying each term by ${0}$", "multiplying by ${0}$ and leaving out what lies beyond"}, math::to_latex(math::product_of(polynomial))));
      return out;
    }
    if (e.is(Op::kDiv)) return quotient(e, order, depth);
    if (e.is_func("sqrt") || (e.is(Op::kPow) && !e.arg(1).contains_symbol(x_))) return power(e, order, depth);
    const Expr one = Expr::integer(1);
    if (e.is_func("tan") || e.is_func("sec")) {
      const Expr c = Expr::func("cos", {e.arg(0)}), as = (e.is_func("tan") ? Expr::func("sin", {e.arg(0)}) : one) / c;
      const auto s = series(as, order, depth + 1);
      if (!s) return std::nullopt;
      state(e, *s, order, "same_function", board_.say({"as it is the quotient ${0}$", "which is the quotient ${0}$"}, math::to_latex(as)));
      return s;
    }
    const bool power_of_e = e.is(Op::kPow) && e.arg(0).is(Op::kConstant) && e.arg(0).name() == "e";
    if (!power_of_e && (!e.is(Op::kFunc) || e.args().size() != 1)) return std::nullopt;
    const std::string f = power_of_e ? "exp" : e.name();
    const auto outer = known(f, order);
    if (!outer) return std::nullopt;
    const Expr& inner = power_of_e ? e.arg(1) : e.arg(0);
    const auto s = series(inner, order, depth + 1);
    if (!s) return std::nullopt;
    Coefficients u = *s;
    if (f != "ln") return u[0].is_zero() ? composed(*outer, e, inner, u, Rational(1), order, depth) : std::nullopt;
    if (u[0] != Rational(1)) return std::nullopt;
    u[0] = Rational(0);
    const auto p = math::as_polynomial(inner, x_, 64);
    if (p) {
      Coefficients c = *p;
      c[0] = Rational(0);
      return composed(*outer, e, math::to_expr(c, x_), u, Rational(1), order, depth);
    }
    return composed(*outer, e, inner - one, u, Rational(1), order, depth);
  }();
  if (found && !board_.failed()) return found;
  board_ = before;
  return std::nullopt;
}

}  // namespace

std::optional<Coefficients> write_series(Board& board, const Expr& e, const std::string& variable, long long order) {
  Board trial = board;
  auto c = SeriesArithmetic(trial, variable).series(e, order, 0);
  if (!c || trial.failed()) return std::nullopt;
  board = std::move(trial);
  return c;
}

Judgement judge_expansion(const Expr& f, const Expr& series, const std::string& variable, const Expr& at, long long order) {
  double last = -1;
  for (const long long scale : {64LL, 256LL, 1024LL}) {
    const Rational h(1, scale);
    const Expr place = at + Expr::number(h);
    const auto exact = math::exact_value(place);
    const Expr difference = f - series;
    const auto d = exact ? math::real_value(difference, 12, {{variable, *exact}}) : math::real_value(difference.substitute(variable, place), 12);
    if (!d) {
      last = 0;   // balls around 0: no difference that shows
      continue;
    }
    const double bound = 1e4 * std::pow(h.to_double(), static_cast<double>(order));
    if (std::fabs(d->mid) > bound) return fails("the series does not approach the function");
    last = d->mid;
  }
  return last == -1 ? fails("no values near the point") : Judgement{true, math::Grade::kNumeric, "arb", {}};
}

}  // namespace retort::explain
