// Statements about squares, rectangles, circles and the like that are described in words: what is said about their measures are equations, the
// formulas of the figures more of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/forms_phrases.h"
#include "agent/goal.h"

namespace retort::agent {

// The symbol of a measure; `figure` empty: of the one figure that the statement is about.
math::Expr measure_symbol(std::string_view figure, std::string_view attribute);

// The goal when the statement consists of such facts and a question for a measure.
std::optional<Goal> read_measures(const std::vector<Token>& tokens, Phrases& phrases);

}  // namespace retort::agent
