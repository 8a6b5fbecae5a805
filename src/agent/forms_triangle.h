#pragma once

#include <optional>
#include <vector>

#include "agent/goal.h"
#include "agent/statement.h"

namespace retort::agent {

// One triangle with its corners named, what is known of its sides and angles, and a question for another side, angle, function of an
// angle, the area or the perimeter. Nothing when a word or a formula says anything else.
std::optional<Goal> read_triangle(const std::vector<Token>& tokens);

}  // namespace retort::agent
