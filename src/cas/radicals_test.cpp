#include "cas/radicals.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::cas {
namespace {

using math::Coefficients;
using math::Expr;
using math::Rational;

Expr read(const std::string& text) {
  auto e = math::parse(text, math::Notation::kPlain);
  EXPECT_TRUE(e.ok()) << text;
  return *e;
}

std::string norm(const std::string& text) {
  const auto n = norm_of_numerator(read(text), "x");
  if (!n.ok()) return "error";
  return *n ? math::to_plain(math::to_expr(**n, "x")) : "none";
}

TEST(Norm, RemovesRoots) {
  EXPECT_EQ(norm("sqrt(x + 5) - (x - 1)"), "x**2 - 3*x - 4");
  EXPECT_EQ(norm("1 + x"), "x + 1");
  EXPECT_EQ(norm("root(x, 3) - 2"), "x - 8");
  EXPECT_EQ(norm("x**(2/3) - 4"), "x**2 - 64");
  EXPECT_EQ(norm("abs(x) - 3"), "-x**2 + 9");
  EXPECT_EQ(norm("sqrt(x + sqrt(x)) - 3"), "x**2 - 19*x + 81");
  EXPECT_EQ(norm("1/sqrt(x) - x"), "-x**3 + 1");
  EXPECT_EQ(norm("sqrt(8*x) + sqrt(2*x) - 6"), "-18*x + 36");   // one root, three times
  EXPECT_EQ(norm("root(-x, 3) + root(x, 3) + x - 1"), "x - 1");
  EXPECT_EQ(norm("sqrt(2)*x - 2"), "-2*x**2 + 4");
}

TEST(Norm, IsZeroWhereSomeChoiceOfTheRootsIs) {
  EXPECT_EQ(norm("sqrt(x**2) - x"), "0");
  EXPECT_EQ(norm("sqrt(x)*sqrt(x + 1) - sqrt(x**2 + x)"), "0");
}

TEST(Norm, KnowsWhatItCannotDo) {
  for (const char* other : {"ln(x) - 1", "sqrt(x) - pi", "2**x - 3", "x**x - 4", "sin(sqrt(x))", "x/(x - x) - 1", "root(x, x)", "root(x, -2)"})
    EXPECT_EQ(norm(other), "none") << other;
  for (const char* large : {"root(x, 1000) - 2", "x**(1/99) - 2", "(sqrt(x) + 1)**1000", "(1 + sqrt(x) + x**9)**60 - 3",
                            "root(x,5) + root(x+1,5) + root(x+2,5) + root(x+3,5)", "9**999*sqrt(9**999*x + 1) - 7**999*root(x, 3) + 1"})
    EXPECT_EQ(norm(large), "error") << large;
}

// c1 root(x - a1, n1) + ... = k, made so that a chosen number solves it: the norm is zero there.
TEST(Norm, VanishesAtPlantedSolutions) {
  Random random(7, "norms");
  for (int round = 0; round < 60; ++round) {
    const Expr x = Expr::symbol("x");
    const long long at = random.between(-20, 20);
    Expr sum = Expr::integer(0);
    long long total = 0;
    for (int term = 0; term < 3; ++term) {
      const long long n = random.between(2, 3), value = random.between(n == 2 ? 0 : -4, 4), c = random.between(-3, 3), slope = random.between(-5, 5);
      const long long radicand = n == 2 ? value * value : value * value * value;
      sum = sum + Expr::integer(c) * Expr::func("root", {Expr::integer(slope) * x + Expr::integer(radicand - slope * at), Expr::integer(n)});
      total += c * value;
    }
    const Expr e = (sum - Expr::integer(total)) / (x + Expr::integer(at + 1));
    const auto n = norm_of_numerator(e, "x");
    ASSERT_TRUE(n.ok() && *n) << math::to_plain(e);
    EXPECT_TRUE(math::evaluate(**n, Rational(at)).is_zero()) << math::to_plain(e) << " at " << at;
  }
}

}  // namespace
}  // namespace retort::cas
