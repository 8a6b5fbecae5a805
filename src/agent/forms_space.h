// Planes, lines and curves of precalculus: forms that matrix_forms() takes in.
#pragma once

#include <vector>

#include "agent/forms.h"

namespace retort::agent {

std::vector<Form> space_forms();

}  // namespace retort::agent
