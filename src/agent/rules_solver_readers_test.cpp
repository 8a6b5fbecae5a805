// Readers that put clauses together: vectors and matrices, draws at random, seats and boxes.
#include <gtest/gtest.h>

#include "agent/linear_solution.h"
#include "agent/solver_expectations.h"
#include "agent/vector_terms.h"
#include "base/random.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::agent {
namespace {

TEST(VectorStatements, FollowFromEntries) {
  expect_answer("Let $\\mathbf{p} = \\begin{pmatrix} 2 \\\\ 3 \\end{pmatrix}$ and $\\mathbf{q} = \\begin{pmatrix} -1 \\\\ 4 \\end{pmatrix}.$ Find $2 \\mathbf{p} - \\mathbf{q}.$", "\\begin{pmatrix} 5 \\\\ 2 \\end{pmatrix}");
  expect_answer("There are scalars $p$ and $q$ such that $p \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix} + q \\begin{pmatrix} 3 \\\\ -1 \\end{pmatrix} = \\begin{pmatrix} 9 \\\\ 4 \\end{pmatrix}.$ Enter the ordered pair $(p,q).$",
                "(3, 2)");
  expect_answer("Find the matrix $\\mathbf{M}$ such that $\\mathbf{M} \\begin{pmatrix} 1 \\\\ 0 \\end{pmatrix} = \\begin{pmatrix} 4 \\\\ 5 \\end{pmatrix}$ and $\\mathbf{M} \\begin{pmatrix} 1 \\\\ 1 \\end{pmatrix} = \\begin{pmatrix} 6 \\\\ 2 \\end{pmatrix}.$",
                "\\begin{pmatrix} 4 & 2 \\\\ 5 & -3 \\end{pmatrix}");
  expect_answer("The matrix $\\begin{pmatrix} 2 & -1 \\\\ c & d \\end{pmatrix}$ is its own inverse. Enter the ordered pair $(c,d).$", "(3, -2)");
  expect_answer("Find the matrix $\\mathbf{M}$ such that $\\mathbf{M} \\mathbf{v} = 3 \\mathbf{v}$ for all vectors $\\mathbf{v}.$", "\\begin{pmatrix} 3 & 0 \\\\ 0 & 3 \\end{pmatrix}");
  expect_answer("Let $\\mathbf{u} = \\begin{pmatrix} 1 \\\\ 0 \\\\ 2 \\end{pmatrix}$ and $\\mathbf{w} = \\begin{pmatrix} 0 \\\\ 3 \\\\ 1 \\end{pmatrix}.$ Find the area of the parallelogram determined by $\\mathbf{u}$ and $\\mathbf{w}.$", "\\sqrt{46}");
  // Two matrices square to the identity: nothing says which is meant.
  expect_refused("Let $\\mathbf{M} = \\begin{pmatrix} a & 0 \\\\ 0 & 1 \\end{pmatrix}.$ If $\\mathbf{M}^2 = \\mathbf{I},$ find $a.$");
  expect_refused("Let $\\mathbf{p} = \\begin{pmatrix} 2 \\\\ 3 \\end{pmatrix}.$ Find the smallest possible value of $\\|\\mathbf{p} - \\mathbf{q}\\|.$");
}

TEST(VectorStatements, FollowFromProductsAlone) {
  expect_answer("If $\\|\\mathbf{u}\\| = 3,$ $\\|\\mathbf{v}\\| = 5,$ and $\\|\\mathbf{u} - \\mathbf{v}\\| = 6,$ then find $\\mathbf{u} \\cdot \\mathbf{v}.$", "-1");
  expect_answer("Let $\\mathbf{a}$ and $\\mathbf{b}$ be orthogonal unit vectors. Find $\\|3 \\mathbf{a} + 4 \\mathbf{b}\\|.$", "5");
  expect_answer("If $\\det \\mathbf{A} = 3$ and $\\det \\mathbf{B} = -2,$ find $\\det (\\mathbf{A}^2 \\mathbf{B}).$", "-18");
  expect_answer("Let $\\mathbf{M}$ be a matrix such that $\\mathbf{M} \\mathbf{u} = \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}$ and $\\mathbf{M} \\mathbf{v} = \\begin{pmatrix} 0 \\\\ 5 \\end{pmatrix}.$ Compute $\\mathbf{M} (2 \\mathbf{u} - \\mathbf{v}).$",
                "\\begin{pmatrix} 2 \\\\ -1 \\end{pmatrix}");
  expect_answer("If $\\begin{vmatrix} a & b \\\\ c & d \\end{vmatrix} = 7,$ then find $\\begin{vmatrix} 3a & 3b \\\\ c & d \\end{vmatrix}.$", "21");
  expect_refused("If $\\|\\mathbf{u}\\| = 3$ and $\\|\\mathbf{v}\\| = 5,$ find $\\mathbf{u} \\cdot \\mathbf{v}.$");
}

// Systems made from a solution are solved to it, whatever the numbers.
TEST(VectorStatements, LinearRoundsFindWhatWasPutIn) {
  Random random(5, "rounds");
  for (int i = 0; i < 40; ++i) {
    const long long x = random.between(-9, 9), y = random.between(-9, 9), a = random.between(1, 5), b = random.between(1, 5), c = random.between(-5, -1), d = random.between(1, 5);
    const std::string first = std::to_string(a) + "*x + " + std::to_string(b) + "*y = " + std::to_string(a * x + b * y);
    const std::string second = std::to_string(c) + "*x + " + std::to_string(d) + "*y = " + std::to_string(c * x + d * y);
    auto solution = solve_linear_rounds({math::parse(first, math::Notation::kPlain).value(), math::parse(second, math::Notation::kPlain).value()}, "");
    ASSERT_TRUE(solution) << first << "; " << second;
    EXPECT_EQ(solution->values.at("x"), math::Rational(x)) << first << "; " << second;
    EXPECT_EQ(solution->values.at("y"), math::Rational(y));
    ASSERT_EQ(solution->lookups.size(), 1u);
  }
}

TEST(VectorTerms, AreBoundedAndRefuseWhatTheyAreNot) {
  EXPECT_FALSE(read_vector_term(std::string(500, '(')));
  EXPECT_FALSE(read_vector_term("\\mathbf{a} +"));
  EXPECT_FALSE(read_vector_term("\\mathbf{ab}"));
  EXPECT_FALSE(read_vector_term(std::string(5'000, 'x')));
  EXPECT_TRUE(read_vector_term("\\operatorname{proj}_{\\mathbf{w}} (2 \\mathbf{v})"));
  EXPECT_EQ(read_vector_sides("\\|\\mathbf{a}\\| = \\|\\mathbf{b}\\| = 1").size(), 3u);
}

TEST(Draws, OfDiceCoinsCardsAndThings) {
  expect_answer("Three fair dice are rolled. What is the probability that the sum of the numbers is 5?", "\\frac{1}{36}");
  expect_answer("If you roll two 8-sided dice, what is the probability that the product of the numbers rolled is even?", "\\frac{3}{4}");
  expect_answer("Five coins are tossed. What is the probability that at least four of them come up tails?", "\\frac{3}{16}");
  expect_answer("Two cards are drawn at random from a standard deck of 52 cards. What is the probability that the first card is a queen and the second card is a club?", "\\frac{1}{52}");
  expect_answer("An urn contains 3 green balls, 4 white balls and 5 yellow balls. Two balls are drawn at random from the urn. What is the probability that they are the same color?", "\\frac{19}{66}");
  expect_answer("An urn contains 3 green balls and 4 white balls. Two balls are drawn from the urn with replacement. What is the probability that both balls are green?", "\\frac{9}{49}");
  expect_answer("A drawer holds 4 pens, 3 rulers, and 2 keys. Three things are drawn. What is the probability that I get one pen, one ruler, and one key?", "\\frac{2}{7}");
  expect_answer("The choir has 12 members: 5 men and 7 women. A 3-person committee is chosen at random. What is the probability that the committee has at least one man and at least one woman?", "\\frac{35}{44}");
  expect_answer("What is the probability that when five standard dice are rolled, they won't all show the same number?", "\\frac{1295}{1296}");
  expect_answer("Two distinct numbers are chosen at random from the set $\\{2, 3, 4, 5\\}$. What is the probability that their sum is odd?", "\\frac{2}{3}");
  expect_answer("A class has 6 girls and 5 boys. In how many ways can we choose a committee of 4 people with exactly 2 girls?", "150");
  // Words that change the draw and are not understood.
  expect_refused("An urn contains 3 green balls and 4 white balls. Two balls are drawn, each put back before the next. What is the probability that both balls are green?");
  expect_refused("Two loaded dice are rolled. What is the probability that the sum of the numbers is 5?");
  expect_refused("An urn contains 3 green balls and some white balls. Two balls are drawn. What is the probability that both balls are green?");
}

TEST(Seats, OfPeopleAndBoxesOfThings) {
  expect_answer("In how many ways can six people sit in a row if two of them refuse to sit next to each other?", "480");
  expect_answer("In how many ways can five people be seated around a round table if two of them must sit next to each other?", "12");
  expect_answer("In how many ways can five children line up if the oldest cannot be last in line?", "96");
  expect_answer("In how many ways can I arrange 2 different art books and 3 different music books on my shelf if I require there to be a music book on both ends?", "36");
  expect_answer("How many ways are there to put 4 distinguishable balls into 3 indistinguishable boxes?", "14");
  expect_answer("How many ways are there to put 6 balls in 3 boxes if the balls are not distinguishable and neither are the boxes?", "7");
  expect_answer("The chess club has 11 members. In how many ways can it choose a president, a secretary, and a treasurer?", "990");
  expect_refused("How many ways are there to put 6 balls in 3 boxes?");
}

TEST(Space, PlanesLinesAndCurves) {
  expect_answer("Find the distance between the point $(2,0,1)$ and the plane $2x + y - 2z = 11.$", "3");
  expect_answer("Find the distance between the planes $x + 2y + 2z = 1$ and $2x + 4y + 4z = 20.$", "3");
  expect_answer("Find the equation of the plane which passes through the point $(1,1,0),$ and which is parallel to the plane $-x + 2y - z = 4.$", "x - 2y + z + 1 = 0");
  expect_answer("Find the distance from the point $(1,2,5)$ to the line passing through $(0,0,5)$ and $(1,0,5).$", "2");
  expect_answer("The line $y = 3x + 1$ is parameterized by $\\begin{pmatrix} x \\\\ y \\end{pmatrix} = \\begin{pmatrix} 2 \\\\ s \\end{pmatrix} + t \\begin{pmatrix} k \\\\ 6 \\end{pmatrix}.$ Enter the ordered pair $(s,k).$", "(7, 2)");
  expect_answer("Find the curve defined by the equation $r = \\frac{4}{2 - \\sin \\theta}.$ (A) Line (B) Circle (C) Parabola (D) Ellipse (E) Hyperbola Enter the letter of the correct option.", "\\text{(D)}");
  expect_answer("Find the reflection of $\\begin{pmatrix} 3 \\\\ 1 \\end{pmatrix}$ over the vector $\\begin{pmatrix} 1 \\\\ 1 \\end{pmatrix}.$", "\\begin{pmatrix} 1 \\\\ 3 \\end{pmatrix}");
  expect_answer("Find the minimum value of $5 \\cos x - 12 \\sin x,$ over all angles $x.$", "-13");
  expect_answer("If angle $B$ lies in the fourth quadrant and $\\cos B = \\frac{8}{17},$ find $\\sin B.$", "-\\frac{15}{17}");
  expect_answer("Find the value of $x$ for which the matrix $\\begin{pmatrix} x & 3 \\\\ 4 & 6 \\end{pmatrix}$ is not invertible.", "2");
  // Planes that meet, lines that are not parallel, a sign that the quadrant forbids.
  expect_refused("Find the distance between the planes $x + 2y + 2z = 1$ and $2x + 4y + 5z = 20.$");
  expect_refused("Find the distance between the parallel lines $\\begin{pmatrix} 1 \\\\ 4 \\end{pmatrix} + t \\begin{pmatrix} 4 \\\\ 3 \\end{pmatrix}$ and $\\begin{pmatrix} 0 \\\\ 6 \\end{pmatrix} + s \\begin{pmatrix} 3 \\\\ 3 \\end{pmatrix}.$");
  expect_refused("If angle $B$ lies in the second quadrant and $\\cos B = \\frac{8}{17},$ find $\\sin B.$");
}

TEST(Measures, OfFiguresThatOneLengthDetermines) {
  expect_answer("What is the volume of a cube whose surface area is 150 square inches?", "125");
  expect_answer("The surface area of a sphere is $16\\pi$ square feet. What is the volume of the sphere, in cubic feet?", "\\frac{32\\pi}{3}");
  expect_answer("A circle has an area of $81\\pi$ square units. What is the circumference of the circle, in units?", "18\\pi");
  expect_answer("The perimeter of a regular hexagon is 12 inches. What is the area of the hexagon?", "6\\sqrt{3}");
  // Which diagonal is meant is not said; the circle of the question is another one.
  expect_refused("What is the volume of a cube whose diagonal is 6 inches?");
  expect_refused("A circle has an area of $81\\pi$ square units. What is the circumference of a larger circle, in units?");
}

TEST(Outcomes, ThatOneFormulaCounts) {
  expect_answer("The drama club has 13 members and needs to choose 2 members to be co-directors. In how many ways can the club choose its co-directors?", "78");
  expect_answer("In how many ways can a captain, a manager, and a treasurer be chosen from a group of 6 people if no person can hold more than one position?", "120");
  expect_answer("In how many ways can 3 people be seated in a row of 5 chairs?", "60");
  expect_answer("What is the expected value of the sum of three fair six-sided dice?", "21/2");
  expect_answer("What is the fourth number in row 9 of Pascal's triangle?", "84");
  expect_answer("How many license plates consist of 2 letters followed by 3 digits?", "676000");
  expect_answer("How many subsets does the set $\\{a, b, c, d\\}$ have?", "16");
  expect_answer("If the probability that the bus is late is $\\frac{2}{9}$, what is the probability that the bus is not late?", "\\frac{7}{9}");
  expect_answer("A convex polygon has 14 diagonals. How many sides does it have?", "7");
  expect_answer("A fair 10-sided die is rolled. What is the probability that the number rolled is prime?", "\\frac{2}{5}");
  expect_answer("What is the probability of rolling a total of 5 with two standard dice?", "\\frac{1}{9}");
  expect_answer("A jury of 3 is to be chosen from 4 men and 6 women. In how many ways can this be done if there must be at least one man?", "100");
  expect_refused("The probability that the bus is late is $\\frac{2}{9}$. What is the probability that the bus is not late on two days?");
  expect_refused("A convex polygon has 15 diagonals. How many sides does it have?");
}

}  // namespace
}  // namespace retort::agent
