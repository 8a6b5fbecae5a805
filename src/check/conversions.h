// The table of numbers that need no source: conversions between measures, and the parts of things.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "math/rational.h"

namespace retort::check {

// The numbers that the words of a text bring with them: 60 where it speaks of hours and minutes, 4 where of cars and wheels. `words` are in
// lower case and singular (singular_word). A small number is never known by itself.
std::vector<math::Rational> known_conversions(const std::set<std::string>& words);

// "boxes" box, "feet" foot, "pennies" penny; other words as they are. Lower case.
std::string singular_word(std::string_view word);

}  // namespace retort::check
