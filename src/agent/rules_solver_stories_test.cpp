// Readers for stories and figures: means, angles, trials, words of letters, regular polygons, solids, other wordings.
#include <gtest/gtest.h>

#include "agent/forms_variants.h"
#include "agent/solver_expectations.h"

namespace retort::agent {
namespace {

TEST(Means, OfGroupsAndTheirParts) {
  expect_answer("The average of six numbers is 15. The average of the first four numbers is 12. What is the average of the last two numbers?", "21");
  expect_answer("The mean of one set of seven numbers is 10, and the mean of a separate set of three numbers is 20. What is the mean of the set of all ten numbers?", "13");
  expect_answer("Karl's test scores so far are 80, 85, 91 and 90. What score does he need on the fifth test to make the average of the five scores equal 88?", "94");
  expect_answer("The average age of the four Miller children is 9 years. If the three younger children are 5, 7 and 10 years old, how old is the oldest child?", "14");
  expect_answer("The arithmetic mean of 10 scores is 70. When the highest and lowest scores are removed, the new mean becomes 72. If the highest of the 10 scores is 90, what is the lowest score?", "34");
  // The sizes do not add up.
  expect_refused("The average of six numbers is 15. The average of the first four numbers is 12. What is the average of the last three numbers?");
}

TEST(Angles, FollowFromTheFigureAndTheFacts) {
  expect_answer("Angles $P$ and $Q$ are supplementary. If the measure of angle $P$ is $5$ times angle $Q$, what is the measure of angle $P$?", "150");
  expect_answer("The complement of an angle is $10^{\\circ}$ more than three times the angle. What is the number of degrees in the measure of the angle?", "20");
  expect_answer("Triangle $XYZ$ is isosceles with angle $X$ congruent to angle $Y$. The measure of angle $Z$ is 30 degrees more than the measure of angle $X$. What is the number of degrees in the measure of angle $Z$?", "80");
  expect_answer("In trapezoid $ABCD$, sides $\\overline{AB}$ and $\\overline{CD}$ are parallel, $\\angle A = 3\\angle D$, and $\\angle C = 2\\angle B$. Find $\\angle B$.", "60");
  expect_answer("In convex pentagon $ABCDE$, angles $A$, $B$ and $C$ are congruent and angles $D$ and $E$ are congruent. If the measure of angle $A$ is 30 degrees less than the measure of angle $D$, what is the measure of angle $D$?", "126");
  // Which sides are parallel is not said.
  expect_refused("In trapezoid $ABCD$, $\\angle A = 3\\angle D$. Find $\\angle D$.");
}

TEST(Trials, ThatDoNotDependOnEachOther) {
  expect_answer("Each time Ann spins a wheel, she has a 1/4 chance of winning a prize. If she spins it 4 times, what is the probability that she is winning exactly 2 prizes?", "\\frac{27}{128}");
  expect_answer("The probability of rain for each of the next four days is $\\frac{2}{3}$. What is the probability that it will not rain at all during the next four days?", "\\frac{1}{81}");
  expect_answer("Maria makes each free throw with probability 0.6. If she shoots 3 free throws, what is the probability that she makes at least 2 of them?", "\\frac{81}{125}");
  expect_answer("A weighted coin comes up heads with probability $\\frac{1}{3}$ and tails with probability $\\frac{2}{3}$. If it comes up heads, I win 6 dollars. If it comes up tails, I lose 1 dollar. What is the expected value of my winnings?", "\\frac{4}{3}");
  expect_refused("Maria makes each free throw with probability 0.6. If she shoots 3 free throws, what is the probability that she misses at least 2 of them?");
  expect_refused("Maria makes each free throw with probability 0.6. If she shoots 3 free throws, what is the probability that she makes the first and the last?");
}

TEST(Strings, AreCountedPlaceByPlace) {
  expect_answer("How many 3-letter words can be made from the letters A, B, C, D, and E, if letters may be repeated and we must use the letter A at least once?", "61");
  expect_answer("How many four-character license plates consist of a consonant, followed by a vowel, followed by a consonant, and then a digit?", "22050");
  expect_answer("How many distinct sequences of four letters can be made from the letters in PLANET if each sequence must begin with L, end with T, and no letter can appear in a sequence more than once?", "12");
  expect_answer("How many even three-digit integers can be formed using the digits 0, 1, 2, 3, and 4 if each digit can be used only once?", "30");
  expect_answer("In one state, license plates consist of three letters followed by three digits. How many different license plates are possible if no letter or digit may be repeated?", "11232000");
  // Whether letters may stand twice is not said.
  expect_refused("How many 3-letter words can be made from the letters A, B, C, D, and E?");
}

TEST(Polygons, RegularOnesAndThirdSides) {
  expect_answer("The measure of each exterior angle of a regular polygon is $45$ degrees. What is the sum of the measures of the interior angles, in degrees?", "1080");
  expect_answer("Each interior angle of a regular polygon measures $150^\\circ$. How many diagonals does the polygon have?", "54");
  expect_answer("A regular polygon has sides of length 7 units and an exterior angle of 60 degrees. What is the perimeter of the polygon, in units?", "42");
  expect_answer("If a triangle has two sides of lengths 4 and 9 units, then how many different integer lengths can the third side be?", "7");
  expect_answer("A triangle has sides of length 3 and 8 units. The length of the third side is $x$ units, where $x$ is an integer. What is the largest possible perimeter of the triangle?", "21");
  expect_refused("A regular polygon has interior angles of 100 degrees. How many sides does the polygon have?");
  expect_refused("A triangle has sides of length 3 and 8 units. What is the largest possible perimeter of the triangle?");
}

TEST(Triangles, CirclesAndEqualParts) {
  expect_answer("What is the radius of the circle inscribed in triangle $ABC$ if $AB = 13, AC=14, BC=15$?", "4");
  expect_answer("Triangle $PQR$ has $PQ = 6$, $QR = 8$ and $PR = 10$. Find the radius of the circumscribed circle of triangle $PQR$.", "5");
  expect_answer("In right triangle $PQR$, we have $\\angle Q = \\angle R$ and $PR = 4\\sqrt{2}$. What is the area of $\\triangle PQR$?", "16");
  expect_answer("In right triangle $DEF$ with hypotenuse $\\overline{DE}$, $DF = 5$ and $EF = 12$. What is the length of $DE$?", "13");
}

TEST(Ways, ToChooseArrangeAndHandOut) {
  expect_answer("Consider a regular hexagon. How many triangles can be formed whose vertices are the vertices of the hexagon?", "20");
  expect_answer("In how many ways can the digits of $33,\\!420$ be arranged to form a 5-digit number? (Remember, numbers cannot begin with 0.)", "48");
  expect_answer("The Pine Tree Kennel has 3 parrots, 2 dogs, and 4 cats. In how many ways can the 9 animals be placed in a row of 9 cages, such that all of the animals of each type are in adjacent cages?", "1728");
  expect_answer("My school's chess club has 5 boys and 7 girls. I need to select a team to send to the state competition. We want 4 people on the team. In how many ways can I select the team to have 2 boys and 2 girls?", "210");
  expect_answer("My school's chess club has 5 boys and 7 girls. I need to select a team to send to the state competition. We want 4 people on the team. In how many ways can I select the team without restrictions?", "495");
  expect_answer("A council has 6 women and 5 men. In how many ways can we form a subcommittee with 2 women and 3 men?", "150");
  expect_answer("I have 6 marbles numbered 1 through 6 in a bag. Suppose I take out two different marbles at random. What is the expected value of the sum of the numbers on the marbles?", "7");
  expect_answer("Six couples were at a party. If each person shook hands exactly once with everyone else except his/her spouse, how many handshakes were exchanged?", "60");
  expect_answer("How many rows of Pascal's Triangle contain the number $47$?", "1");
  // 46 is no prime: it may be in other rows, too.
  expect_refused("How many rows of Pascal's Triangle contain the number $46$?");
  expect_refused("In how many ways can the digits of $33,\\!420$ be arranged to form a 4-digit number?");
}

TEST(Measures, OfSolidsAndFiguresInFigures) {
  expect_answer("A sphere is inscribed in a cube. Given that one edge of the cube is 4 inches, how many cubic inches are in the volume of the inscribed sphere? Express your answer in terms of $\\pi$.", "\\frac{32\\pi}{3}");
  expect_answer("A sphere is inscribed in a cube. What is the ratio of the volume of the sphere to the volume of the cube?", "\\frac{\\pi}{6}");
  expect_answer("A right circular cone has a volume of $36\\pi$ cubic centimeters. The height of the cone is 3 cm. How many centimeters is the circumference of the base of the cone, in terms of $\\pi$?", "12\\pi");
  expect_answer("A rectangular prism has dimensions 4 inches by 2 inches by 27 inches. If a cube has the same volume as the prism, what is the surface area of the cube, in square inches?", "216");
  expect_answer("A circle is inscribed in a square with side length 6. What is the area of the circle?", "9\\pi");
  expect_answer("A cube with an edge length of 6 units has the same volume as a square-based pyramid with base edge lengths of 9 units and a height of $h$ units. What is the value of $h$?", "8");
}

TEST(Measures, AreBroughtToOneUnit) {
  expect_answer("What is the volume of a cube, in cubic inches, whose edge is 2 feet?", "13824");
  expect_answer("How many square inches are in the area of a square whose side is 3 feet?", "1296");
  // Feet and meters do not go into each other.
  expect_refused("What is the area of a square, in square meters, whose side is 3 feet?");
}

TEST(Gists, OfShortStatements) {
  expect_answer("Jenna drew a circle. If its diameter measures 12 inches, how many square inches of paper does its area cover?", "36\\pi");
  expect_answer("A farmer wants to know the area of his square field. The perimeter of the field is 36 meters. What is its area, in square meters?", "81");
  expect_answer("The club wants to pick 3 of its 9 members to go to the conference. How many ways can it pick them?", "84");
  expect_answer("Susie has 5 blouses, 4 skirts and 3 hats. How many different outfits can she put together?", "60");
  expect_answer("A league has 8 teams. Each team plays every other team 2 times. How many games are played in all?", "56");
  expect_answer("There are 60 students in the band. Twenty percent of the students play the flute. How many students play the flute?", "12");
  expect_answer("Rita is playing a board game. She rolls a pair of dice. What is the probability that the sum of the two numbers is 9?", "\\frac{1}{9}");
  expect_answer("A car travels 120 miles in 3 hours. At the same average speed, how far will it travel in 5 hours?", "200");
  // A word between the numbers changes the matter.
  expect_refused("The club wants to pick 3 of its 9 members to go to the conference, one of them as the speaker and captain. How many ways can it pick them?");
  expect_refused("There are 60 students in the band. Twenty percent of the students do not play the flute. How many students play the flute?");
  expect_refused("The perimeter of a square field is 36 meters, and it is cut in half. What is its area, in square meters?");
  expect_refused("If a convex polygon has a total of fifteen diagonals, how many sides does it have?");
}

TEST(Rows, AnglesAndBoxesInPlainWords) {
  expect_answer("How many numbers are in the list $3, 7, 11, \\ldots, 79, 83?$", "21");
  expect_answer("For what digit $d$ is the four-digit number $37d5$ a multiple of 9?", "3");
  expect_answer("The price of a coat was reduced from $\\$80$ to $\\$60$. By what percent was the price reduced?", "25");
  expect_answer("Two angles of a triangle measure 40 degrees and 65 degrees. What is the measure of the third angle?", "75");
  expect_answer("An isosceles triangle has a vertex angle of 50 degrees. What is the measure of each base angle?", "65");
  expect_answer("What is the volume of a box that is 3 feet long, 4 feet wide and 5 feet high?", "60");
  expect_refused("How many numbers are in the list $3, 7, 12, \\ldots, 79, 83?$");
  expect_refused("Two angles of a triangle measure 140 degrees and 65 degrees. What is the measure of the third angle?");
}

TEST(Wordings, AreOfTheStatementAlone) {
  const auto tokens = read_statement("How many square feet are in the area of a square whose side is 3 feet?").value().tokens;
  const auto wordings = other_wordings(tokens);
  ASSERT_FALSE(wordings.empty());
  EXPECT_EQ(wordings.front().tokens.front().text, "what");
  EXPECT_TRUE(wordings.front().before.empty());
}

}  // namespace
}  // namespace retort::agent
