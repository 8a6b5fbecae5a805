// Sentences told shorter, for narratives that are over the student's length.
#pragma once

#include <string>
#include <vector>

namespace retort::agent {

// Each calculation with its first and last side alone, `1622 \cdot 3 = 4800 + 66 = 4866` as `1622 \cdot 3 = 4866`, and of a row of
// calculations those whose result is used further on in the row, and the last. Formulas with unknowns and all words stay.
std::string brief_sentence(const std::string& sentence);

// The formula of a sentence that tells one routine step and nothing else, "Moving 3 to the right gives $x = 4$."; empty for all other sentences.
std::string routine_formula(const std::string& sentence);
// "So $2x = 8$, then $x = 4$." of such formulas, in their order.
std::string routine_sentence(const std::vector<std::string>& formulas);

}  // namespace retort::agent
