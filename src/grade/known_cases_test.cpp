// Answers that graders are known to get wrong, each by its own name: wrong readings that make different answers equal, equal ones that are
// refused, and powers that hang.
#include <gtest/gtest.h>
#include <time.h>

#include <string>
#include <string_view>

#include "grade/grade.h"

namespace retort::grade {
namespace {

Outcome both_ways(std::string_view gold, std::string_view pred) {
  const Outcome forth = compare_texts(gold, pred).outcome;
  EXPECT_EQ(forth, compare_texts(pred, gold).outcome) << gold << " | " << pred;
  return forth;
}

bool equal(std::string_view gold, std::string_view pred) { return both_ways(gold, pred) == Outcome::kEqual; }
bool different(std::string_view gold, std::string_view pred) { return both_ways(gold, pred) == Outcome::kDifferent; }

double thread_ms() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

#ifdef __SANITIZE_ADDRESS__
constexpr double kSlackMs = 2'000;
#else
constexpr double kSlackMs = 100;
#endif

// Ends within the budget, in processor time of this thread.
Outcome within_budget(std::string_view gold, std::string_view pred) {
  GradeOptions options;
  const double start = thread_ms();
  const Outcome outcome = compare_texts(gold, pred, options).outcome;
  EXPECT_LT(thread_ms() - start, static_cast<double>(options.budget.count()) + kSlackMs) << gold << " | " << pred;
  return outcome;
}

TEST(KnownCases, NumberBeforeABracketIsAProduct) {
  EXPECT_TRUE(different("11", "\\boxed{5(6)}"));
  EXPECT_TRUE(equal("30", "\\boxed{5(6)}"));
  EXPECT_TRUE(different("14", "\\boxed{2(5)(7)}"));
  EXPECT_TRUE(equal("70", "\\boxed{2(5)(7)}"));
}

TEST(KnownCases, BaseOfANumberCounts) {
  EXPECT_TRUE(different("$2041_5$", "\\boxed{2041_{6}}"));
  EXPECT_TRUE(different("$2041_5$", "\\boxed{2041}"));
  EXPECT_TRUE(equal("$2041_5$", "\\boxed{2041_{5}}"));
}

TEST(KnownCases, ListIsNoPairInAnotherOrder) {
  EXPECT_TRUE(different("$7,3$", "\\boxed{(3,7)}"));
  EXPECT_TRUE(different("$(3,7)$", "\\boxed{(7,3)}"));
}

TEST(KnownCases, UnitsAreCompared) {
  EXPECT_TRUE(different("$8\\text{ km}$", "\\boxed{8\\text{ m}}"));
  EXPECT_TRUE(equal("$8\\text{ km}$", "\\boxed{8000\\text{ m}}"));
}

TEST(KnownCases, SmallDecimalsAreNotZero) {
  EXPECT_TRUE(different("$0.0000003$", "\\boxed{0.0000005}"));
  EXPECT_TRUE(different("$0.0000003$", "\\boxed{0}"));
}

TEST(KnownCases, NeighbouringBoxesAreNoSet) { EXPECT_TRUE(different("$\\{4,9\\}$", "First \\boxed{4} and then \\boxed{9}")); }

TEST(KnownCases, BareEquationIsReadWhole) { EXPECT_TRUE(different("\\tan(t)=\\frac{5}{13}", "\\cos(t)=\\frac{5}{13}")); }

TEST(KnownCases, BareListIsReadWhole) { EXPECT_TRUE(different("6, 11, 3", "9, 6, 3")); }

TEST(KnownCases, ThinSpaceGroupsDigits) {
  EXPECT_TRUE(equal("$3084$", "\\boxed{3\\,084}"));
  EXPECT_TRUE(different("$87$", "\\boxed{3\\,084}"));
  EXPECT_TRUE(equal("$5\\,678$", "\\boxed{5678}"));
}

TEST(KnownCases, PlainMixedNumber) {
  EXPECT_TRUE(equal("$\\frac{17}{5}$", "\\boxed{3 2/5}"));
  EXPECT_TRUE(different("$\\frac{5}{5}$", "\\boxed{3 2/5}"));
}

TEST(KnownCases, UnicodeRoot) {
  EXPECT_TRUE(equal("$6\\sqrt{5}$", "\\boxed{6√5}"));
  EXPECT_TRUE(equal("$\\sqrt{7}$", "√7"));
}

TEST(KnownCases, UnicodeDegree) { EXPECT_TRUE(equal("$75^\\circ$", "\\boxed{75°}")); }

TEST(KnownCases, MatrixOverSeveralLines) {
  EXPECT_TRUE(equal("$\n\\begin{pmatrix} 2 & 5 \\\\ 7 & -4 \\end{pmatrix}\n$", "\\boxed{\\begin{pmatrix} 2 & 5 \\\\ 7 & -4 \\end{pmatrix}}"));
  EXPECT_TRUE(different("$\n\\begin{pmatrix} 2 & 5 \\\\ 7 & -4 \\end{pmatrix}\n$", "\\boxed{-4}"));
}

TEST(KnownCases, LetterIIsTheImaginaryUnit) {
  EXPECT_TRUE(equal("$i(3-i)$", "\\boxed{1+3i}"));
  EXPECT_TRUE(equal("$e^{2i\\pi}$", "\\boxed{1}"));
}

TEST(KnownCases, DegreesInsideAFunction) { EXPECT_TRUE(equal("$\\frac{\\sqrt{5}+1}{2}$", "\\boxed{2\\cos 36^\\circ}")); }

TEST(KnownCases, RepeatingDecimal) {
  EXPECT_TRUE(equal("$0.\\overline{6}$", "\\boxed{\\frac23}"));
  EXPECT_TRUE(different("$0.\\overline{6}$", "\\boxed{0}"));
}

TEST(KnownCases, PercentBehindAFraction) { EXPECT_TRUE(equal("$0.0075$", "\\boxed{\\frac{3}{4}\\%}")); }

TEST(KnownCases, RoundedPowerOfTen) {
  EXPECT_TRUE(equal("$\\frac{1}{624}$", "\\boxed{1.602564102564 \\times 10^{-3}}"));
  EXPECT_TRUE(equal("$3075$", "\\boxed{3.075 \\times 10^{3}}"));
  EXPECT_TRUE(different("$\\frac{1}{624}$", "\\boxed{1.602564102574 \\times 10^{-3}}"));
}

TEST(KnownCases, LastOfManyBoxesCounts) {
  std::string flood;
  for (int i = 0; i < 400; ++i) flood += "\\boxed{8} ";
  EXPECT_TRUE(equal("31", flood + "\\boxed{31}"));
  EXPECT_TRUE(different("8", flood + "\\boxed{31}"));
}

TEST(KnownCases, TowersOfPowersEndWithinTheBudget) {
  EXPECT_NE(within_budget("0", "8^{8^{8^{8}}} - 8^{8^{8^{8}}} + 1"), Outcome::kEqual);
  EXPECT_NE(within_budget("0", "3^{3^{3^{47}}}"), Outcome::kEqual);
  EXPECT_NE(within_budget("7", "2000000!"), Outcome::kEqual);
  EXPECT_NE(within_budget("7", "\\binom{3000000}{1500000}"), Outcome::kEqual);
  EXPECT_NE(within_budget("7", "\\sum_{k=1}^{10^{12}} k^k"), Outcome::kEqual);
}

}  // namespace
}  // namespace retort::grade
