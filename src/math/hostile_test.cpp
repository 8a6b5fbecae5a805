// What a model or a stranger may send: it ends soon, with a value or an error, and never takes the program down.
#include <gtest/gtest.h>

#include <chrono>
#include <functional>

#include "base/random.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/parse.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::math {
namespace {

std::string repeated(const std::string& s, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out += s;
  return out;
}

double milliseconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

// Everything that the module does with a text.
void use(const std::string& text) {
  for (const Notation notation : {Notation::kLatex, Notation::kPlain}) {
    const auto e = parse(text, notation);
    if (!e) {
      EXPECT_FALSE(e.error().message.empty());
      EXPECT_NE(e.error().code, ErrorCode::kInternal);
      continue;
    }
    (void)to_latex(*e);
    (void)to_plain(*e);
    (void)to_mathml(*e);
    (void)exact_value(*e);
    (void)real_value(*e, 10);
    (void)normal_form(*e);
    (void)as_polynomial(*e, "x");
    (void)as_linear(*e);
    (void)holds(*e);
    (void)equal(*e, *e);
  }
}

TEST(Hostile, DeepNestingIsABudget) {
  for (const char* open : {"(", "{", "\\sqrt{", "|", "\\left(", "\\sin", "-", "\\frac{", "x^{", "√", "[", "\\{", "\\lfloor", "\\sum_{k=1}^", "f(", "2^", "\\sqrt", "\\log_", "\\int"})
    for (int n : {100, 130, 2'000}) use(repeated(open, n) + "x");
  EXPECT_EQ(parse(repeated("(", 500) + "x" + repeated(")", 500)).error().code, ErrorCode::kBudget);
  EXPECT_EQ(parse(repeated("-", 500) + "x").error().code, ErrorCode::kBudget);
  EXPECT_TRUE(parse(repeated("(", 100) + "x" + repeated(")", 100)).ok());
}

TEST(Hostile, LongTextsAreABudget) {
  EXPECT_EQ(parse(std::string(20'001, 'x')).error().code, ErrorCode::kBudget);
  EXPECT_EQ(parse(std::string(5'001, '7')).error().code, ErrorCode::kBudget);
  use(repeated("x+", 9'000) + "x");
  use(repeated("2*", 9'000) + "2");
  use(repeated("x=", 9'000) + "x");
  use(repeated("1,", 9'000) + "1");
  use(repeated("(1/7)^{9999}+", 1'200) + "1");
  use(repeated("9^{80000}+", 1'500) + "1");
  use(repeated("(x+1)", 3'000));
  use(repeated("(x+y+z+1)", 2'000));
  use(repeated("\\frac1{x+", 100) + "1" + repeated("}", 100));
}

TEST(Hostile, LargeNumbersEndSoon) {
  for (const char* text : {"9^{9^{9^9}}", "9^{9^{9^9}}=9^{9^{9^9}}", "1000000!", "1000000!=1", "\\binom{1000000}{500000}=1", "2^{2^{2^{49}}}=1",
                           "((((9^9)^9)^9)^9)^9=1", "\\sum_{k=1}^{100000}\\frac1k=1", "\\sum_{k=1}^{1000}\\sum_{j=1}^{1000}kj=1",
                           "\\prod_{k=1}^{100000}k=1", "\\sum_{k=1}^{10^{50}}k=1", "10^{10^{10}}!=1", "\\lfloor 10^{10^{10}}\\pi\\rfloor=1", "\\sin(10^{10^{10}})=1",
                           "e^{e^{e^{e^e}}}=1", "2^{10^{18}}\\equiv 1\\pmod{10^{400}+1}", "(1+10^{-9})^{10^{12}}=1", "\\gcd(10^{20000},7^{20000})=1",
                           "\\log_2 3^{20000}=1", "\\sqrt[99999]{2}=1", "x^{10^{9}}=1", "(x+1)^{10^{9}}=1", "0.\\overline{" "1234567890" "}=1",
                           "\\tan(\\frac{\\pi}{2}+10^{-300})=1", "\\log_{1.000000001}2=1"}) {
    double took = 0;
    took = milliseconds([&] { use(text); });
    EXPECT_LT(took, 3'000) << text;
  }
  // The relations alone, as the gates ask them: a few milliseconds; the bound leaves room for a busy machine and sanitizers.
  for (const char* text : {"9^{9^{9^9}}=1", "1000000!=1", "\\binom{1000000}{500000}=1", "2^{2^{2^{49}}}=1"}) {
    const Expr e = parse(text).value();
    EXPECT_LT(milliseconds([&] { (void)holds(e); }), 500) << text;
  }
}

// Random strings of the module's own vocabulary: most are wrong, none may hurt.
TEST(Hostile, RandomTextsNeverHurt) {
  const std::vector<std::string> words{"x", "y", "n", "1", "2", "10", "1,000", "0.5", ".", ",", "+", "-", "*", "/", "^", "_", "{", "}", "(", ")", "[", "]", "|",
                                       "\\frac", "\\sqrt", "\\sin", "\\log", "\\left(", "\\right)", "\\{", "\\}", "=", "<", "\\le", "\\pi", "e", "i", "!", "\\%",
                                       "\\circ", "\\text{cm}", "\\sum_{k=1}^", "\\binom", "\\pm", "\\cup", "\\pmod", "\\equiv", "\\begin{pmatrix}", "&", "\\\\",
                                       "\\end{pmatrix}", "$", "\\$", " ", "'", "√", "π", "²", "°", "f", "\\bmod", "\\overline{3}", "\\int", "dx", "\\lim", "\\to",
                                       "\\infty", "mod", "sqrt(", "Sum(", "Matrix([[", "\"", "%", "\\", "\xff", "**", "!="};
  Random random(41, "hostile");
  for (int i = 0; i < 6'000; ++i) {
    std::string text;
    for (long long n = random.between(1, 14); n > 0; --n) text += random.pick(words);
    use(text);
  }
}

// Sound texts with a few bytes or words taken out, doubled, moved or replaced: these get far into the readers.
TEST(Hostile, DamagedTextsNeverHurt) {
  const std::vector<std::string> texts{"\\frac{x^2-1}{x-1}=x+1", "\\sum_{k=1}^{n} k^2 = \\frac{n(n+1)(2n+1)}{6}", "\\sin^2 x+\\cos^2 x=1", "2^{100} \\equiv 2 \\pmod{7}",
                                       "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}", "[0,1) \\cup (2,\\infty)", "\\log_{2}(x+1) - \\ln 3x", "\\sqrt[3]{8} + 3\\frac{1}{3}",
                                       "\\left|x-1\\right| \\le \\lfloor y \\rfloor", "1{,}234.5 \\text{ cm}^2 = \\$5", "\\int_0^1 x^2\\,dx = 0.\\overline{3}", "12_{7} \\approx 9.0",
                                       "2*x**2 - 3/4 = sqrt(2)*Abs(y)", "Sum(k**2, (k, 1, 10)) = 385", "Matrix([[1, 2], [3, 4]])", "50% * 8√3 ≤ π r²", "binomial(10, 3) != factorial(5)"};
  Random random(42, "damaged");
  for (int i = 0; i < 6'000; ++i) {
    std::string text = random.pick(texts);
    for (long long n = random.between(1, 4); n > 0 && !text.empty(); --n) {
      const auto size = static_cast<long long>(text.size());
      const auto at = static_cast<std::size_t>(random.between(0, size - 1));
      const auto length = static_cast<std::size_t>(random.between(1, 6));
      switch (random.between(0, 3)) {
        case 0: text.erase(at, length); break;
        case 1: text.insert(at, text.substr(static_cast<std::size_t>(random.between(0, size - 1)), length)); break;
        case 2: text[at] = text[static_cast<std::size_t>(random.between(0, size - 1))]; break;
        default: text.insert(at, random.pick(texts).substr(0, 12)); break;
      }
    }
    use(text);
  }
}

TEST(Hostile, TreesBuiltByProgramsAreTakenApartWithoutRecursion) {
  Expr e = Expr::symbol("x");
  for (int i = 0; i < 200'000; ++i) e = -e;
  EXPECT_EQ(e.depth(), 200'001);
  EXPECT_EQ(exact_value(e).error().code, ErrorCode::kBudget);
  EXPECT_EQ(equal(e, e).outcome, Verdict::Outcome::kUnknown);
}

}  // namespace
}  // namespace retort::math
