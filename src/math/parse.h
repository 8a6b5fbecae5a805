// Reading mathematics as people and models write it: LaTeX, plain text (`3*x^2`, `2x`, `x**2`, `sqrt(2)`), Unicode.
// The text may be hostile: no recursion deeper than the limits, no input takes longer than linear time in its size.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "math/expr.h"

namespace retort::math {

struct ParseLimits {
  std::size_t max_bytes = 20'000;
  int max_depth = 120;
  std::size_t max_digits = 5'000;   // of one number
};

enum class Notation {
  kLatex,  // \frac12, x^{2}, 2(8) is a product, letters stand alone: ab is a*b, AB too
  kPlain,  // ** and ^, names of several letters (Python, SymPy), implicit products `2x`, `2(x+1)`
};

// Reads the whole text or fails: kParse names the byte and what was expected, kUnsupported what was met, kBudget the limit.
// Never repairs silently: `((x+1` is an error, `2x = ` is an error.
Result<Expr> parse(std::string_view text, Notation notation = Notation::kLatex, const ParseLimits& limits = {});

// kPlain unless the text holds a backslash, a brace or a `$`.
Result<Expr> parse_any(std::string_view text, const ParseLimits& limits = {});

}  // namespace retort::math
