// Do the numbers of one side of a true equality come from the other side?
#pragma once

#include <vector>

#include "math/expr.h"

namespace retort::check {

// The numbers that working out `left` step by step can show: the values of its parts, of neighbouring terms and factors taken together, of
// two of its numbers combined, and the factors of its factorials.
std::vector<math::Rational> step_values(const math::Expr& left);

// Is `value` a part of a number of `left` with another number of `right`: 10 of 14 = 10 + 4?
bool is_part(const math::Rational& value, const math::Expr& left, const std::vector<math::Rational>& right);

// The numbers of sums and products of `right` that make up a number of `left`: 2000, 1000, 12 for 3012 / 2 = (2000 + 1000 + 12) / 2.
std::vector<math::Rational> pieces_of_numbers(const math::Expr& right, const math::Expr& left);

}  // namespace retort::check
