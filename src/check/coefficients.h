// Equations that say that the coefficients of an identity agree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "math/expr.h"

namespace retort::check {

// "This holds for all $x$, so the coefficients of its powers agree on both sides: ..." in front of `at` in the same sentence: x. Else empty.
std::string letter_of_coefficients(std::string_view text, std::size_t at);

// Is `claimed`, but for a factor, the coefficient of a power of `letter` in one of `differences`, which must hold several powers?
bool is_coefficient(const std::vector<math::Expr>& differences, const std::string& letter, const math::Expr& claimed);

}  // namespace retort::check
