#include "math/exact.h"

#include <gtest/gtest.h>

#include "math/parse.h"
#include "math/print.h"

namespace retort::math {
namespace {

std::string value(const char* text) {
  const auto v = exact_value(parse(text).value());
  return v ? v->to_string() : std::string(error_code_name(v.error().code));
}

TEST(ExactValue, ComputesWhatIsRational) {
  const std::pair<const char*, const char*> kCases[] = {
      {"2(8)", "16"}, {"(2)(3)", "6"}, {"3\\frac13", "10/3"}, {"\\frac12\\%", "1/200"}, {"1103_6", "255"}, {"0.\\overline{3}", "1/3"},
      {"8^{2/3}", "4"}, {"\\sqrt{\\frac{49}{4}}", "7/2"}, {"\\sqrt[3]{-8}", "-2"}, {"4^{-1/2}", "1/2"}, {"5!", "120"}, {"\\binom{10}{3}", "120"},
      {"\\gcd(12,18)", "6"}, {"\\text{lcm}(4,6,10)", "60"}, {"-7 \\bmod 3", "2"}, {"\\lfloor -2.5\\rfloor", "-3"}, {"\\lceil -2.5\\rceil", "-2"},
      {"|{-3}|", "3"}, {"\\log_2 8", "3"}, {"\\log_8 2", "1/3"}, {"\\log_{1/2} 8", "-3"}, {"\\log_9 27", "3/2"}, {"\\sin 30^\\circ", "1/2"},
      {"\\cos\\frac{2\\pi}{3}", "-1/2"}, {"\\tan 135^\\circ", "-1"}, {"\\sec 60^\\circ", "2"}, {"\\cot 90^\\circ", "0"}, {"\\sum_{k=1}^{100} k", "5050"},
      {"\\prod_{k=1}^{5} k", "120"}, {"\\sum_{k=1}^{0} k", "0"}, {"\\sum_{i=1}^3 \\sum_{j=1}^{i} j", "10"}, {"\\max(1,\\frac32)", "3/2"},
      {"\\begin{vmatrix} 1 & 2 \\\\ 3 & 4\\end{vmatrix}", "-2"}, {"\\ln 1", "0"}, {"1,000 \\cdot 2", "2000"}, {"0 \\cdot 5", "0"}};
  for (const auto& [text, expected] : kCases) EXPECT_EQ(value(text), expected) << text;
}

TEST(ExactValue, RefusesWhatIsNot) {
  for (const char* text : {"x", "\\pi", "\\sqrt2", "\\log_2 3", "\\log 100", "60^\\circ", "5\\text{ cm}", "(1,2)", "\\sin 1", "(-8)^{1/3}", "i^2", "\\infty"})
    EXPECT_EQ(value(text), "unsupported") << text;
  for (const char* text : {"\\frac{1}{0}", "\\frac{0}{0}", "0^0", "0^{-1}", "\\tan 90^\\circ", "(-1)!", "5 \\bmod 0", "\\log_1 2", "\\log_2 0", "9_6",
                           "\\sum_{k=1}^{-3} k"})
    EXPECT_EQ(value(text), "invalid_argument") << text;
  for (const char* text : {"9^{9^{9^{9}}}", "1000000!", "\\binom{1000000}{500000}", "\\sum_{k=1}^{1000000} k", "2^{2^{2^{49}}}", "2^{1000000}"})
    EXPECT_EQ(value(text), "budget") << text;
}

TEST(ExactValue, LimitsAreTheCallers) {
  const Expr e = parse("2^{100}").value();
  EXPECT_TRUE(exact_value(e, {128, 10}).ok());
  EXPECT_EQ(exact_value(e, {64, 10}).error().code, ErrorCode::kBudget);
  EXPECT_EQ(exact_value(parse("\\sum_{k=1}^{11} k").value(), {64, 10}).error().code, ErrorCode::kBudget);
}

std::string digits(const char* text, int n = 15) {
  const auto v = real_value(parse(text).value(), n);
  return v ? v->digits : std::string(error_code_name(v.error().code));
}

TEST(RealValue, GivesCertifiedDigits) {
  EXPECT_EQ(digits("\\pi"), "3.14159265358979");
  EXPECT_EQ(digits("\\sqrt2", 30), "1.41421356237309504880168872421");
  EXPECT_EQ(digits("\\frac13", 5), "0.33333");
  EXPECT_EQ(digits("e^{\\pi}", 10), "23.14069263");
  EXPECT_EQ(digits("\\sin 1", 10), "0.8414709848");
  EXPECT_EQ(digits("\\ln 2", 10), "0.6931471806");
  EXPECT_EQ(digits("60^\\circ", 10), "1.047197551");
  // Cancellation of 40 digits is paid for with precision.
  EXPECT_EQ(digits("\\sqrt{10^{80}+1}-10^{40}", 5), "5.0000e-41");
}

TEST(RealValue, EnclosesAndEvaluatesAtPoints) {
  const auto v = real_value(parse("x^2+y").value(), 10, {{"x", Rational(1, 2)}, {"y", Rational(-3)}});
  ASSERT_TRUE(v.ok());
  EXPECT_NEAR(v->mid, -2.75, 1e-12);
  EXPECT_GE(v->radius, 0);
}

TEST(RealValue, SaysWhyNot) {
  EXPECT_EQ(digits("x"), "unsupported");
  EXPECT_EQ(digits("\\sqrt{-2}"), "unsupported");
  EXPECT_EQ(digits("\\ln(-1)"), "invalid_argument");
  EXPECT_EQ(digits("\\frac{1}{0}"), "invalid_argument");
  EXPECT_EQ(digits("9^{9^{9^9}}"), "budget");
  EXPECT_EQ(digits("\\sqrt2^2-2"), "budget");   // 0, which no number of digits shows
  EXPECT_EQ(digits("\\pi", 3000), "invalid_argument");
}

std::string normal(const char* text) {
  const auto n = normal_form(parse(text).value());
  return n ? to_plain(*n) : std::string(error_code_name(n.error().code));
}

TEST(NormalForm, CollectsAndExpands) {
  const std::pair<const char*, const char*> kCases[] = {
      {"2x+3x", "5*x"}, {"(x+1)(x-1)", "x**2 - 1"}, {"(x+y)^2", "x**2 + 2*x*y + y**2"}, {"x-x", "0"}, {"\\frac{x}{2}+\\frac{x}{3}", "5*x/6"},
      {"\\frac{2x+4}{2}", "x + 2"}, {"3\\cdot\\frac14", "3/4"}, {"\\sqrt{12}", "2*sqrt(3)"}, {"\\sqrt2\\cdot\\sqrt3", "sqrt(6)"},
      {"\\frac{1}{\\sqrt2}", "sqrt(2)/2"}, {"i^2+i", "-1 + I"}, {"\\frac{1}{3\\sqrt2}", "sqrt(2)/6"}, {"\\frac{1}{i}", "-I"}, {"\\sin(x+x)", "sin(2*x)"}, {"\\frac3x+\\frac2x", "5/x"}, {"\\frac{x}{x}", "x/x"},
      {"\\sqrt{x}^2", "sqrt(x)**2"}, {"50\\%x", "x/2"}, {"2^{n+1}", "2*2**n"}, {"5-3x+x^3", "x**3 - 3*x + 5"}, {"x=1+1", "x = 2"},
      {"\\pi+\\pi", "2*pi"}, {"-\\frac{1}{2}", "-1/2"}};
  for (const auto& [text, expected] : kCases) EXPECT_EQ(normal(text), expected) << text;
  EXPECT_EQ(normal("\\frac{1}{x-x}"), "budget");
  EXPECT_EQ(normal("\\frac10"), "invalid_argument");
  EXPECT_EQ(normal("(a+b+c+d+e_1+f+g)^{40}"), "budget");
}

}  // namespace
}  // namespace retort::math
