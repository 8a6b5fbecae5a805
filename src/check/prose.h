// Claims in words: "91 is prime", "18 is divisible by 3", "half of 20 is 10", "the sum of 3 and 4 is 7".
#pragma once

#include <string_view>
#include <vector>

#include "check/claims.h"

namespace retort::check {

// The claims about numbers that a narrative makes without a sign of equality, in the order of the text; each is kHolds or kFails. `choices`
// are the values of the unknowns that have several, ascending: "the smaller root is 5" must be the first of one of them.
std::vector<Claim> judge_prose(std::string_view narrative, const std::vector<std::vector<math::Rational>>& choices = {});

}  // namespace retort::check
