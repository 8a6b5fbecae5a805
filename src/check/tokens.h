// Tokens of the words between formulas: enough to find `48/2 = 24 clips` and `50% of $80 is $40` in a sentence.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "check/pieces.h"

namespace retort::check {

enum class Kind {
  kNumber,    // text: digits without separators, "." kept
  kWord,      // text: lower case (a single letter as written); letters and apostrophes
  kOperator,  // text: + - \cdot / ^
  kRelation,  // text: = \approx < > <= >= !=
  kOpen, kClose,
  kMoney,     // $, euro, pound
  kPercent,
  kFormula,   // text: LaTeX without marks, holding no relation
  kComma,
  kStop,      // end of a sentence or line, or anything that no expression crosses
};

struct Token {
  Kind kind = Kind::kStop;
  std::string text;
  std::size_t at = 0, length = 0;
  bool glued = false;   // no white space before it
};

std::vector<Token> tokenize(std::string_view text, const std::vector<Piece>& pieces);

}  // namespace retort::check
