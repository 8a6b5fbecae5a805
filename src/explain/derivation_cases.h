// For tests: derives a call at a seed and level of detail and checks what holds for every derivation.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/text.h"
#include "explain/board.h"
#include "explain/derivation.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::explain {

struct Case {
  std::string tool, args, result;
};

inline cas::ToolCall call_of(const std::string& tool, const std::string& args) {
  auto json = parse_json(args);
  EXPECT_TRUE(json.ok()) << args;
  return {tool, json.ok() ? *json : Json::object()};
}

inline cas::ToolResult result_of(const std::string& text) {
  cas::ToolResult r;
  r.ok = true;
  r.result = text;
  return r;
}

inline Result<Derivation> derive(const Case& c, Detail detail = Detail::kNormal, std::uint64_t seed = 0) {
  return explain(call_of(c.tool, c.args), result_of(c.result), {detail, seed});
}

inline std::vector<std::string> claims(const Derivation& d) {
  std::vector<std::string> out;
  for (const Step& s : d.steps) out.push_back(s.claim);
  return out;
}

// No words about programs, a clause with content, an engine behind each claim.
inline void expect_well_written(const Derivation& d, const Case& c) {
  ASSERT_FALSE(d.steps.empty());
  for (const Step& s : d.steps) {
    const std::string text = lower_ascii(s.because);
    for (const char* word : {"tool", "call", "function", "code", "python", "sympy", "compute", "output",
                             "system returned", "the result is"}) {
      const bool recalling = std::string(word) == "call" && text.find("recalling") != text.npos;
      EXPECT_TRUE(recalling || text.find(word) == text.npos) << c.tool << " " << c.args << ": " << s.because;
    }
    EXPECT_FALSE(s.claim.empty() || s.because.empty() || s.rule.empty() || s.checked_by.empty())
        << c.tool << " " << c.args;
    EXPECT_EQ(s.because.find('{'), s.because.find("{", s.because.find('$') == s.because.npos ? s.because.size() : 0))
        << s.because;
  }
}

// Every level of detail works, is well written and ends with the same number where it ends with one.
inline void expect_derived(const Case& c, std::uint64_t seed = 0) {
  for (const Detail detail : {Detail::kBrief, Detail::kNormal, Detail::kFull}) {
    const auto d = derive(c, detail, seed);
    ASSERT_TRUE(d.ok()) << c.tool << " " << c.args << " -> " << c.result << ": " << d.error().message;
    expect_well_written(*d, c);
  }
}

// The number that the last claim ends with is the result.
inline void expect_states(const Case& c) {
  const auto d = derive(c);
  ASSERT_TRUE(d.ok()) << c.tool << " " << c.args << ": " << d.error().message;
  const auto member = last_member(d->steps.back().claim);
  ASSERT_TRUE(member.has_value()) << d->steps.back().claim;
  const auto stated = math::exact_value(*member), wanted = math::exact_value(*math::parse_any(c.result));
  ASSERT_TRUE(stated.ok() && wanted.ok()) << d->steps.back().claim << " / " << c.result;
  EXPECT_EQ(*stated, *wanted) << c.args;
}

}  // namespace retort::explain
