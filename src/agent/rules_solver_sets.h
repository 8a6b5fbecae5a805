// Sets of real numbers as the inequality tool writes them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "math/expr.h"

namespace retort::agent {

struct SolutionPiece {
  std::optional<math::Expr> low, high;             // nothing: unbounded
  bool low_closed = false, high_closed = false;
};

// "((-oo < x) & (x < -2)) | (2 < x)", "Eq(x, 1)", "False" read back as pieces in their order; nothing when it is neither.
std::optional<std::vector<SolutionPiece>> read_set(std::string_view text, std::string_view variable);

}  // namespace retort::agent
