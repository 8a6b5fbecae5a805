#pragma once

#include <optional>
#include <vector>

#include "agent/goal.h"
#include "agent/statement.h"

namespace retort::agent {

// Money at interest, in one account: what it grows to, what interest it earns, what must be put in. Nothing where the statement names other
// amounts, rates or times than it needs.
std::optional<Goal> read_interest(const std::vector<Token>& tokens);

}  // namespace retort::agent
