#include "cas/periodic.h"

#include <numbers>
#include <vector>

#include "math/number_theory.h"
#include "math/polynomial.h"

namespace retort::cas {

using math::Expr;
using math::Op;
using math::Rational;

namespace {

// Collects |a| of each argument a*x + b (doubled for tan and cot, which repeat after pi); false when the variable stands elsewhere.
bool collect(const Expr& e, const std::string& variable, std::vector<Rational>& rates) {
  if (!e.contains_symbol(variable)) return true;
  if (e.is(Op::kSymbol)) return false;
  const bool half = e.is_func("tan") || e.is_func("cot");
  if (half || e.is_func("sin") || e.is_func("cos") || e.is_func("sec") || e.is_func("csc")) {
    // b may be a multiple of pi: only the part with the variable must be a polynomial.
    Rational slope;
    const Expr& u = e.arg(0);
    const auto terms = u.is(Op::kAdd) ? u.args() : std::vector<Expr>{u};
    for (const Expr& term : terms) {
      if (!term.contains_symbol(variable)) continue;
      const auto p = math::as_polynomial(term, variable, 1);
      if (!p || p->size() != 2) return false;
      slope += (*p)[1];
    }
    if (slope.is_zero()) return false;
    rates.push_back(half ? slope.abs() * 2 : slope.abs());
    return true;
  }
  for (const Expr& arg : e.args())
    if (!collect(arg, variable, rates)) return false;
  return true;
}

}  // namespace

std::optional<Period> period_of(const Expr& e, const std::string& variable) {
  std::vector<Rational> rates;
  if (!collect(e, variable, rates) || rates.empty()) return std::nullopt;
  // The common period is 2 pi / g, where every rate is a whole multiple of g.
  Rational g = rates[0];
  for (const Rational& r : rates) g = math::gcd((g * g.den() * r.den()), r * g.den() * r.den()) / (g.den() * r.den());
  const Rational turns = Rational(2) / g;
  const Expr pi = Expr::constant("pi");
  const Expr top = turns.num() == Rational(1) ? pi : Expr::number(turns.num()) * pi;
  return Period{turns.den() == Rational(1) ? top : top / Expr::number(turns.den()), turns.to_double() * std::numbers::pi};
}

}  // namespace retort::cas
