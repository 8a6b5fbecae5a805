// Answers in words: formulas as one says them, and words that lead up to an answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::grade {

// `2 over 27`, `3 out of 8`, `4 times the square root of 3`, `x squared plus 1` as LaTeX. Nothing where a word is not one of arithmetic, no such
// word is there, or the order of the operations is not said (`2 plus 3 over 4`).
std::optional<std::string> spoken_formula(std::string_view text);

// What stands behind words that only lead up to an answer: `The roots are 1 and 3`, `the point (1,2)`, `exactly 5`. The longest lead first; empty
// where the text does not begin with one.
std::vector<std::string_view> behind_lead_in(std::string_view text);

}  // namespace retort::grade
