// Does every number of a narrative come from somewhere?
#pragma once

#include <vector>

#include "check/claims.h"
#include "check/gates.h"

namespace retort::check {

// Numbers in digits that are neither given (given_numbers.h) nor derived: the right side of a verified claim whose left side's numbers are
// known, the value of an unknown, the rounding of a known number, or what two numbers of the same sentence make. At most five findings; the
// box belongs to the answer gate.
std::vector<trace::Finding> find_loose_numbers(const Subject& subject, const Judgement& judgement);

}  // namespace retort::check
