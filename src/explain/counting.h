// Factorials and binomial coefficients.
#pragma once

#include <vector>

#include "explain/board.h"
#include "explain/numerals.h"

namespace retort::explain {

Rational explain_factorial(Board& board, const Rational& n);
Rational explain_binomial(Board& board, const Rational& n, const Rational& k);
// n! divided by the factorials of `below`, cancelled before it is multiplied out.
Rational explain_factorial_quotient(Board& board, const Rational& n, std::vector<Rational> below);

}  // namespace retort::explain
