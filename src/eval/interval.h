// Intervals: what a measured share or mean says about the true one.
#pragma once

#include <cstdint>
#include <vector>

namespace retort::eval {

struct Interval {
  double low = 0, high = 1;
};

// Wilson score interval for `successes` of `n` (E. B. Wilson 1927) at about 95% (z = 1.959964). n = 0 gives [0, 1].
Interval wilson95(long successes, long n);

inline constexpr int kResamples = 10'000;

// Percentile bootstrap interval (B. Efron 1979) of the mean at 95%: the values are drawn anew with replacement kResamples times, from a stream
// of `seed`. Meant for means over problems. Where all values are 0, or all are 1, drawing anew says nothing, and it
// is Wilson's interval. No value gives [0, 1].
Interval bootstrap95(const std::vector<double>& values, std::uint64_t seed);

double mean_of(const std::vector<double>& values);   // 0 for none

}  // namespace retort::eval
