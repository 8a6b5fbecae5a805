// Power series about 0 by arithmetic: known series with something put in, added, multiplied, divided.
#pragma once

#include <optional>
#include <string>

#include "explain/board.h"
#include "explain/numerals.h"
#include "math/expr.h"

namespace retort::explain {

// Writes the way to the series of `e` up to x^(order - 1) with rational coefficients; the last claim is e = series + O(x^order), but for a polynomial,
// about which nothing is written. Returns `order` coefficients. Nothing, and nothing written, where no rule fits.
std::optional<Coefficients> write_series(Board& board, const math::Expr& e, const std::string& variable, long long order);

// Near the point the difference is smaller than the first power that is left out (balls).
Judgement judge_expansion(const math::Expr& f, const math::Expr& series, const std::string& variable, const math::Expr& at, long long order);

}  // namespace retort::explain
