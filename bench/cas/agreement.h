// Do two programs give the same answer to a tool call? Decided by mathematics, not by the text.
#pragma once

#include <string>
#include <string_view>

#include "cas/tool.h"

namespace retort::bench {

enum class Agreement {
  kSame,        // the same mathematics
  kDifferent,   // or not known to be the same
  kOnlyOurs,    // the other program has an error
  kOnlyPeer,
  kNeither,     // both have an error
};
std::string_view agreement_name(Agreement agreement);

// `peer`: the JSON answer of SymPyToolkit, {"result": ...} or {"status": "error", ...}.
// Lists are compared as sets, antiderivatives by their derivatives, solutions of inequalities at many points, eigenvectors by the
// dimensions of their spaces.
Agreement agreement(const cas::ToolCall& call, const cas::ToolResult& ours, const Json& peer);

}  // namespace retort::bench
