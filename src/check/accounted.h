// Do the numbers of one side of a true equality come from the other side?
#pragma once

#include <set>

#include "math/expr.h"

namespace retort::check {

// The numbers, without their signs, that `right` may hold when it is worked out from `left`: values of parts of `left`, of neighbouring terms and
// factors taken together; a number of `left` broken into a sum or product (17 * 20 = 17 * 2 * 10, 23 * 14 = 23 * 10 + 23 * 4); fractions
// reduced and expanded; the factors of factorials. Both sides are numbers and equal.
std::set<math::Rational> accounted_numbers(const math::Expr& left, const math::Expr& right);

}  // namespace retort::check
