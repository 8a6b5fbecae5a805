// Values of expressions: exact where exact exists, certified balls (Arb) elsewhere. Every entry has a budget: huge powers,
// factorials and sums end as kBudget, never as a hang.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/error.h"
#include "math/expr.h"

namespace retort::math {

struct EvalLimits {
  long max_bits = 1 << 18;      // of any exact intermediate value
  long max_terms = 100'000;     // of a written-out sum or product
};

// The exact rational value of an expression without free symbols. kUnsupported when it is irrational or not a number
// (message says which part), kInvalidArgument for a division by zero, kBudget past the limits.
// Percent, degrees (as the plain number of degrees: refused, kUnsupported), mixed numbers, bases, factorials, binomials,
// gcd, lcm, mod, floor, ceil, abs, powers with exact results (8^{2/3} = 4, sqrt(49/4)) are all computed.
Result<Rational> exact_value(const Expr& e, const EvalLimits& limits = {});

// A certified enclosure of a real value: the true value lies in [low, high].
struct RealBall {
  double mid = 0;
  double radius = 0;
  std::string digits;   // the certified decimal digits, as many as are certain, at most those asked for
};
// Real value of an expression at given values of its symbols, to `digits` significant digits. kUnsupported when the value is
// not real or the expression not numeric; kBudget when the precision needed grows past 2,000 digits.
Result<RealBall> real_value(const Expr& e, int digits = 15, const std::map<std::string, Rational>& at = {});

// The expression with all exact arithmetic on numbers done, like terms collected and polynomials expanded over the rationals,
// in descending order of degree; other parts are left as they are. Never changes the domain except as conditions note.
Result<Expr> normal_form(const Expr& e, const EvalLimits& limits = {});

}  // namespace retort::math
