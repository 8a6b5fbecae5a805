#include "agent/annotated_solver.h"

#include <gtest/gtest.h>

namespace retort::agent {
namespace {

using trace::TurnKind;

trace::Trace annotate(const std::string& solution, const std::string& answer) {
  static cas::Toolbox tools({.workers = 1, .worker_program = RETORT_BIN_DIR "/retort-cas"});
  trace::Problem problem;
  problem.statement = "How many are there?";
  problem.answer = answer;
  problem.solution = solution;
  auto trace = make_annotated_solver()->solve(problem, tools, 1);
  EXPECT_TRUE(trace.ok());
  return *trace;
}

TEST(AnnotatedSolver, MakesEachMarkACall) {
  const auto trace = annotate(
      "Ann sold 36/2 = <<36/2=18>>18 cakes in May.\nAnn sold 36+18 = <<36+18=54>>54 cakes in all.\n#### 54", "54");
  ASSERT_EQ(trace.failure, "");
  EXPECT_EQ(trace.origin, "human");
  EXPECT_EQ(trace.answer, "54");
  ASSERT_EQ(trace.turns.size(), 7u);
  EXPECT_EQ(trace.turns[0].kind, TurnKind::kThought);
  EXPECT_EQ(trace.turns[0].text, "Ann sold $36 / 2$ cakes in May.");
  EXPECT_EQ(trace.turns[1].call.tool, "evaluate");
  EXPECT_EQ(trace.turns[1].call.args["expression"], "36/2");
  EXPECT_EQ(trace.turns[2].result.result, "18");
  EXPECT_EQ(trace.turns[6].kind, TurnKind::kFinal);
  EXPECT_NE(trace.turns[6].text.find("\\boxed{54}"), std::string::npos);
}

TEST(AnnotatedSolver, CutsASentenceBetweenItsComputations) {
  const auto trace =
      annotate("Ann has 3*4 = <<3*4=12>>12 pens and Bob has 2*5 = <<2*5=10>>10 pens, 12 + 10 = <<12+10=22>>22.", "22");
  ASSERT_EQ(trace.failure, "");
  EXPECT_EQ(trace.turns[0].text, "Ann has $3 \\cdot 4$ pens");
  EXPECT_EQ(trace.turns[3].text, "and Bob has $2 \\cdot 5$ pens,");
  EXPECT_EQ(trace.turns[6].text, "$12 + 10$.");
}

TEST(AnnotatedSolver, RecoversPrintedEqualitiesWithoutMarks) {
  const auto trace = annotate("He needs 6*2 = <<6*2=12>>12 nails.\nSo he pays 12*3 = $36.", "36");
  ASSERT_EQ(trace.failure, "");
  EXPECT_EQ(trace.calls(), 2);
  EXPECT_EQ(trace.turns[3].text, "So he pays $12 \\cdot 3$ dollars.");
}

TEST(AnnotatedSolver, TakesAnAnswerThatTheLastLineNames) {
  EXPECT_EQ(
      annotate("A costs 4*5 = <<4*5=20>>20.\nB costs 4*6 = <<4*6=24>>24.\nThe cheaper one costs 20.", "20").failure,
      "");
}

TEST(AnnotatedSolver, SaysWhyItFails) {
  EXPECT_EQ(annotate("", "4").failure, "the problem has no solution to annotate");
  EXPECT_NE(annotate("It is plain to see.", "4").failure.find("no calculator mark"), std::string::npos);
  EXPECT_NE(annotate("It is 10/3 = <<10/3=3.33>>3.33.", "3.33").failure.find("not exact"), std::string::npos);
  EXPECT_EQ(annotate("It is 2+2 = <<2+2=4>>4.", "5").failure, "the last step gives 4, the answer is 5");
  EXPECT_NE(annotate("It is 2+2 = <<2+2=4>>4.", "four").failure.find("is not a number"), std::string::npos);
  EXPECT_NE(annotate("It is 1/0 = <<1/0=4>>4.", "4").failure.find("cannot be read"), std::string::npos);
  EXPECT_NE(annotate(std::string(30'000, '1'), "4").failure.find("longer"), std::string::npos);
}

TEST(AnnotatedSolver, GivesEqualTracesForEqualInput) {
  const std::string text = "Ann sold 36/2 = <<36/2=18>>18 cakes.";
  EXPECT_EQ(annotate(text, "18").to_json(), annotate(text, "18").to_json());
}

// The mathematics of the calls, as plain text.
std::vector<std::string> calls_of(const trace::Trace& trace) {
  std::vector<std::string> out;
  for (const trace::Turn& turn : trace.turns)
    if (turn.kind == TurnKind::kCall) out.push_back(turn.call.tool + " " + turn.call.args.begin().value().get<std::string>());
  return out;
}

TEST(AnnotatedSolver, ConfirmsTheFormulasOfASolutionInLatex) {
  const auto trace = annotate("We expand: \\[(x+1)(x+2) = x^2 + 3x + 2.\\]Since $x^2 + 3x + 2 = 30,$ we have $x^2 + 3x - 28 = (x-4)(x+7) = 0.$ "
                              "Hence $x = 4$, and there are $4 \\cdot 3 = \\boxed{12}$ of them.", "12");
  ASSERT_EQ(trace.failure, "");
  EXPECT_EQ(trace.answer, "12");
  const auto calls = calls_of(trace);
  ASSERT_GE(calls.size(), 4u) << calls[0] << "; " << calls[1];
  EXPECT_EQ(calls[0].substr(0, 17), "expand_expression");
  EXPECT_EQ(calls[1].substr(0, 17), "factor_expression");
  EXPECT_EQ(calls[2].substr(0, 14), "solve_equation");
  EXPECT_EQ(calls.back(), "evaluate 4*3");
}

TEST(AnnotatedSolver, ConfirmsCongruences) {
  const auto trace = annotate("The remainder of the sum is \\[17 + 33 + 65 \\equiv 1 + 1 + 1 \\equiv 3 \\pmod{8},\\] so it is $\\boxed{3}$.", "3");
  ASSERT_EQ(trace.failure, "");
  EXPECT_EQ(calls_of(trace)[0], "evaluate Mod(17 + 33 + 65, 8)");
}

TEST(AnnotatedSolver, AFalseCalculationInLatexIsAFailure) {
  EXPECT_NE(annotate("There are $3 \\cdot 4 = 13$ rows, so $13 - 1 = \\boxed{12}$.", "12").failure.find("3 \\cdot 4 = 13"), std::string::npos);
  EXPECT_NE(annotate("It is clear that the answer is $\\boxed{12}$.", "12").failure.find("no equality"), std::string::npos);
  EXPECT_NE(annotate("There are $3 \\cdot 4 = 12$ rows, so we get $\\boxed{5}$.", "5").failure.find("no confirmed equality"), std::string::npos);
}

}  // namespace
}  // namespace retort::agent
