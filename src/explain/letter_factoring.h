// Polynomials in several letters taken apart as by hand: common factors, squares and cubes, two numbers, grouping.
#pragma once

#include <optional>

#include "explain/board.h"
#include "explain/monomials.h"
#include "math/expr.h"

namespace retort::explain {

// Facts from `e`, a polynomial in two letters or more, to `goal`, the product of its irreducible factors; the last one states both.
// kUnsupported where e or a factor is no sum of terms with whole numbers.
void write_letter_factoring(Board& board, const math::Expr& e, const math::Expr& goal);

// Facts from the polynomial `e` to its factors `first` and `second`, which need not be irreducible; nothing is written where no method fits.
void write_product_of_two(Board& board, const math::Expr& e, const math::Expr& first, const math::Expr& second);
// a / b of polynomials, if it is one.
std::optional<math::Expr> polynomial_quotient(const math::Expr& a, const math::Expr& b);

}  // namespace retort::explain
