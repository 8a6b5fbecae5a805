// Numbers that the way of writing brings along: digits of numerals, bases, the factors of rules in general letters, row operations.
#pragma once

#include <string_view>
#include <vector>

#include "check/claims.h"
#include "check/given_numbers.h"
#include "check/named_facts.h"
#include "check/pieces.h"

namespace retort::check {

// The digits of 2343_6 in `problem`, which place values multiply, and of 0.\overline{142857}; the base of \log_{10}; the numbers up to 4 of short rules in
// general letters, \frac{1}{4a}. `at` is 0 for what the problem shows.
std::vector<Shown> shown_by_notation(std::string_view problem, std::string_view narrative, const std::vector<Piece>& pieces);

// 3rd, 21st
bool is_ordinal(std::string_view text, const NumberPlace& number);
// `2.` or `3)` at the start of a line, `Step 4:`.
bool is_enumeration(std::string_view text, const NumberPlace& number);

// "Taking row 1 away $3$ times from row 2": is `value` the number of a row, or the quotient of two entries of the step's left matrix?
bool is_named_by(const RowStep& step, std::string_view narrative, const math::Rational& value);

}  // namespace retort::check
