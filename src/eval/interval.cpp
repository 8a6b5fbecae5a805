#include "eval/interval.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/random.h"

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

double mean_of(const std::vector<double>& values) {
  return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Interval bootstrap95(const std::vector<double>& values, std::uint64_t seed) {
  if (values.empty()) return {};
  const auto zeros = std::count(values.begin(), values.end(), 0.0), ones = std::count(values.begin(), values.end(), 1.0);
  const auto n = static_cast<std::ptrdiff_t>(values.size());
  if (zeros == n || ones == n) return wilson95(ones, n);
  Random random(seed, "bootstrap");
  std::vector<double> means(kResamples);
  const auto last = static_cast<long long>(values.size()) - 1;
  for (double& mean : means) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += values[static_cast<std::size_t>(random.between(0, last))];
    mean = sum / static_cast<double>(values.size());
  }
  std::sort(means.begin(), means.end());
  return {means[kResamples * 25 / 1000], means[kResamples * 975 / 1000 - 1]};
}

}  // namespace retort::eval
