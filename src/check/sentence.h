// Arithmetic in words: `4 stickers * 3 friends = 12 stickers`, `48/2 = 24 clips`, `50% of $80 is $40`, `8m + m = 27`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/statement.h"
#include "check/tokens.h"

namespace retort::check {

// The letters that a text uses as unknowns, `p` and `m` in `p + m = 27`: only those are read behind a number (`8m`).
std::string letters_of(const std::vector<Token>& tokens);

// The statements among tokens[begin, end), which hold no kStop. A side that is only words has an empty `latex`.
void read_sentence(const std::vector<Token>& tokens, std::size_t begin, std::size_t end, std::string_view letters, std::vector<Statement>& out);

}  // namespace retort::check
