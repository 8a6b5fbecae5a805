// Seats in a row or a circle, officers, things put into boxes: forms that choice_forms() takes in.
#pragma once

#include <vector>

#include "agent/forms.h"

namespace retort::agent {

std::vector<Form> seating_forms();

}  // namespace retort::agent
