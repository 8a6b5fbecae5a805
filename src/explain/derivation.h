// Derivations by hand: how a person gets a tool's result, each step checked by an engine that did not produce it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "cas/tool.h"

namespace retort::explain {

struct Step {
  std::string claim;        // LaTeX that holds: "6x = 18", "48 = 2 \\cdot 18 + 12"
  std::string rule;         // stable name: "move_constant", "euclid", "power_rule", ...
  std::string because;      // a clause in plain words with the numbers of this case: "subtracting 5 from both sides"
  std::string checked_by;   // "flint", "arb", "certificate"
  math::Grade grade = math::Grade::kProved;
  Json to_json() const;
};

struct Derivation {
  std::vector<Step> steps;  // the last claim is the tool's result
  Json to_json() const;
  static Result<Derivation> from_json(const Json& json);
};

enum class Detail { kBrief, kNormal, kFull };
struct ExplainOptions {
  Detail detail = Detail::kNormal;
  std::uint64_t seed = 0;   // varies the wording, never the mathematics
};

// The derivation of `result` from `call`; for the tool "python" that of its argument "code" (explain/program.h). kUnsupported when no rule covers the call, kCorruption when a step failed its check
// (message names the step): then nothing is written. Any thread, no state.
Result<Derivation> explain(const cas::ToolCall& call, const cas::ToolResult& result, const ExplainOptions& options = {});

// Part of every record that depends on derivations.
std::string_view explain_revision();

}  // namespace retort::explain
