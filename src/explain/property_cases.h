// For tests: random calls of a tool, answered by the toolbox and derived; what each derivation must show.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/text.h"
#include "explain/claim_checks.h"
#include "explain/derivation.h"

namespace retort::explain {

inline cas::Toolbox& tools() {
  static cas::Toolbox box(
      {.deadline = Milliseconds(20'000), .workers = 1, .worker_program = RETORT_BIN_DIR "/retort-cas"});
  return box;
}

struct Solved {
  Json args;
  std::string result;
  std::vector<std::string> claims;
  const std::string& last() const { return claims.back(); }
};
using Property = std::function<bool(const Solved&)>;

inline bool all_facts(const Solved& s) {
  return std::all_of(s.claims.begin(), s.claims.end(), [](const std::string& claim) { return claim_holds(claim, {}); });
}
inline bool ends_with_result(const Solved& s) { return agree(last_of(s.last()), plain(s.result)); }

struct Subject {
  std::string tool;
  std::function<Json(Random&)> draw;
  Property steps_hold, states_result;
};

inline void PrintTo(const Subject& subject, std::ostream* out) { *out << subject.tool; }

// 25 random calls: the steps hold where they are read again, and the last one states the result.
inline void expect_derives_what_it_answers(const Subject& subject) {
  Random random(29, subject.tool);
  for (std::uint64_t i = 0; i < 25; ++i) {
    const cas::ToolCall call{subject.tool, subject.draw(random)};
    const auto answered = tools().call(call);
    ASSERT_TRUE(answered.ok) << call.args << ": " << answered.message;
    const auto derivation = explain(call, answered, {Detail::kNormal, i});
    ASSERT_TRUE(derivation.ok()) << call.args << " -> " << answered.result << ": " << derivation.error().message;
    Solved solved{call.args, answered.result, {}};
    for (const Step& step : derivation->steps) solved.claims.push_back(step.claim);
    EXPECT_TRUE(subject.steps_hold(solved)) << call.args << " -> " << answered.result << "\n"
                                            << join(solved.claims, "\n");
    EXPECT_TRUE(subject.states_result(solved)) << call.args << " -> " << answered.result << "\n" << solved.last();
  }
}

}  // namespace retort::explain
