// Work that came with a problem: narratives as they are, traces run again and told.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "agent/agent.h"
#include "agent/program_prose.h"
#include "cas/python_tool.h"
#include "check/gates.h"
#include "data/given.h"
#include "data/source.h"
#include "explain/program.h"
#include "grade/grade.h"

namespace retort::agent {
namespace {

trace::Problem with_trace(std::string statement, std::string answer, std::string_view blocks) {
  trace::Problem problem;
  problem.statement = std::move(statement);
  problem.answer = std::move(answer);
  data::TraceParts parts;
  parts.add_blocks(blocks);
  problem.given = std::move(parts).finish("tora");
  return problem;
}

struct Told {
  trace::Trace trace;
  std::string text, failure;
  trace::Verdict verdict;
};

// A problem's trace run again, explained, told and judged, with three attempts.
Told tell(const trace::Problem& problem, cas::Toolbox& tools) {
  const auto solver = make_imported_solver();
  const auto translator = make_rules_translator(Style::kConcise);
  const auto rephraser = make_imported_rephraser(make_rules_rephraser(Style::kConcise));
  Told out;
  out.trace = *solver->solve(problem, tools, 1);
  out.failure = out.trace.failure;
  std::vector<trace::Explanation> explanations;
  for (int i = 0; out.failure.empty() && i < out.trace.calls(); ++i) {
    explanations.push_back(*translator->translate(problem, out.trace, i, 1));
    out.failure = explanations.back().failure;
  }
  Rejected before;
  for (int attempt = 0; out.failure.empty() && attempt < rephraser->attempts(out.trace, 3) && !out.verdict.passed; ++attempt) {
    out.text = rephraser->rephrase(problem, out.trace, explanations, before, attempt, 1)->text;
    out.verdict = check::run_gates({problem.statement, problem.answer, out.text});
    before = {out.text, out.verdict.reasons};
  }
  return out;
}

class ImportedTrace : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const auto found = cas::python_available(); !found.ok()) GTEST_SKIP() << "absent: " << found.error().message;
  }
  cas::Toolbox tools_{{.workers = 1, .worker_program = RETORT_BIN_DIR "/retort-cas"}};
};

constexpr const char* kStatement = "Mira has 12 jars and gives 5 away. Each jar that is left holds 20 beads. How many beads does she have?";

TEST_F(ImportedTrace, IsRunAgainAndToldInWords) {
  const Told told = tell(with_trace(kStatement, "140", "Let's write a program.\n```python\ndef f():\n    mira_jars = 12\n    given_away = 5\n    jars_left = mira_jars - given_away\n"
                                                       "    beads = jars_left * 20\n    return float(beads)\nprint(f())\n```\n```output\n140.0\n```\nShe has $\\boxed{140.0}$ beads."), tools_);
  ASSERT_EQ(told.failure, "");
  EXPECT_TRUE(told.verdict.passed) << told.text;
  EXPECT_EQ(told.trace.answer, "140");
  EXPECT_NE(told.text.find("12 - 5 = 7"), std::string::npos) << told.text;
  EXPECT_NE(told.text.find("7 \\cdot 20 = 140"), std::string::npos) << told.text;
  EXPECT_NE(told.text.find("\\boxed{140}"), std::string::npos) << told.text;
  EXPECT_EQ(told.text.find("program"), std::string::npos) << told.text;
}

TEST_F(ImportedTrace, WhatDoesNotComeOutAgainIsLeftOut) {
  const Told other = tell(with_trace(kStatement, "140", "```python\nprint(7 * 20)\n```\n```output\n150\n```\n$\\boxed{150}$"), tools_);
  EXPECT_NE(other.failure.find("call 1"), std::string::npos) << other.failure;
  EXPECT_NE(other.failure.find("150"), std::string::npos) << other.failure;
  EXPECT_FALSE(other.trace.transient);
  const Told failing = tell(with_trace(kStatement, "140", "```python\nprint(1 / 0)\n```\n```output\n140\n```\n$\\boxed{140}$"), tools_);
  EXPECT_NE(failing.failure.find("ZeroDivisionError"), std::string::npos) << failing.failure;
}

TEST_F(ImportedTrace, CellsShareTheirVariables) {
  const auto solver = make_imported_solver();
  const auto trace = solver->solve(with_trace(kStatement, "140", "```python\nx = 7\n```\n```output\n\n```\n```python\nprint(x * 20)\n```\n```output\n140\n```\n$\\boxed{140}$"), tools_, 1);
  EXPECT_EQ(trace->failure, "");
  EXPECT_EQ(trace->calls(), 2);
}

TEST_F(ImportedTrace, CallsOfToolsAreMadeByOurs) {
  trace::Problem problem;
  problem.statement = "Solve $2x + 3 = 11$.";
  problem.answer = "4";
  for (const char* recorded : {"[4]", "[5]"}) {
    data::TraceParts parts;
    parts.add_call("solve_equation", {{"sympy_equation", "2*x + 3 - 11"}, {"variable", "x"}}, "a");
    parts.add_result(recorded, "a");
    parts.add_text("So $\\boxed{4}$.");
    problem.given = std::move(parts).finish("tool-calls");
    const Told told = tell(problem, tools_);
    EXPECT_EQ(told.failure.empty(), std::string_view(recorded) == "[4]") << told.failure;
    if (told.failure.empty()) EXPECT_TRUE(told.verdict.passed) << told.text;
  }
}

TEST(ProgramProse, SaysNamesAndLeavesOutWhatIsGiven) {
  const auto steps = explain::explain_program("liam_coins = 30\nboxes = 4\nliam_left = liam_coins - 6\nper_box = liam_left / boxes\nprint(per_box)", "6.0");
  ASSERT_TRUE(steps.ok()) << steps.error().message;
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const std::string text = program_text(*steps, "Yesterday Liam had 30 coins. He lost 6 and put the rest into four boxes.", seed);
    EXPECT_EQ(text.find("30$"), std::string::npos) << text;
    EXPECT_EQ(text.find("liam"), std::string::npos) << text;
    EXPECT_NE(text.find("$30 - 6 = 24$"), std::string::npos) << text;
    EXPECT_NE(text.find("\\frac{24}{4} = 6"), std::string::npos) << text;
  }
}

// Real tool-integrated traces of GSM8K problems, a sixth of them with a wrong answer, where they are at hand.
TEST_F(ImportedTrace, OfAModelBecomeNarratives) {
  const char* const rows = RETORT_SOURCE_DIR "/../shared/data/tir/tora70b_gsm8k_dev.jsonl";
  if (!std::filesystem::exists(rows)) GTEST_SKIP() << "absent: ../shared/data/tir";
  const auto set = data::read_problems(rows);
  ASSERT_TRUE(set.ok()) << set.error().message;
  int right = 0, not_again = 0, passed = 0, wrong_passed = 0;
  for (const trace::Problem& problem : set->problems) {
    const Told told = tell(problem, tools_);
    not_again += !told.trace.failure.empty();
    const bool agrees = grade::compare(problem.answer, told.trace.answer).outcome == grade::Outcome::kEqual;
    right += agrees;
    passed += agrees && told.verdict.passed;
    wrong_passed += !agrees && told.verdict.passed;
  }
  std::printf("%zu traces, %d not reproduced, %d with the right answer, %d of them told; %d wrong ones told\n", set->problems.size(), not_again, right, passed, wrong_passed);
  EXPECT_EQ(not_again, 0);
  EXPECT_GE(passed, 438);
  EXPECT_EQ(wrong_passed, 0);
}

}  // namespace
}  // namespace retort::agent
