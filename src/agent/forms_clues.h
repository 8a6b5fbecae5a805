// Statements that give clues about one integer and ask for it, or for the smallest that fits: clauses in any order and number.
#pragma once

#include <optional>
#include <vector>

#include "agent/forms_phrases.h"
#include "agent/goal.h"

namespace retort::agent {

// The goal when the statement consists of clues and one question; every number of it belongs to one of them.
std::optional<Goal> read_clues(const std::vector<Token>& tokens, Phrases& phrases);

}  // namespace retort::agent
