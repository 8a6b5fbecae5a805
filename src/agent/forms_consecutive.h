#pragma once

#include <optional>
#include <vector>

#include "agent/statement.h"

namespace retort::agent {

// "three consecutive odd integers" and what refers to them ("their sum", "the integers", "the largest of them") written with a letter m:
// 2m + 1, 2m + 3, 2m + 5. A sentence in front says that m is an integer. Nothing where no such integers are named, or several times.
std::optional<std::vector<Token>> named_consecutive(const std::vector<Token>& tokens);

}  // namespace retort::agent
