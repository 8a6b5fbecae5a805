// Bounds of sets of integers that are not written as integers.
#pragma once

#include <optional>
#include <string>

#include "math/expr.h"

namespace retort::agent {

// The integer at or beside the value: above it where `up`, and never the value itself where `strict`. Nothing where it is not clear.
std::optional<long long> beside(const math::Expr& e, bool up, bool strict);

// "$(10.2)^3 = 1061.208$", "$4 < \sqrt{20} < 5$"; nothing for a number as it stands.
std::string bound_shown(const math::Expr& e);

}  // namespace retort::agent
