// Officers, lineups, seats, plates, subsets, expected values: forms that choice_forms() takes in.
#pragma once

#include <vector>

#include "agent/forms.h"

namespace retort::agent {

std::vector<Form> outcome_forms();

}  // namespace retort::agent
