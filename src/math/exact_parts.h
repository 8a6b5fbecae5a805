// Roots, logarithms and angles whose values are rational.
#pragma once

#include <optional>
#include <string_view>

#include "base/error.h"
#include "math/exact.h"
#include "math/expr.h"

namespace retort::math {

// The n-th root of x >= 0 when it is rational; kUnsupported when it is not.
Result<Rational> exact_root(const Rational& x, const Rational& n);
// log_base(x) when it is rational. kUnsupported when not, kInvalidArgument outside the domain.
Result<Rational> exact_log(const Rational& x, const Rational& base);
// The angle as a rational number of half turns: 60 degrees and pi/3 are 1/3, 0 is 0. Nothing for other angles.
std::optional<Rational> turns(const Expr& angle, const EvalLimits& limits);
// sin, cos, ... at that many half turns when it is rational (Niven); kInvalidArgument at a pole.
Result<Rational> trigonometric_value(std::string_view function, const Rational& half_turns);

}  // namespace retort::math
