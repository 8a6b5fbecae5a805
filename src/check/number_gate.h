// Does every number of a narrative come from somewhere?
#pragma once

#include <string_view>
#include <vector>

#include "check/claims.h"
#include "check/gates.h"

namespace retort::check {

// Numbers in digits that are neither in the problem (digits, words, percent, fractions, what its measures imply) nor derived: a side of a
// verified claim whose other side's numbers are known. At most five findings; the box belongs to the answer gate.
std::vector<trace::Finding> find_loose_numbers(const Subject& subject, const std::vector<Claim>& claims);

}  // namespace retort::check
