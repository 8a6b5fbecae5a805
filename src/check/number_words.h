// Numbers that are written in words.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "check/tokens.h"
#include "math/rational.h"

namespace retort::check {

// "seven" 7, "dozen" 12, "half" 1/2, "twice" 2; nothing for other words. Lower case.
std::optional<math::Rational> number_word(std::string_view word);

// A whole number in words at tokens[at], as far as it goes before `end`: "twenty-five", "three hundred and six". Nothing for "both" and "a pair".
struct SpokenNumber {
  math::Rational value;
  std::size_t tokens = 0;
};
std::optional<SpokenNumber> spoken_number(const std::vector<Token>& tokens, std::size_t at, std::size_t end);

// "first" 1, "second" 2, ... "twentieth" 20; nothing for other words.
std::optional<int> ordinal_word(std::string_view word);

}  // namespace retort::check
