// The texts of the arms, and which problems they share.
#include "pipeline/ablation_arms.h"

#include <gtest/gtest.h>

#include "pipeline/ablation.h"

namespace retort::pipeline {
namespace {

Lineage line_of() {
  Lineage line;
  line.problem.statement = "Solve $2x = 6$.";
  line.problem.answer = "3";
  trace::Trace trace;
  trace.answer = "3";
  auto say = [&](trace::TurnKind kind, const std::string& text) {
    trace::Turn turn;
    turn.kind = kind;
    turn.text = text;
    trace.turns.push_back(turn);
  };
  say(trace::TurnKind::kPlan, "Divide.");
  say(trace::TurnKind::kThought, "We solve $2x = 6$.");
  say(trace::TurnKind::kCall, "");
  trace.turns.back().call = {"solve_equation", {{"variable", "x"}}};
  say(trace::TurnKind::kResult, "");
  trace.turns.back().result.ok = true;
  trace.turns.back().result.result = "[3]";
  say(trace::TurnKind::kReflection, "Check: $2 \\cdot 3 = 6$.");
  say(trace::TurnKind::kFinal, "So $x = 3$.");
  line.trace = trace;
  trace::Explanation explanation;
  explanation.text = "Dividing by 2 gives $x = 3$.";
  line.explanations = {explanation};
  return line;
}

TEST(ArmText, TellsTheSameProblemFourWays) {
  const Lineage line = line_of();
  DatasetRow row;
  row.answer = "3";
  row.narrative = "Dividing by 2 gives $x = 3$, so the answer is $\\boxed{3}$.";
  EXPECT_EQ(arm_text("answers", row, line), "$\\boxed{3}$");
  EXPECT_EQ(arm_text("traces", row, line),
            "Divide.\nWe solve $2x = 6$.\nCall: solve_equation {\"variable\":\"x\"}\nResult: [3]\nCheck: $2 \\cdot 3 = 6$.\nSo $x = 3$.\nThe answer is $\\boxed{3}$.");
  EXPECT_EQ(arm_text("explanations", row, line),
            "Divide.\nWe solve $2x = 6$.\nDividing by 2 gives $x = 3$.\nCheck: $2 \\cdot 3 = 6$.\nSo $x = 3$.\nThe answer is $\\boxed{3}$.");
  EXPECT_EQ(arm_text("narratives", row, line), row.narrative);
}

TEST(AblationTable, ShowsEachArmBesideTheNarratives) {
  auto scores = [](double accuracy) {
    return Json{{"n", 100}, {"accuracy", accuracy}, {"ci95", {accuracy - 0.05, accuracy + 0.05}}, {"shares", {{"no_answer", 0.02}, {"truncated", 0.1}}},
                {"by_level", {{"1", {{"n", 60}, {"accuracy", accuracy}}}}}};
  };
  Json rows = Json::array();
  rows.push_back({{"model", "base"}, {"tokens", 0}, {"greedy", scores(0.05)}, {"samples", scores(0.04)},
                  {"against_narratives", {{"mcnemar", {{{"p", 0.00012}}, {{"p", 0.5}}}}, {"difference", -0.25}, {"difference_ci95", {-0.35, -0.15}}}}});
  rows.push_back({{"model", "narratives"}, {"tokens", 12345}, {"greedy", scores(0.3)}, {"samples", scores(0.25)}});
  std::string text = ablation_table({{"student", "s"}, {"source", "p"}, {"plan", {{"problems", 7}}}, {"settings", {{"samples", 8}, {"temperature", 0.6}}},
                                     {"data", {{{"data", "set"}, {"problems", 100}, {"leaks", {{"items", 3}, {"ngram", 10}}}, {"rows", rows}}}}});
  EXPECT_NE(text.find("| base | 0 | 100 | 5.0% | 0.0 to 10.0 | -25.0 (-35.0 to -15.0); p 0.00012, 0.5 | 4.0% |"), std::string::npos) << text;
  EXPECT_NE(text.find("| narratives | 12345 | 100 | 30.0% | 25.0 to 35.0 |  | 25.0% |"), std::string::npos) << text;
  EXPECT_NE(text.find("3 of them share 10 words"), std::string::npos) << text;
  EXPECT_NE(text.find("1 (n = 60)"), std::string::npos) << text;
}

}  // namespace
}  // namespace retort::pipeline
