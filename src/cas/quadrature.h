// Numeric integrals, for comparison only.
#pragma once

#include <optional>
#include <string>

#include "math/expr.h"

namespace retort::cas {

// The integral of `e` from low to high (infinite bounds allowed) to about ten digits; nothing when it does not settle or `e` is
// undefined somewhere. At most a few thousand evaluations.
std::optional<double> quadrature(const math::Expr& e, const std::string& variable, double low, double high);

}  // namespace retort::cas
