// Power series of expressions about a point, by arithmetic with truncated series.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cas/failure.h"
#include "math/expr.h"

namespace retort::cas {

// sum c_k h^(lowest + k), the first of the coefficients not zero; exact up to h^(end) exclusive. Coefficients hold no h.
struct Series {
  int lowest = 0;
  std::vector<math::Expr> coefficients;
  int end = 0;
  // Of h^power, which is below `end`.
  math::Expr at(int power) const;
};

// e(point + h) up to h^(order) exclusive, powers of 1/h included. `point` holds no `variable`. kDomain where there is none at the point
// (a logarithm of 0, a root of something that vanishes there), kUnsupported where a part has no rule here.
Outcome<Series> power_series(const math::Expr& e, const std::string& variable, const math::Expr& point, int order);

}  // namespace retort::cas
