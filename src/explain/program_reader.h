// The small Python of program.h: lines with their indentation, and expressions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "math/expr.h"

namespace retort::explain {

struct ProgramLine {
  int number = 0, indent = 0;
  std::string text;   // without comments and the space around it
};

// Lines that do something: no comments, docstrings, imports or fences.
Result<std::vector<ProgramLine>> program_lines(std::string_view source);
// An arithmetic expression; names are symbols. kUnsupported names what is met.
Result<math::Expr> program_expression(std::string_view text);

}  // namespace retort::explain
