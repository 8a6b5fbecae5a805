// Inverse functions of linear terms and quotients of such.
#include "agent/forms_more.h"
#include "agent/rules_solver_text.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

bool is_so(const Expr& relation) { return math::holds(relation).outcome == math::Verdict::Outcome::kEqual; }

// f(x) = (a x + b) / (c x + d): x = (b - d y) / (c y - a).
std::optional<Goal> inverse(const Captures& c) {
  const Expr& f = c.expr("f");
  if (!f.is(Op::kRel) || f.name() != "=") return {};
  const Expr& body = f.arg(1);
  auto symbols = body.symbols();
  if (symbols.size() != 1 || symbols[0] == "y") return {};
  const std::string& x = symbols[0];
  auto parts = math::as_single_fraction(body);
  auto above = parts ? math::as_polynomial(parts->first, x, 1) : std::nullopt, below = parts ? math::as_polynomial(parts->second, x, 1) : std::nullopt;
  if (!above || !below || below->empty()) return {};
  const auto at = [](const math::Coefficients& p, std::size_t i) { return i < p.size() ? p[i] : Rational(0); };
  const Rational a = at(*above, 1), b = at(*above, 0), k = at(*below, 1), d = at(*below, 0);
  if ((a * d - b * k).is_zero()) return {};
  const auto solved = [&](const Expr& y) {
    const Expr top = math::normal_form(Expr::number(d) * y - Expr::number(b)).value_or(y), bottom = math::normal_form(Expr::number(a) - Expr::number(k) * y).value_or(y);
    const Expr quotient = top / bottom;
    return k.is_zero() ? math::normal_form(quotient).value_or(quotient) : quotient;
  };
  const Expr y = Expr::symbol("y"), value = solved(y);
  if (!is_so(Expr::rel("=", body.substitute(x, value), y))) return {};
  Lookup lookup{"We solve " + inline_math("y = " + tex(body)) + " for " + inline_math(x) + ".", "solve_equation",
                {{"sympy_equation", math::to_plain(Expr::rel("=", y, body))}, {"variable", x}}, {value}, "The inverse function takes the letter " + inline_math(x) + " in the place of $y$."};
  return Several{{}, tex(solved(Expr::symbol(x))), "", "the inverse function is @", {lookup}};
}

}  // namespace

std::vector<Form> inverse_forms() {
  return {
      {"inverse_function", "<find> the inverse [function] (of|to|for) [the] [function] {eq:f}", inverse},
      {"inverse_function", "<find> the inverse [function] of {expr} (if|where|when|given that) {eq:f}", inverse},
      {"inverse_function", "(if|let|suppose|given|consider|suppose that|given that) [the] [function] {eq:f} [then] <find> (the inverse [function] of ({expr}|{var})|its inverse [function])", inverse},
  };
}

}  // namespace retort::agent
