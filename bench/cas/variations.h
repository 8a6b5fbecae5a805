// Calls like a given one with other numbers, so that no answer can be remembered.
#pragma once

#include <vector>

#include "base/random.h"
#include "cas/tool.h"

namespace retort::bench {

// Up to `count` calls, each different from the others and from `call`. What makes the call what it is stays: exponents, the rank and the
// form of matrices, removable gaps at the point of a limit. Fewer where there is nothing left to change.
std::vector<cas::ToolCall> variations(const cas::ToolCall& call, std::size_t count, Random& random);

}  // namespace retort::bench
