// Arithmetic in words: `4 stickers * 3 friends = 12 stickers`, `48/2 = 24 clips`, `50% of $80 is $40`, `8m + m = 27`.
#pragma once

#include <vector>

#include "check/statement.h"
#include "check/tokens.h"

namespace retort::check {

// The statements among tokens[begin, end), which hold no kStop. A side that is only words has an empty `latex`.
void read_sentence(const std::vector<Token>& tokens, std::size_t begin, std::size_t end, std::vector<Statement>& out);

}  // namespace retort::check
