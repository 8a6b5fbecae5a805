#include "math/collect.h"

#include <gtest/gtest.h>

#include "math/identity.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::math {
namespace {

Expr read(const char* text) { return parse(text).value(); }
std::string all(const std::vector<Expr>& list) {
  std::string out;
  for (const Expr& e : list) out += (out.empty() ? "" : " | ") + to_plain(e);
  return out;
}

TEST(Collect, TakesSumsAndProductsApart) {
  EXPECT_EQ(all(terms_of(read("a-(b-c)+2"))), "a | -b | c | 2");
  EXPECT_EQ(all(factors_of(read("2(3x)y"))), "2 | 3 | x | y");
  EXPECT_EQ(to_plain(sum_of(terms_of(read("a-(b-c)")))), "a - b + c");
  EXPECT_EQ(to_plain(product_of({})), "1");
}

TEST(Collect, MultipliesOutWithoutCollecting) {
  const std::pair<const char*, const char*> kCases[] = {
      {"(x+1)(x-2)", "x**2 - 2*x + x - 2"}, {"3(x-2)", "3*x - 6"}, {"-(a-b)", "-a + b"}, {"(x+1)^2", "x**2 + x + x + 1"},
      {"2(x+1)-3(x-1)", "2*x + 2 - 3*x + 3"}, {"x", "x"}};
  for (const auto& [text, expected] : kCases) {
    const Expr out = multiply_out(read(text)).value();
    EXPECT_EQ(to_plain(out), expected) << text;
    EXPECT_EQ(equal(out, read(text)).outcome, Verdict::Outcome::kEqual) << text;
  }
  EXPECT_EQ(multiply_out(read("(a+b+c)^{15}")).error().code, ErrorCode::kBudget);
}

TEST(Collect, CollectsWithoutMultiplyingOut) {
  const std::pair<const char*, const char*> kCases[] = {
      {"2x+3x+4-1", "5*x + 3"}, {"2x+3(x+1)+3x", "5*x + 3*(x + 1)"}, {"(x+1)^2-(x+1)^2+y", "y"}, {"x-x", "0"}, {"a+b+a", "2*a + b"}};
  for (const auto& [text, expected] : kCases) EXPECT_EQ(to_plain(collect_terms(read(text)).value()), expected) << text;
}

TEST(Collect, CoefficientsMayHoldOtherSymbols) {
  EXPECT_EQ(all(coefficients_in(read("ax^2+2x+bx"), "x").value()), "0 | b + 2 | a");
  EXPECT_EQ(all(coefficients_in(read("(x-r)(x-s)"), "x").value()), "r*s | -r - s | 1");
  EXPECT_FALSE(coefficients_in(read("\\frac{a}{x}"), "x"));
  EXPECT_FALSE(coefficients_in(read("\\sin x"), "x"));
}

TEST(Collect, BringsToOneFraction) {
  const auto f = as_single_fraction(read("\\frac{1}{x}+\\frac{1}{x+1}"));
  ASSERT_TRUE(f);
  EXPECT_EQ(to_plain(f->first), "2*x + 1");
  EXPECT_EQ(to_plain(f->second), "x**2 + x");
  EXPECT_FALSE(as_single_fraction(read("\\frac{1}{x-x}")));
}

TEST(Substitute, RespectsBoundSymbols) {
  const Expr sum = read("\\sum_{k=1}^{n} (k+x)");
  EXPECT_EQ(to_plain(sum.substitute("k", Expr::integer(5))), "Sum(k + x, (k, 1, n))");
  EXPECT_EQ(to_plain(sum.substitute("n", Expr::integer(3))), "Sum(k + x, (k, 1, 3))");
  // The k that comes in is not the one that is bound.
  EXPECT_EQ(to_plain(sum.substitute("x", Expr::symbol("k"))), "Sum(k' + k, (k', 1, n))");
  EXPECT_EQ(sum.symbols(), (std::vector<std::string>{"x", "n"}));
}

}  // namespace
}  // namespace retort::math
