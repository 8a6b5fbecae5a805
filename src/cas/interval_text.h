// Sets of real numbers as SymPy and as a book write them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "math/expr.h"

namespace retort::cas {

// An interval with ends (nothing: unbounded), or one point when both ends are the same closed one.
struct Piece {
  std::optional<math::Expr> low, high;
  bool low_closed = false, high_closed = false;
  bool is_point() const { return low && high && low->same(*high); }
};

// `((-oo < x) & (x < -2)) | ((2 < x) & (x < oo))`, `Eq(x, 1)`, `False` for no piece.
std::string plain_set(const std::vector<Piece>& pieces, const std::string& variable);
// `x < -2 \text{ or } x > 2`
std::string latex_set(const std::vector<Piece>& pieces, const std::string& variable);

// One truth value for each cell between boundaries and for each boundary, joined into pieces. cells.size() ==
// boundaries.size() + 1 (checked).
std::vector<Piece> joined_pieces(const std::vector<math::Expr>& boundaries, const std::vector<bool>& at_boundary,
                                 const std::vector<bool>& in_cell);

}  // namespace retort::cas
