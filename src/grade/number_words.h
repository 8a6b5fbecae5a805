// Numbers in words: "twenty-one", "nine million two hundred and five", "one half", "three and a quarter", "minus five".
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "math/rational.h"

namespace retort::grade {

// A number at the begin of a text, and what stands behind it: "five dollars" is 5 and "dollars".
struct SpelledNumber {
  math::Rational value;
  std::string rest;   // lower case, single spaces
};

// Nothing where the text does not begin with a number in words. The longest number is taken; "one hundred and twenty" is 120.
std::optional<SpelledNumber> leading_number_word(std::string_view text);

// The whole text as a number in words.
std::optional<math::Rational> number_in_words(std::string_view text);

// A whole number at the begin of words in lower case: "two hundred and five", "a dozen", "three thousand". No words where none begins there.
struct CountedWords {
  long long value = 0;
  std::size_t words = 0;   // how many of them were read
};
CountedWords count_words(std::span<const std::string> words);

// What one word is worth: "seven" 7, "fifty" 50, "hundreds" 100, "dozen" 12, "thirds" 1/3; nothing for other words. Lower case.
std::optional<math::Rational> number_word(std::string_view word);

// What "million" or "dozen" multiplies the number before it by; nothing for other words.
std::optional<math::Rational> scale_word(std::string_view word);

}  // namespace retort::grade
