#include "trace/records.h"

#include <gtest/gtest.h>

namespace retort::trace {
namespace {

Problem sample_problem() {
  Problem problem;
  problem.id = "p1";
  problem.statement = "Solve $2x + 3 = 7$.";
  problem.answer = "2";
  problem.source = "starter";
  problem.family = "linear_equation";
  problem.line = 4;
  return problem;
}

Trace sample_trace() {
  Trace trace;
  trace.id = "t1";
  trace.problem_id = sample_problem().record_id();
  trace.agent = "rules";
  trace.origin = "solver";
  Turn call;
  call.kind = TurnKind::kCall;
  call.call.tool = "solve_equation";
  call.call.args = {{"sympy_equation", "2x+3=7"}, {"variable", "x"}};
  Turn result;
  result.kind = TurnKind::kResult;
  result.result.ok = true;
  result.result.result = "[2]";
  result.result.latex = "x = 2";
  result.result.verified_by = "roots substituted";
  result.result.grade = math::Grade::kProved;
  trace.turns = {{TurnKind::kPlan, "Isolate $x$."}, call, result, {TurnKind::kReflection, "So $x = 2$."}, {TurnKind::kFinal, "$\\boxed{2}$"}};
  trace.turns[3].outcome = "confirmed";
  trace.answer = "2";
  return trace;
}

TEST(MakeId, SeparatesPartsAndKinds) {
  EXPECT_EQ(make_id("trace", {"ab", "c"}), make_id("trace", {"ab", "c"}));
  EXPECT_NE(make_id("trace", {"ab", "c"}), make_id("trace", {"a", "bc"}));
  EXPECT_NE(make_id("trace", {"ab"}), make_id("trace", {"ab", ""}));
  EXPECT_NE(make_id("trace", {"ab"}), make_id("verdict", {"ab"}));
  EXPECT_EQ(make_id("trace", {}).size(), 32u);
}

TEST(ProblemRecord, RoundTripsAndNamesItsContent) {
  Problem problem = sample_problem();
  auto back = Problem::from_json(problem.to_json());
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(to_line(back->to_json()), to_line(problem.to_json()));
  back->id = "another name";
  back->line = 9;
  EXPECT_EQ(back->record_id(), problem.record_id());
  back->answer = "3";
  EXPECT_NE(back->record_id(), problem.record_id());
}

TEST(TraceRecord, RoundTripsEveryTurn) {
  Trace trace = sample_trace();
  auto back = Trace::from_json(trace.to_json());
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(to_line(back->to_json()), to_line(trace.to_json()));
  EXPECT_EQ(back->calls(), 1);
  EXPECT_EQ(back->turns[1].call.tool, "solve_equation");
  EXPECT_EQ(back->turns[2].result.latex, "x = 2");
  EXPECT_EQ(back->turns[3].outcome, "confirmed");
}

TEST(ExplanationRecord, RoundTrips) {
  Explanation explanation;
  explanation.id = "e1";
  explanation.trace_id = "t1";
  explanation.call = 2;
  explanation.derivation.steps.push_back({"2x = 4", "move_constant", "subtracting 3 from both sides", "flint", math::Grade::kProved});
  explanation.text = "Subtract 3: $2x = 4$.";
  auto back = Explanation::from_json(explanation.to_json());
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(to_line(back->to_json()), to_line(explanation.to_json()));
  ASSERT_EQ(back->derivation.steps.size(), 1u);
  EXPECT_EQ(back->derivation.steps[0].claim, "2x = 4");
}

TEST(NarrativeRecord, RoundTrips) {
  Narrative narrative{"n1", "t1", "p1", 1, "So $x = \\boxed{2}$.", "2", ""};
  auto back = Narrative::from_json(narrative.to_json());
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(to_line(back->to_json()), to_line(narrative.to_json()));
}

TEST(VerdictRecord, RoundTripsFindings) {
  Verdict verdict{"v1", "n1", false, {{"equality", 4, 9, "2 + 2 is not 5"}}, 3, 1};
  auto back = Verdict::from_json(verdict.to_json());
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(to_line(back->to_json()), to_line(verdict.to_json()));
}

TEST(Records, RefuseWhatIsNotTheirs) {
  for (const char* text : {"[]", "3", "null", "{}", R"({"id":1,"problem_id":"p","agent":"rules","turns":[]})",
                           R"({"id":"t","problem_id":"p","agent":"rules","turns":[{"turn":"sing"}]})",
                           R"({"id":"t","problem_id":"p","agent":"rules","turns":[{"turn":"call"}]})",
                           R"({"id":"t","problem_id":"p","agent":"rules","turns":7})"}) {
    auto json = parse_json(text);
    ASSERT_TRUE(json.ok());
    EXPECT_FALSE(Trace::from_json(*json).ok()) << text;
    EXPECT_FALSE(Problem::from_json(*json).ok()) << text;
    EXPECT_FALSE(Verdict::from_json(*json).ok()) << text;
    EXPECT_FALSE(Narrative::from_json(*json).ok()) << text;
    EXPECT_FALSE(Explanation::from_json(*json).ok()) << text;
  }
}

}  // namespace
}  // namespace retort::trace
