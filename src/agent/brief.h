// Sentences told shorter, for narratives that are over the student's length.
#pragma once

#include <string>

namespace retort::agent {

// Each calculation with its first and last side alone, `1622 \cdot 3 = 4800 + 66 = 4866` as `1622 \cdot 3 = 4866`, and of a row of
// calculations those whose result is used further on in the row, and the last. Formulas with unknowns and all words stay.
std::string brief_sentence(const std::string& sentence);

}  // namespace retort::agent
