// Short statements read by their gist: the numbers with the nouns beside them, and what is asked for. Words between them are passed over, so every number
// must have its place, and a word that could change the matter stops the reading.
#pragma once

#include <optional>
#include <vector>

#include "agent/goal.h"
#include "agent/statement.h"

namespace retort::agent {

// One figure, measures of it with their numbers, and another measure asked for.
std::optional<Goal> read_figure_gist(const std::vector<Token>& tokens);
// Choices without order, orders of things, one of each kind, meetings of all pairs, diagonals.
std::optional<Goal> read_choice_gist(const std::vector<Token>& tokens);
// A share of a whole, or the whole of a share.
std::optional<Goal> read_share_gist(const std::vector<Token>& tokens);

}  // namespace retort::agent
