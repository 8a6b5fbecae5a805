// Human solutions at scale: annotate, translate, rephrase and gate the training rows of GSM8K where they are at hand.
#include <gtest/gtest.h>

#include <filesystem>

#include "agent/agent.h"
#include "check/gates.h"
#include "data/source.h"

namespace retort::agent {
namespace {

const char* const kRows = RETORT_SOURCE_DIR "/../shared/data/gsm8k/train.jsonl";

TEST(Gsm8k, BecomesTracesThatPassTheGates) {
  if (!std::filesystem::exists(kRows)) GTEST_SKIP() << "absent: ../shared/data/gsm8k/train.jsonl";
  const auto set = data::read_problems(kRows);
  ASSERT_TRUE(set.ok()) << set.error().message;
  cas::Toolbox tools;
  const auto solver = make_annotated_solver();
  const auto translator = make_rules_translator();
  const auto rephraser = make_rules_rephraser();
  constexpr int kAttempts = 3;
  long traces = 0, passed = 0, unexplained = 0;
  for (const trace::Problem& problem : set->problems) {
    const auto trace = solver->solve(problem, tools, 1);
    ASSERT_TRUE(trace.ok());
    if (!trace->failure.empty()) continue;
    ++traces;
    std::vector<trace::Explanation> explanations;
    bool explained = true;
    for (int i = 0; i < trace->calls(); ++i) {
      explanations.push_back(*translator->translate(problem, *trace, i, 1));
      explained = explained && explanations.back().failure.empty();
    }
    if (!explained) {
      ++unexplained;
      continue;
    }
    Rejected before;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      const auto narrative = rephraser->rephrase(problem, *trace, explanations, before, attempt, 1);
      ASSERT_EQ(narrative->text.find("<<"), std::string::npos) << narrative->text;
      const auto verdict = check::run_gates({problem.statement, problem.answer, narrative->text});
      before = {narrative->text, verdict.reasons};
      passed += verdict.passed;
      if (verdict.passed) break;
    }
  }
  RecordProperty("traces", static_cast<int>(traces));
  RecordProperty("passed", static_cast<int>(passed));
  EXPECT_GE(traces, 7001);
  EXPECT_LE(unexplained, traces / 100);
  EXPECT_GE(passed * 10, traces * 9);
}

}  // namespace
}  // namespace retort::agent
