// Sums and products to a letter: each term is a difference, each factor a quotient, of one formula at neighbouring places.
#pragma once

#include <string>

#include "math/expr.h"

namespace retort::explain {

class Call;

// The derivation of the tool's closed form of sum (or product) of `term` over variable = low, low + 1, ..., upper, a letter (for sums n - 1 or 2n, too):
// by the methods of letter_sums.h and letter_products.h, else from a formula whose neighbours differ by the term.
void write_telescoped_sum(const Call& call, const math::Expr& term, const std::string& variable, const math::Expr& low, const math::Expr& upper);
void write_telescoped_product(const Call& call, const math::Expr& factor, const std::string& variable, const math::Expr& low, const math::Expr& upper);

}  // namespace retort::explain
