// Places where a function changes its sign, in forms that can be checked exactly.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "math/expr.h"

namespace retort::cas {

// The zeros of `u` between low and high (finite) at which its sign changes, ascending: fractions, square roots of whole numbers,
// fractions of pi, each put into `u` and confirmed to be a zero. Nothing where one has no such form, or `u` is not defined on the way.
// Two zeros closer than 1/400 of the range may be missed.
std::optional<std::vector<math::Expr>> sign_changes(const math::Expr& u, const std::string& variable, double low, double high);

}  // namespace retort::cas
