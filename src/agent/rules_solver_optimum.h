// The largest or smallest value of a term where the facts leave its letters free.
#pragma once

#include "agent/rules_solver_cases.h"

namespace retort::agent {

// One letter: by the tools for extreme values or the zeros of the derivative. Several: a product of linear factors or a sum of products of
// positive letters by the inequality of means, a quadratic by completing squares. Gives the work up for other terms and for other questions
// than kLargest and kSmallest.
void pursue_optimum(const Given& goal, const SortedFacts& facts, Work& work);

}  // namespace retort::agent
