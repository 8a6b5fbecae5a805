// The formulas of a worked solution as tool calls: every equality that a tool's result confirms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cas/tool.h"

namespace retort::agent {

// A call whose result confirms what the solution states at that place, and which can be explained by hand.
struct FormulaStep {
  std::size_t at = 0;          // byte of the statement in the solution
  cas::ToolCall call;
  cas::ToolResult result;
};

struct FormulaReading {
  std::vector<FormulaStep> steps;   // in the order of the text
  long open = 0;                    // statements about unknowns that are not known to be true, or could not be read
  bool reaches_answer = false;      // a confirmed statement ends in the answer, or a call has it among its results
};

// Reads the mathematics of `solution` (LaTeX, as in the MATH data) as the gates do, given `statement` and `answer`. Numbers become `evaluate`,
// identities `expand_expression`, `factor_expression` or `simplify_expression`, whichever gives the side that is stated, a value of an
// unknown `solve_equation` of an equation before it; what follows otherwise needs no call. kUnsupported with the line when a calculation is false. Any thread.
Result<FormulaReading> read_formulas(std::string_view statement, std::string_view answer, std::string_view solution, cas::Toolbox& tools);

// The solution as prose to be told: without drawings ([asy] blocks), white space made single.
std::string told_solution(std::string_view solution);

}  // namespace retort::agent
