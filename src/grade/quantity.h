// Numbers and expressions with what may stand around them: currency signs, units, percent, degrees.
#pragma once

#include <optional>
#include <string_view>

#include "grade/answer.h"

namespace retort::grade {

// Reads the whole of a cleaned text as one value, or nothing.
std::optional<Value> read_quantity(std::string_view text);

// `5 feet 6 inches`, `2\text{ hours and }15\text{ minutes}`: quantities of one kind in falling units, as one in the first unit.
std::optional<Value> read_compound(std::string_view text);

// "three", "twenty-one", "two thirds", "five dollars"
std::optional<Value> read_number_word(std::string_view text);

}  // namespace retort::grade
