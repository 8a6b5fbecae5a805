// Numbers that are written in words.
#pragma once

#include <optional>
#include <string_view>

#include "math/rational.h"

namespace retort::check {

// "seven" 7, "dozen" 12, "half" 1/2, "twice" 2; nothing for other words. Lower case.
std::optional<math::Rational> number_word(std::string_view word);

}  // namespace retort::check
