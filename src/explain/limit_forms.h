// Forms of functions on the way to a limit: divided by a power, over one line, times the conjugate, with one logarithm.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "explain/limit_finder.h"
#include "explain/numerals.h"
#include "math/expr.h"

namespace retort::explain {

// Simpler where that is shorter; functions stay as they are written.
math::Expr tidied(const math::Expr& e);
bool equals(const math::Expr& a, const math::Expr& b);
bool is_nought(const math::Expr& e);

// With a number for each symbol but the variable: for points on the way.
math::Expr without_letters(math::Expr e, const std::string& variable);

// How fast a polynomial, or a product or sum with roots of polynomials, grows: the exponent of the power that it follows.
std::optional<Rational> order_of(const math::Expr& e, const std::string& x);
// A part over x^k, roots of polynomials taken inside; x is beyond 0 on the side of `sign`.
std::optional<math::Expr> over_power(const math::Expr& e, const std::string& x, int k, int sign);
// The logarithms that grow, all with the same factor up to its sign, as one: -ln|b + 1| + ln|b| + 2 becomes ln|b/(b + 1)| + 2.
std::optional<math::Expr> with_one_logarithm(const std::vector<math::Expr>& terms, const std::vector<LimitValue>& values);
// A quotient of fractions as one fraction, reduced where numerator and denominator are polynomials or share factors.
math::Expr simpler_quotient(const math::Expr& q, const std::string& x);
// A root minus something as a^2 - b^2 over the sum of the two: numerator and denominator.
std::optional<std::pair<math::Expr, math::Expr>> conjugated(const math::Expr& e);
// A number that the absolute value of a sum of sines and cosines never passes.
std::optional<Rational> bound_of(const math::Expr& e);

}  // namespace retort::explain
