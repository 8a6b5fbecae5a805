// Facts in clauses with a question about several values, extreme values, ranges and operations that a statement defines.
#include <gtest/gtest.h>

#include "agent/posynomial.h"
#include "agent/solver_expectations.h"
#include "math/parse.h"

namespace retort::agent {
namespace {

TEST(Facts, AskForOneOfSeveralValues) {
  expect_answer("Find the largest possible value of $x + y$ such that $x^2 + y^2 = 25$ and $xy = 12.$", "7");
  expect_answer("The product of a number $k$ and three more than $k$ is $10$. What is the sum of all possible values of $k$?", "-3");
  expect_answer("Let $a$ and $b$ be nonnegative real numbers with $a + b = 4$ and $ab = 3$. Find the sum of all possible values of $a$.", "4");
  expect_answer("Suppose $t$ is a real number such that $t^2 = 6t - 8$. Find all possible values of $t^2 + 1$.", "5, 17");
  // Some solutions are not real: which of them count is not said.
  expect_refused("Suppose that $t^3 = 8$. What is the sum of all possible values of $t^2$?");
  // A base that may be -1 hides solutions.
  expect_refused("Determine the sum of all real numbers $x$ satisfying $(x^2 - 6x + 7)^{x^2 - 7x + 6} = 1.$");
}

TEST(Facts, OfIntegersWithAnEquationInTheirProduct) {
  expect_answer("Let $x$ and $y$ be integers such that $xy + 2x + 3y = 4.$ Find the largest possible value of $y$.", "8");
  expect_answer("Positive integers $m$ and $n$ satisfy $mn + m + n = 34$ and $m > n.$ What is $m$?", "6");
  expect_answer("Given positive integers $x$ and $y$ such that $\\frac{1}{x} + \\frac{1}{2y} = \\frac{1}{5}$, what is the least possible value of $xy$?", "50");
  expect_refused("Integers $x$ and $y$ satisfy $xy + x + y = 14.$ What is $x$?");
}

TEST(Optimum, ByTheInequalityOfMeans) {
  expect_answer("Let $x,$ $y,$ and $z$ be positive real numbers such that $xyz = 27.$ Find the minimum value of $x + 3y + 9z.$", "27");
  expect_answer("Let $a,$ $b,$ $c$ be positive real numbers such that $a + b + c = 2.$ Find the minimum value of $\\frac{1}{a} + \\frac{4}{b} + \\frac{9}{c}.$", "18");
  expect_answer("Let $p$ and $q$ be positive real numbers. What is the smallest possible value of $\\frac{p}{q} + \\frac{9q}{p}$?", "6");
  expect_answer("If $x,$ $y,$ and $z$ are positive real numbers such that $x + y + z = 6$, find the greatest value of $x y^2 z^3.$", "108");
  expect_answer("Suppose $x$ and $y$ are positive real numbers with $2x + 5y < 30.$ What is the maximum value of $xy(30 - 2x - 5y)$?", "100");
  // Without the bound the last factor may be negative, and without positive letters nothing is said.
  expect_refused("Let $x,$ $y$ and $z$ be real numbers such that $xyz = 27.$ Find the minimum value of $x + 3y + 9z.$");
}

TEST(Optimum, OfOneLetterAndOfSquares) {
  expect_answer("For $-9 \\le x \\le 9$, find the maximum value of $\\sqrt{9 + x} + \\sqrt{9 - x}.$", "6");
  expect_answer("For real numbers $x > 2,$ find the minimum value of $\\frac{x + 7}{\\sqrt{x - 2}}.$", "6");
  expect_answer("Let $x$, $y$, $z$ be real numbers such that $x + y + 2z = 4$. Find the minimum value of $x^2 + y^2 + z^2$.", "\\frac{8}{3}");
  expect_answer("Find the minimum value of $x^2 - xy + y^2 + 3$ over all real numbers $x$ and $y$.", "3");
  expect_refused("Find the maximum value of $x^2 - xy + y^2 + 3$ over all real numbers $x$ and $y$.");
}

TEST(Ranges, OfQuotientsAndContinuousFunctions) {
  expect_answer("Find the range of $g(x) = \\frac{3}{x^2}.$ Express your answer in interval notation.", "(0, \\infty)");
  expect_answer("What is the range of the function $y = \\frac{x^2 + 5x + 6}{x+2}$?", "(-\\infty,1) \\cup (1,\\infty)");
  expect_answer("What is the range of $h(x) = x^2 - 6x + 10$?", "[1, \\infty)");
  expect_answer("Find the range of $f(x) = |x+2|-|x-2|$.", "[-4, 4]");
  expect_answer("As $x$ ranges over all real numbers, find the range of $f(x) = 3 \\sin^2 x + \\cos^2 x.$", "[1, 3]");
  expect_refused("Find the range of $f(x) = \\tan x$.");
}

TEST(Operations, WithTheirSignBetweenBeforeAndBehind) {
  expect_answer("Let $a \\oslash b = 2a - b^2$. If $a \\oslash 3 = 5$, find $a$.", "7");
  expect_answer("Define $a * b$ as $3a + b$. What is $2 * (1 * 4)$?", "13");
  expect_answer("Define $\\#N = 0.5N + 1$. Calculate $\\#(\\#(4))$.", "\\frac{5}{2}");
  expect_answer("For any number $x$, we let $x\\& = 9 - x$. What is $(2\\&)\\&$?", "2");
}

TEST(Sequences, ByTheirRule) {
  expect_answer("A sequence $(a_n)$ is defined as follows: $a_1 = 2,$ and $a_n = \\frac{1}{1 - a_{n-1}}$ for all $n \\ge 2.$ Find $a_{100}.$", "2");
  expect_answer("Let $b_1 = 1$, $b_2 = 3$ and $b_{n+2} = b_{n+1} + 2b_n$ for $n \\ge 1$. What is $b_6$?", "43");
  expect_answer("The sequence $t_1, t_2, t_3, \\ldots$ is defined by $t_1 = 5$ and $t_{n+1} = 2t_n - n$. Compute $t_4$.", "29");
  // Too far away, and nothing repeats.
  expect_refused("Let $c_1 = 1$ and $c_{n+1} = 2c_n + n$ for $n \\ge 1$. What is $c_{900}$?");
}

TEST(Coordinates, OfPointsInPlaneAndSpace) {
  expect_answer("Convert $(-2, 2\\sqrt{3})$ in rectangular coordinates to polar coordinates.", "(4, \\frac{2\\pi}{3})");
  expect_answer("Convert the point $(1, -1, 5)$ in rectangular coordinates to cylindrical coordinates. Enter your answer in the form $(r,\\theta,z),$ where $r > 0$ and $0 \\le \\theta < 2 \\pi.$",
                "(\\sqrt{2}, \\frac{7\\pi}{4}, 5)");
  expect_answer("Convert the point $(0, 3\\sqrt{3}, 3)$ in rectangular coordinates to spherical coordinates.", "(6, \\frac{\\pi}{2}, \\frac{\\pi}{3})");
  expect_answer("In polar coordinates, the point $\\left( -3, \\frac{\\pi}{8} \\right)$ is equivalent to what other point, in the standard polar coordinate representation?", "(3, \\frac{9\\pi}{8})");
  expect_answer("In spherical coordinates, the point $\\left( 4, \\frac{\\pi}{7}, \\frac{9 \\pi}{5} \\right)$ is equivalent to what other point, in the standard spherical coordinate representation?",
                "(4, \\frac{8\\pi}{7}, \\frac{\\pi}{5})");
}

TEST(Stories, OfInterestAgesAndConsecutiveIntegers) {
  expect_answer("Maya invests $\\$2000$ in an account that pays $5\\%$ interest compounded annually. How much money will she have after 3 years?", "2315.25");
  expect_answer("A bank account pays an annual interest rate of 4 percent, compounded annually. If Ravi deposits 500 dollars, how much interest will he earn after two years?", "40.80");
  expect_answer("Omar's age is 5 years less than twice Lena's age. The sum of their ages is 40. How old is Omar?", "25");
  expect_answer("Ruth is 26 years older than her son. In 4 years, Ruth will be three times as old as her son. How old is Ruth now?", "35");
  expect_answer("The sum of the first and third of three consecutive integers is 50. What is the value of the second integer?", "25");
  expect_answer("The sum of the squares of three consecutive positive integers is 50. What is the sum of the cubes of the three integers?", "216");
  expect_answer("Four consecutive positive integers have a product of 120. What is the largest of the four integers?", "5");
}

TEST(Functions, TheirInversesRemaindersAndRationalLogarithms) {
  expect_answer("What is the inverse of $f(x) = 7 - 2x$?", "\\frac{7-x}{2}");
  expect_answer("Find the inverse function of $f(x) = \\frac{x + 1}{x - 2}$.", "\\frac{2x+1}{x-1}");
  expect_answer("Evaluate $\\log_2 8\\sqrt{2}$.", "\\frac{7}{2}");
  expect_answer("When $f(x) = ax^3 + bx - 4$ is divided by $x - 1$, the remainder is $-1$. When $f(x)$ is divided by $x + 2$, the remainder is $-28$. Find the ordered pair $(a,b)$.", "(3,0)");
  expect_answer("There are values $A$ and $B$ such that $\\frac{5x+1}{x^2-1} = \\frac{A}{x-1} + \\frac{B}{x+1}$. Find $A - B$.", "1");
}

TEST(Wordings, ThatSayTheSame) {
  expect_answer("Calculate the slope of the line that passes through the points $(1,2)$ and $(3,8)$.", "3");
  expect_answer("Given that $x + y = 10$ and $x - y = 4$, determine the numerical value of $xy$.", "21");
}

TEST(Posynomials, HaveExactBounds) {
  const auto sum = as_monomials(*math::parse("4*x**5 + 5*x**(-4)", math::Notation::kPlain));
  ASSERT_TRUE(sum);
  const auto least = least_sum(*sum, {});
  ASSERT_TRUE(least);
  EXPECT_EQ(least->value.value(), math::Rational(9));
  EXPECT_EQ(least->weights, (std::vector<math::Rational>{math::Rational(4, 9), math::Rational(5, 9)}));
  // A difference has no such bound.
  const auto difference = as_monomials(*math::parse("x - 1/x", math::Notation::kPlain));
  ASSERT_TRUE(difference);
  EXPECT_FALSE(least_sum(*difference, {}));
}

}  // namespace
}  // namespace retort::agent
