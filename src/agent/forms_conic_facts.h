#pragma once

#include <optional>
#include <vector>

#include "agent/forms_phrases.h"
#include "agent/goal.h"

namespace retort::agent {

// An ellipse or hyperbola with axes along those of coordinates, named by foci, center, vertices or points, and a question about the letters of its
// equation in standard form or about its measures.
std::optional<Goal> read_conic(const std::vector<Token>& tokens, Phrases& phrases);

}  // namespace retort::agent
