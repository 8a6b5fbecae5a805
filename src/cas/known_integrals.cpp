#include "cas/calculus.h"
#include "cas/polynomial_roots.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "math/exact.h"
#include "math/polynomial.h"

namespace retort::cas {

using math::Coefficients;
using math::Expr;
using math::Op;
using math::Rational;

namespace {

// a in ax + b; nothing for anything else, constants included.
std::optional<Rational> slope_of(const Expr& e, const std::string& variable) {
  const auto p = math::as_polynomial(e, variable, 1);
  return p && p->size() == 2 ? std::optional((*p)[1]) : std::nullopt;
}

Expr log_of(const Expr& e) { return Expr::func("ln", {e}); }
Expr abs_of(const Expr& e) { return Expr::func("abs", {e}); }

std::optional<Expr> secant(const Expr& e, const std::string& variable) {
  if (!e.is_func("sec") && !e.is_func("csc")) return std::nullopt;
  const auto slope = slope_of(e.arg(0), variable);
  if (!slope) return std::nullopt;
  const bool sec = e.is_func("sec");
  const Expr u = tidy(e.arg(0)), other = Expr::func(sec ? "tan" : "cot", {u});
  return log_of(abs_of(Expr::func(e.name(), {u}) + other)) / Expr::number(sec ? *slope : -*slope);
}

// sec(u)^3 and csc(u)^3, by parts until the integral comes back.
std::optional<Expr> cubed_secant(const Expr& e, const std::string& variable) {
  const bool power = e.is(Op::kPow) && e.arg(1).is_integer() && e.arg(1).value() == Rational(3);
  if (!power || !(e.arg(0).is_func("sec") || e.arg(0).is_func("csc"))) return std::nullopt;
  const auto slope = slope_of(e.arg(0).arg(0), variable);
  if (!slope) return std::nullopt;
  const bool sec = e.arg(0).is_func("sec");
  const Expr u = tidy(e.arg(0).arg(0)), f = Expr::func(sec ? "sec" : "csc", {u}), other = Expr::func(sec ? "tan" : "cot", {u});
  return (f * other + log_of(abs_of(f + other))) / Expr::number(Rational(sec ? 2 : -2) * *slope);
}

// sqrt(x^2 + c) and 1/sqrt(x^2 + c).
std::optional<Expr> root_of_square(const Expr& e, const std::string& variable) {
  const bool below = e.is(Op::kDiv) && e.arg(0).is_number() && e.arg(0).value() == Rational(1);
  const Expr& root = below ? e.arg(1) : e;
  if (!root.is_func("sqrt")) return std::nullopt;
  const auto p = math::as_polynomial(root.arg(0), variable, 2);
  if (!p || p->size() != 3 || (*p)[2] != Rational(1) || !(*p)[1].is_zero() || (*p)[0].is_zero()) return std::nullopt;
  const Expr x = Expr::symbol(variable), sum = x + root, logarithm = log_of((*p)[0].sign() > 0 ? sum : abs_of(sum));
  return below ? logarithm : (x * root + Expr::number((*p)[0]) * logarithm) / Expr::integer(2);
}

// 1/(sin u + cos u) is csc(u + pi/4)/sqrt(2), and so on for other numbers before the two with a known angle.
std::optional<Expr> over_wave(const Expr& e, const std::string& variable) {
  if (!e.is(Op::kDiv) || !e.arg(0).is_number() || !e.arg(1).is(Op::kAdd) || e.arg(1).args().size() != 2) return std::nullopt;
  const Expr &a = e.arg(1).arg(0), &b = e.arg(1).arg(1);
  const bool minus = b.is(Op::kNeg);
  const Expr& other = minus ? b.arg(0) : b;
  if (!a.is_func("sin") || !other.is_func("cos") || !a.arg(0).same(other.arg(0))) return std::nullopt;
  const auto slope = slope_of(a.arg(0), variable);
  if (!slope) return std::nullopt;
  const Expr quarter = Expr::constant("pi") / Expr::integer(4), u = minus ? tidy(a.arg(0)) - quarter : tidy(a.arg(0)) + quarter;
  const Expr logarithm = log_of(abs_of(Expr::func("csc", {u}) + Expr::func("cot", {u})));
  return -(Expr::func("sqrt", {Expr::integer(2)}) * logarithm / Expr::number(Rational(2) * *slope / e.arg(0).value()));
}

// The exponent of exp(u) or e^u.
std::optional<Expr> exponent_of(const Expr& e) {
  if (e.is_func("exp")) return e.arg(0);
  const bool power = e.is(Op::kPow) && e.arg(0).is(Op::kConstant) && e.arg(0).name() == "e";
  return power ? std::optional(e.arg(1)) : std::nullopt;
}

// exp(u) cos(v) and exp(u) sin(v), by parts twice.
std::optional<Expr> damped_wave(const Expr& e, const std::string& variable) {
  if (!e.is(Op::kMul) || e.args().size() != 2) return std::nullopt;
  for (const std::size_t first : {0u, 1u}) {
    const Expr &factor = e.arg(first), &wave = e.arg(1 - first);
    const auto exponent = exponent_of(factor);
    if (!exponent || (!wave.is_func("sin") && !wave.is_func("cos"))) continue;
    const auto a = slope_of(*exponent, variable), b = slope_of(wave.arg(0), variable);
    if (!a || !b) continue;
    const Expr u = tidy(*exponent), v = tidy(wave.arg(0)), sine = Expr::func("sin", {v}), cosine = Expr::func("cos", {v});
    // (a cos v + b sin v)/(a^2 + b^2), less what both have in common.
    const Rational ratio = *b / *a, p = ratio.den(), q = ratio.num(), common = *a / p;
    const Expr sum = wave.is_func("cos") ? Expr::number(p) * cosine + Expr::number(q) * sine : Expr::number(p) * sine - Expr::number(q) * cosine;
    return Expr::func("exp", {u}) * sum / Expr::number(common * (p * p + q * q));
  }
  return std::nullopt;
}

// The positive square root of a positive number.
std::optional<Expr> root_of(const Rational& square) {
  const auto roots = polynomial_roots(Coefficients{-square, Rational(0), Rational(1)});
  return roots.ok() && !roots->all.empty() ? std::optional(roots->all.back().value) : std::nullopt;
}

// p/(x - r) + q/(x - s) with rational r and s.
Expr two_logarithms(const std::vector<std::pair<Rational, Rational>>& weighted, const std::string& variable) {
  std::optional<Expr> sum;
  for (const auto& [weight, zero] : weighted) {
    if (weight.is_zero()) continue;
    const Expr term = Expr::number(weight) * log_of(abs_of(math::to_expr({-zero, Rational(1)}, variable)));
    sum = sum ? *sum + term : term;
  }
  return sum.value_or(Expr::integer(0));
}

// (px + q)/(x^2 + bx + c): logarithms of linear factors, or one of the whole and an arc.
std::optional<Expr> over_quadratic(const Rational& p, const Rational& q, const Rational& b, const Rational& c, const std::string& variable) {
  const Coefficients denominator{c, b, Rational(1)};
  const auto zeros = math::rational_roots(denominator);
  if (zeros.size() == 1) return std::nullopt;
  if (zeros.size() == 2) {
    const Rational &r = zeros[0].first, &s = zeros[1].first;
    return two_logarithms({{(p * s + q) / (s - r), s}, {(p * r + q) / (r - s), r}}, variable);
  }
  // x^2 + bx + c = (m^2 (x + b/2)^2 + n)/m^2, where m makes mb/2 whole.
  const Rational m = (b / 2).is_integer() ? 1 : 2, n = m * m * (c - b * b / 4), rest = q - p * b / 2;
  const auto root = root_of(n.abs());
  if (!root) return std::nullopt;
  const Expr u = math::to_expr({m * b / 2, m}, variable), whole = math::to_expr(denominator, variable);
  const Expr arc = n.sign() > 0 ? Expr::number(rest * m) / *root * Expr::func("atan", {written(u / *root)})
                                : Expr::number(rest * m / 2) / *root * log_of(abs_of((u - *root) / (u + *root)));
  const Expr logarithm = Expr::number(p / 2) * log_of(n.sign() > 0 ? whole : abs_of(whole));
  if (p.is_zero()) return arc;
  return rest.is_zero() ? logarithm : logarithm + arc;
}

std::optional<Expr> rational_function(const Expr& e, const std::string& variable) {
  const auto fraction = math::as_fraction(e, variable, 20);
  if (!fraction || math::degree(fraction->den) != 2) return std::nullopt;
  const Rational lead = fraction->den[2];
  const auto [whole, rest] = math::divide(fraction->num, fraction->den);
  const auto at = [&, &rest = rest](std::size_t i) { return i < rest.size() ? rest[i] / lead : Rational(0); };
  const auto part = over_quadratic(at(1), at(0), fraction->den[1] / lead, fraction->den[0] / lead, variable);
  if (!part) return std::nullopt;
  return whole.empty() ? *part : math::to_expr(math::antiderivative(whole), variable) + *part;
}

}  // namespace

std::optional<Expr> known_antiderivative(const Expr& e, const std::string& variable) {
  if (e.is(Op::kMul) && e.arg(0).is_number()) {
    const auto rest = known_antiderivative(e.args().size() == 2 ? e.arg(1) : Expr::make(Op::kMul, {e.args().begin() + 1, e.args().end()}), variable);
    return rest ? std::optional(written(e.arg(0) * *rest)) : std::nullopt;
  }
  auto found = secant(e, variable);
  if (!found) found = cubed_secant(e, variable);
  if (!found) found = root_of_square(e, variable);
  if (!found) found = over_wave(e, variable);
  if (!found) found = damped_wave(e, variable);
  if (!found && e.symbols().size() == 1) found = rational_function(e, variable);
  return found ? std::optional(written(*found)) : std::nullopt;
}

}  // namespace retort::cas
