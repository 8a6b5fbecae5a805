// For tests: a narrative that the gates let through.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "check/gates.h"

namespace retort::check {

inline std::string listed(const trace::Verdict& verdict) {
  std::string out;
  for (const trace::Finding& finding : verdict.reasons) out += "[" + finding.gate + "] " + finding.message + "\n";
  return out;
}

inline void expect_passes(const Subject& subject) {
  const trace::Verdict verdict = run_gates(subject);
  EXPECT_TRUE(verdict.passed) << subject.narrative << "\n" << listed(verdict);
}

}  // namespace retort::check
