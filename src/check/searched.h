// Numbers that are found by looking for them: what shows that they are right shows where they come from.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "check/claims.h"
#include "check/given_numbers.h"
#include "check/pieces.h"

namespace retort::check {

// Is this value known at this place of the narrative?
using KnownAt = std::function<bool(const math::Rational&, std::size_t)>;

// The values that true lines of `narrative` show to be among those that `problem` asks for, and what these lines name besides:
// `105 = 7 \cdot 15` where multiples of the known 7 are asked for, `64 = 8^2` where squares are, `48 = 2^4 \cdot 3` where divisors are counted,
// `23 is prime`, `9 + 7 = 16` for the digits of 97, and the length of a list in "Counting them gives 8".
std::vector<Shown> found_by_search(std::string_view problem, std::string_view narrative, const std::vector<Claim>& claims, const std::vector<NumberPlace>& numbers, const std::vector<Piece>& pieces,
                                   const KnownAt& is_known);

}  // namespace retort::check
