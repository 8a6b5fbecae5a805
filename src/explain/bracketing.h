// Zeros that no formula gives: enclosed digit by digit between values of different signs, and counted.
#pragma once

#include <string>
#include <vector>

#include "explain/board.h"
#include "math/expr.h"

namespace retort::explain {

// `values` are the zeros of f in decimals, ascending. Writes values of f on both sides of each, shows that there are no others (the degree, the
// sign of the derivative, or the values where the derivative is 0) and states them. False, and nothing written, where the number of zeros is
// not shown this way.
bool write_bracketed_zeros(Board& board, const math::Expr& f, const std::string& variable, const std::vector<math::Expr>& values);

}  // namespace retort::explain
