// What a reader works out in the head from numbers that are known.
#pragma once

#include <vector>

#include "math/rational.h"

namespace retort::check {

// Is `value` the sum or the difference of two of `known`?
bool adds_up(const std::vector<math::Rational>& known, const math::Rational& value);

// Is it the sum, difference, product or quotient of two of them?
bool makes(const std::vector<math::Rational>& known, const math::Rational& value);

// Is it less than one away from a number of `known` that is not whole?
bool rounds_one(const std::vector<math::Rational>& known, const math::Rational& value);

}  // namespace retort::check
