#include "eval/interval.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace retort::eval
