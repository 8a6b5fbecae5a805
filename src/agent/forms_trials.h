// Statements about trials that succeed with a given probability, and about the expected value of what they bring.
#pragma once

#include <optional>
#include <vector>

#include "agent/goal.h"
#include "agent/statement.h"

namespace retort::agent {

// One probability, a number of trials that do not depend on each other, and how many of them shall succeed. Nothing where another number,
// or a word about order or conditions, is in the statement.
std::optional<Goal> read_trials(const std::vector<Token>& tokens);

// Outcomes with their probabilities and gains: "comes up heads with probability 2/3; if heads, I win 2 dollars".
std::optional<Goal> read_expectation(const std::vector<Token>& tokens);

}  // namespace retort::agent
