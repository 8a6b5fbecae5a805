// Sets of integers that phrases describe by their digits: "four-digit", "whose digits add up to 16", "palindromes".
#pragma once

#include <optional>

#include "agent/forms_pattern.h"

namespace retort::agent {

// The set that a phrase with these captures describes, as the only thing in the capture; nothing where a number in it makes no sense.
std::optional<Capture> digits(long long count);
std::optional<Capture> with_digits(const Captures& c);
std::optional<Capture> palindrome(const Captures& c);
std::optional<Capture> digits_sum_to(const Captures& c);
std::optional<Capture> digit_sum_in(const Captures& c);
std::optional<Capture> digits_multiply_to(const Captures& c);
std::optional<Capture> ends_in(const Captures& c);
std::optional<Capture> last_digit_in(const Captures& c);
std::optional<Capture> distinct_digits(const Captures& c);
std::optional<Capture> repeated_digits(const Captures& c);
std::optional<Capture> descending(const Captures& c, bool up);
std::optional<Capture> each_digit(const Captures& c);
std::optional<Capture> has_digit(const Captures& c);
std::optional<Capture> has_both_digits(const Captures& c);

}  // namespace retort::agent
