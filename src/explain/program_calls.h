// What the functions of SymPy and of Python's mathematics ask for, as calls of our tools, and what the tools answer as values of a program.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cas/tool.h"
#include "math/expr.h"

namespace retort::explain {

// The tool call for NAME(args); the arguments are values, their free symbols those of the program. A method is called by its name with the
// object first. Nothing where no tool does it.
std::optional<cas::ToolCall> tool_call_of(std::string_view name, const std::vector<math::Expr>& args);

// The result as a value: a kTuple for a list, "dict"(symbol, value, ...) for each solution of a system and for a factorization, kText
// for True and False, else the expression. kUnsupported where it cannot be read.
Result<math::Expr> value_of_result(const cas::ToolCall& call, const cas::ToolResult& result);

// The number that the output ends with, separators of thousands left out, and how many decimal places it shows.
struct Printed {
  math::Rational value;
  int places = 0;
};
std::optional<Printed> last_number(std::string_view output);
// Whether the last line of the output is the value: numbers and expressions by mathematics, lists in any order.
bool is_printed(const math::Expr& value, std::string_view output);

}  // namespace retort::explain
