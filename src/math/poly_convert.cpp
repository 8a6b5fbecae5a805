// Expressions as polynomials, fractions and linear forms.
#include <algorithm>

#include "math/exact.h"
#include "math/polynomial.h"

namespace retort::math {
namespace {

constexpr int kMaxDepth = 1'000;
constexpr long kMaxCoefficientBits = 1 << 16;

bool within(const Coefficients& p, int max_degree) {
  if (degree(p) > max_degree) return false;
  return std::all_of(p.begin(), p.end(), [](const Rational& c) { return c.bits() <= kMaxCoefficientBits; });
}

// num/den over Q[x], not reduced; den is never 0.
using Part = std::optional<Fraction>;

class Converter {
 public:
  Converter(std::string_view variable, int max_degree, bool fractions)
      : variable_(variable), max_degree_(max_degree), fractions_(fractions) {}

  Part convert(const Expr& e) {
    if (!e.contains_symbol(variable_)) {
      const Result<Rational> value = exact_value(e, {kMaxCoefficientBits, 10'000});
      if (!value) return std::nullopt;
      return checked({constant(*value), constant(1)});
    }
    switch (e.op()) {
      case Op::kSymbol: return Fraction{{0, 1}, constant(1)};
      case Op::kNeg: return negated(convert(e.arg(0)));
      case Op::kAdd: return sum(e);
      case Op::kMul: return product(e);
      case Op::kDiv: return quotient(convert(e.arg(0)), convert(e.arg(1)));
      case Op::kPow: return power(e);
      case Op::kPercent: return quotient(convert(e.arg(0)), Fraction{constant(100), constant(1)});
      default: return std::nullopt;
    }
  }

 private:
  static Coefficients constant(const Rational& c) { return c.is_zero() ? Coefficients{} : Coefficients{c}; }

  Part checked(Fraction f) const {
    if (!within(f.num, max_degree_) || !within(f.den, max_degree_)) return std::nullopt;
    return f;
  }
  Part negated(Part p) const {
    if (p)
      for (Rational& c : p->num) c = -c;
    return p;
  }
  Part sum(const Expr& e) {
    Fraction total{{}, constant(1)};
    for (const Expr& term : e.args()) {
      const Part t = convert(term);
      if (!t) return std::nullopt;
      if (t->den == total.den) {
        total.num = add(total.num, t->num);
      } else {
        total = {add(multiply(total.num, t->den), multiply(t->num, total.den)), multiply(total.den, t->den)};
      }
      if (!checked(total)) return std::nullopt;
    }
    return total;
  }
  Part product(const Expr& e) {
    Fraction total{constant(1), constant(1)};
    for (const Expr& factor_read : e.args()) {
      const Part f = convert(factor_read);
      if (!f) return std::nullopt;
      total = {multiply(total.num, f->num), multiply(total.den, f->den)};
      if (!checked(total)) return std::nullopt;
    }
    return total;
  }
  Part quotient(const Part& above, const Part& below) const {
    if (!above || !below || below->num.empty()) return std::nullopt;
    if (!fractions_ && degree(below->num) > 0) return std::nullopt;
    Fraction f{multiply(above->num, below->den), multiply(above->den, below->num)};
    if (degree(f.den) == 0) {
      for (Rational& c : f.num) c /= f.den[0];
      f.den = constant(1);
    }
    return checked(std::move(f));
  }
  Part power(const Expr& e) {
    if (e.arg(1).contains_symbol(variable_)) return std::nullopt;
    const Result<Rational> exponent = exact_value(e.arg(1), {64, 100});
    const auto n = exponent ? exponent->to_int64() : std::nullopt;
    if (!n || *n > max_degree_ || *n < -max_degree_) return std::nullopt;
    Part base = convert(e.arg(0));
    if (!base) return std::nullopt;
    if (*n == 0) return base->num.empty() ? std::nullopt : Part(Fraction{constant(1), constant(1)});
    const long long times = *n < 0 ? -*n : *n;
    const int wide = std::max(degree(base->num), degree(base->den));
    if (wide * times > max_degree_) return std::nullopt;
    Fraction total{constant(1), constant(1)};
    for (long long i = 0; i < times; ++i) {
      total = {multiply(total.num, base->num), multiply(total.den, base->den)};
      if (!checked(total)) return std::nullopt;
    }
    if (*n > 0) return total;
    return quotient(Fraction{constant(1), constant(1)}, total);
  }

  std::string_view variable_;
  int max_degree_;
  bool fractions_;
};

using Linear = std::map<std::string, Rational>;

void add_scaled(Linear& into, const Linear& what, const Rational& by) {
  for (const auto& [name, c] : what) {
    Rational& slot = into[name];
    slot += c * by;
    if (slot.is_zero()) into.erase(name);
  }
}

std::optional<Linear> linear(const Expr& e) {
  if (e.symbols().empty()) {
    const Result<Rational> value = exact_value(e, {kMaxCoefficientBits, 10'000});
    if (!value) return std::nullopt;
    Linear out;
    if (!value->is_zero()) out[""] = *value;
    return out;
  }
  const auto as_constant = [](const Linear& l) -> std::optional<Rational> {
    if (l.empty()) return Rational(0);
    if (l.size() == 1 && l.begin()->first.empty()) return l.begin()->second;
    return std::nullopt;
  };
  Linear total;
  switch (e.op()) {
    case Op::kSymbol: return Linear{{e.name(), 1}};
    case Op::kNeg: {
      const auto inner = linear(e.arg(0));
      if (!inner) return std::nullopt;
      add_scaled(total, *inner, -1);
      return total;
    }
    case Op::kAdd:
      for (const Expr& term : e.args()) {
        const auto t = linear(term);
        if (!t) return std::nullopt;
        add_scaled(total, *t, 1);
      }
      return total;
    case Op::kMul: {
      total[""] = 1;
      for (const Expr& factor_read : e.args()) {
        const auto f = linear(factor_read);
        if (!f) return std::nullopt;
        const auto left = as_constant(total), right = as_constant(*f);
        if (!left && !right) return std::nullopt;
        Linear next;
        add_scaled(next, right ? total : *f, right ? *right : *left);
        total = std::move(next);
      }
      return total;
    }
    case Op::kDiv: {
      const auto above = linear(e.arg(0)), below = linear(e.arg(1));
      const auto by = below ? as_constant(*below) : std::nullopt;
      if (!above || !by || by->is_zero()) return std::nullopt;
      add_scaled(total, *above, Rational(1) / *by);
      return total;
    }
    case Op::kPercent: {
      const auto inner = linear(e.arg(0));
      if (!inner) return std::nullopt;
      add_scaled(total, *inner, Rational(1, 100));
      return total;
    }
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<Coefficients> as_polynomial(const Expr& e, std::string_view variable, int max_degree) {
  if (e.depth() > kMaxDepth) return std::nullopt;
  const Part p = Converter(variable, max_degree, false).convert(e);
  if (!p) return std::nullopt;
  Coefficients out = p->num;
  if (p->den.size() != 1) return std::nullopt;
  for (Rational& c : out) c /= p->den[0];
  return out;
}

std::optional<Fraction> as_fraction(const Expr& e, std::string_view variable, int max_degree) {
  if (e.depth() > kMaxDepth) return std::nullopt;
  Part p = Converter(variable, max_degree, true).convert(e);
  if (!p) return std::nullopt;
  if (p->num.empty()) return Fraction{{}, {1}};
  const Coefficients common = gcd(p->num, p->den);
  Fraction out{divide(p->num, common).first, divide(p->den, common).first};
  const Rational lead = out.den.back();
  for (Rational& c : out.num) c /= lead;
  for (Rational& c : out.den) c /= lead;
  return out;
}

std::optional<std::map<std::string, Rational>> as_linear(const Expr& e) {
  if (e.depth() > kMaxDepth) return std::nullopt;
  return linear(e);
}

}  // namespace retort::math
