#include "explain/limit_forms.h"

#include <algorithm>
#include <cmath>

#include "explain/general_equation.h"
#include "explain/integration.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/polynomial.h"

namespace retort::explain {

using math::Expr;
using math::Op;

// Simpler where that is shorter; functions stay as they are written.
Expr tidied(const Expr& e) {
  const auto normal = math::normal_form(e);
  return normal && normal->size() <= e.size() ? *normal : e;
}

bool equals(const Expr& a, const Expr& b) { return math::equal(a, b).outcome == math::Verdict::Outcome::kEqual; }
bool is_nought(const Expr& e) { return math::is_zero(e) || equals(e, Expr::integer(0)); }

Expr without_letters(Expr e, const std::string& variable) {
  for (const std::string& s : e.symbols())
    if (s != variable) e = e.substitute(s, Expr::number(Rational(17, 10)));
  return e;
}

// c and n of c x^n for what grows or vanishes like one power; `root` of a polynomial counts with half its degree.
std::optional<Rational> order_of(const Expr& e, const std::string& x) {
  if (const auto p = math::as_polynomial(e, x)) return p->empty() ? std::nullopt : std::optional(Rational(math::degree(*p)));
  if (e.is(Op::kNeg)) return order_of(e.arg(0), x);
  if (e.is_func("sqrt")) {
    const auto inner = order_of(e.arg(0), x);
    return inner ? std::optional(*inner / 2) : std::nullopt;
  }
  if (e.is(Op::kMul)) {
    Rational total;
    for (const Expr& f : e.args()) {
      const auto one = order_of(f, x);
      if (!one) return std::nullopt;
      total += *one;
    }
    return total;
  }
  if (e.is(Op::kAdd)) {
    std::optional<Rational> most;
    for (const Expr& t : e.args()) {
      const auto one = order_of(t, x);
      if (!one) return std::nullopt;
      if (!most || *one > *most) most = one;
    }
    return most;
  }
  return std::nullopt;
}

namespace {

// p / x^k written out: 3 + 1/x - 2/x^2.
Expr divided(const Coefficients& p, const std::string& x, int k) {
  std::optional<Expr> out;
  for (int i = math::degree(p); i >= 0; --i) {
    const Rational& c = p[static_cast<std::size_t>(i)];
    if (c.is_zero()) continue;
    const int n = i - k;
    const Expr size = Expr::number(c.abs()), power = std::abs(n) == 1 ? Expr::symbol(x) : math::pow(Expr::symbol(x), Expr::integer(std::abs(n)));
    const Expr term = n == 0 ? size : n < 0 ? (c.abs().is_integer() ? size / power : Expr::number(c.num().abs()) / (Expr::number(c.den()) * power)) : c.abs() == Rational(1) ? power : size * power;
    out = !out ? (c.sign() < 0 ? -term : term) : c.sign() < 0 ? *out - term : *out + term;
  }
  return out.value_or(Expr::integer(0));
}

}  // namespace

// A part over x^k, roots of polynomials taken inside; x is beyond 0 on the side of `sign`.
std::optional<Expr> over_power(const Expr& e, const std::string& x, int k, int sign) {
  if (const auto p = math::as_polynomial(e, x)) return divided(*p, x, k);
  if (e.is(Op::kNeg)) {
    const auto inner = over_power(e.arg(0), x, k, sign);
    return inner ? std::optional(-*inner) : std::nullopt;
  }
  if (e.is(Op::kAdd)) {
    std::optional<Expr> total;
    for (const Expr& t : math::terms_of(e)) {
      const auto one = over_power(t, x, k, sign);
      if (!one) return std::nullopt;
      total = !total ? *one : one->is(Op::kNeg) ? *total - one->arg(0) : *total + *one;
    }
    return total;
  }
  if (e.is_func("sqrt")) {
    const auto p = math::as_polynomial(e.arg(0), x);
    if (!p) return std::nullopt;
    const Expr root = Expr::func("sqrt", {divided(*p, x, 2 * k)});
    return sign < 0 && k % 2 ? -root : root;
  }
  if (e.is(Op::kMul)) {
    std::vector<Expr> factors = e.args();
    for (std::size_t i = 0; i < factors.size(); ++i)
      if (factors[i].is_func("sqrt") || factors[i].is(Op::kAdd)) {
        Rational rest;
        for (std::size_t j = 0; j < factors.size(); ++j)
          if (j != i) rest += order_of(factors[j], x).value_or(Rational(0));
        if (!rest.is_integer()) return std::nullopt;
        const int outside = static_cast<int>(rest.to_int64().value_or(0));
        const auto inner = over_power(factors[i], x, k - outside, sign);
        factors.erase(factors.begin() + static_cast<std::ptrdiff_t>(i));
        const auto others = over_power(math::product_of(factors), x, outside, sign);
        if (!inner || !others) return std::nullopt;
        return others->is_number() && others->value() == Rational(1) ? *inner : *others * *inner;
      }
  }
  return std::nullopt;
}

// The logarithms that grow, all with the same factor up to its sign, as one: -ln|b + 1| + ln|b| + 2 becomes ln|b/(b + 1)| + 2.
std::optional<Expr> with_one_logarithm(const std::vector<Expr>& terms, const std::vector<LimitValue>& values) {
  std::optional<Rational> c;
  std::vector<Expr> above, below, others;
  bool bars = false;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (!values[i].infinite) {
      others.push_back(terms[i]);
      continue;
    }
    Expr bare = terms[i].is(Op::kNeg) ? terms[i].arg(0) : terms[i];
    Rational k(1);
    if (bare.is(Op::kDiv) && bare.arg(1).is_number()) {
      k = Rational(1) / bare.arg(1).value();
      bare = bare.arg(0);
    } else if (bare.is(Op::kMul) && bare.args().size() == 2 && bare.arg(0).is_number()) {
      k = bare.arg(0).value();
      bare = bare.arg(1);
    }
    if (!bare.is_func("ln") || (c && *c != k)) return std::nullopt;
    c = k;
    const Expr inside = bare.arg(0).is_func("abs") ? bare.arg(0).arg(0) : bare.arg(0);
    bars = bars || bare.arg(0).is_func("abs");
    (terms[i].is(Op::kNeg) ? below : above).push_back(inside);
  }
  if (!c || above.empty() || below.empty()) return std::nullopt;
  const Expr q = math::product_of(above) / math::product_of(below), ln = Expr::func("ln", {bars ? Expr::func("abs", {q}) : q});
  const Expr one = *c == Rational(1) ? ln : c->num() == Rational(1) ? ln / Expr::number(c->den()) : Expr::number(*c) * ln;
  others.insert(others.begin(), one);
  return math::sum_of(others);
}

namespace {

// Factors that top and bottom share up to a number are left out: (-1/x^2) \cos(1/x) over -1/x^2 is \cos(1/x).
Expr without_common_factors(const Expr& top, const Expr& bottom, const std::string& x) {
  Rational c(1);
  const auto taken_apart = [&](Expr e, bool below) {
    if (e.is(Op::kNeg)) {
      c = -c;
      e = e.arg(0);
    }
    std::vector<Expr> out;
    for (const Expr& f : math::factors_of(e)) {
      const bool minus = f.is(Op::kNeg);
      if (minus) c = -c;
      const Expr bare = minus ? f.arg(0) : f;
      if (bare.is_number() && !bare.value().is_zero())
        c = below ? c / bare.value() : c * bare.value();
      else
        out.push_back(bare);
    }
    return out;
  };
  std::vector<Expr> above = taken_apart(top, false), below = taken_apart(bottom, true);
  for (std::size_t i = 0; i < above.size(); ++i)
    for (std::size_t j = 0; j < below.size(); ++j)
      if (const auto k = constant_ratio(above[i], below[j], x)) {
        c *= *k;
        above.erase(above.begin() + static_cast<std::ptrdiff_t>(i--));
        below.erase(below.begin() + static_cast<std::ptrdiff_t>(j));
        break;
      }
  const Expr t = above.empty() ? Expr::integer(1) : math::product_of(above);
  return times(c, below.empty() ? t : t / math::product_of(below));
}

}  // namespace

// A quotient of fractions as one fraction, reduced where numerator and denominator are polynomials.
Expr simpler_quotient(const Expr& q, const std::string& x) {
  std::vector<Expr> forms;
  if (const auto p = math::as_polynomial(q, x)) forms.push_back(math::to_expr(*p, x));
  if (const auto f = math::as_fraction(q, x)) forms.push_back(math::degree(f->den) == 0 ? math::to_expr(math::multiply(f->num, {Rational(1) / f->den[0]}), x) : math::to_expr(f->num, x) / math::to_expr(f->den, x));
  if (const auto normal = math::normal_form(q)) forms.push_back(*normal);
  if (const auto one = math::as_single_fraction(q)) forms.push_back(one->second.is_number() && one->second.value() == Rational(1) ? one->first : one->first / one->second);
  if (q.is(Op::kDiv)) forms.push_back(without_common_factors(q.arg(0), q.arg(1), x));
  Expr best = q;
  for (const Expr& form : forms)
    if (form.size() < best.size() && judge_same(q, form).holds) best = form;
  return best;
}

// A root minus something as a^2 - b^2 over the sum of the two: numerator and denominator.
std::optional<std::pair<Expr, Expr>> conjugated(const Expr& e) {
  if (!e.is(Op::kAdd) || e.args().size() < 2) return std::nullopt;
  std::vector<Expr> roots, others;
  for (const Expr& t : math::terms_of(e)) {
    const Expr& bare = t.is(Op::kNeg) ? t.arg(0) : t;
    (roots.empty() && bare.is_func("sqrt") ? roots : others).push_back(t);
  }
  if (roots.empty() || others.empty()) return std::nullopt;
  const bool turned = roots[0].is(Op::kNeg);
  const Expr a = turned ? roots[0].arg(0) : roots[0], rest = math::sum_of(others);
  // e = a - b, or b - a with the minus at the root.
  const Expr b = turned ? rest : tidied(-rest);
  const auto square = [](const Expr& f) { return f.is_func("sqrt") ? f.arg(0) : math::pow(f, Expr::integer(2)); };
  const auto top = math::normal_form(turned ? square(b) - square(a) : square(a) - square(b));
  if (!top) return std::nullopt;
  return std::pair(*top, turned ? b + a : b.is(Op::kNeg) ? a - b.arg(0) : a + b);
}

// A number that the absolute value of a sum of sines and cosines never passes.
std::optional<Rational> bound_of(const Expr& e) {
  if (e.is_number()) return e.value().abs();
  if (e.is(Op::kNeg)) return bound_of(e.arg(0));
  if (e.is_func("sin") || e.is_func("cos")) return Rational(1);
  if (e.is(Op::kPow) && e.arg(1).is_integer() && e.arg(1).value().sign() > 0 && (e.arg(0).is_func("sin") || e.arg(0).is_func("cos"))) return Rational(1);
  Rational total(e.is(Op::kMul) ? 1 : 0);
  if (!e.is(Op::kMul) && !e.is(Op::kAdd)) return std::nullopt;
  for (const Expr& part : e.args()) {
    const auto one = bound_of(part);
    if (!one) return std::nullopt;
    total = e.is(Op::kMul) ? total * *one : total + *one;
  }
  return total;
}

}  // namespace retort::explain
