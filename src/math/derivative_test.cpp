#include <gtest/gtest.h>

#include "math/derivative.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::math {
namespace {

Expr plain(const std::string& text) { return *parse(text, Notation::kPlain); }

// The slope of a chord of 2h around the point.
double chord(const Expr& e, const Rational& at) {
  const Rational h(1, 10'000'000);
  return (real_value(e, 30, {{"x", at + h}})->mid - real_value(e, 30, {{"x", at - h}})->mid) / 2e-7;
}

TEST(Derivative, AgreesWithChords) {
  for (const char* text : {"x**3 - 2*x + 5", "1/x", "x**2*sin(x)", "exp(x**2)", "ln(x)", "sqrt(1 + x**2)", "x**x", "2**x", "tan(x) + cot(x)", "sec(x)*csc(x)",
                           "asin(x/3) + acos(x/3) + atan(x)", "sinh(x)*cosh(x) + tanh(x)", "abs(x - 3)", "ln(abs(x - 3))", "log(x, 10)", "root(x, 3)", "e**(3*x)",
                           "(x + 1)/(x**2 + 1)", "-x*20%", "x**(1/2)", "x**-2", "y*x"}) {
    const Expr e = plain(text).substitute("y", Expr::integer(7));
    const auto d = derivative(e, "x");
    ASSERT_TRUE(d.ok()) << text << ": " << d.error().message;
    for (const Rational& at : {Rational(7, 5), Rational(12, 5)})
      EXPECT_NEAR(real_value(*d, 15, {{"x", at}})->mid, chord(e, at), 1e-4) << text << " at " << at.to_string();
  }
}

TEST(Derivative, LeavesOutZerosAndOnes) {
  EXPECT_EQ(to_plain(*derivative(plain("x"), "x")), "1");
  EXPECT_EQ(to_plain(*derivative(plain("7*y"), "x")), "0");
  EXPECT_EQ(to_plain(*derivative(plain("5*x + 3"), "x")), "5");
  EXPECT_EQ(to_plain(*derivative(plain("x**2"), "x")), "2*x");
}

TEST(Derivative, NamesWhatHasNoRule) {
  for (const char* text : {"floor(x)", "x!", "gcd(x, 2)", "f(x)", "log(2, x)", "x = 1"}) {
    const auto d = derivative(plain(text), "x");
    ASSERT_FALSE(d.ok()) << text;
    EXPECT_EQ(d.error().code, ErrorCode::kUnsupported);
  }
}

}  // namespace
}  // namespace retort::math
