#pragma once

#include <optional>
#include <vector>

#include "agent/forms_phrases.h"
#include "agent/goal.h"

namespace retort::agent {

// The facts and the question of a statement that consists of nothing else, joined by words that say nothing.
std::optional<Goal> read_facts(const std::vector<Token>& tokens, Phrases& phrases);

}  // namespace retort::agent
