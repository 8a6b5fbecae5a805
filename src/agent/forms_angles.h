// Statements about the angles of a figure, or about one angle and its complement or supplement.
#pragma once

#include <optional>
#include <vector>

#include "agent/goal.h"
#include "agent/statement.h"

namespace retort::agent {

// Angles become letters, and what the figure says about them equations; the rest is read as facts about numbers (forms_facts.h).
std::optional<Goal> read_angles(const std::vector<Token>& tokens);

}  // namespace retort::agent
