// Programs told as people reckon: a short straight-line program becomes the steps of what it did when it ran.
#pragma once

#include <string_view>

#include "explain/derivation.h"

namespace retort::explain {

// The source is read by a small reader of ours and worked out with exact fractions; nothing is executed. Read are: assignments (also
// += and its like), the arithmetic operators, abs, min, max, round, int, float and sqrt, functions without arguments that wrap the lines, `return`,
// `print`, `for NAME in range(...)`, comments, docstrings and imports. Names are read as words: eggs_left is "the eggs that are left".
// `output` is what the program printed: its last number must be the value that the steps lead to, to the digits shown.
// kUnsupported names the line and what it holds, kCorruption says that the output is another one, kBudget that it runs too long.
// The last claim states the printed value. Any thread, no state, bounded time.
Result<Derivation> explain_program(std::string_view source, std::string_view output, const ExplainOptions& options = {});

// "eggs_left" -> "the eggs that are left", "totalCost" -> "the total cost".
std::string words_of_name(std::string_view name);

}  // namespace retort::explain
