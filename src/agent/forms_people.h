// Stories about how many things people have: amounts, "times as many as", "more than", and what they have together.
#pragma once

#include <optional>
#include <vector>

#include "agent/forms_phrases.h"
#include "agent/goal.h"

namespace retort::agent {

// The goal when the statement consists of such facts about named people and one question; all speak of the same things.
std::optional<Goal> read_people(const std::vector<Token>& tokens, Phrases& phrases);

}  // namespace retort::agent
