#pragma once

#include <optional>
#include <vector>

#include "agent/goal.h"
#include "agent/statement.h"

namespace retort::agent {

// A sequence with some first terms and a rule for the next one, and one term or the sum or product of some that is asked for: worked out term by
// term, and by its period where the terms repeat. Nothing where the index is far and nothing repeats.
std::optional<Goal> read_recurrence(const std::vector<Token>& tokens);

}  // namespace retort::agent
