// Derivations as prose: what a teacher says while writing the steps of one tool call at the board.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "agent/agent.h"
#include "explain/program.h"

namespace retort::agent {

// Short sentences, one for each step of the derivation, with the same order and form for every call of a tool; the seed
// chooses connecting words. In the concise style a trace speaks in one of two voices of the seed (by its id), and steps by the same rule
// share one sentence and the first one's reason. Plain arithmetic is stated without comment. A call without derivation gives an
// Explanation with `failure`, never a log of the call; a call that ended in an error has nothing to explain, its text is empty.
std::unique_ptr<Translator> make_rules_translator(Style style);
// The same, with what answers the calls within programs (explain/program.h). Any thread may call `tools`.
std::unique_ptr<Translator> make_rules_translator(Style style, explain::CallTool tools);

// The call with this number, counted from 0, and its result; null where the trace has none.
struct Exchange {
  const trace::Turn* call = nullptr;
  const trace::Turn* result = nullptr;
};
Exchange find_exchange(const trace::Trace& trace, int number);

// The prose of one derivation; empty when it has no steps.
std::string derivation_text(const explain::Derivation& derivation, Style style, std::uint64_t seed);

}  // namespace retort::agent
