// Intervals for shares: what a measured accuracy says about the true one.
#pragma once

namespace retort::eval {

struct Interval {
  double low = 0, high = 1;
};

// Wilson score interval for `successes` of `n` (E. B. Wilson 1927) at about 95% (z = 1.959964). n = 0 gives [0, 1].
Interval wilson95(long successes, long n);

}  // namespace retort::eval
