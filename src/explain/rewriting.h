// Expressions of any kind made simpler by small moves, each written as a claim of its own.
#pragma once

#include <string>

#include "explain/board.h"
#include "math/expr.h"

namespace retort::explain {

// Applies the laws of powers, logarithms, roots, factorials and fractions and the identities of trigonometry from the inside to the
// outside until none fits; returns what is left. The claims are about the parts that change.
math::Expr write_simplified(Board& board, const math::Expr& e);
// The way from `e` to `goal`, which is equal to it: small moves, then one fraction, cancelling or multiplying out. The last claim
// is e = goal; it is quoted where no rule of this file leads there.
void write_rewriting(Board& board, const math::Expr& e, const math::Expr& goal);
// e = ... = goal by multiplying out.
void write_multiplied_out(Board& board, const math::Expr& e, const math::Expr& goal);

// The polynomial `e` multiplied out in its own order, one product a claim. False, and nothing written, where it is none.
bool write_expansion_alone(Board& board, const math::Expr& e);

}  // namespace retort::explain
