// Partial fractions of quotients of polynomials: the decomposition, and the way to its numerators at the board.
#pragma once

#include <string>
#include <vector>

#include "explain/board.h"
#include "explain/numerals.h"
#include "math/expr.h"

namespace retort::explain {

// num/den = whole + the sum of numerator / factor^power; factors are irreducible with integer coefficients, numerators of lower degree
// than their factor, those that are 0 left out. den is not constant (checked).
struct PartialFractions {
  struct Part {
    Coefficients factor, numerator;
    int power = 1;
  };
  Coefficients whole;
  std::vector<Part> parts;
  // Written with the variable, one term for each part, the whole part first; at least one.
  std::vector<math::Expr> terms(const std::string& variable) const;
};
PartialFractions partial_fractions_of(const Coefficients& num, const Coefficients& den);

// Factors the denominator, splits off the whole part, sets the fractions up with letters and finds these by putting zeros in and by
// comparing coefficients. The caller states the sum.
void write_numerators(Board& board, const Coefficients& num, const Coefficients& den, const PartialFractions& found, const std::string& variable);

}  // namespace retort::explain
