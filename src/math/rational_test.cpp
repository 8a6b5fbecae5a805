#include "math/rational.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace retort::math {
namespace {

Rational read(const char* text) { return Rational::parse(text).value(); }

TEST(Rational, ReadsWholeNumbersFractionsAndDecimals) {
  EXPECT_EQ(read("12"), Rational(12));
  EXPECT_EQ(read("-3/4"), Rational(-3, 4));
  EXPECT_EQ(read("2.50"), Rational(5, 2));
  EXPECT_EQ(read(".5"), Rational(1, 2));
  EXPECT_EQ(read("1e3"), Rational(1000));
  EXPECT_EQ(read("25e-2"), Rational(1, 4));
  EXPECT_EQ(read("123456789012345678901234567890").to_string(), "123456789012345678901234567890");
}

TEST(Rational, RefusesWhatIsNoNumber) {
  for (const char* text : {"", "-", "1/0", "1.", ".", "1/2/3", "1e", "--1", "1 2", "0x1", "1/-2", "nan"}) {
    const auto r = Rational::parse(text);
    ASSERT_FALSE(r.ok()) << text;
    EXPECT_EQ(r.error().code, ErrorCode::kParse) << text;
  }
  EXPECT_EQ(Rational::parse("1e100001").error().code, ErrorCode::kBudget);
  EXPECT_EQ(Rational::parse(std::string(100'001, '7')).error().code, ErrorCode::kBudget);
}

TEST(Rational, ReducesAndKeepsTheDenominatorPositive) {
  EXPECT_EQ(Rational(6, -8), Rational(-3, 4));
  EXPECT_EQ(Rational(6, -8).den(), Rational(4));
  EXPECT_EQ(Rational(0, -5).to_string(), "0");
}

// The field laws on random fractions, small and large, against each other.
TEST(Rational, ObeysTheLawsOfAField) {
  Random random(7, "rational laws");
  const auto any = [&] {
    Rational r(random.between(-1000, 1000), random.between(1, 60));
    for (int i = static_cast<int>(random.between(0, 3)); i > 0; --i) r = r * Rational(random.between(1, 1LL << 62)) + r;
    return r;
  };
  for (int i = 0; i < 300; ++i) {
    const Rational a = any(), b = any(), c = any();
    EXPECT_EQ(a * (b + c), a * b + a * c);
    EXPECT_EQ((a - b) + b, a);
    if (!b.is_zero()) {
      EXPECT_EQ(a / b * b, a);
    }
    EXPECT_EQ(a < b, (a - b).sign() < 0);
    EXPECT_EQ(read(a.to_string().c_str()), a);
    EXPECT_EQ(a.hash(), Rational(a + b - b).hash());
    EXPECT_LE(a.floor(), a);
    EXPECT_LT(a - a.floor(), Rational(1));
    EXPECT_EQ(a.ceil(), -(-a).floor());
  }
}

TEST(Rational, PowersHaveABudget) {
  EXPECT_EQ(Rational::pow(Rational(-2, 3), 3).value(), Rational(-8, 27));
  EXPECT_EQ(Rational::pow(Rational(-2, 3), -2).value(), Rational(9, 4));
  EXPECT_EQ(Rational::pow(-1, read("99999999999999999999999")).value(), Rational(-1));
  EXPECT_EQ(Rational::pow(2, read("99999999999999999999999")).error().code, ErrorCode::kBudget);
  EXPECT_EQ(Rational::pow(0, -1).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(Rational::pow(10, 1000, 100).error().code, ErrorCode::kBudget);
}

TEST(Rational, ShowsDecimalsThatEnd) {
  EXPECT_EQ(Rational(3, 4).to_decimal(), "0.75");
  EXPECT_EQ(Rational(-1, 200).to_decimal(), "-0.005");
  EXPECT_EQ(Rational(12).to_decimal(), "12");
  EXPECT_EQ(Rational(1, 3).to_decimal(), std::nullopt);
  EXPECT_EQ(Rational(1, 1024).to_decimal(5), std::nullopt);
}

TEST(Rational, ConvertsToMachineNumbers) {
  EXPECT_EQ(Rational(1LL << 62).to_int64(), 1LL << 62);
  EXPECT_EQ(Rational::pow(2, 64).value().to_int64(), std::nullopt);
  EXPECT_EQ(Rational(1, 2).to_int64(), std::nullopt);
  EXPECT_DOUBLE_EQ(Rational(1, 3).to_double(), 1.0 / 3);
}

}  // namespace
}  // namespace retort::math
