// Polynomials in two variables over the rationals: what elimination needs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cas/failure.h"
#include "math/polynomial.h"

namespace retort::cas {

// f(x, y) as a polynomial in y: coefficients by power of y, each a polynomial in x; the last one is not zero.
class PlaneCurve {
 public:
  explicit PlaneCurve(std::vector<math::Coefficients> by_power);
  std::size_t size() const { return by_power_.size(); }   // degree in y, plus 1; 0 for the zero polynomial
  int degree_in_first() const;                            // -1 for the zero polynomial
  math::Coefficients at(const math::Rational& x) const;   // f(x, .) as a polynomial in y

 private:
  std::vector<math::Coefficients> by_power_;
};

// `e` as a polynomial in `first` and `second` with rational coefficients; nothing if it is none, holds other symbols or is too large.
std::optional<PlaneCurve> as_plane_curve(const math::Expr& e, const std::string& first, const std::string& second);

// The resultant with respect to the second variable: a polynomial in the first that is zero at the first coordinate of every common
// point. kUnsupported when its degree is too high. By interpolation.
Outcome<math::Coefficients> resultant_in_first(const PlaneCurve& f, const PlaneCurve& g);

}  // namespace retort::cas
