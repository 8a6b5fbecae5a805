// How the rules Solver writes mathematics in its sentences.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "math/expr.h"

namespace retort::agent {

std::string tex(const math::Expr& e);
std::string tex(const math::Rational& r);        // -\frac{3}{4}
std::string inline_math(std::string_view latex); // in dollars

// The calculation of a value without symbols in steps that can be done in the head, as one chain without dollars:
// "3 \cdot 4^2 - 2 \cdot 4 = 48 - 8 = 40". Only the expression where its value is not rational.
std::string worked(const math::Expr& e);

// "a", "a and b", "a, b and c".
std::string and_list(const std::vector<std::string>& items);

// `e` with every symbol of `name` replaced by the number, ready for `worked`.
math::Expr at_value(const math::Expr& e, std::string_view name, const math::Expr& value);

// "[1, 2]", "(3, 5)" or "{1, 2}" taken apart at its outer commas and read; nothing when an item cannot be read.
std::optional<std::vector<math::Expr>> read_items(std::string_view text);

}  // namespace retort::agent
