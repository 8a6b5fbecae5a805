// Real roots of polynomials over the rationals: counted by Sturm's theorem, isolated exactly, refined as far as asked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "math/polynomial.h"

namespace retort::cas {

// a + b sqrt(d), d != 1 a whole number without square factors (as far as it could be factored), negative for complex numbers.
struct QuadraticNumber {
  math::Rational a, b, d;
  math::Expr written() const;   // 3/4, 1 - sqrt(6), (1 + sqrt(5))/2, 1 + 2*I
};
// The root of the irreducible monic x^2 + p x + q that is the larger one, or the one above the real axis; the other has -b for b.
QuadraticNumber quadratic_root(const math::Coefficients& monic);

// A real root of an irreducible polynomial over Q: the only one in (low, high]; low == high for a rational root.
class RealRoot {
 public:
  RealRoot(math::Coefficients factor, math::Rational low, math::Rational high, int multiplicity);

  const math::Coefficients& factor() const { return factor_; }   // irreducible, monic
  int multiplicity() const { return multiplicity_; }
  const math::Rational& low() const { return low_; }
  const math::Rational& high() const { return high_; }
  bool is_rational() const { return math::degree(factor_) == 1; }

  // Halves the interval.
  void refine();
  void refine_below(const math::Rational& width);
  // Whether it lies below `other`; refines both until that is certain. They must be different numbers.
  bool below(RealRoot& other);

  // Exact for degree 1 and 2: 3/4, 1 - sqrt(6), (1 + sqrt(5))/2.
  std::optional<math::Expr> exact() const;
  // Rounded to 15 significant digits, each of them certain up to rounding.
  math::Expr decimal() const;

 private:
  math::Coefficients factor_;
  math::Rational low_, high_;
  int multiplicity_;
};

// All real roots of p != 0, each once, ascending, with disjoint intervals that have gaps between them.
std::vector<RealRoot> real_roots(const math::Coefficients& p);

// A rational between two neighbours, and beyond the ends: one sample in each cell that the roots cut the line into
// (roots.size() + 1 of them, ascending).
std::vector<math::Rational> cell_samples(std::vector<RealRoot>& roots);

}  // namespace retort::cas
