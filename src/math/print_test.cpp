#include "math/print.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "math/parse.h"

namespace retort::math {
namespace {

std::string latex(const char* plain) { return to_latex(parse(plain, Notation::kPlain).value()); }

TEST(PrintLatex, ReadsLikeABook) {
  const std::pair<const char*, const char*> kCases[] = {
      {"2*x**2 - 3/4", "2x^2 - \\frac{3}{4}"}, {"x + -3", "x - 3"}, {"-x + 1", "-x + 1"}, {"2*3*x", "2 \\cdot 3x"},
      {"x*2", "x \\cdot 2"}, {"2*(x+1)", "2(x + 1)"}, {"(x+1)*(x-1)", "(x + 1)(x - 1)"}, {"(1/2)**2", "\\left(\\frac{1}{2}\\right)^2"},
      {"sqrt(2)*x", "\\sqrt{2}x"}, {"2*(1/3)", "2 \\cdot \\frac{1}{3}"}, {"2*(x/3)", "2\\frac{x}{3}"}, {"a - (b - c)", "a - (b - c)"},
      {"a - -b", "a - (-b)"}, {"sin(2*x)*y", "\\sin 2x \\cdot y"}, {"sin(x)*cos(x)", "\\sin x\\cos x"}, {"sin(x+1)**2", "\\sin^2(x + 1)"},
      {"log(8, 2)", "\\log_2 8"}, {"pi*r**2", "\\pi r^2"}, {"Abs(x - 1)", "|x - 1|"}, {"E**(2*x)", "e^{2x}"}, {"(-2)**2", "(-2)^2"},
      {"2*(-3)", "2(-3)"}, {"x**(n+1)", "x^{n + 1}"}, {"alpha*beta", "\\alpha\\beta"}, {"alpha*x", "\\alpha x"}, {"x_12", "x_{12}"},
      {"Eq(x, 2)", "x = 2"}, {"x <= 2", "x \\le 2"}, {"17 = 2 (mod 5)", "17 \\equiv 2 \\pmod{5}"}, {"speed", "\\mathit{speed}"},
      {"s*i_*n", "s\\mathit{i}n"}, {"Interval.Ropen(0, 1)", "[0, 1)"}, {"factorial(n+1)", "(n + 1)!"}, {"h*(a + b)", "h \\cdot (a + b)"}};
  for (const auto& [plain, expected] : kCases) EXPECT_EQ(latex(plain), expected) << plain;
}

TEST(PrintLatex, NumbersThatWereBuilt) {
  const Expr x = Expr::symbol("x");
  EXPECT_EQ(to_latex(x + Expr::integer(-3)), "x - 3");
  EXPECT_EQ(to_latex(Expr::number(Rational(-1, 2)) * x), "\\left(-\\frac{1}{2}\\right)x");
  EXPECT_EQ(to_latex(Expr::number(Rational(3, 2))), "\\frac{3}{2}");
  EXPECT_EQ(latex_number(Rational(-3, 4)), "-\\frac{3}{4}");
  EXPECT_EQ(to_latex(parse("1,234.50").value()), "1{,}234.50");
}

TEST(PrintPlain, ReadsLikeSympy) {
  const std::pair<const char*, const char*> kCases[] = {
      {"2x^2-\\frac34", "2*x**2 - 3/4"}, {"\\frac{x+1}{x-1}", "(x + 1)/(x - 1)"}, {"\\frac{a}{bc}", "a/(b*c)"}, {"x^{-1}", "x**(-1)"},
      {"|x|", "Abs(x)"}, {"\\ln x", "log(x)"}, {"\\log_2 x", "log(x, 2)"}, {"\\lceil x\\rceil", "ceiling(x)"}, {"e^{i\\pi}", "E**(I*pi)"},
      {"E", "E_"}, {"50\\%", "50%"}, {"\\sum_{k=1}^n k", "Sum(k, (k, 1, n))"}, {"\\{1,2\\}", "{1, 2}"}, {"(-\\infty,3]", "Interval.Lopen(-oo, 3)"},
      {"x\\ne 2", "x != 2"}, {"5\\text{ cm}", "5 \"cm\""}, {"\\sqrt[3]{x}", "root(x, 3)"}, {"\\frac{1}{2}x", "1/2*x"}, {"x\\cdot\\frac12", "x*(1/2)"}};
  for (const auto& [text, expected] : kCases) EXPECT_EQ(to_plain(parse(text).value()), expected) << text;
}

TEST(PrintMathml, IsWellFormedAndEscaped) {
  EXPECT_EQ(to_mathml(parse("\\frac{x}{2}").value()),
            "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mrow><mfrac><mrow><mi>x</mi></mrow><mrow><mn>2</mn></mrow></mfrac></mrow></math>");
  EXPECT_NE(to_mathml(parse("x<\\text{a&b}").value()).find("a&amp;b"), std::string::npos);
  EXPECT_NE(to_mathml(parse("x<2").value()).find("<mo>&lt;</mo>"), std::string::npos);
}

// Random trees of everything that can be written, for the property that what is printed reads back.
class TreeMaker {
 public:
  explicit TreeMaker(Random& random) : random_(random) {}

  Expr statement() {
    switch (random_.between(0, 9)) {
      case 0: return Expr::rel(random_.pick(kRelations), value(3), value(3));
      case 1: return Expr::make(Op::kChain, chain());
      case 2: return Expr::make(Op::kCongruence, {value(2), value(2), Expr::integer(random_.between(2, 9))});
      case 3: return Expr::make(Op::kTuple, {value(2), value(2)});
      case 4: return Expr::make(Op::kSet, {value(2), value(2), value(1)});
      case 5: return Expr::make(Op::kInterval, {value(1), value(1)}, random_.chance(0.5) ? "[)" : "(]");
      case 6: return Expr::make(Op::kUnion, {Expr::make(Op::kInterval, {number(), number()}, "[]"), Expr::make(Op::kSet, {value(1)})});
      case 7: return Expr::make(Op::kMatrix, {Expr::make(Op::kTuple, {value(2), value(1)}), Expr::make(Op::kTuple, {value(1), value(2)})});
      case 8: return Expr::make(Op::kPlusMinus, {value(2), value(2)});
      default: return value(5);
    }
  }

  Expr value(int depth) {
    if (depth == 0 || random_.chance(0.15)) return leaf();
    switch (random_.between(0, 11)) {
      case 0: case 1: return many(Op::kAdd, depth);
      case 2: case 3: return many(Op::kMul, depth);
      case 4: return value(depth - 1) / value(depth - 1);
      case 5: return -value(depth - 1);
      case 6: return pow(value(depth - 1), value(depth - 1));
      case 7: return Expr::func(random_.pick(kUnary), {value(depth - 1)});
      case 8: return Expr::func(random_.pick(kBinary), {value(depth - 1), value(depth - 1)});
      case 9: return Expr::make(random_.chance(0.5) ? Op::kPercent : Op::kDegree, {value(depth - 1)});
      case 10: return bound(depth);
      default: return Expr::make(Op::kUnit, {value(depth - 1), Expr::make(Op::kText, {}, random_.chance(0.5) ? "cm" : "m^2")});
    }
  }

 private:
  Expr leaf() {
    switch (random_.between(0, 5)) {
      case 0: case 1: return number();
      case 2: return Expr::constant(random_.pick(kConstants));
      case 3: return Expr::make(Op::kMixed, {Expr::integer(random_.between(1, 9)), Expr::integer(1) / Expr::integer(random_.between(2, 9))});
      default: return Expr::symbol(random_.pick(kSymbols));
    }
  }
  Expr number() {
    switch (random_.between(0, 5)) {
      case 0: return Expr::number(Rational(random_.between(-20, 20), random_.between(1, 9)));
      case 1: return Expr::number(Rational(1, 2), "0.50");
      case 2: return Expr::number(Rational(12345), "12,345");
      case 3: return Expr::make(Op::kBase, {Expr::number(Rational(102), "102"), Expr::integer(random_.between(3, 12))});
      default: return Expr::integer(random_.between(0, 30));
    }
  }
  Expr many(Op op, int depth) {
    std::vector<Expr> parts;
    for (long long n = random_.between(2, 4); n > 0; --n) parts.push_back(value(depth - 1));
    return Expr::make(op, std::move(parts));
  }
  Expr bound(int depth) {
    const Expr k = Expr::symbol(random_.chance(0.5) ? "k" : "j");
    return Expr::func(random_.chance(0.5) ? "sum" : "product", {many(Op::kMul, depth) * k, k, Expr::integer(1), value(depth - 1)});
  }
  std::vector<Expr> chain() {
    const Expr a = value(2), b = value(2), c = value(2);
    return {Expr::rel(random_.pick(kRelations), a, b), Expr::rel(random_.pick(kRelations), b, c)};
  }

  inline static const std::vector<std::string> kRelations{"=", "!=", "<", "<=", ">", ">=", "~", "in"};
  inline static const std::vector<std::string> kUnary{"sqrt", "abs", "sin", "cos", "tan", "asin", "ln", "exp", "floor", "ceil", "factorial", "f", "g'", "sign"};
  inline static const std::vector<std::string> kBinary{"root", "log", "binomial", "gcd", "lcm", "mod", "min", "max", "h"};
  inline static const std::vector<std::string> kConstants{"pi", "e", "i", "oo"};
  inline static const std::vector<std::string> kSymbols{"x", "y", "s", "n", "d", "f", "h", "E", "I", "e", "i", "alpha", "x_1", "x_12", "y'", "a_{n+1}",
                                                       "speed", "angle_ABC", "theta_2", "p", "o", "t", "a", "b", "c"};
  Random& random_;
};

TEST(Print, LatexReadsBackAsTheSameTree) {
  Random random(20, "latex trees");
  TreeMaker make(random);
  for (int i = 0; i < 6'000; ++i) {
    const Expr e = make.statement();
    const std::string text = to_latex(e);
    const auto back = parse(text);
    ASSERT_TRUE(back.ok()) << text << "\n" << to_plain(e) << "\n" << back.error().message;
    ASSERT_TRUE(back->same(as_read(e))) << text << "\n" << to_plain(e) << "\n" << to_plain(*back);
  }
}

TEST(Print, PlainReadsBackAsTheSameTree) {
  Random random(21, "plain trees");
  TreeMaker make(random);
  for (int i = 0; i < 6'000; ++i) {
    const Expr e = make.statement();
    const std::string text = to_plain(e);
    const auto back = parse(text, Notation::kPlain);
    ASSERT_TRUE(back.ok()) << text << "\n" << back.error().message;
    ASSERT_TRUE(back->same(as_read(e))) << text << "\n" << to_plain(*back);
  }
}

}  // namespace
}  // namespace retort::math
