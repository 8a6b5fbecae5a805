// Digits of pi, e, logarithms, exponentials and waves at fractions, by series that one can add up.
#pragma once

#include "explain/board.h"
#include "math/expr.h"

namespace retort::explain {

// Writes the way to `digits` decimal digits of `e`; the last claim is e \approx them. False, and nothing written, where no series is at hand or more
// digits are asked for than one adds up (25).
bool write_by_series(Board& board, const math::Expr& e, int digits);

}  // namespace retort::explain
