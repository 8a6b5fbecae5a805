// Goals about two explicit vectors.
#pragma once

#include <optional>

#include "agent/goal.h"

namespace retort::agent {

// Columns of the same size with rational entries; nothing otherwise, or where the angle is none of the known ones.
std::optional<Goal> angle_between(const math::Expr& a, const math::Expr& b);
std::optional<Goal> projection_onto(const math::Expr& a, const math::Expr& b);

}  // namespace retort::agent
