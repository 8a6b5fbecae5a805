// Statements that are true within their case, numbers that a list's trait accounts for, and ranges that are tried at points.
#include <gtest/gtest.h>

#include "check/gate_expectations.h"
#include "check/numeric_range.h"
#include "math/parse.h"

namespace retort::check {
namespace {

void expect_rejects(const Subject& subject) { EXPECT_FALSE(run_gates(subject).passed) << subject.narrative; }

TEST(Cases, EachAlternativeIsLookedAtByItself) {
  const char* problem = "Solve $\\left| \\frac{2x - 1}{x - 1} \\right| = 3$.";
  const std::string both = "Taking both signs of the inside gives $\\frac{2x - 1}{x - 1} = -3$ or $\\frac{2x - 1}{x - 1} = 3$. ";
  const std::string first = "Clearing the fractions with $x - 1$ gives $2x - 1 = -3x + 3$. So $5x = 4$ and $x = \\frac{4}{5}$. ";
  expect_passes({problem, "4/5, 2", both + first + "Multiplying both sides by $x - 1$ gives $2x - 1 = 3x - 3$. So $x = 2$. The solutions are $\\boxed{\\frac{4}{5}, 2}$."});
  expect_rejects({problem, "4/5, 2", both + first + "Multiplying both sides by $x - 1$ gives $2x - 1 = 3x - 4$. So $x = 3$. The solutions are $\\boxed{\\frac{4}{5}, 2}$."});
  expect_rejects({problem, "4/5, 2", both + first + "So $2x - 1 = 3x + 3$. The solutions are $\\boxed{\\frac{4}{5}, 2}$."});
}

TEST(Cases, ValuesTriedForARootAreKnown) {
  const char* problem = "Find $\\sqrt{41}$ to three significant digits.";
  const std::string mean = "Starting from 6, the mean is $\\frac{1}{2}\\left(6 + \\frac{41}{6}\\right) \\approx 6.42$. Again $\\frac{1}{2}\\left(6.42 + \\frac{41}{6.42}\\right) \\approx 6.4$. ";
  const std::string below = "Trying 6.395 gives $6.395^2 \\approx 40.896 < 41$. ", above = "Trying 6.405 gives $6.405^2 \\approx 41.024 > 41$. ";
  expect_passes({problem, "6.40", mean + below + above + "So $\\sqrt{41} \\approx \\boxed{6.40}$."});
  expect_rejects({problem, "6.40", mean + "Trying 6.295 gives $6.295^2 \\approx 40.896 < 41$. " + above + "So $\\sqrt{41} \\approx \\boxed{6.40}$."});
}

TEST(Cases, DenominatorsAreLookedAtOneByOne) {
  const char* problem = "What is the domain of $j(x) = \\frac{1}{x + 8} + \\frac{1}{x^2 - 9}$?";
  expect_passes({problem, "(-\\infty, -8) \\cup (-8, -3) \\cup (-3, 3) \\cup (3, \\infty)",
                 "The denominator must not be zero, so we solve $x + 8 = 0$. Subtracting 8 gives $x = -8$. The denominator must not be zero, so we solve $x^2 - 9 = 0$. Since $9 = 3^2$, factoring gives "
                 "$(x - 3)(x + 3) = 0$, so $x = 3$ or $x = -3$. The domain is $\\boxed{(-\\infty, -8) \\cup (-8, -3) \\cup (-3, 3) \\cup (3, \\infty)}$."});
  expect_rejects({problem, "(-\\infty, -8) \\cup (-8, -3) \\cup (-3, 3) \\cup (3, \\infty)",
                  "The denominator must not be zero, so we solve $x + 8 = 0$. Subtracting 8 gives $x = -7$. The domain is $\\boxed{(-\\infty, -8) \\cup (-8, -3) \\cup (-3, 3) \\cup (3, \\infty)}$."});
}

TEST(Cases, ARootMayBelongToTheClearedEquationAlone) {
  const char* problem = "Solve $\\frac{5x + 1}{2x^2 + 5x - 3} = \\frac{2x}{2x - 1}$ for $x$.";
  const std::string steps = "Multiplying both sides by $(x + 3)(2x - 1)$ gives $5x + 1 = 2x^2 + 6x$. Bringing everything to the left gives $-2x^2 - x + 1 = 0$. Taking out the common bracket gives $-(2x - 1)(x + 1) = 0$. ";
  expect_passes({problem, "-1", steps + "So $x = -1$ or $x = \\frac{1}{2}$. Leaving out $x = \\frac{1}{2}$, where a denominator is 0, we have $x = \\boxed{-1}$."});
  expect_rejects({problem, "-1", steps + "So $x = -1$ or $x = \\frac{3}{2}$. Leaving out $x = \\frac{3}{2}$, where a denominator is 0, we have $x = \\boxed{-1}$."});
}

TEST(Cases, ALetterStandsForATermFromItsWordsOn) {
  const char* problem = "Given that $x$ is real and $x^6 + 1 = 52x^3$, find $x^3 + \\frac{1}{x^3}$.";
  const std::string steps = "Calling $x^3$ for short $t$ gives $t^2 - 52t + 1 = 0$. ";
  EXPECT_FALSE(listed(run_gates({problem, "52", steps + "Dividing by $t$ gives $t + \\frac{1}{t} = 52$. So $x^3 + \\frac{1}{x^3}$ is $\\boxed{52}$."})).find("[unread] ") != std::string::npos);
  expect_rejects({problem, "52", "Calling $x^3$ for short $t$ gives $t^2 - 51t + 1 = 0$. So $x^3 + \\frac{1}{x^3}$ is $\\boxed{52}$."});
}

TEST(Cases, AnOperationOfTheProblemIsNoProduct) {
  expect_passes({"The operation $*$ is defined as follows: $a * b = \\frac{1}{a} + \\frac{1}{b}$. If $a + b = 9$ and $a \\times b = 20$, what is $a * b$?", "\\frac{9}{20}",
                 "We solve $a + b = 9$ and $ab = 20$ together. $a = -b + 9$, so $(-b + 9)b - 20 = 0$ and $b^2 - 9b + 20 = 0$. Since $4 \\cdot 5 = 20$ and $4 + 5 = 9$, $(b - 4)(b - 5) = 0$ and $b = 4$ or $b = 5$. "
                 "Taking the values together gives $(a, b) = (4, 5)$ or $(a, b) = (5, 4)$. $\\frac{1}{4} + \\frac{1}{5} = \\frac{5}{20} + \\frac{4}{20} = \\frac{9}{20}$, so the value is $\\boxed{\\frac{9}{20}}$."});
}

TEST(Cases, CoefficientsOfAnIdentityAgree) {
  const char* problem = "If we express $2x^2 + 6x + 11$ in the form $a(x - h)^2 + k$, then what is $h$?";
  const auto told = [](const std::string& equation) {
    return "This holds for all $x$, so the coefficients of its powers agree on both sides: $-ah^2 - k + 11 = 0$, $" + equation + " = 0$ and $-a + 2 = 0$. So $a = 2$. We solve $2 \\cdot 2h + 6 = 0$. $4h = -6$ and "
           "$h = -6 / 4 = -\\frac{3}{2}$. Therefore $h$ is $\\boxed{-\\frac{3}{2}}$.";
  };
  expect_passes({problem, "-\\frac{3}{2}", told("2ah + 6")});
  expect_rejects({problem, "-\\frac{3}{2}", told("2ah + 8")});
}

TEST(Cases, WhatTheAnswerSatisfiesWasSetUpWell) {
  const char* problem = "Suppose that $a^2$ varies inversely with $b^3$. If $a = 7$ when $b = 3$, find the value of $a^2$ when $b = 6$.";
  const auto told = [](const std::string& set_up) {
    return "The product of the two is always the same, so $" + set_up + "$. $7^2 = 49$, $3^3 = 27$, $6^3 = 216$, $49 \\cdot 27 = 1323$ and $1323 / 216 = \\frac{49}{8}$. Hence $a^2$ is $\\boxed{\\frac{49}{8}}$.";
  };
  expect_passes({problem, "\\frac{49}{8}", told("a^2 \\cdot 6^3 = 7^2 \\cdot 3^3")});
  expect_rejects({problem, "\\frac{49}{8}", told("a^2 \\cdot 6^3 = 7^2 \\cdot 3^2")});
}

TEST(Traits, OfListsAreChecked) {
  const char* problem = "How many positive integers less than 16 are relatively prime to 15?";
  const auto told = [](const std::string& list, const std::string& trait) { return "These are " + list + ". They all " + trait + ". Counting them gives $8$. So the value is $\\boxed{8}$."; };
  const std::string list = "$1$, $2$, $4$, $7$, $8$, $11$, $13$ and $14$", wrong = "$1$, $2$, $4$, $7$, $9$, $11$, $13$ and $14$";
  expect_passes({problem, "8", told(list, "have no factor in common with $15$")});
  expect_rejects({problem, "8", told(wrong, "have no factor in common with $15$")});
  expect_rejects({problem, "8", told(list, "have no factor in common with $17$")});
  const char* digits = "How many integers between $500$ and $700$ contain both the digits $3$ and $4$?";
  const auto four = [](const std::string& trait) { return "These are $534$, $543$, $634$ and $643$. They all " + trait + ". Counting them gives $4$. So the value is $\\boxed{4}$."; };
  expect_passes({digits, "4", four("contain the digits $3$ and $4$")});
  expect_rejects({digits, "4", four("contain the digits $3$ and $5$")});
}

TEST(Traits, RowsGoThroughNegativeNumbers) {
  const char* problem = "What is the sum of the integers between $-3.1$ and $2.5$?";
  expect_passes({problem, "-3", "The numbers are $-3$, $-2$, $-1$, $0$, $1$ and $2$. $-3 - 2 = -5$, $-5 - 1 = -6$, $-6 + 0 = -6$, $-6 + 1 = -5$ and $-5 + 2 = -3$. So the sum is $\\boxed{-3}$."});
}

TEST(Traits, CofactorsAndFittingDigitsAreFoundByLooking) {
  expect_passes({"Find the number of positive integers $n \\le 200$ such that $15n$ is a perfect square.", "3",
                 "These are $15$, $60$ and $135$: $15 \\cdot 15 = 225 = 15^2$, $15 \\cdot 60 = 900 = 30^2$ and $15 \\cdot 135 = 2025 = 45^2$. Counting them gives $3$. So the value is $\\boxed{3}$."});
  const char* problem = "What is the largest digit $N$ for which $2345N$ is divisible by 6?";
  expect_passes({problem, "4", "We try the digits from $0$ to $9$. Only the digit $4$ fits: $23454 = 3909 \\cdot 6$. So the digit is $\\boxed{4}$."});
  expect_rejects({problem, "7", "We try the digits from $0$ to $9$. Only the digit $7$ fits: $23454 = 3909 \\cdot 6$. So the digit is $\\boxed{7}$."});
}

TEST(Orders, AreRestatedWithTheSameDifferenceOfTheirSides) {
  const char* problem = "Solve $\\frac{x}{x - 1} + \\frac{x + 2}{2x} \\ge 2$.";
  const char* answer = "(0, \\frac{5 - \\sqrt{17}}{2}] \\cup (1, \\frac{5 + \\sqrt{17}}{2}]";
  const auto told = [&](const std::string& fraction, const std::string& root) {
    return "Taking one fraction gives $\\frac{" + fraction + "}{2x^2 - 2x} \\geq 0$. The numerator is zero at $x = \\frac{5 - \\sqrt{" + root + "}}{2} \\text{ or } x = \\frac{5 + \\sqrt{" + root +
           "}}{2}$, since $(-5)^2 - 4 \\cdot 1 \\cdot 2 = 25 - 8 = 17$. So the solutions are $\\boxed{(0, \\frac{5 - \\sqrt{17}}{2}] \\cup (1, \\frac{5 + \\sqrt{17}}{2}]}$.";
  };
  expect_passes({problem, answer, told("-x^2 + 5x - 2", "17")});
  expect_rejects({problem, answer, told("-x^2 + 5x - 3", "17")});
  expect_rejects({problem, answer, told("-x^2 + 5x - 2", "13")});
}

TEST(Jumps, OtherNumbersWithTheSameResultAreNoSteps) {
  const std::string end = "So $n$ is $\\boxed{1}$.";
  expect_passes({"Solve $4n + 7 = 11$.", "1", "We solve $4n + 7 = 11$. Moving 7 to the right gives $4n = 11 - 7 = 4$. Dividing by 4 gives $n = 4 / 4 = 1$. " + end});
  expect_rejects({"Solve $4n + 7 = 11$.", "1", "We solve $4n + 7 = 11$. Moving 7 to the right gives $4n = 15 - 11 = 4$. Dividing by 4 gives $n = 4 / 4 = 1$. " + end});
  expect_rejects({"Solve $4n + 7 = 11$.", "1", "We solve $4n + 7 = 11$. Moving 7 to the right gives $4n = 11 - 7 = 4$. Dividing by 4 gives $n = 11 / 11 = 1$. " + end});
  const char* limit = "Find $\\lim_{x \\to 1} \\frac{x^2 + 6x - 7}{x - 1}$.";
  const auto told = [](const std::string& sum) { return "Cancelling leaves $x + 7$. Putting in 1 gives $\\lim_{x \\to 1} \\frac{x^2 + 6x - 7}{x - 1} = " + sum + " = 8$. So the limit is $\\boxed{8}$."; };
  expect_passes({limit, "8", told("1 + 7")});
  expect_rejects({limit, "8", told("2 + 6")});
}

TEST(Jumps, ValuesThatAreNamedMustBePutIn) {
  const char* problem = "If $a \\diamond b$ stands for $a^2 + ab - b^2$, what is $3 \\diamond 2$?";
  const auto told = [](const std::string& values) { return "With " + values + " we work out $a^2 + ab - b^2$. $3^2 + 3 \\cdot 2 - 2^2 = 9 + 6 - 4 = 11$. So the value is $\\boxed{11}$."; };
  expect_passes({problem, "11", told("$a = 3$ and $b = 2$")});
  expect_rejects({problem, "11", told("$a = 3$ and $b = -2$")});
}

TEST(Numbers, OfAFractionAreKnownWithItsValue) {
  const char* problem = "If $15x + 25y = 12$ and $x = \\frac{97}{40}$, what is $y$?";
  const auto told = [](const std::string& part) {
    return "Putting it in gives $15 \\cdot \\frac{97}{40} + 25y = 12$. Taking $\\frac{" + part + "}{8}$ away on both sides gives $25y = 12 - \\frac{291}{8} = \\frac{96}{8} - \\frac{291}{8} = -\\frac{195}{8}$. Dividing by 25 gives "
           "$y = -\\frac{195}{8} / 25 = -\\frac{195}{200} = -\\frac{39}{40}$. So $y$ is $\\boxed{-\\frac{39}{40}}$.";
  };
  expect_passes({problem, "-\\frac{39}{40}", told("291")});
  expect_rejects({problem, "-\\frac{39}{40}", told("293")});
}

TEST(Numbers, ThatWordsBringAlong) {
  expect_passes({"A fair coin is flipped 3 times. How many outcomes are there?", "8", "Each flip has two ways, so there are $2^{3} = 8$ outcomes. The answer is $\\boxed{8}$."});
  expect_passes({"Does the decimal of $\\frac{1}{8}$ terminate?", "yes", "The prime factors of the denominator must be $2$ and $5$, and $8 = 2^3$. So the answer is $\\boxed{\\text{yes}}$."});
  expect_passes({"The sequence $2, 7, 12, a, b, 27$ is arithmetic. What is $a + b$?", "39",
                 "There are $6 - 1 = 5$ steps, so the common difference is $\\frac{27 - 2}{5} = 5$. So $a = 12 + 5 = 17$ and $b = 17 + 5 = 22$. $17 + 22 = 39$. So $a + b$ is $\\boxed{39}$."});
  expect_passes({"If $b + c = 7$ and $c = 3$, what is $b$?", "4", "Putting $c = 3$ into the first equation gives $b + 3 = 7$. Subtracting 3 from both sides gives $b = 7 - 3 = 4$. So $b$ is $\\boxed{4}$."});
}

math::Expr read(const char* text) { return *math::parse(text, math::Notation::kLatex); }

TEST(NumericRange, IsAWholePieceOfTheSolutions) {
  const NumericRange roots{{read("\\log_3(\\log_4 x)"), read("0")}, {">"}};
  EXPECT_TRUE(roots.has_component({read("x"), read("4")}, {">"}));
  EXPECT_FALSE(roots.has_component({read("x"), read("5")}, {">"})) << "there is more of it";
  EXPECT_FALSE(roots.has_component({read("x"), read("3")}, {">"}));
  EXPECT_FALSE(roots.has_component({read("y"), read("4")}, {">"}));
  const NumericRange fraction{{read("\\frac{-x^2 + x + 1}{x + 2}"), read("0")}, {">"}};
  EXPECT_TRUE(fraction.has_component({read("\\frac{1 - \\sqrt{5}}{2}"), read("x"), read("\\frac{1 + \\sqrt{5}}{2}")}, {"<", "<"}));
  EXPECT_TRUE(fraction.has_component({read("x"), read("-2")}, {"<"}));
  EXPECT_FALSE(fraction.has_component({read("\\frac{1 - \\sqrt{5}}{2}"), read("x"), read("\\frac{1 + \\sqrt{7}}{2}")}, {"<", "<"}));
  EXPECT_TRUE(fraction.has_pieces("x", "(-\\infty, -2) \\cup (\\frac{1 - \\sqrt{5}}{2}, \\frac{1 + \\sqrt{5}}{2})"));
  EXPECT_FALSE(fraction.has_pieces("x", "(-\\infty, -3) \\cup (\\frac{1 - \\sqrt{5}}{2}, \\frac{1 + \\sqrt{5}}{2})"));
  for (const char* broken : {"", "(", "\\cup", "(-\\infty, \\infty)", "[1 2]", "(,)"}) EXPECT_FALSE(fraction.has_pieces("x", broken)) << broken;
  EXPECT_FALSE(fraction.has_component({read("x"), read("x"), read("x"), read("1")}, {"<", "<", "<"}));
}

}  // namespace
}  // namespace retort::check
