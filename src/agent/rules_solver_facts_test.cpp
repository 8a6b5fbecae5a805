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
