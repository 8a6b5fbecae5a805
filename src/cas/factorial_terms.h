// Terms with one factorial, q(k) (k + s)! or q(k)/(k + s)!, as differences of neighbours.
#pragma once

#include <optional>
#include <string>

#include "math/expr.h"
#include "math/polynomial.h"

namespace retort::cas {

// The term is G(k + 1) - G(k) with G(k) = t(k) (k + shift)!, or G(k) = -t(k)/(k + shift - 1)! where the factorial stands below.
struct FactorialDifference {
  math::Coefficients t;
  long long shift = 0;
  bool below = false;

  math::Expr neighbour(const math::Expr& k) const;   // G(k)
};

// Nothing where no polynomial t does it.
std::optional<FactorialDifference> factorial_difference(const math::Expr& term, const std::string& variable);

}  // namespace retort::cas
