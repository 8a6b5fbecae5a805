// Programs told as people reckon: a short straight-line program becomes the steps of what it did when it ran.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "cas/tool.h"
#include "explain/derivation.h"

namespace retort::explain {

// What answers a call of one of our tools.
using CallTool = std::function<cas::ToolResult(const cas::ToolCall&)>;

// The source is read by a small reader of ours and worked out exactly; nothing is executed. Read are: assignments (also += and its like, and of
// several names at once), the arithmetic operators, lists, abs, min, max, sum, len, round, int, float, sqrt and the like, functions whose lines
// are carried out in order, `return`, `print` (f-strings too), `for NAME in range(...)` or over a list, comments, docstrings and imports; a last line
// that is an expression counts as printed. Conditions may be joined by `and`, `or`, `not`; `if`, `elif`, `else`, `a if c else b`, `while`, `break`,
// `continue`, `append` and items of lists that are set are read too; a long loop that adds up a formula is told as its sum. With `tools`: symbols(), Eq, solve, simplify, expand, factor, diff, integrate, limit, summation, gcd, comb, factorint
// and others of SymPy's (program_calls.h), each derived as the tool's result is; values that are no fractions, too.
// Names are read as words: eggs_left is "the eggs that are left".
// `output` is what the program printed: its last line must be the value that the steps lead to, to the digits shown.
// kUnsupported names the line and what it holds, kCorruption says that the output is another one, kBudget that it runs too long.
// The last claim states the printed value. Any thread, no state beyond that of `tools`, bounded time.
Result<Derivation> explain_program(std::string_view source, std::string_view output, const ExplainOptions& options = {}, const CallTool& tools = {});

// "eggs_left" -> "the eggs that are left", "totalCost" -> "the total cost".
std::string words_of_name(std::string_view name);

}  // namespace retort::explain
