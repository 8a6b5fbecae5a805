// Does a narrative lead to the term in its box, or does the box alone hold it?
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "check/claims.h"
#include "check/pieces.h"

namespace retort::check {

// The box's inside is text[begin, end). A term with signs of calculation is shown where it is a side of a line, or a formula of its own before the box,
// or put together from values found (2x - 20 of ax + b with a = 2 and b = -20). Of numbers, tuples, sets and words nothing is asked here. `is_known`
// says whether a number was found.
bool is_boxed_term_shown(std::string_view text, std::size_t begin, std::size_t end, const std::vector<Claim>& claims, const std::vector<Piece>& pieces,
                         const std::function<bool(const math::Rational&)>& is_known);

}  // namespace retort::check
