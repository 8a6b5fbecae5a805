// Statements about dice, coins, cards, marbles and numbers drawn at random: an experiment in some sentences, and the probability of an event.
#pragma once

#include <optional>
#include <vector>

#include "agent/goal.h"
#include "agent/statement.h"

namespace retort::agent {

std::optional<Goal> read_draws(const std::vector<Token>& tokens);

}  // namespace retort::agent
