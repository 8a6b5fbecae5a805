// Remainders of expressions that may be far too large to write out: 7^{1000000} mod 13.
#pragma once

#include "base/error.h"
#include "math/expr.h"

namespace retort::math {

// The remainder of an integer expression modulo m > 0. A fraction counts as its numerator times the inverse of its denominator.
// kUnsupported with free symbols or values that are not whole, kInvalidArgument where an inverse does not exist, kBudget.
Result<Rational> residue(const Expr& e, const Rational& m);

}  // namespace retort::math
