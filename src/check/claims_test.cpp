#include "check/claims.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "check/pieces.h"
#include "check/reading.h"
#include "check/text_gates.h"

namespace retort::check {
namespace {

struct Case {
  const char* problem;
  const char* narrative;
  const char* standings;   // of the claims in order, with spaces between
};

std::string standings(const Case& c) {
  std::string out;
  for (const Claim& claim : judge_narrative(c.problem, c.narrative).claims) out += (out.empty() ? "" : " ") + std::string(standing_name(claim.standing));
  return out;
}

void expect(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(standings(c), c.standings) << c.narrative;
}

TEST(Claims, OfNumbers) {
  expect({{"", "So $3 \\cdot 4 = 12$.", "holds"},
          {"", "So 3 * 4 = 13.", "fails"},
          {"", "50% of 80 is 40.", "holds"},
          {"", "$\\frac{5!}{3!2!} = 10$", "holds"},
          {"", "$\\operatorname{lcm}[4, 6] = 12$", "holds"},
          {"", "$1 + 2 + \\cdots + 49 = 49 \\cdot 50 / 2$", "holds"},
          {"", "$1 + 2 + \\cdots + 49 = 1226$", "fails"},
          {"", "$3 \\cdot 180^\\circ = 540$", "holds"},
          {"", "$\\frac{\\cancel{3} \\cdot 8}{\\cancel{3}} = 8$", "holds"},
          {"", "30 leaves + 20 bugs = 50 items", "holds"},
          {"", "3.5 yards = 10.5 feet", "holds"},
          {"", "3.5 yards = 11 feet", "fails"},
          {"", "He ran at 1200/240 = 5 m/s.", "holds"},
          {"", "It takes 3 + 2 = 6 days, and we do not care about more.", "fails"},
          {"", "$(3 + 4 = 7$", "unread"}});
}

TEST(Claims, OfShapes) {
  expect({{"", "$(1 + 2, 3 \\cdot 4) = (3, 12)$", "holds"},
          {"", "$(1 + 2, 3 \\cdot 4) = (3, 13)$", "fails"},
          {"", "$\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix} + 2 \\begin{pmatrix} 3 \\\\ 4 \\end{pmatrix} = \\begin{pmatrix} 7 \\\\ 10 \\end{pmatrix}$", "holds"},
          {"", "$\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix} \\cdot \\begin{pmatrix} 3 \\\\ 4 \\end{pmatrix} = 11$", "holds"},
          {"", "$\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix} \\begin{pmatrix} 1 \\\\ 1 \\end{pmatrix} = \\begin{pmatrix} 3 \\\\ 8 \\end{pmatrix}$", "fails"},
          {"", "$\\frac{6 \\pm \\sqrt{8}}{2} = 3 \\pm \\sqrt{2}$", "holds"},
          {"", "$\\frac{6 \\pm \\sqrt{8}}{2} = 3 \\pm \\sqrt{3}$", "fails"}});
}

TEST(Claims, OfUnknowns) {
  expect({{"Solve $2x + 3 = 11$.", "$2x = 8$, so $x = 4$.", "follows follows"},
          {"Solve $2x + 3 = 11$.", "$2x = 8$, so $x = 5$.", "follows fails"},
          {"Solve $x^2 - 5x + 6 = 0$.", "So $x = 2$ or $x = 3$.", "follows follows"},
          {"Solve $x^2 - 5x + 6 = 0$.", "So $x = 2$ or $x = 2$.", "follows fails"},
          {"Solve $x^2 - 5x + 6 = 0$.", "Solving for each factor gives $x = 2$ or $x = 4$.", "follows fails"},
          {"Solve $x^2 - 5x + 6 = 0$.", "So $x = 2$ or $x = 3$. The smaller root is 2. The larger root is 2.", "follows follows holds fails"},
          {"Ann is 3 years older than Bob.", "Let $a$ and $b$ be their ages, so $a + b = 21$ and $a - b = 3$. Then $2a = 24$ and $a = 12$.", "defines defines follows follows"},
          {"Find the limit.", "$\\frac{x^2 - 9}{x - 3} = x + 4$", "open"},
          {"Multiply out.", "$(x + 1)(x^2 + 2) = x^3 + x^0 + 2x + 2$. Check with $x = 1$: $2 \\cdot 3 = 6$.", "open defines holds"},
          {"Compute $\\int (2x + 1) \\, dx$.", "$\\int (2x + 1) \\, dx = x^2 + x + C$", "holds"},
          {"Compute $\\int (2x + 1) \\, dx$.", "$\\int (2x + 1) \\, dx = x^2 - x + C$", "fails"},
          {"Expand $(x + 1)(x + 2)$.", "\\[\\begin{aligned} (x + 1)(x + 2) &= x^2 + 2x + x + 2 \\\\ &= x^2 + 3x + 2 \\end{aligned}\\]", "holds holds"},
          {"Expand $(x + 1)(x + 2)$.", "\\begin{align*} &(x + 1)(x + 2) \\\\ &= x^2 + 3x + 3 \\end{align*}", "fails"}});
}

TEST(Claims, OfResiduesOfUnknowns) {
  expect({{"What is the least $x > 5$ with $8x \\equiv 4 \\pmod{12}$?", "So $2x \\equiv 1 \\pmod{3}$ and $x \\equiv 2 \\pmod{3}$.", "follows follows"},
          {"What is the least $x > 5$ with $8x \\equiv 4 \\pmod{12}$?", "So $x \\equiv 1 \\pmod{3}$.", "fails"},
          {"", "We have $n \\equiv 1 \\pmod{5}$ and $n \\equiv 2$ (mod 3), so $n \\equiv 11 \\pmod{15}$.", "defines open follows"},
          {"", "$7 + 20t \\equiv 7 \\pmod{20}$", "holds"}});
}

TEST(Claims, OfFigures) {
  expect({{"", "$\\angle ABC = 60^\\circ$ and $m\\angle CBA + 30^\\circ = 90^\\circ$.", "defines follows"},
          {"", "$\\angle ABC = 60^\\circ$ and $\\angle CBA + 30^\\circ = 80^\\circ$.", "defines open"},
          {"", "$[ABC] = 12$, so $\\frac{1}{2} [\\triangle CAB] = 6$.", "defines follows"},
          {"", "$P = (1, 2)$, so $2P = (2, 4)$.", "defines holds"},
          {"", "$P = (1, 2)$, so $2P = (2, 5)$.", "defines fails"},
          {"", "Let $OX = 12$ and $OA = 5$. Then $AX = \\sqrt{OX^2 + OA^2} = 13$.", "defines defines defines follows"}});
}

TEST(Claims, OfOrders) {
  expect({{"Solve $x^2 - 5x + 6 < 0$.", "$(x - 2)(x - 3) < 0$, so $2 < x < 3$.", "follows follows"},
          {"Solve $x^2 - 5x + 6 < 0$.", "$(x - 2)(x - 4) < 0$.", "open"},
          {"Solve $7x < 187$.", "$x < \\frac{187}{7}$", "follows"},
          {"Solve $7x < 187$.", "$x > \\frac{187}{7}$", "fails"},
          {"", "$5 < 7$ and $7 \\le 6$", "holds fails"}});
}

TEST(Claims, InWords) {
  expect({{"", "91 is prime.", "fails"},
          {"", "97 is prime.", "holds"},
          {"", "91 is not prime.", "holds"},
          {"", "We see that $18$ is divisible by $4$.", "fails"},
          {"", "6 is a factor of 42.", "holds"},
          {"", "5 divides 42.", "fails"},
          {"", "The sum of 3 and 4 is 8.", "fails"},
          {"", "Half of 20 is 11.", "fails fails"},
          {"", "The square root of 49 is 8.", "fails"},
          {"", "The remainder when 17 is divided by 5 is 2.", "holds"},
          {"", "49 is a perfect square and 50 is odd.", "holds fails"},
          {"", "If 91 is prime, we are done.", ""},
          {"", "5 is negative.", "fails"},
          {"", "81 is a power of 3, and 80 is a power of 3.", "holds fails"},
          {"", "9 and 15 are relatively prime.", "fails"},
          {"", "8 and 15 are relatively prime.", "holds"},
          {"", "12 has 6 positive divisors, and 12 has 5 divisors.", "holds fails"},
          {"", "1024 has 5 digits.", "fails"},
          {"", "The average of 6 and 10 is 9.", "fails"},
          {"", "7 is between 3 and 5.", "fails"},
          {"", "7 is at least 8.", "fails"},
          {"", "The sum of 3, 4 and 5 is 13.", "fails"},
          {"", "The greatest of 3 and 8 is 3.", "fails"},
          {"Solve $x^2 - 5x + 6 = 0$.", "So $x = 2$ or $x = 3$. The roots are 2 and 4.", "follows follows fails"},
          {"", "5 is greater than 7.", "fails"},
          {"", "We know that three plus four is eight.", "fails"},
          {"", "We know that three plus four is seven.", "holds"},
          {"", "Twenty plus five equals twenty-five, and two hundred and six is even.", "holds holds"},
          {"", "Thirty-three is divisible by four.", "fails"},
          {"Solve 2x+3=7.", "Subtracting 3 gives 2x = 4, so x = 2.", "follows follows"},
          {"Solve 2x+3=7.", "Subtracting 3 gives 2x = 5.", "fails"},
          {"Solve $x^2 - 2x - 1 = 0$.", "So $x = 1 + \\sqrt{2}$ or $x = 1 - \\sqrt{2}$.", "follows follows"},
          {"Solve $x^2 - 2x - 1 = 0$.", "So $x = 1 + \\sqrt{3}$.", "fails"},
          {"Solve $(8 - x)^2 = x^2$.", "Opening the brackets gives $x^2 - 16x + 64 = x^2$.", "follows"}});
}

TEST(Pieces, MoneyAndFormulas) {
  const auto formulas = [](std::string_view text) {
    std::string out;
    for (const Piece& piece : split_pieces(text)) {
      if (piece.formula) out += "[" + std::string(text.substr(piece.inner_begin, piece.inner_end - piece.inner_begin)) + "]";
    }
    return out;
  };
  EXPECT_EQ(formulas("We have $4 + x$ and $5 x$."), "[4 + x][5 x]");
  EXPECT_EQ(formulas("It costs $5 x 3 = $15 in all."), "");
  EXPECT_EQ(formulas("since $7 + 3 = 10,$ the root is $3$."), "[7 + 3 = 10,][3]");
  EXPECT_EQ(formulas("He has $20 and $30, so $20 + $30 = $50."), "");
  EXPECT_EQ(formulas("Then $\\angle CAD = 60^\\circ/2$."), "[\\angle CAD = 60^\\circ/2]");
  EXPECT_EQ(formulas("They paid $($40)($2) = $80."), "");
}

TEST(Reading, BringsLatexIntoShape) {
  EXPECT_EQ(readable_latex("3!2!"), "3!\\cdot 2!");
  EXPECT_EQ(readable_latex("\\frac{\\text{boys}}{5}"), "\\frac{\\mathit{boysq}}{5}");
  EXPECT_EQ(readable_latex("BA + AB"), "\\mathit{AB} + \\mathit{AB}");
  EXPECT_EQ(readable_latex("x + 1"), "x + 1");
}

TEST(Language, OfTheProse) {
  const std::string english = "We add the two numbers and see that the sum is the answer, so there are seven apples in the box and we have found what was asked for.";
  const std::string german = "Wir addieren die beiden Zahlen und sehen, dass die Summe die Antwort ist, also sind es sieben Birnen und wir haben gefunden, was gesucht ist. Das ist also der Wert.";
  EXPECT_TRUE(find_language(english, "en").empty());
  EXPECT_FALSE(find_language(german, "en").empty());
  EXPECT_TRUE(find_language(german, "de").empty());
  EXPECT_FALSE(find_language("\u041c\u044b \u0441\u043b\u043e\u0436\u0438\u043b\u0438 \u0447\u0438\u0441\u043b\u0430.", "en").empty());
  EXPECT_TRUE(find_language("$\\alpha + \\beta = 3$, so $x = 2$.", "en").empty());
  EXPECT_TRUE(find_language(german, "").empty());
}

TEST(Claims, ValuesThatWereRuledOutOrOnlyTriedAreNotFound) {
  expect({{"Solve $\\sqrt{x + 6} = x$.", "Squaring gives $x + 6 = x^2$. Here $x = -2$ is rejected. So $x = -2$.", "follows follows fails"},
          {"Solve $\\sqrt{x + 6} = x$.", "Squaring gives $x + 6 = x^2$. Here $x = -2$ is rejected. So $x = 3$.", "follows follows follows"},
          {"What is $y$ where $x + y = 7$?", "Testing $x = 5$ is a start. So $x = 5$.", "defines open"}});
}

TEST(Claims, PutInForANameAndTakenOutAgain) {
  const char* circle = "In which points does the line $y = x + 7$ meet the circle $x^2 + y^2 = 169$?";
  expect({{circle, "$x^2 + (x + 7)^2 - 169 = 0$, so $x = -12$ or $x = 5$.", "follows follows follows"},
          {circle, "$x^2 + (x + 7)^2 - 169 = 0$, so $x = 12$.", "follows fails"},
          {"$xy = 10$ and $x + y = 7$", "$x = \\frac{10}{y}$", "follows"},
          {"$xy = 10$ and $x + y = 7$", "$x = \\frac{12}{y}$", "open"},
          {"$x - y = 15$ and $xy = 4$", "$x = y + 15$, and $(y + 15)y - 4 = 0$", "follows follows"},
          {"$x - y = 15$ and $xy = 4$", "$x = y + 15$, and $(y + 15)y - 5 = 0$", "follows open"}});
}

TEST(Claims, PairsNeedAsManyEquationsAsUnknowns) {
  const char* two = "$x + y = 9$ and $xy = 10$";
  expect({{two, "$(x, y) = (\\frac{9 - \\sqrt{41}}{2}, \\frac{9 + \\sqrt{41}}{2})$", "follows"},
          {two, "$(x, y) = (\\frac{9 - \\sqrt{41}}{2}, \\frac{9 - \\sqrt{41}}{2})$", "open"},
          {"$x + y = 9$", "$2x + 2y = 18$, so $(x, y) = (4, 5)$", "follows open"}});
}

TEST(Claims, PeriodsOrdersAndBoundsOfKnownValues) {
  expect({{"Solve $\\sin x = \\frac{1}{2}$.", "$x = \\frac{\\pi}{6} + 2\\pi k$", "follows"},
          {"Solve $\\sin x = \\frac{1}{2}$.", "$x = \\frac{\\pi}{6} + \\pi k$", "fails"},
          {"Let $a = 3$ and $b = 5$.", "So $a < b$.", "follows"},
          {"Let $a = 3$ and $b = 5$.", "So $b < a$.", "fails"},
          {"The maximum of $f(x) = -x^2 + 6x + 8$ for $4 \\le x \\le 5$?", "Putting in $x = 4$ gives $-4^2 + 6 \\cdot 4 + 8 = 16$. Putting in $x = 5$ gives $-5^2 + 6 \\cdot 5 + 8 = 13$. So $-x^2 + 6x + 8 \\le 16$.",
           "defines holds defines holds follows"},
          {"The maximum of $f(x) = -x^2 + 6x + 8$ for $4 \\le x \\le 5$?", "Putting in $x = 4$ gives $-4^2 + 6 \\cdot 4 + 8 = 16$. Putting in $x = 5$ gives $-5^2 + 6 \\cdot 5 + 8 = 13$. So $-x^2 + 6x + 8 \\le 13$.",
           "defines holds defines holds fails"}});
}

TEST(Claims, ChainsRewriteAndValuesArePutBack) {
  expect({{"The integral of $4x + 6$ from $x = 0$ to $x = 3$?", "$4 \\cdot \\frac{x^2}{2} + 6x = 2x^2 + 6x = 2x(x + 3)$", "holds holds"},
          {"The integral of $4x + 6$ from $x = 0$ to $x = 3$?", "$4 \\cdot \\frac{x^2}{2} + 6x = 2x^2 + 6x = 2x(x - 3)$", "holds fails"},
          {"Solve $x^2 = 2x + 1$.", "$x^3 = x \\cdot x^2 = x(2x + 1) = 2x^2 + x = 5x + 2$", "holds follows holds follows"},
          {"$y^2 - 3y + 2 = 0$ and $x + y = 3$", "$y = 1$ or $y = 2$. Putting $y = 1$ back gives $-1 + 3 = 2$.", "follows follows defines holds"},
          {"$y^2 - 3y + 2 = 0$ and $x + y = 3$", "$y = 1$ or $y = 2$. Putting $y = 0$ back gives $-1 + 3 = 2$.", "follows follows fails holds"},
          {"$x \\equiv 5 \\pmod{7}$ and $x \\equiv 4 \\pmod{8}$", "$x = 5 + 7t$", "defines"},
          {"$x \\equiv 5 \\pmod{7}$ and $x \\equiv 4 \\pmod{8}$", "$x = 8 + 7t$", "fails"},
          {"Solve $x^2 - 10x + 41 = 0$.", "Taking the discriminant with $a = 1$, $b = -14$, $c = 41$, gives $(-10)^2 - 4 \\cdot 1 \\cdot 41 = -64$.", "defines defines defines fails"}});
}

TEST(Claims, SumsOfRootsByTheCoefficients) {
  const char* cubic = "Let $a$, $b$ and $c$ be the roots of $x^3 - 7x^2 + 5x + 2 = 0$.";
  expect({{cubic, "$a + b + c = 7$, $ab + ac + bc = 5$ and $abc = -2$", "follows follows follows"},
          {cubic, "$a + b + c = -7$", "fails"},
          {cubic, "So $abc = 2$.", "fails"},
          {"Let $a$ and $b$ be numbers.", "$a + b = 7$", "open"}});
}

}  // namespace
}  // namespace retort::check
