#include <gtest/gtest.h>

#include <cmath>

#include "cas/quadrature.h"
#include "cas/real_roots.h"
#include "cas/zero_scan.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::cas {
namespace {

math::Expr plain(const std::string& text) { return *math::parse(text, math::Notation::kPlain); }
std::vector<RealRoot> roots_of(const char* polynomial) { return real_roots(*math::as_polynomial(plain(polynomial), "x")); }

std::string listed(const char* polynomial) {
  std::string out;
  for (const auto& r : roots_of(polynomial)) out += math::to_plain(r.exact().value_or(r.decimal())) + "; ";
  return out;
}

TEST(RealRoots, ExactFormsUpToDegreeTwo) {
  EXPECT_EQ(listed("2*x - 7"), "7/2; ");
  EXPECT_EQ(listed("x**2 - 2*x - 5"), "1 - sqrt(6); 1 + sqrt(6); ");
  EXPECT_EQ(listed("x**2 - x - 1"), "(1 - sqrt(5))/2; (1 + sqrt(5))/2; ");
  EXPECT_EQ(listed("4*x**2 - 8"), "-sqrt(2); sqrt(2); ");
  EXPECT_EQ(listed("4*x**2 - 3"), "-sqrt(3)/2; sqrt(3)/2; ");
  EXPECT_EQ(listed("x**2 - 8"), "-2*sqrt(2); 2*sqrt(2); ");
  EXPECT_EQ(listed("x**2 + 1"), "");
  EXPECT_EQ(listed("5"), "");
}

// With another factor beside it the interval of a root may reach beyond the vertex of its parabola.
TEST(RealRoots, TheTwoRootsOfAQuadraticAreToldApart) {
  for (int b = -12; b <= 12; ++b)
    for (int c = -12; c <= 12; ++c)
      for (const math::Coefficients& other : {math::Coefficients{1}, math::Coefficients{-1, 1}, math::Coefficients{30, 1}}) {
        if (b * b - 4 * c <= 0) continue;
        for (const RealRoot& root : real_roots(math::multiply({c, b, 1}, other))) {
          const auto exact = root.exact();
          ASSERT_TRUE(exact.has_value());
          const auto value = math::real_value(math::Expr::integer(1) + *exact);
          ASSERT_TRUE(value.ok());
          EXPECT_NEAR(value->mid - 1, root.decimal().value().to_double(), 1e-9) << b << " " << c;
        }
      }
}

TEST(RealRoots, OrderMultiplicityAndDecimals) {
  const auto roots = roots_of("(x - 1)**3*(x**2 - 2)*(x**3 - 3*x + 1)");
  ASSERT_EQ(roots.size(), 6u);
  for (std::size_t i = 1; i < roots.size(); ++i) EXPECT_LT(roots[i - 1].high(), roots[i].low());
  EXPECT_EQ(roots[3].multiplicity(), 3);
  EXPECT_EQ(listed("x**3 - 3*x + 1"), "-1.87938524157182; 0.347296355333861; 1.53208888623796; ");
  EXPECT_EQ(listed("x**3 - 1000001/1000000*x**2 + 1"), "-0.754877489237921; ");
  EXPECT_EQ(listed("10**30*x**3 - 1"), "1/10000000000; ");
}

// Two roots that differ in the tenth digit are told apart.
TEST(RealRoots, CloseRootsAreSeparated) {
  auto roots = roots_of("(x**2 - 2)*(10000000000*x - 14142135624)");
  ASSERT_EQ(roots.size(), 3u);
  const auto samples = cell_samples(roots);
  ASSERT_EQ(samples.size(), 4u);
  EXPECT_LT(roots[1].high(), samples[2]);
  EXPECT_LT(samples[2], roots[2].low());
}

TEST(ZeroScan, FindsSignChangesButNoPoles) {
  const auto zeros = scan_for_zeros(plain("cos(x) - x"), "x", std::nullopt);
  ASSERT_EQ(zeros.size(), 1u);
  EXPECT_NEAR(zeros[0], 0.7390851332151607, 1e-14);
  EXPECT_TRUE(scan_for_zeros(plain("1/(x - 1/3)"), "x", std::nullopt).empty());
  EXPECT_EQ(scan_for_zeros(plain("x**1001 - 1"), "x", std::nullopt).size(), 1u);
  EXPECT_TRUE(certified_zero_near(plain("exp(x) - 5"), "x", std::log(5.0)).has_value());
  EXPECT_FALSE(certified_zero_near(plain("exp(x) - 5"), "x", 1.6).has_value());
}

TEST(Quadrature, AgreesWithKnownIntegrals) {
  EXPECT_NEAR(*quadrature(plain("x**2"), "x", 0, 3), 9, 1e-9);
  EXPECT_NEAR(*quadrature(plain("x**2"), "x", 3, 0), -9, 1e-9);
  EXPECT_NEAR(*quadrature(plain("1/sqrt(x - 1)"), "x", 1, 2), 2, 1e-8);
  EXPECT_NEAR(*quadrature(plain("exp(-x**2)"), "x", -HUGE_VAL, HUGE_VAL), std::sqrt(std::acos(-1.0)), 1e-9);
  EXPECT_NEAR(*quadrature(plain("1/x**2"), "x", 1, HUGE_VAL), 1, 1e-9);
  EXPECT_FALSE(quadrature(plain("1/x"), "x", 0, 1).has_value());
  EXPECT_FALSE(quadrature(plain("tan(x)"), "x", 0, 3).has_value());
}

}  // namespace
}  // namespace retort::cas
