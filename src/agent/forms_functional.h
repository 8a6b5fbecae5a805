#pragma once

#include <optional>

#include "agent/goal.h"

namespace retort::agent {

// Functions that are not defined by a formula but by an equation for all numbers, f(x + y) = f(x) f(y) or 2 f(x) + f(1/x) = x: numbers are put in
// until the values that are asked for follow. Nothing when the facts hold no such equation, or too little follows.
std::optional<Goal> by_instances(const Given& given);

}  // namespace retort::agent
