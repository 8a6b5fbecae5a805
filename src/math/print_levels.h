// How tightly a printed piece holds together, loosest first; the levels of the parser's grammar.
#pragma once

#include <string>

namespace retort::math {

enum class Level { kList, kRelation, kUnion, kModulo, kSum, kTerm, kProduct, kPostfix, kAtom };

// Would these bare letters be refused as a word or a function's name in LaTeX?
bool reads_as_word(const std::string& letters);

}  // namespace retort::math
