// Numbers that a text lists by a rule: 2, 3, 5, 7, 11; 15, 30, 45; 1, 4, 9, 16.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "check/given_numbers.h"

namespace retort::check {

// Does nothing but commas, marks and "and" stand between two members of a list?
bool joins_list(std::string_view between);

// The places in `numbers` of those in lists of three and more that go on by steps of one size or by one factor, that are all primes or all squares where
// the text speaks of such, that all divide a number for which `is_known` is true where it speaks of divisors or factors, that are
// multiples of a known number that the text names behind them, whose digits all have the same known sum, or that read the same backwards where it says so.
std::vector<std::size_t> listed_by_rule(std::string_view text, const std::vector<NumberPlace>& numbers, const std::function<bool(const math::Rational&)>& is_known);

}  // namespace retort::check
