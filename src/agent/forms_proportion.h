// Stories in which amounts go with each other at a fixed rate, or are parts of a whole in a ratio.
#pragma once

#include <optional>
#include <vector>

#include "agent/goal.h"
#include "agent/statement.h"

namespace retort::agent {

// "7 oranges weigh the same as 5 apples. How many apples weigh the same as 28 oranges?": pairs of amounts, one amount more and the unit that is asked
// for. Every number of the statement is used once, each pair is needed on the way from the amount to the unit, and the words say that it is a rate.
std::optional<Goal> read_proportion(const std::vector<Token>& tokens);

// "The ratio of cats to dogs is 2:3. There are 14 cats. How many dogs are there?": one part, the whole or a difference is given, another is asked for.
std::optional<Goal> read_ratio(const std::vector<Token>& tokens);

}  // namespace retort::agent
