// Are the steps of a derivation a chain? No number out of nowhere, no result left unused.
#pragma once

#include "explain/derivation.h"

namespace retort::explain {

// Every number on the left of a claim must come from the call, from an earlier claim, or be of the kind that the step's rule
// brings in (the divisor tried, the pieces of a number). kCorruption names the step and the number.
Status check_gaps(const cas::ToolCall& call, const Derivation& derivation);

// A derivation of one claim that nobody sees at a glance (a long expression equal to another, without a member between) derives nothing:
// the claim is graded as quoted.
void mark_leaps(Derivation& derivation);

}  // namespace retort::explain
