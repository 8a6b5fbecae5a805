#include "math/polynomial.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "math/complex_roots.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::math {
namespace {

Expr read(const char* text) { return parse(text).value(); }
Coefficients poly(const char* text) { return as_polynomial(read(text), "x").value(); }

Coefficients random_polynomial(Random& random, int max_degree) {
  Coefficients p;
  for (int i = static_cast<int>(random.between(0, max_degree)); i >= 0; --i) p.push_back(Rational(random.between(-9, 9), random.between(1, 4)));
  while (!p.empty() && p.back().is_zero()) p.pop_back();
  return p;
}

TEST(Polynomial, ReadsWhatIsOne) {
  EXPECT_EQ(poly("(x+1)(x-1)"), (Coefficients{-1, 0, 1}));
  EXPECT_EQ(poly("\\frac{x^2}{2}-3"), (Coefficients{-3, 0, Rational(1, 2)}));
  EXPECT_EQ(poly("x-x"), Coefficients{});
  EXPECT_EQ(poly("2^3 x"), (Coefficients{0, 8}));
  for (const char* no : {"\\frac{1}{x}", "\\sqrt{x}", "2^x", "xy", "x^{201}", "\\sin x", "x^{1/2}"})
    EXPECT_FALSE(as_polynomial(read(no), "x")) << no;
}

TEST(Polynomial, ReadsFractionsReduced) {
  const auto f = as_fraction(read("\\frac{x^2-1}{2x-2}+\\frac1x"), "x");
  ASSERT_TRUE(f);
  EXPECT_EQ(f->num, (Coefficients{1, Rational(1, 2), Rational(1, 2)}));
  EXPECT_EQ(f->den, (Coefficients{0, 1}));
  EXPECT_FALSE(as_fraction(read("\\frac{1}{x-x}"), "x"));
}

TEST(Polynomial, ReadsLinearForms) {
  const auto l = as_linear(read("2(x-3y)+\\frac{y}{2}-7+50\\%"));
  ASSERT_TRUE(l);
  EXPECT_EQ(l->at("x"), Rational(2));
  EXPECT_EQ(l->at("y"), Rational(-11, 2));
  EXPECT_EQ(l->at(""), Rational(-13, 2));
  EXPECT_FALSE(as_linear(read("xy")));
  EXPECT_FALSE(as_linear(read("\\frac1x")));
}

TEST(Polynomial, DividesWithARest) {
  Random random(11, "division");
  for (int i = 0; i < 200; ++i) {
    const Coefficients a = random_polynomial(random, 8), b = random_polynomial(random, 4);
    if (b.empty()) continue;
    const auto [q, r] = divide(a, b);
    EXPECT_EQ(add(multiply(q, b), r), a);
    EXPECT_TRUE(r.empty() || degree(r) < degree(b));
    EXPECT_EQ(derivative(antiderivative(a)), a);
    const Rational at(random.between(-5, 5), 3);
    EXPECT_EQ(evaluate(multiply(a, b), at), evaluate(a, at) * evaluate(b, at));
  }
}

TEST(Polynomial, FactorsMultiplyBack) {
  Random random(12, "factors");
  for (int i = 0; i < 60; ++i) {
    Coefficients p = multiply(random_polynomial(random, 3), random_polynomial(random, 3));
    if (p.empty()) continue;
    const Factorization f = factor(p);
    Coefficients back{f.content};
    for (const auto& [q, k] : f.factors)
      for (int j = 0; j < k; ++j) back = multiply(back, q);
    EXPECT_EQ(back, p);
  }
  const Factorization f = factor(poly("2x^3-4x^2+2x"));
  EXPECT_EQ(f.content, Rational(2));
  ASSERT_EQ(f.factors.size(), 2u);
}

TEST(Polynomial, FindsRationalRoots) {
  const auto roots = rational_roots(poly("(2x-1)(x+3)^2(x^2+1)"));
  ASSERT_EQ(roots.size(), 2u);
  EXPECT_EQ(roots[0], std::pair(Rational(-3), 2));
  EXPECT_EQ(roots[1], std::pair(Rational(1, 2), 1));
}

// Sturm against the known roots of products of (x - r).
TEST(Polynomial, CountsRealRoots) {
  EXPECT_EQ(count_real_roots(poly("x^2+1")), 0);
  EXPECT_EQ(count_real_roots(poly("x^3-3x+1")), 3);
  EXPECT_EQ(count_real_roots(poly("(x-1)^5")), 1);
  Random random(13, "sturm");
  for (int i = 0; i < 60; ++i) {
    std::vector<Rational> roots;
    Coefficients p{random.between(1, 5), 0, 1};   // x^2 + c, without real roots
    for (int j = static_cast<int>(random.between(1, 4)); j > 0; --j) {
      roots.push_back(Rational(random.between(-6, 6), random.between(1, 2)));
      p = multiply(p, {-roots.back(), 1});
    }
    std::sort(roots.begin(), roots.end());
    roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
    EXPECT_EQ(count_real_roots(p), static_cast<int>(roots.size()));
    const Rational low = random.between(-4, 0), high = random.between(1, 4);
    const auto inside = std::count_if(roots.begin(), roots.end(), [&](const Rational& r) { return r > low && r <= high; });
    EXPECT_EQ(count_real_roots(p, low, high), inside);
  }
}

TEST(Polynomial, IsWrittenInDescendingPowers) {
  EXPECT_EQ(to_latex(to_expr({5, -1, 3}, "x")), "3x^2 - x + 5");
  EXPECT_EQ(to_latex(to_expr({}, "x")), "0");
  EXPECT_EQ(to_latex(to_expr({0, -1}, "t")), "-t");
  EXPECT_EQ(to_latex(to_expr({Rational(-1, 2), 0, Rational(2, 3)}, "x")), "\\frac{2}{3}x^2 - \\frac{1}{2}");
}

TEST(Polynomial, InverseModuloAnother) {
  const Coefficients p{-2, 0, 1}, a{1, 1};   // 1/(1 + sqrt 2) = sqrt 2 - 1
  EXPECT_EQ(*inverse_modulo(a, p), (Coefficients{-1, 1}));
  EXPECT_FALSE(inverse_modulo({-1, 1}, {-1, 0, 1}));
}

TEST(Polynomial, ResultantIsZeroAtACommonRootOnly) {
  EXPECT_EQ(resultant({-1, 1}, {-4, 0, 1}), Rational(-3));   // (x - 1) and x^2 - 4: the second at 1
  EXPECT_TRUE(resultant({-2, 1}, {-4, 0, 1}).is_zero());
}

TEST(Polynomial, ComplexRootsAreAllOfThem) {
  const auto roots = complex_roots({1, 0, 0, 0, 1});   // x^4 + 1
  ASSERT_EQ(roots.size(), 4u);
  for (const auto& r : roots) {
    EXPECT_FALSE(r.is_real);
    EXPECT_NEAR(std::abs(r.re.to_double()), std::sqrt(0.5), 1e-14);
    EXPECT_NEAR(std::abs(r.im.to_double()), std::sqrt(0.5), 1e-14);
  }
  const auto cubic = complex_roots({-2, 0, 0, 1});
  ASSERT_EQ(cubic.size(), 3u);
  EXPECT_TRUE(cubic[0].is_real);
  EXPECT_EQ(cubic[0].re.to_decimal(20).value_or(""), "1.25992104989487");
  EXPECT_EQ(cubic[1].im, -cubic[2].im);
}

}  // namespace
}  // namespace retort::math
