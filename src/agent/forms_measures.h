// Figures and solids that one length determines: forms that figure_forms() takes in.
#pragma once

#include <vector>

#include "agent/forms.h"

namespace retort::agent {

std::vector<Form> measure_forms();

}  // namespace retort::agent
