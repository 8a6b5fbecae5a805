#pragma once

#include <optional>
#include <vector>

#include "agent/forms_phrases.h"
#include "agent/goal.h"

namespace retort::agent {

// Clauses about the terms of one arithmetic or geometric sequence and a question about it, in any order: the unknown numbers are its first term and
// its common difference or ratio.
std::optional<Goal> read_progression(const std::vector<Token>& tokens, Phrases& phrases);

}  // namespace retort::agent
