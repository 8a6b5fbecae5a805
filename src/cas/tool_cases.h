// For tests: calls of a tool as text and what they must answer.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cas/tool.h"

namespace retort::cas {

inline Toolbox& tools() {
  static Toolbox box({.workers = 1, .worker_program = RETORT_BIN_DIR "/retort-cas"});
  return box;
}

inline ToolResult call(const std::string& tool, const std::string& args) {
  const auto json = parse_json(args);
  EXPECT_TRUE(json.ok()) << args;
  return tools().call({tool, *json});
}

struct Case {
  const char* args;
  const char* expected;   // the result, or the kind of the error behind "error: "
};

inline void check(const std::string& tool, const std::vector<Case>& cases) {
  for (const auto& c : cases) {
    const ToolResult r = call(tool, c.args);
    EXPECT_EQ(r.ok ? r.result : "error: " + r.kind, c.expected) << tool << " " << c.args << "\n  " << r.message << r.verified_by;
    if (r.ok) {
      EXPECT_FALSE(r.verified_by.empty()) << c.args;
      EXPECT_FALSE(r.latex.empty()) << c.args;
    } else {
      EXPECT_FALSE(r.message.empty()) << c.args;
    }
  }
}

}  // namespace retort::cas
