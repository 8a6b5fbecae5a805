// Limits, integrals, sums without end, letters that are to be found, and equations that are set up.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "check/calculus_values.h"
#include "check/claims.h"
#include "check/gates.h"
#include "math/parse.h"

namespace retort::check {
namespace {

math::Expr read(const char* latex) {
  const auto e = math::parse(latex, math::Notation::kLatex);
  EXPECT_TRUE(e.ok()) << latex;
  return e ? *e : math::Expr();
}

// "yes", "no", or "open" where nothing was found out.
std::string agreement(const char* left, const char* right) {
  const auto agrees = calculus_agrees(read(left), read(right));
  return !agrees ? "open" : *agrees ? "yes" : "no";
}

TEST(Calculus, ValuesOfLimits) {
  EXPECT_EQ(agreement("\\lim_{x \\to 0} \\frac{\\sin 3x}{x}", "3"), "yes");
  EXPECT_EQ(agreement("\\lim_{x \\to 0} \\frac{\\sin 3x}{x}", "2"), "no");
  EXPECT_EQ(agreement("\\lim_{x \\to \\infty} \\left(1 + \\frac{2}{x}\\right)^x", "e^2"), "yes");
  EXPECT_EQ(agreement("\\lim_{x \\to -\\infty} \\frac{4x^3 - x}{2x^3 + 7}", "\\frac{4}{2}"), "yes");
  EXPECT_EQ(agreement("\\lim_{x \\to 0^+} \\frac{1}{x}", "\\infty"), "yes");
  EXPECT_EQ(agreement("\\lim_{x \\to 0^-} \\frac{1}{x}", "\\infty"), "no");
  EXPECT_EQ(agreement("\\lim_{x \\to 0} \\frac{1}{x}", "\\infty"), "open");   // there is none
  EXPECT_EQ(agreement("\\lim_{x \\to 2^-} \\frac{|x - 2|}{x - 2}", "-1"), "yes");
  EXPECT_EQ(agreement("\\lim_{h \\to 0} \\frac{(x + h)^2 - x^2}{h}", "2x"), "yes");
  EXPECT_EQ(agreement("\\lim_{h \\to 0} \\frac{(x + h)^2 - x^2}{h}", "3x"), "no");
}

TEST(Calculus, ValuesOfIntegrals) {
  EXPECT_EQ(agreement("\\int_0^{\\pi} (\\sin x) \\, dx", "-\\cos \\pi + \\cos 0"), "yes");
  EXPECT_EQ(agreement("\\int_0^5 (|x - 2|) \\, dx", "\\frac{13}{2}"), "yes");
  EXPECT_EQ(agreement("\\int_0^5 (|x - 2|) \\, dx", "\\frac{15}{2}"), "no");
  EXPECT_EQ(agreement("\\int_0^2 (\\sqrt{4 - x^2}) \\, dx", "\\pi"), "yes");
  EXPECT_EQ(agreement("\\int_1^{\\infty} (\\frac{1}{x^2}) \\, dx", "1"), "yes");
  EXPECT_EQ(agreement("\\int_1^b (\\frac{1}{x^2}) \\, dx", "-\\frac{1}{b} + 1"), "yes");
  EXPECT_EQ(agreement("\\int_0^a x \\, dx", "8"), "open");   // an equation for a
}

TEST(Calculus, ValuesOfSumsWithoutEnd) {
  EXPECT_EQ(agreement("\\sum_{k=0}^{\\infty} \\left(\\frac{1}{2}\\right)^k", "2"), "yes");
  EXPECT_EQ(agreement("\\sum_{k=1}^{\\infty} \\frac{1}{k(k + 1)(k + 2)}", "\\frac{1}{4}"), "yes");
  EXPECT_EQ(agreement("\\sum_{k=1}^{\\infty} \\frac{1}{k(k + 1)(k + 2)}", "\\frac{1}{3}"), "no");
  EXPECT_EQ(agreement("\\sum_{k=1}^{\\infty} \\frac{1}{k^2}", "\\frac{\\pi^2}{6}"), "yes");
  EXPECT_EQ(agreement("\\sum_{k=1}^{\\infty} \\frac{1}{k}", "3"), "open");
}

TEST(Calculus, OrdersThatHoldEverywhere) {
  EXPECT_TRUE(holds_everywhere({read("-1"), read("\\sin x"), read("1")}, {"<=", "<="}, false));
  EXPECT_FALSE(holds_everywhere({read("\\sin x"), read("\\frac{1}{2}")}, {"<="}, false));
  EXPECT_TRUE(holds_everywhere({read("\\frac{a + b}{2}"), read("\\sqrt{ab}")}, {">="}, true));
  EXPECT_FALSE(holds_everywhere({read("a + b"), read("ab")}, {">="}, true));
  EXPECT_FALSE(holds_everywhere({read("x"), read("2000000")}, {"<"}, false));   // a bound
}

std::string standings(const char* problem, const char* narrative) {
  std::string out;
  for (const Claim& claim : judge_narrative(problem, narrative).claims) out += (out.empty() ? "" : " ") + std::string(standing_name(claim.standing));
  return out;
}

TEST(Calculus, IntegralsAreTakenApart) {
  const char* parts = "Find $\\int (x\\cos x) \\, dx$.";
  EXPECT_EQ(standings(parts, "$\\int (x\\cos x) \\, dx = x\\sin x - \\int (\\sin x) \\, dx = x\\sin x + \\cos x + C$"), "holds holds");
  EXPECT_EQ(standings(parts, "$\\int (x\\cos x) \\, dx = x\\sin x + \\int (\\sin x) \\, dx$"), "fails");
  EXPECT_EQ(standings("Find $\\int (2x(x^2 + 1)^3) \\, dx$.", "Let $u = x^2 + 1$. Then $\\int (2x(x^2 + 1)^3) \\, dx = \\int u^3 \\, du$."), "defines holds");
}

TEST(Undetermined, LettersOfPartialFractions) {
  const char* problem = "Write $\\frac{x + 7}{x^2 - x - 6}$ as a sum of simple fractions.";
  const std::string set_up = "$\\frac{x + 7}{(x + 2)(x - 3)} = \\frac{A}{x + 2} + \\frac{B}{x - 3}$. Clearing the denominators gives ";
  EXPECT_EQ(standings(problem, (set_up + "$x + 7 = A(x - 3) + B(x + 2)$. Taking $x = -2$ gives $5 = -5A$, so $A = -1$. Taking $x = 3$ gives $10 = 5B$, so $B = 2$.").c_str()),
            "defines follows defines follows follows defines follows follows");
  EXPECT_EQ(standings(problem, (set_up + "$x + 7 = A(x + 3) + B(x + 2)$.").c_str()), "defines fails");
  EXPECT_EQ(standings(problem, (set_up + "$x + 7 = A(x - 3) + B(x + 2)$. Comparing the factors of $x$ gives $1 = A + B$.").c_str()), "defines follows follows");
}

TEST(Setups, FormsWithLettersOfTheirOwn) {
  EXPECT_EQ(standings("A parabola has the vertex $(1, 3)$ and goes through $(2, 5)$.", "It is $y = a(x - 1)^2 + 3$."), "defines");
  EXPECT_EQ(standings("Numbers $a$ and $b$ are 6 and 3.", "$a + b = 6 + 3 = 9$"), "defines holds");
  EXPECT_EQ(standings("Let $a = 6$ and $b = 4$.", "$a + b = 6 + 3 = 9$"), "fails holds");
  EXPECT_EQ(standings("Find the roots of $x^2 - 5x + 6$.", "$(x - 2)(x - 3) = 0$, so $x = 2$."), "defines follows");
  EXPECT_EQ(standings("A function $f(x)$ has $f(x + 1) = f(x) + 2$ for all $x$.", "So $f(5) = 2$, and $f(5) = 3$."), "defines fails");
  EXPECT_EQ(standings("Let $p$ be the perimeter.", "We have $p \\neq 0$."), "defines");
}

TEST(Scope, EquationsOfOneDegreeAreMultiples) {
  const char* cubic = "Solve $n^3 + 3n^2 + 2n - 210 = 0$.";   // (n - 5)(n^2 + 8n + 42)
  EXPECT_EQ(standings(cubic, "$(n - 5)(n^2 + 8n + 42) = 0$"), "follows");
  EXPECT_EQ(standings(cubic, "$(n - 5)(n^2 + n + 42) = 0$"), "fails");
  EXPECT_EQ(standings("Solve $\\log_4 x + \\log_2 x^2 = 10$.", "$\\log_2(x(x^2)^2) = 20$"), "follows");
  EXPECT_EQ(standings("Solve $\\log_4 x + \\log_2 x^2 = 10$.", "$\\log_2(x(x^2)^2) = 10$"), "open");
}

TEST(Values, ThatArePutInAreTheOnesFound) {
  const char* system = "$x + y = 30$ and $2x = 34$";
  EXPECT_EQ(standings(system, "So $x = 17$. Putting $x = 17$ into the first equation gives $17 + y = 30$."), "follows defines follows");
  EXPECT_EQ(standings(system, "So $x = 17$. Putting $x = -17$ into the first equation gives $17 + y = 30$."), "follows fails follows");
  const char* pieces = "Let $f(n) = n^2 - 1$ for $n < 4$ and $f(n) = 3n - 2$ for $n \\ge 4$. Find $f(3)$.";
  EXPECT_EQ(standings(pieces, "For $f(3)$ we put $n = 3$ into $n^2 - 1$."), "defines");
  EXPECT_EQ(standings(pieces, "For $f(3)$ we put $n = -3$ into $n^2 - 1$."), "fails");
}

bool passes(const Subject& subject) { return run_gates(subject).passed; }

TEST(Box, HoldsWhatALineLedTo) {
  const char* problem = "If $x = \\frac{9y}{11}$, what is $\\frac{x}{y}$?";
  EXPECT_TRUE(passes({problem, "9/11", "Here $\\frac{x}{y}$ becomes $\\frac{\\frac{9y}{11}}{y}$, and $\\frac{\\frac{9y}{11}}{y} = \\frac{9}{11}$. So the value is $\\boxed{\\frac{9}{11}}$."}));
  EXPECT_FALSE(passes({problem, "9/11", "Here $\\frac{x}{y}$ becomes $\\frac{\\frac{9y}{11}}{y}$. So the value is $\\boxed{\\frac{9}{11}}$."}));
  EXPECT_TRUE(passes({"What is the line parallel to $4x + 2y = 8$ through $(0, 1)$?", "y = -2x + 1", "The slope is $\\frac{-4}{2} = -2$. Thus the line is $\\boxed{y = -2x + 1}$."}));
}

TEST(Rows, EndsAndCountsFollowFromTheProblem) {
  const char* odd = "How many odd integers are there between $\\frac{17}{4}$ and $\\frac{35}{2}$?";
  const std::string counted = " They go up in steps of $7 - 5 = 2$. $17 - 5 = 12$, $12 / 2 = 6$ and $6 + 1 = 7$. Hence the value is $\\boxed{7}$.";
  EXPECT_TRUE(passes({odd, "7", "The first of these numbers is $5$, the second $7$, the last is $17$." + counted}));
  EXPECT_FALSE(passes({odd, "8", "The first of these numbers is $3$, the second $5$, the last is $17$. They go up in steps of $5 - 3 = 2$. $17 - 3 = 14$, $14 / 2 = 7$ and $7 + 1 = 8$. Hence the value is $\\boxed{8}$."}));
}

}  // namespace
}  // namespace retort::check
