#include "math/time_budget.h"

#include <gtest/gtest.h>

#include <chrono>

#include "math/exact.h"
#include "math/identity.h"
#include "math/parse.h"

namespace retort::math {
namespace {

using std::chrono::microseconds;

TEST(TimeBudget, EndsLongWorkWithoutAVerdict) {
  const Expr heavy = parse("\\sum_{k=1}^{9000} \\sin(\\sqrt{k})").value(), other = parse("\\sum_{k=1}^{9000} \\sin(\\sqrt{k+1})").value();
  const TimeBudget budget(microseconds(2'000));
  EXPECT_EQ(equal(heavy, other).outcome, Verdict::Outcome::kUnknown);
  EXPECT_TRUE(budget.spent());
  EXPECT_EQ(exact_value(parse("1+1").value()).error().code, ErrorCode::kBudget);
}

TEST(TimeBudget, IsOverWithItsScope) {
  {
    const TimeBudget outer(std::chrono::seconds(60));
    {
      const TimeBudget inner(microseconds(0));
      while (!time_is_up()) {
      }
      EXPECT_TRUE(inner.spent());
    }
    EXPECT_FALSE(outer.spent());
    EXPECT_TRUE(exact_value(parse("1+1").value()).ok());
  }
  EXPECT_FALSE(time_is_up());
}

TEST(TimeBudget, OfTheOuterOneHoldsInside) {
  const TimeBudget outer(microseconds(0));
  {
    const TimeBudget inner(std::chrono::seconds(60));
    while (!time_is_up()) {
    }
  }
  EXPECT_TRUE(outer.spent());
}

}  // namespace
}  // namespace retort::math
