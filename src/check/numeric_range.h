// Inequalities that are not solved exactly: a range is tried at points inside it and just outside.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "math/expr.h"

namespace retort::check {

// A chain of relations in one unknown.
struct NumericRange {
  std::vector<math::Expr> sides;
  std::vector<std::string> signs;   // one fewer than sides

  // Is the range `low < x < high` (or one bound alone) a whole piece of the solutions: does the chain hold at points inside it, and nowhere close outside?
  bool has_component(const std::vector<math::Expr>& range, const std::vector<std::string>& range_signs) const;
  // The same for each interval of "(-\infty, -8) \cup [2, 3)" in LaTeX.
  bool has_pieces(const std::string& unknown, std::string_view intervals) const;
};

}  // namespace retort::check
