#include "math/identity.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "math/exact.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::math {
namespace {

std::string verdict(const Verdict& v) {
  switch (v.outcome) {
    case Verdict::Outcome::kEqual: return std::string(grade_name(v.grade));
    case Verdict::Outcome::kDifferent: return "false";
    default: return "unknown";
  }
}
std::string relation(const char* text) {
  const auto e = parse(text);
  return e ? verdict(holds(*e)) : e.error().message;
}
void check(const char* expected, std::initializer_list<const char*> relations) {
  for (const char* text : relations) EXPECT_EQ(relation(text), expected) << text;
}

TEST(Holds, ProvesArithmetic) {
  check("proved", {"48/2=24", "2(8)=16", "3+4=7=14/2", "0.\\overline{3}=\\frac13", "1103_6=255", "\\log_9 27=\\frac32", "\\sqrt[3]{-8}=-2",
                   "2^{100}\\equiv 2\\pmod 7", "7^{1000000}\\equiv 1\\pmod{12}", "100!\\equiv 0\\pmod{97}", "\\frac12\\equiv 4\\pmod 7",
                   "\\sum_{k=1}^{100}k=5050", "3<\\pi<\\frac{22}{7}", "\\sqrt2\\ne\\frac{99}{70}", "3\\in[0,5)", "2\\in\\{1,2\\}", "-\\infty<5",
                   "\\lfloor\\sqrt{222}\\rfloor=14", "5\\text{ cm}+3\\text{ cm}=8\\text{ cm}", "\\$5<\\$6", "\\{1,2\\}=\\{2,1\\}"});
}

TEST(Holds, RefutesWhatIsFalse) {
  check("false", {"2(8)=10", "(2)(3)=5", "1=2=3", "1103_6=1103_7", "\\frac{1}{2004!}=\\frac{1}{2006!}", "3<2", "2\\equiv 3\\pmod 5", "1000000!=5",
                  "\\binom{1000000}{500000}=7", "\\sqrt2=1.41421356", "0.0000001=0.0000002", "(1,2)=(2,1)", "[0,1)=[0,1]", "6\\in[0,5)",
                  "e^{\\pi\\sqrt{163}}=262537412640768744", "5!\\ne 120", "\\pi\\approx 3.15", "3\\in\\{1,2\\}"});
}

TEST(Holds, LeavesOpenWhatItCannotKnow) {
  check("unknown", {"9^{9^{9^9}}-9^{9^{9^9}}=0", "2^{2^{2^{49}}}=0", "\\frac00=\\frac00", "\\frac{x-x}{x-x}=1", "0^0=1", "(-8)^{1/3}=-2", "\\log 100=2",
                    "5\\text{ cm}=5\\text{ m}", "f(x)=g(x)", "\\ln(-1)=\\ln(-1)", "f(\\frac10)=f(\\frac10)", "x\\approx 3", "\\frac{360^\\circ}{12}=30",
                    "\\{x,-x\\}=\\{|x|,-|x|\\}", "2,1=1,2", "\\lim_{x\\to0}\\frac1x=\\lim_{x\\to0}\\frac1x", "x\\equiv 1\\pmod 3", "x^2\\ge 0", "5",
                    "\\text{even}=\\text{odd}", "(2,11)=1", "\\tan 90^\\circ=\\tan 90^\\circ"});
}

TEST(Holds, ApproximationsShowTheirDigits) {
  check("proved", {"\\pi\\approx 3.14", "\\pi\\approx 3.141", "\\frac{44}{3}\\approx 14.67", "14.67\\approx 14.7", "2.05\\times10^{-3}\\approx 0.002049",
                   "\\frac{1}{432}\\approx 2.314814814815\\times10^{-3}", "19.6\\approx 20", "-\\pi\\approx -3.14", "33.3\\%\\approx\\frac13"});
  check("false", {"\\pi\\approx 3.2", "\\frac{44}{3}\\approx 14.66667\\cdot 10^1", "0.1\\approx 0.3", "-\\pi\\approx 3.14"});
  check("unknown", {"1234\\approx 1200", "\\pi\\approx\\frac{22}{7}"});
}

TEST(Equal, ProvesPolynomialAndRationalIdentities) {
  check("proved", {"(x+1)^2=x^2+2x+1", "(a+b+c)^3-a^3-b^3-c^3=3(a+b)(b+c)(c+a)", "\\frac{1}{x-1}-\\frac{1}{x+1}=\\frac{2}{x^2-1}",
                   "\\frac{x^2-1}{x-1}=x+1", "(x+1)^{50}(x-1)^{50}=(x^2-1)^{50}", "i(2-i)=1+2i", "f(x)+f(x)=2f(x)", "\\frac{d}{dx}x^3=3x^2"});
}

TEST(Equal, ProvesRadicalsAndExponentials) {
  check("proved", {"\\sqrt{12}=2\\sqrt3", "\\sqrt2\\sqrt3=\\sqrt6", "\\frac{1}{\\sqrt2+1}=\\sqrt2-1", "\\sqrt{-4}=2i", "\\sqrt{x}\\sqrt{x}=x",
                   "\\frac{x}{\\sqrt x}=\\sqrt x", "2^{n+1}=2\\cdot 2^n", "4^n=2^{2n}", "6^n=2^n3^n", "2^{-n}=\\frac{1}{2^n}", "\\ln 8=3\\ln 2",
                   "\\log_2 12=2+\\log_2 3", "e^{i\\pi}=-1", "\\left(\\frac{1+\\sqrt5}{2}\\right)^2=\\frac{3+\\sqrt5}{2}"});
}

TEST(Equal, ProvesTrigonometry) {
  check("proved", {"\\sin^2x+\\cos^2x=1", "\\sin 2x=2\\sin x\\cos x", "\\tan^2x+1=\\sec^2x", "\\sin 3x=3\\sin x-4\\sin^3x", "\\cos(x-y)=\\cos x\\cos y+\\sin x\\sin y",
                   "\\sin(x+\\frac{\\pi}{2})=\\cos x", "\\tan 60^\\circ=\\sqrt3", "2\\sin 18^\\circ=\\frac{\\sqrt5-1}{2}", "\\tan 15^\\circ=2-\\sqrt3",
                   "\\cos 36^\\circ-\\cos 72^\\circ=\\frac12", "e^{ix}=\\cos x+i\\sin x", "180^\\circ=\\pi", "60^\\circ+30^\\circ=90^\\circ"});
}

TEST(Equal, AgreesNumericallyAndSaysSo) {
  check("numeric", {"\\sqrt2+\\sqrt3=\\sqrt{5+2\\sqrt6}", "\\sqrt[3]{7+5\\sqrt2}+\\sqrt[3]{7-5\\sqrt2}=2", "\\cos20^\\circ\\cos40^\\circ\\cos80^\\circ=\\frac18",
                    "\\ln(xy)=\\ln x+\\ln y", "|x|=\\sqrt{x^2}", "\\sum_{k=1}^{n}k=\\frac{n(n+1)}{2}", "\\binom n2=\\frac{n(n-1)}{2}", "n!=n(n-1)!",
                    "\\sqrt{\\frac1n}=\\frac{1}{\\sqrt n}", "\\arcsin\\frac12=30^\\circ", "(-1)^{2n}=1", "n!\\sin(\\pi n)=0"});
}

TEST(Equal, FindsCounterexamples) {
  check("false", {"\\sqrt{x^2}=x", "x^2=2x", "\\sin(x+y)=\\sin x+\\sin y", "(x+y)^2=x^2+y^2", "\\sqrt{x^2+y^2}=x+y", "|x|=x", "\\lfloor x\\rfloor=x",
                  "n!\\sin(\\pi x)=0", "\\frac1{x+1}=\\frac1x+1", "x^{1000000}=x", "\\sum_{k=1}^n k=n^2"});
  const Verdict v = equal(parse("x^2").value(), parse("2x").value());
  EXPECT_NE(v.reason.find("x = "), std::string::npos) << v.reason;
}

// Two trees with the same value by construction are never told apart, and a changed one is never called equal.
TEST(Equal, IsRightOnRandomRewritings) {
  Random random(31, "rewritings");
  const Expr x = Expr::symbol("x"), y = Expr::symbol("y");
  const std::vector<Expr> kParts{x, y, Expr::integer(3), Expr::number(Rational(-2, 5)), x * y, pow(x, Expr::integer(2)), x + y,
                                 Expr::func("sqrt", {Expr::integer(2)}), Expr::func("sin", {x}), Expr::func("abs", {y})};
  for (int i = 0; i < 400; ++i) {
    const Expr a = random.pick(kParts), b = random.pick(kParts), c = random.pick(kParts);
    const std::pair<Expr, Expr> kSame[] = {{a * (b + c), a * b + a * c}, {a + b - a, b}, {pow(a + b, Expr::integer(2)), a * a + b * b + b * a + b * a},
                                           {-(a - b), b - a}, {(a - b) * (a + b), a * a - b * b}, {a / (c * c + Expr::integer(1)) * (c * c + Expr::integer(1)), a}};
    for (const auto& [left, right] : kSame) {
      EXPECT_EQ(equal(left, right).outcome, Verdict::Outcome::kEqual) << to_plain(left) << " and " << to_plain(right);
      EXPECT_NE(equal(left, right + Expr::number(Rational(1, 1000))).outcome, Verdict::Outcome::kEqual) << to_plain(left);
    }
  }
}

// Every verdict on numbers agrees with plain rational arithmetic.
TEST(Holds, AgreesWithRationalArithmetic) {
  Random random(32, "arithmetic");
  for (int i = 0; i < 2'000; ++i) {
    const Rational a(random.between(-30, 30), random.between(1, 6)), b(random.between(-30, 30), random.between(1, 6));
    const Rational results[] = {a + b, a - b, a * b, b.is_zero() ? Rational(0) : a / b};
    const int which = static_cast<int>(random.between(0, b.is_zero() ? 2 : 3));
    const Rational told = random.chance(0.5) ? results[which] : Rational(random.between(-30, 30), random.between(1, 6));
    const Expr u = Expr::number(a), v = Expr::number(b), w = Expr::number(told);
    const Expr sides[] = {u + v, u - v, u * v, u / v};
    const bool same = told == results[which];
    EXPECT_EQ(holds(Expr::rel("=", sides[which], w)).outcome, same ? Verdict::Outcome::kEqual : Verdict::Outcome::kDifferent);
    EXPECT_EQ(holds(Expr::rel("<", sides[which], w)).outcome == Verdict::Outcome::kEqual, results[which] < told);
    EXPECT_EQ(holds(Expr::rel(">=", sides[which], w)).outcome == Verdict::Outcome::kEqual, results[which] >= told);
  }
}

}  // namespace
}  // namespace retort::math
