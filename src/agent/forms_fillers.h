// Words that change nothing in what a statement says: articles and the like. Patterns and statements are compared without them.
#pragma once

#include <string_view>
#include <vector>

#include "agent/statement.h"

namespace retort::agent {

bool is_filler(std::string_view word);

// The tokens without such words; a mark behind one goes to the token before it.
std::vector<Token> without_fillers(const std::vector<Token>& tokens);

}  // namespace retort::agent
