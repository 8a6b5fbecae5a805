// Statements about means of groups of numbers: what a group has in common with its parts.
#pragma once

#include <optional>
#include <vector>

#include "agent/goal.h"
#include "agent/statement.h"

namespace retort::agent {

// "The mean of five numbers is 12. The mean of two of them is 9. What is the mean of the other three?": groups with sizes and means, single
// numbers among them, and one that is missing. The sizes must add up to that of the whole group; every number of the statement is used.
std::optional<Goal> read_means(const std::vector<Token>& tokens);

}  // namespace retort::agent
