// Other ways to say the same statement, for forms that know only one of them.
#pragma once

#include <vector>

#include "agent/statement.h"

namespace retort::agent {

// Without words that do not change what is asked ("the expression", "evaluated", "infinite" of a series written out), with other words that ask
// or join ("determine", "what is", "find"; "so that", "for which"), with the condition behind the question or in front of it: with one or two of
// these changes, those that differ from `tokens`, at most twenty.
std::vector<std::vector<Token>> reworded(const std::vector<Token>& tokens);

}  // namespace retort::agent
