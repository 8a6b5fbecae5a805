#include "math/number_theory.h"

#include <gtest/gtest.h>

namespace retort::math {
namespace {

Rational big(const char* text) { return Rational::parse(text).value(); }

TEST(NumberTheory, GcdAndLcm) {
  EXPECT_EQ(gcd(12, -18), Rational(6));
  EXPECT_EQ(gcd(0, 0), Rational(0));
  EXPECT_EQ(lcm(4, 6), Rational(12));
  EXPECT_EQ(mod(-7, 3), Rational(2));
}

TEST(NumberTheory, PowersAndInversesModulo) {
  EXPECT_EQ(power_mod(2, 19, 7).value(), Rational(2));
  EXPECT_EQ(power_mod(3, -1, 7).value(), Rational(5));
  EXPECT_EQ(inverse_mod(3, 11).value(), Rational(4));
  EXPECT_EQ(inverse_mod(2, 4).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(power_mod(2, 5, -3).error().code, ErrorCode::kInvalidArgument);
}

// Against trial division.
TEST(NumberTheory, PrimesAndFactorsOfSmallNumbers) {
  for (long long n = 1; n <= 2000; ++n) {
    bool prime = n >= 2;
    for (long long d = 2; d * d <= n; ++d) prime = prime && n % d != 0;
    EXPECT_EQ(is_prime(n), prime) << n;
    Rational product = 1;
    Rational last = 1;
    const auto factors = factor_integer(n);
    for (const auto& [p, k] : factors.value()) {
      EXPECT_TRUE(is_prime(p));
      EXPECT_GT(p, last);
      last = p;
      for (int i = 0; i < k; ++i) product *= p;
    }
    EXPECT_EQ(product, Rational(n));
  }
}

TEST(NumberTheory, FactorsLargerNumbersAndStopsAtTheBudget) {
  const auto f = factor_integer(big("600851475143000000007")).value();
  Rational product = 1;
  for (const auto& [p, k] : f)
    for (int i = 0; i < k; ++i) product *= p;
  EXPECT_EQ(product, big("600851475143000000007"));
  // A product of two primes of 45 digits.
  const Rational p = big("100000000000000000000000000000000000000000129"), q = big("100000000000000000000000000000000000000000133");
  EXPECT_EQ(factor_integer(p * q * p * q).error().code, ErrorCode::kBudget);
  EXPECT_EQ(factor_integer(0).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(factor_integer(-12).value().size(), 2u);
}

TEST(NumberTheory, LargePrimalityIsNeverGuessed) {
  const Rational mersenne = Rational::pow(2, 127).value() - 1;
  EXPECT_TRUE(decide_prime(mersenne).value());
  const Rational huge = Rational::pow(2, 521).value() - 1;   // prime, but no short proof
  EXPECT_EQ(decide_prime(huge).error().code, ErrorCode::kBudget);
  EXPECT_FALSE(decide_prime(huge * huge).value());
}

TEST(NumberTheory, Divisors) {
  std::vector<Rational> expected{1, 2, 3, 4, 6, 12};
  EXPECT_EQ(divisors(12).value(), expected);
  EXPECT_EQ(divisors(1).value().size(), 1u);
  EXPECT_EQ(divisors(Rational::pow(2, 500).value(), 100).error().code, ErrorCode::kBudget);
}

TEST(NumberTheory, FactorialsAndBinomials) {
  EXPECT_EQ(factorial(20).value(), big("2432902008176640000"));
  EXPECT_EQ(factorial(-1).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(factorial(1'000'000).error().code, ErrorCode::kBudget);
  EXPECT_EQ(binomial(5, 2).value(), Rational(10));
  EXPECT_EQ(binomial(5, 7).value(), Rational(0));
  EXPECT_EQ(binomial(-2, 3).value(), Rational(-4));
  EXPECT_EQ(binomial(1'000'000, 500'000).error().code, ErrorCode::kBudget);
  EXPECT_EQ(binomial(big("1000000000000000000000"), 2).value(), big("499999999999999999999500000000000000000000"));
  // Pascal's rule.
  for (int n = 1; n < 30; ++n)
    for (int k = 1; k <= n; ++k)
      EXPECT_EQ(binomial(n, k).value(), binomial(n - 1, k).value() + binomial(n - 1, k - 1).value());
}

TEST(NumberTheory, Bases) {
  EXPECT_EQ(to_base(255, 6), "1103");
  EXPECT_EQ(to_base(-255, 16), "-ff");
  EXPECT_EQ(from_base("1103", 6).value(), Rational(255));
  EXPECT_EQ(from_base("FF", 16).value(), Rational(255));
  EXPECT_EQ(from_base("8", 8).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(from_base("1", 1).error().code, ErrorCode::kInvalidArgument);
  for (int base = 2; base <= 36; ++base) EXPECT_EQ(from_base(to_base(987654321, base), base).value(), Rational(987654321));
}

}  // namespace
}  // namespace retort::math
