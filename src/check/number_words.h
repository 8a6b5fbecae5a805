// Numbers that are written in words, and the facts everybody knows about measures: seven days in a week.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "math/rational.h"

namespace retort::check {

// "seven" 7, "dozen" 12, "half" 1/2, "twice" 2; nothing for other words. Lower case.
std::optional<math::Rational> number_word(std::string_view word);

// Numbers that a word brings with it: "week" 7, "hour" 60, "percent" 100. Empty for most words.
std::vector<math::Rational> numbers_of_word(std::string_view word);

}  // namespace retort::check
