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
// An expression of the language, names as symbols. Arithmetic and the functions of math/parse.h come as such, comparisons as relations, lists,
// tuples and sets as kTuple, texts as kText. What only a program has are functions with names that no mathematics uses: "call NAME"(arguments),
// "method NAME"(object, arguments), "item"(object, index), "keyword"(symbol, value),
// "and", "or" and "not" of conditions, "in"(value, list), "choose"(value, condition, other value), "dict"(key, value, ...), "fstring"(text), "each"(expression, name, list) or "each"(expression, name, list, condition).
// kUnsupported names what is met.
Result<math::Expr> program_expression(std::string_view text);
// The expressions in the braces of an f-string, without their formats: {"total", "x + 1"} of "{total:.2f} and {x + 1}".
std::vector<std::string> fstring_parts(std::string_view text);

}  // namespace retort::explain
