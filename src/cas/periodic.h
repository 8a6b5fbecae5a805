// The period of expressions made of sines, cosines and their kin.
#pragma once

#include <optional>
#include <string>

#include "math/expr.h"

namespace retort::cas {

struct Period {
  math::Expr exact;   // 2*pi/3
  double length = 0;
};

// The period of `e` when `variable` occurs only inside trigonometric functions of a*variable + b with rational a.
std::optional<Period> period_of(const math::Expr& e, const std::string& variable);

}  // namespace retort::cas
