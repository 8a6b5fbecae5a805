#include "eval/interval.h"

#include <gtest/gtest.h>

#include <cmath>

namespace retort::eval {
namespace {

// Published values of the Wilson interval.
TEST(Wilson, AgreesWithPublishedValues) {
  auto i = wilson95(10, 20);
  EXPECT_NEAR(i.low, 0.2993, 1e-4);
  EXPECT_NEAR(i.high, 0.7007, 1e-4);
  auto none = wilson95(0, 10);
  EXPECT_DOUBLE_EQ(none.low, 0);
  EXPECT_NEAR(none.high, 0.2775, 1e-4);
  auto all = wilson95(108, 108);
  EXPECT_NEAR(all.low, 0.9657, 1e-4);
  EXPECT_DOUBLE_EQ(all.high, 1);
  EXPECT_DOUBLE_EQ(wilson95(0, 0).high, 1);
}

// The mean of n coin flips has a standard error of sqrt(p (1 - p) / n): the percentile interval must be close to 1.96 of those on either side.
TEST(Bootstrap, AgreesWithTheNormalIntervalOfAMean) {
  std::vector<double> flips;
  for (int i = 0; i < 400; ++i) flips.push_back(i % 4 == 0);
  auto interval = bootstrap95(flips, 7);
  double half = 1.96 * std::sqrt(0.25 * 0.75 / 400);
  EXPECT_NEAR(interval.low, 0.25 - half, 0.005);
  EXPECT_NEAR(interval.high, 0.25 + half, 0.005);
  EXPECT_EQ(bootstrap95(flips, 7).low, interval.low);
  EXPECT_DOUBLE_EQ(bootstrap95({1, 1, 1}, 1).low, wilson95(3, 3).low);
  EXPECT_DOUBLE_EQ(bootstrap95({0, 0, 0, 0}, 1).high, wilson95(0, 4).high);
  EXPECT_DOUBLE_EQ(bootstrap95({0.5, 0.5}, 1).low, 0.5);
  EXPECT_DOUBLE_EQ(bootstrap95({}, 1).high, 1);
}

}  // namespace
}  // namespace retort::eval
