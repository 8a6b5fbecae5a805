// Polynomials in one variable taken apart into irreducible factors as by hand.
#pragma once

#include <vector>

#include "explain/quadratic.h"

namespace retort::explain {

// Writes the way to the factored form: common factors, two numbers, squares, rational roots found by trial and divided out.
// `emit` receives each form of the whole polynomial, the last one completely factored; it is not called for an irreducible one.
struct PolynomialFactors {
  std::vector<Coefficients> distinct;   // irreducible, integer coefficients, the leading one positive
  std::string factored;                 // the last form
};
PolynomialFactors write_polynomial_factoring(Board& board, const Coefficients& p, const std::string& variable, const Emit& emit);

// Facts "p = product", one split after the other, for a polynomial without rational zeros that is not irreducible: by x^k as a letter of its
// own, as a square, by completing the square, with numbers that fit, or by grouping.
void write_splitting(Board& board, const Coefficients& p, const std::string& variable);

// content * f1^k1 * f2^k2 ... in LaTeX, x alone first, then by degree and root.
std::string tex_factored(const math::Factorization& factorization, const std::string& variable);
// Factors with integer coefficients and a positive leading one, the content holding the rest.
math::Factorization primitive_factors(const Coefficients& p);

}  // namespace retort::explain
