// Ways to choose, to arrange and to hand out, and chances of arrangements: forms that choice_forms() takes in.
#pragma once

#include <vector>

#include "agent/forms.h"

namespace retort::agent {

std::vector<Form> ways_forms();

}  // namespace retort::agent
