#include "eval/interval.h"

#include <algorithm>
#include <cmath>

namespace retort::eval {

Interval wilson95(long successes, long n) {
  if (n <= 0) return {};
  constexpr double z = 1.959963984540054;
  double size = static_cast<double>(n), p = static_cast<double>(successes) / size;
  double denominator = 1 + z * z / size;
  double centre = (p + z * z / (2 * size)) / denominator;
  double half = z * std::sqrt(p * (1 - p) / size + z * z / (4 * size * size)) / denominator;
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

}  // namespace retort::eval
