// All roots of a polynomial, real and complex, as certified decimals (Arb).
#pragma once

#include <vector>

#include "math/polynomial.h"

namespace retort::math {

struct ComplexRoot {
  Rational re, im;         // rounded to 15 significant digits each
  bool is_real = false;    // im is exactly 0
};

// The roots of `p`, which has no multiple root and is not constant: as many as its degree, real ones ascending, then pairs of
// conjugates, the one below the axis first.
std::vector<ComplexRoot> complex_roots(const Coefficients& p);

}  // namespace retort::math
