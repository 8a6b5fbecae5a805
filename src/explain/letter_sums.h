// Sums to a letter, derived forwards: pairs of first and last terms, known power sums put in, geometric series, shifted sums, differences of
// neighbours that cancel, rows of binomial coefficients.
#pragma once

#include <optional>
#include <string>

#include "explain/board.h"
#include "math/expr.h"

namespace retort::explain {

// Writes the way to the sum of `term` over whole numbers from `low` to the letter `n`; the last claim states it, as `goal` where one is given.
// Returns what it states. Nothing, and nothing written, where no method fits.
std::optional<math::Expr> write_sum_to_letter(Board& board, const math::Expr& term, const std::string& variable, long long low, const std::string& n, const std::optional<math::Expr>& goal);

// Sums from 0 to n, a letter or a number, of p(k) binomial(n, k) x^k y^(n - k) with p of degree 2 at most: the binomial theorem read backwards.
std::optional<math::Expr> write_binomial_row(Board& board, const math::Expr& term, const std::string& variable, const math::Expr& n, const std::optional<math::Expr>& goal);

}  // namespace retort::explain
