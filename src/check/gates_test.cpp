#include "check/gates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <string>

#include "base/text.h"
#include "check/claims.h"
#include "check/gate_expectations.h"
#include "check/statement.h"

namespace retort::check {
namespace {

bool has(const trace::Verdict& verdict, std::string_view gate) {
  return std::any_of(verdict.reasons.begin(), verdict.reasons.end(), [&](const trace::Finding& finding) { return finding.gate == gate; });
}

void expect_rejects(const Subject& subject, std::string_view gate) {
  const trace::Verdict verdict = run_gates(subject);
  EXPECT_TRUE(has(verdict, gate)) << "expected " << gate << "\n" << subject.narrative << "\n" << listed(verdict);
}

const char* kClips = "Nora sold 48 clips in April and half as many in May. How many clips did she sell in both months?";

TEST(Gates, PassesPlainArithmetic) {
  expect_passes({kClips, "72", "In May she sold 48/2 = 24 clips. In both months she sold 48 + 24 = 72 clips. The answer is $\\boxed{72}$."});
  expect_passes({kClips, "72", "In May she sold $48 \\div 2 = 24$ clips. Together that is $48 + 24 = 72$. So the answer is $\\boxed{72}$."});
  expect_passes({"A coat costs $80 and is 25% off. What does it cost now?", "60",
                 "The discount is 25% of $80, and 25% of $80 is $20. The coat now costs $80 - $20 = $60. The answer is $\\boxed{60}$."});
  expect_passes({"There are 4 boxes with 3 pens each at $2 per pen. What do they cost?", "24",
                 "4 boxes * 3 pens/box = 12 pens. They cost 12 pens x $2/pen = $24. The answer is $\\boxed{24}$."});
}

TEST(Gates, RejectsFalseArithmetic) {
  expect_rejects({kClips, "72", "In May she sold 48/2 = 26 clips. In both months she sold 48 + 24 = 72 clips. The answer is $\\boxed{72}$."}, "equality");
  expect_rejects({kClips, "72", "In May she sold $48 - 2 = 24$ clips. Together that is $48 + 24 = 72$. So the answer is $\\boxed{72}$."}, "equality");
  expect_rejects({"A coat costs $80 and is 25% off.", "60", "25% of $80 is $25. So $80 - $20 = $60. The answer is $\\boxed{60}$."}, "equality");
}

TEST(Gates, FollowsAlgebra) {
  expect_passes({"Solve $2x + 3 = 11$.", "4", "Subtract $3$ from both sides: $2x = 11 - 3 = 8$. Divide by $2$: $x = \\frac{8}{2} = 4$. So $x = \\boxed{4}$."});
  expect_passes({"Find the larger root of $x^2 - 5x + 6 = 0$.", "3",
                 "We look for two numbers with $2 \\cdot 3 = 6$ and $2 + 3 = 5$. Thus $(x - 2)(x - 3) = 0$, so $x = 2$ or $x = 3$. The larger root is $\\boxed{3}$."});
  expect_passes({"If $f(x) = 3x + 1$, what is $f(5)$?", "16", "We put $5$ for $x$: $f(5) = 3 \\cdot 5 + 1 = 15 + 1 = 16$. So $\\boxed{16}$."});
  expect_passes({"The sum of two numbers is 10 and their difference is 4. What is the larger number?", "7",
                 "Let $x$ and $y$ be the numbers, so $x + y = 10$ and $x - y = 4$. Adding gives $2x = 10 + 4 = 14$, so $x = 14 / 2 = 7$. The larger number is $\\boxed{7}$."});
  expect_passes({"What is the remainder when $3^{4}$ is divided by 7?", "4", "$3^{4} = 81$ and $81 = 11 \\cdot 7 + 4$, so $3^4 \\equiv 4 \\pmod{7}$. The answer is $\\boxed{4}$."});
}

TEST(Gates, RejectsFalseAlgebra) {
  expect_rejects({"Solve $2x + 3 = 11$.", "4", "Subtract $3$: $2x = 6$. Then $x = 4$. So $x = \\boxed{4}$."}, "equality");
  expect_rejects({"Find the larger root of $x^2 - 5x + 6 = 0$.", "3", "Thus $(x - 2)(x - 4) = 0$. The larger root is $\\boxed{3}$."}, "equality");
  expect_rejects({"If $f(x) = 3x + 1$, what is $f(5)$?", "16", "$f(5) = 3 \\cdot 5 + 2 = 17$. So $\\boxed{16}$."}, "equality");
  expect_rejects({"What is the remainder when $3^4$ is divided by 7?", "4", "$3^4 \\equiv 5 \\pmod{7}$. The answer is $\\boxed{4}$."}, "equality");
}

TEST(Gates, TheAnswerMustBeBoxedAndRight) {
  expect_rejects({kClips, "72", "In May she sold 48/2 = 24 clips. She sold 48 + 24 = 72 clips."}, "answer");
  expect_rejects({kClips, "72", "In May she sold 48/2 = 24 clips. So 48 + 24 = 72. The answer is $\\boxed{24}$."}, "answer");
}

TEST(Gates, NumbersMustComeFromSomewhere) {
  expect_rejects({kClips, "72", "In May she sold 50/2 = 25 clips. In both months she sold 47 + 25 = 72 clips. The answer is $\\boxed{72}$."}, "number");
  expect_passes({"Mia runs 3 miles a day. How far does she run in two weeks?", "42", "Two weeks are 2 * 7 = 14 days. She runs 14 * 3 = 42 miles. The answer is $\\boxed{42}$."});
  expect_passes({"A third of the 30 pupils and a quarter of the rest go by bus. How many go by bus?", "15",
                 "By the first rule 30/3 = 10 pupils go by bus. Of the 30 - 10 = 20 others 20/4 = 5 go. Together 10 + 5 = 15. So $\\boxed{15}$."});
}

TEST(Gates, StepsComeFromWhatStandsBeforeThem) {
  const char* problem = "Compute $17 \\cdot 20$.";
  expect_passes({problem, "340", "We split it: $17 \\cdot 20 = 17 \\cdot 2 \\cdot 10 = 34 \\cdot 10 = 340$. So $\\boxed{340}$."});
  expect_passes({problem, "340", "We split it: $17 \\cdot 20 = 10 \\cdot 20 + 7 \\cdot 20 = 200 + 140 = 340$. So $\\boxed{340}$."});
  expect_rejects({problem, "340", "We split it: $17 \\cdot 20 = 17 \\cdot 2 \\cdot 10 = 85 \\cdot 4 = 340$. So $\\boxed{340}$."}, "number");
  expect_rejects({problem, "340", "We split it: $17 \\cdot 20 = 340 \\cdot 1 = 340$. So $\\boxed{340}$."}, "number");
  expect_passes({"Solve $3x = 33$.", "11", "Dividing by $3$ gives $x = 33 / 3 = 11$. So $\\boxed{11}$."});
  expect_rejects({"Solve $3x = 33$.", "11", "We solve $3x = 33$. Dividing gives $x = 99 / 9 = 11$. So $\\boxed{11}$."}, "number");
  expect_passes({"Add $\\frac{2}{9} + \\frac{1}{27}$.", "\\frac{7}{27}", "$\\frac{2}{9} + \\frac{1}{27} = \\frac{6}{27} + \\frac{1}{27} = \\frac{7}{27}$. So $\\boxed{\\frac{7}{27}}$."});
}

// A sum that uses a number before it is worked out, and one that words name one sentence early.
TEST(Gates, NumbersAreKnownFromTheirPlaceOn) {
  expect_rejects({kClips, "72", "In both months she sold 48 + 24 = 72 clips. For in May she sold 48/2 = 24 clips. The answer is $\\boxed{72}$."}, "number");
  expect_passes({kClips, "72", "In May she sold 24 clips. For half of 48 is 48/2 = 24. In both months she sold 48 + 24 = 72 clips. The answer is $\\boxed{72}$."});
}

TEST(Gates, ABoxAloneShowsNothing) {
  expect_rejects({"", "4", "\\boxed{4}"}, "number");
  expect_rejects({"What is 2 + 2?", "4", "The answer is $\\boxed{4}$."}, "number");
  expect_passes({"Which is larger, 3 or 4?", "4", "The answer is $\\boxed{4}$."});
}

TEST(Gates, WordsBringNumbers) {
  expect_passes({"Travis and his brother have 68 sweets. Each of them eats 4. How many are left?", "60", "They eat 4 x 2 = 8 sweets. So 68 - 8 = 60 are left. So $\\boxed{60}$."});
  expect_passes({"Roe saves $10 a month from January to July. How much is that?", "70", "From January to July there are 7 months. She saves $10 x 7 = $70. So $\\boxed{70}$."});
  expect_passes({"Joy reads 8 pages in 20 minutes. How many pages does she read in 2 hours?", "48", "In one hour there are 3 sets of 20 minutes. So she reads 8 x 3 = 24 pages an hour and 24 x 2 = 48 pages. So $\\boxed{48}$."});
  expect_rejects({"Joy has 8 pages.", "56", "She reads 8 x 7 = 56 pages. So $\\boxed{56}$."}, "number");
}

TEST(Gates, QuantitiesAreKnownInTheirOtherMeasures) {
  expect_passes({"A flight takes 2 hours 20 minutes and a nap 1 hour and 45 minutes. How many minutes are they together?", "245", "They take 140 + 105 = 245 minutes. The answer is $\\boxed{245}$."});
  expect_passes({"Sam is 5'6\" tall and grows 6 inches. How tall is he in inches?", "72", "He was 5*12+6 = 66 inches tall, so now he is 66+6 = 72 inches. The answer is $\\boxed{72}$."});
  expect_rejects({"A flight takes 2 hours 20 minutes and a nap 1 hour and 45 minutes. How many minutes are they together?", "245", "They take 141 + 104 = 245 minutes. The answer is $\\boxed{245}$."}, "number");
}

// In a calculation between words one number may be a sum or a difference of what is known, but not both.
TEST(Gates, OneSumIsDoneInTheHead) {
  const char* problem = "Ann works 8 hours a day. Bob works 2 hours less. He earns $9 an hour. What does Bob earn in 5 days?";
  expect_passes({problem, "270", "Bob works 6 hours * 5 days = 30 hours. He earns 30 * 9 = $270. The answer is $\\boxed{270}$."});
  expect_rejects({problem, "270", "Bob works 15 hours * 2 = 30 hours. He earns 30 * 9 = $270. The answer is $\\boxed{270}$."}, "number");
}

TEST(Gates, TheBoxedNumberMustBeDerived) {
  expect_rejects({kClips, "72", "In May she sold 48/2 = 24 clips. The answer is $\\boxed{72}$."}, "number");
  expect_passes({"What is $4.3 + 3.88$?", "8.18", "$4.3 + 3.88 = 8.18$. So the answer is $\\boxed{\\frac{409}{50}}$."});
  expect_passes({"What is the smallest integer $x$ with $x + 2 > 9$?", "8", "Subtracting $2$ gives $x > 9 - 2 = 7$. The smallest integer is $\\boxed{8}$."});
}

TEST(Gates, ListsThatFollowARule) {
  expect_passes({"How many primes are less than 12?", "5", "The primes are 2, 3, 5, 7 and 11, and $2 + 3 = 5$ of them are there. So the answer is $\\boxed{5}$."});
  expect_rejects({"How many primes are less than 12?", "5", "The primes are 2, 3, 5, 7 and 13, 1 more than they should be. So $2 + 3 = 5$ and the answer is $\\boxed{5}$. But 27 is one."}, "number");
}

TEST(Gates, CasesAndPowersOfBothSides) {
  expect_passes({"Solve $|x - 1| + |x + 2| = 5$ for $x < 0$.", "-3", "Assuming $x < -2$ gives $-(x - 1) - (x + 2) = 5$. So $-2x - 1 = 5$, $-2x = 5 + 1 = 6$ and $x = 6 / (-2) = -3$. The answer is $\\boxed{-3}$."});
  expect_rejects({"Solve $|x - 1| + |x + 2| = 5$ for $x < 0$.", "-3", "Assuming $x < -2$ gives $-(x - 1) - (x + 3) = 5$. So $-2x - 1 = 5$, $-2x = 6$ and $x = -3$. The answer is $\\boxed{-3}$."}, "unread");
  expect_passes({"Solve $\\sqrt{x} + 3 = 10$.", "49", "Subtracting $3$ gives $\\sqrt{x} = 10 - 3 = 7$. Squaring gives $x = 49$. The answer is $\\boxed{49}$."});
  expect_rejects({"Solve $\\sqrt{x} + 3 = 10$.", "48", "Subtracting $3$ gives $\\sqrt{x} = 10 - 3 = 7$. Squaring gives $x = 48$. The answer is $\\boxed{48}$."}, "unread");
}

TEST(Gates, WordsAboutTools) {
  expect_passes({"A shop sells 3 tools and a computer. How many things is that?", "4", "One tool after the other and the computer make 3 + 1 = 4. The answer is $\\boxed{4}$."});
  const std::string good = "In May she sold 48/2 = 24 clips. So 48 + 24 = 72. The answer is $\\boxed{72}$.";
  for (const char* leak : {"Using Python we see this. ", "The tool returned 24. ", "We call the function. ", "The output is 24. ", "SymPy gives 24. ", "See step 3 of the trace. ",
                           "solve_equation gives 24. ", "As the Translator says, this is so. "}) {
    expect_rejects({kClips, "72", leak + good}, "tool_words");
  }
  for (const char* fine : {"Let us call this number $n$. ", "The function grows. ", "Here is how. "}) expect_passes({kClips, "72", fine + good});
  expect_passes({"A programming class has code words. Of 48 python snakes half are sold. How many are left?", "24",
                 "Half of the python snakes are sold, so 48 / 2 = 24 are left. The answer is $\\boxed{24}$."});
}

TEST(Gates, LoopsLengthAndBytes) {
  const std::string sentence = "In May she sold 48/2 = 24 clips. ";
  expect_rejects({kClips, "72", sentence + sentence + "So 48 + 24 = 72 and the answer is $\\boxed{72}$."}, "loop");
  expect_rejects({kClips, "72", "So 48/2 = 24 and 48 + 24 = 72, which is $\\boxed{72}$, and then we"}, "length");
  expect_rejects({kClips, "72", "\\boxed{72} \xff."}, "text");
  expect_rejects({kClips, "72", std::string("\\boxed{72} a\0b.", 15)}, "text");
  GateOptions few;
  few.max_tokens = 5;
  EXPECT_TRUE(has(run_gates({kClips, "72", sentence + "\\boxed{72}"}, few), "length"));
}

TEST(Gates, UnreadNumericEqualitiesRejectWhereAsked) {
  const Subject subject{kClips, "72", "We have $48 \\mystery 2 = 24$. So 48/2 = 24 and 48 + 24 = 72: $\\boxed{72}$."};
  GateOptions lenient;
  lenient.reject_unread = false;
  EXPECT_TRUE(has(run_gates(subject), "unread"));
  EXPECT_FALSE(has(run_gates(subject, lenient), "unread"));
  EXPECT_GE(run_gates(subject).unread, 1);
}

TEST(Gates, FindingsPointAtThePlace) {
  const std::string narrative = "First 48/2 = 24. Then 48 + 24 = 73. The answer is $\\boxed{72}$.";
  const trace::Verdict verdict = run_gates({kClips, "72", narrative});
  ASSERT_FALSE(verdict.reasons.empty());
  const trace::Finding& finding = verdict.reasons.front();
  EXPECT_EQ(narrative.substr(finding.at, finding.length), "48 + 24 = 73");
  EXPECT_NE(finding.message.find("72"), std::string::npos) << finding.message;
}

// Bytes, not characters.
TEST(Gates, FindingsPointAtThePlaceInUtf8) {
  const std::string narrative = "\u00c9va \u201cknows\u201d \u2014 so 48/2 = 25. The answer is $\\boxed{24}$.";
  const trace::Verdict verdict = run_gates({kClips, "24", narrative});
  ASSERT_FALSE(verdict.reasons.empty());
  EXPECT_EQ(verdict.reasons.front().gate, "equality");
  EXPECT_EQ(narrative.substr(verdict.reasons.front().at, verdict.reasons.front().length), "48/2 = 25");
}

TEST(Gates, HostileTextIsBounded) {
  std::vector<std::string> hostile = {std::string(2'000'000, '$'), std::string(150'000, '('), std::string(150'000, '{'), std::string(150'000, '='),
                                      std::string(150'000, '\\'), std::string(1000, '\0')};
  std::string chain = "1", many, dollars, deep;
  for (int i = 0; i < 20'000; ++i) chain += " = 1";
  for (int i = 0; i < 8'000; ++i) many += "3 apples and 4 + 5 x ";
  for (int i = 0; i < 30'000; ++i) dollars += "$5 + ";
  for (int i = 0; i < 20'000; ++i) deep += "\\frac{";
  hostile.insert(hostile.end(), {chain, many, dollars, deep, "$9^{9^{9^{9}}} = 0$", "$" + chain + "$"});
  for (const std::string& text : hostile) {
    const std::clock_t start = std::clock();   // processor time: other programs may be busy
    EXPECT_FALSE(run_gates({text.substr(0, 5000), "1", text}).passed);
    const auto spent = 1000 * (std::clock() - start) / CLOCKS_PER_SEC;
    EXPECT_LT(spent, 5000) << text.substr(0, 30);
  }
}

TEST(Gates, DigitsBehindAFractionAreItsArguments) {
  expect_passes({"Evaluate $\\frac12 + \\frac38$.", "\\frac78", "We write $\\frac{1}{2} = \\frac{4}{8}$. Then $\\frac{4}{8} + \\frac{3}{8} = \\frac{7}{8}$, so the answer is $\\boxed{\\frac78}$."});
}

TEST(Gates, SameTextSameVerdict) {
  const Subject subject{kClips, "72", "In May she sold 50/2 = 26 clips with a tool. The answer is $\\boxed{71}$."};
  const trace::Verdict a = run_gates(subject), b = run_gates(subject);
  EXPECT_EQ(a.to_json(), b.to_json());
}

TEST(Statements, AreFoundInWordsAndFormulas) {
  const auto count = [](std::string_view text) { return read_statements(text).size(); };
  EXPECT_EQ(count("He earns $12 an hour and $5 more."), 0u);
  EXPECT_EQ(count("She pays $5 x 3 = $15 for it."), 1u);
  EXPECT_EQ(count("First $3+4 = 7$, then 7 * 2 = 14."), 2u);
  EXPECT_EQ(count("\\begin{align*} a &= 3 + 4 \\\\ &= 7 \\end{align*}"), 1u);
  const auto chain = read_statements("so 2 + 3 = 5 = 10 / 2 in all");
  ASSERT_EQ(chain.size(), 1u);
  EXPECT_EQ(chain[0].sides.size(), 3u);
}

TEST(Gates, ClearedFractionsAreEquationsAndNoIdentities) {
  const char* problem = "Solve $\\frac{x^2 + x + 3}{x + 2} = x + 4$ for $x$.";
  const std::string rest = "Moving all terms to one side gives $-5x - 5 = 0$. Adding 5 on both sides gives $-5x = 5$. Dividing by $-5$ gives $x = 5 / (-5) = -1$. So $x$ is $\\boxed{-1}$.";
  expect_passes({problem, "-1", "Multiplying both sides by $x + 2$ gives $x^2 + x + 3 = x^2 + 6x + 8$. " + rest});
  expect_rejects({problem, "-1", "Multiplying both sides by $x + 2$ gives $x^2 + x + 3 = x^2 + 5x + 8$. " + rest}, "equality");
}

TEST(Gates, ValuesThatAreTriedAreTheOnesPutIn) {
  const char* problem = "Solve $x^3 - 4x^2 + x + 6 = 0$.";
  const auto told = [](const std::string& tried) {
    return "Testing $x = " + tried + "$ gives $8 - 16 + 2 + 6 = 0$. Dividing by $x - 2$ gives $(x - 2)(x^2 - 2x - 3) = 0$. "
           "Looking for two numbers gives $1 \\cdot (-3) = -3$, then $1 - 3 = -2$. So $(x - 2)(x + 1)(x - 3) = 0$ and $x$ is $\\boxed{2, -1, 3}$.";
  };
  expect_passes({problem, "2, -1, 3", told("2")});
  expect_rejects({problem, "2, -1, 3", told("-2")}, "equality");
}

TEST(Gates, RefusedRootsAreNoClaims) {
  const char* problem = "Solve $|y - 6| + 2y = 9$ for $y$.";
  expect_passes({problem, "3", "With both signs we get $y - 6 = -2y + 9$ or $y - 6 = 2y - 9$. The first gives $y + 2y = 9 + 6 = 15$, so $y = 15 / 3 = 5$. The second gives $y - 2y = -9 + 6 = -3$, "
                                "so $y = 3$. We find that $y = 5$ does not solve the equation: $|5 - 6| + 2 \\cdot 5 \\neq 9$. Thus $y$ is $\\boxed{3}$."});
}

TEST(Gates, ADerivativeIsOneEverywhereAndNotOnlyAtTheRootFoundLater) {
  const char* problem = "Where is the slope of $3x^2 - 12x$ zero?";
  const std::string ends = " Setting $6x - 12 = 0$ gives $6x = 12$, so $x = 12/6 = 2$. The answer is $\\boxed{2}$.";
  expect_passes({problem, "2", "We differentiate: $\\frac{d}{dx}(3x^2 - 12x) = 3 \\cdot 2x - 12 = 6x - 12$." + ends});
  expect_passes({problem, "2", "We ask for $\\frac{d}{dx}(3x^2 - 12x) = 0$, where $\\frac{d}{dx}(3x^2 - 12x) = 6x - 12$." + ends});
  expect_rejects({problem, "2", "We differentiate: $\\frac{d}{dx}(3x^2 - 12x) = -3 \\cdot 2x + 12$. This is $-(6x - 12)$." + ends}, "equality");
}

TEST(Gates, ARewritingIsTrueEverywhere) {
  // The root that a false line has, or a value that is tried, is no proof of it.
  expect_rejects({"Expand $(x+1)(x+2)$.", "x^2+3x+2", "We get $(x+1)(x+2) = x^2 - 2x + x + 2$, that is $x^2 + 3x + 2$. Check with $x = 1$: $2 \\cdot 3 = 6$. So it is $\\boxed{x^2+3x+2}$."}, "unread");
  expect_rejects({"Find $\\lim_{x \\to 7} \\frac{x^2-49}{x-7}$.", "14", "At $x = 7$ both parts are $0$. We have $x^2 - 49 = (x - 7)(x - 7)$. The limit is $7 + 7 = 14$. The answer is $\\boxed{14}$."}, "unread");
  for (const char* factors : {"x(x - 2)(x - 3)", "(x - 3)(x + 1)", "(x - 2)^2(x - 3)"})
    expect_rejects({"Solve $x^2 - 5x + 6 = 0$. What is the larger root?", "3",
                    std::string("Factoring gives $x^2 - 5x + 6 = ") + factors + "$. So $x = 2$ or $x = 3$, and the larger one is $\\boxed{3}$."}, "equality");
}

TEST(Gates, NothingIsRoundedWhereNothingIsLeftOver) {
  expect_rejects({"At a round table sit 7 boys and 3 girls. How many sit there?", "10", "At the round table $7 + 3 = 9$ sit. In fact $7 + 3 = 10$ sit there. The answer is $\\boxed{10}$."}, "equality");
}

TEST(Gates, ASuppositionIsNoInequalityToRepeat) {
  expect_rejects({"Solve $2x + 1 > 7$.", "x > 3", "Suppose $x < 3$. From $2x + 1 > 7$ we get $2x > 6$. So $x < 3$. Dividing by 2, we get $\\boxed{x > 3}$."}, "equality");
}

TEST(Gates, BarsInInequalitiesAreSolved) {
  const char* problem = "Solve $2|x| + 7 < 17$ in integers. What is the least $x$?";
  expect_passes({problem, "-4", "We have $17 - 7 = 10$ and $10 / 2 = 5$, so $-5 < x < 5$. The smallest integer is $\\boxed{-4}$."});
  expect_rejects({problem, "-4", "We have $17 - 7 = 10$ and $10 / 2 = 5$, so $-6 < x < 5$. The smallest integer is $\\boxed{-4}$."}, "unread");
}

TEST(Gates, BasesStandAloneInTheProblem) {
  expect_passes({"Evaluate $\\log_5625$.", "4", "Writing it as a power of $5$ gives $5^4 = 625$. Noting that the exponent is $4$, we get $\\log_5 625 = 4$. Hence the value is $\\boxed{4}$."});
  expect_rejects({"Evaluate $\\log_5625$.", "4", "Writing it as a power of $5$ gives $5^4 = 635$. Noting that the exponent is $4$, we get $\\log_5 625 = 4$. Hence the value is $\\boxed{4}$."}, "equality");
}

TEST(Gates, FalseClaimsInWordsAboutANumberThatIsCalledOne) {
  expect_rejects({"Is 27 odd?", "odd", "The number 27 is even. So $\\boxed{\\text{odd}}$."}, "equality");
  expect_passes({"Is 27 odd?", "odd", "The number 27 is odd. So $\\boxed{\\text{odd}}$."});
}

// What shows that a number fits shows where it comes from.
TEST(Gates, NumbersFoundByLooking) {
  const char* squares = "How many perfect squares are between 50 and 90?";
  expect_passes({squares, "2", "These are $64 = 8^2$ and $81 = 9^2$. Counting them gives $2$. So the value is $\\boxed{2}$."});
  expect_rejects({squares, "2", "These are $64$ and $81$. Counting them gives $2$. So the value is $\\boxed{2}$."}, "number");
  expect_rejects({squares, "3", "These are $64 = 8^2$ and $81 = 9^2$. Counting them gives $3$. So the value is $\\boxed{3}$."}, "number");
  const char* multiple = "What is the smallest three-digit multiple of 7?";
  expect_passes({multiple, "105", "Going up, the first number that fits is $105$: $105 = 7 \\cdot 15$. So the value is $\\boxed{105}$."});
  expect_rejects({multiple, "105", "Going up, the first number that fits is $105$: $105 = 5 \\cdot 21$. So the value is $\\boxed{105}$."}, "number");
  const char* divisors = "What is the least positive integer with exactly 10 positive factors?";
  expect_passes({divisors, "48", "The first number that fits is $48$: $48 = 2^4 \\cdot 3$ has $(4 + 1)(1 + 1) = 10$ divisors. So the value is $\\boxed{48}$."});
  expect_rejects({divisors, "48", "The first number that fits is $48$: $48 = 4 \\cdot 12$ has $(4 + 1)(1 + 1) = 10$ divisors. So the value is $\\boxed{48}$."}, "number");
  const char* digits = "What is the largest four-digit number whose digits add up to 16?";
  expect_passes({digits, "9700", "Going down, the first number that fits is $9700$: $9 + 7 + 0 + 0 = 16$. So the value is $\\boxed{9700}$."});
  expect_rejects({digits, "9700", "Going down, the first number that fits is $9700$: $9 + 4 + 3 + 0 = 16$. So the value is $\\boxed{9700}$."}, "number");
  const char* primes = "How many prime numbers are between 20 and 30?";
  expect_passes({primes, "2", "These are $23$ and $29$: $23$ is prime and $29$ is prime. Counting them gives $2$. So the value is $\\boxed{2}$."});
  expect_rejects({primes, "2", "These are $23$ and $27$: $23$ is prime and $27$ is prime. Counting them gives $2$. So the value is $\\boxed{2}$."}, "equality");
  const char* class_of = "What is the smallest positive integer $n$ such that $3n \\equiv 1356 \\pmod{22}?$";
  expect_passes({class_of, "12", "Going up, the first number that fits is $12$: $1356 - 3 \\cdot 12 = 1320 = 60 \\cdot 22$. So the value is $\\boxed{12}$."});
}

TEST(Gates, RowOperationsAndRanksAreJudged) {
  const char* problem = "What is the rank of $\\begin{pmatrix} 1 & 2 \\\\ 3 & 5 \\end{pmatrix}$?";
  const std::string begin = "Taking row 1 away $3$ times from row 2 gives $\\begin{pmatrix} 1 & 2 \\\\ 3 & 5 \\end{pmatrix} \\sim \\begin{pmatrix} 1 & 2 \\\\ 0 & ";
  const std::string end = " \\end{pmatrix}$. Counting 2 rows that are not zero gives $\\operatorname{rank} \\begin{pmatrix} 1 & 2 \\\\ 3 & 5 \\end{pmatrix} = 2$. So the rank is $\\boxed{2}$.";
  expect_passes({problem, "2", begin + "-1" + end});
  expect_rejects({problem, "2", begin + "0" + end}, "equality");
  expect_rejects({problem, "2", begin + "-1" + replace_all(end, "3 & 5", "4 & 5")}, "equality");
}

TEST(Gates, FactsAreAboutWhatWasGiven) {
  const char* sets = "Let $A = \\{4, 5, 6\\}$ and $B = \\{1, 5, 9\\}$. What is $A \\cap B$?";
  expect_passes({sets, "\\{5\\}", "Keeping what is in both gives $\\{4, 5, 6\\} \\cap \\{1, 5, 9\\} = \\{5\\}$. So it is $\\boxed{\\{5\\}}$."});
  expect_rejects({sets, "\\{5\\}", "Keeping what is in both gives $\\{4, 5, 6\\} \\cap \\{1, 5, -9\\} = \\{5\\}$. So it is $\\boxed{\\{5\\}}$."}, "equality");
  const char* matrix = "What are the eigenvalues of $\\begin{pmatrix} 2 & 0 \\\\ 0 & 7 \\end{pmatrix}$?";
  const std::string begin = "We have $\\begin{vmatrix} 2 - \\lambda & 0 \\\\ 0 & 7 - \\lambda \\end{vmatrix} = (2 - \\lambda) \\cdot (7 - \\lambda) - 0 \\cdot 0 = (\\lambda - 2)(\\lambda - 7)$. ";
  expect_passes({matrix, "2, 7", begin + "So $\\lambda = 2$ or $\\lambda = 7$, and the eigenvalues are $\\boxed{2, 7}$."});
  expect_rejects({matrix, "2, 7", begin + "So $\\lambda = 3$ or $\\lambda = 7$, and the eigenvalues are $\\boxed{2, 7}$."}, "equality");
}

}  // namespace
}  // namespace retort::check
