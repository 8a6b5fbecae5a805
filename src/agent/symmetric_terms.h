// Polynomials in several letters that do not change when the letters change places: written with the sums s_1 = a + b + ..., s_2 = ab + ac + ..., ....
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "math/expr.h"

namespace retort::agent {

// The sum of all products of k different letters, 1 <= k <= number of letters <= 4.
math::Expr elementary_sum(std::size_t k, const std::vector<std::string>& letters);

// A symmetric polynomial or quotient of such, with `sums` in the place of s_1, s_2, ...; nothing where `e` is none or has other letters.
std::optional<math::Expr> in_elementary(const math::Expr& e, const std::vector<std::string>& letters, const std::vector<math::Expr>& sums);

}  // namespace retort::agent
