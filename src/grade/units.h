// Units of measure in answers: one name for each, and factors between those that convert.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "math/rational.h"

namespace retort::grade {

// One spelling of a unit or counted thing: "square centimeters", "cm^2" and "sq cm" are "cm^2"; "dollars" and "\$" are "dollar"; words
// that say nothing ("units", "ways") are "". Other words are kept in lower case.
std::string clean_unit(std::string_view text);

// Is this the name of a unit that may stand directly behind a number (`10cm`)?
bool is_unit_name(std::string_view text);

// How many of `to` one `from` is, when both measure the same thing by a known factor.
std::optional<math::Rational> unit_factor(std::string_view from, std::string_view to);

}  // namespace retort::grade
