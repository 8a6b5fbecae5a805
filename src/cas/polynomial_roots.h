// All roots of a polynomial over the rationals, real and complex, in exact form where there is a simple one.
#pragma once

#include <vector>

#include "cas/failure.h"
#include "math/identity.h"
#include "math/polynomial.h"

namespace retort::cas {

struct PolynomialRoot {
  math::Expr value;                 // exact, or decimals of 15 significant digits (certified by Arb)
  bool approximate = false;
  int multiplicity = 1;
  math::Coefficients factor;        // irreducible, monic; the root is one of its
  double re = 0, im = 0;
};

struct PolynomialRoots {
  std::vector<PolynomialRoot> all;  // each once: real ones ascending, then complex ones
  math::Grade grade = math::Grade::kProved;
};

// Exact for factors of degree 1 and 2, x^3 + c and x^4 + b x^2 + c, each put into its factor; the multiplicities add up to the
// degree. `p` is not constant (checked).
Outcome<PolynomialRoots> polynomial_roots(const math::Coefficients& p);

}  // namespace retort::cas
