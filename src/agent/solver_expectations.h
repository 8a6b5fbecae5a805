// For tests: what the rules Solver makes of a statement that comes with nothing else, so that no answer can leak.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "agent/agent.h"
#include "grade/grade.h"

namespace retort::agent {

inline trace::Trace solve(const std::string& statement) {
  static cas::Toolbox tools({.workers = 1, .worker_program = RETORT_BIN_DIR "/retort-cas"});
  trace::Problem problem;
  problem.statement = statement;
  auto trace = make_rules_solver()->solve(problem, tools, 1);
  EXPECT_TRUE(trace.ok());
  return *trace;
}

inline bool equal(const std::string& gold, const std::string& given) {
  return grade::compare(gold, given).outcome == grade::Outcome::kEqual;
}

inline void expect_answer(const std::string& statement, const std::string& gold) {
  const auto trace = solve(statement);
  EXPECT_EQ(trace.failure, "") << statement;
  EXPECT_TRUE(equal(gold, trace.answer)) << statement << " gave " << trace.answer;
}

inline void expect_refused(const std::string& statement) {
  const auto trace = solve(statement);
  EXPECT_NE(trace.failure, "") << statement << " gave " << trace.answer;
  EXPECT_EQ(trace.answer, "") << statement;
}

}  // namespace retort::agent
