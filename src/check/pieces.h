// A narrative as alternating words and formulas.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace retort::check {

struct Piece {
  bool formula = false;
  std::size_t begin = 0, end = 0;            // in the narrative, with the marks ($, \(, ...)
  std::size_t inner_begin = 0, inner_end = 0;  // without them; equal to begin and end for words
};

// Splits at $..$, $$..$$, \(..\), \[..\] and display environments (align, equation, gather). A dollar sign of money (`$5 and $10`) is no mark.
// Pieces cover the text without gaps. Linear time: a formula is at most kMaxFormula bytes long.
inline constexpr std::size_t kMaxFormula = 4000;
std::vector<Piece> split_pieces(std::string_view text);

}  // namespace retort::check
