// Products to a letter, derived forwards: quotients of lines whose factors cancel, factorials, equal factors, powers whose exponents add up.
#pragma once

#include <optional>
#include <string>

#include "explain/board.h"
#include "math/expr.h"

namespace retort::explain {

// Writes the way to the product of `factor` over whole numbers from `low` to the letter `n`; the last claim states it, as `goal` where one is given.
// Returns what it states. Nothing, and nothing written, where no method fits.
std::optional<math::Expr> write_product_to_letter(Board& board, const math::Expr& factor, const std::string& variable, long long low, const std::string& n, const std::optional<math::Expr>& goal);

}  // namespace retort::explain
