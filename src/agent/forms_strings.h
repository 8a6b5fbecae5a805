// Questions how many words, codes, plates and numbers can be written with given letters and digits.
#pragma once

#include <optional>
#include <vector>

#include "agent/goal.h"
#include "agent/statement.h"

namespace retort::agent {

// "How many 3-letter words can be made from the letters A, B, C and D, if no letter may be used twice?": counted place by place; where that is
// small, going through all of them must give the same number.
std::optional<Goal> read_strings(const std::vector<Token>& tokens);

}  // namespace retort::agent
