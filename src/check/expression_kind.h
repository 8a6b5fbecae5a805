// What kind of expression stands on a side of an equality.
#pragma once

#include <optional>

#include "math/expr.h"

namespace retort::check {

// A number, with a sign, a percent sign, a degree sign.
bool is_lone(const math::Expr& e);
// A side that only calculates with numbers: 54 - 6, 66/6, but not 1/3.
bool is_calculation(const std::optional<math::Expr>& side);
// Holds it values that no fraction gives, \sqrt{7}, \log 3, i, \pi, or other functions of analysis?
bool has_irrational_parts(const math::Expr& e);
// Sums, products, quotients and powers of numbers, and factorials.
bool is_arithmetic(const math::Expr& e);

// 4 \cdot 6.25 and 2500 / 100: is `right` the product of the digits over a power of ten?
bool is_decimal_product(const math::Expr& left, const math::Expr& right);

}  // namespace retort::check
