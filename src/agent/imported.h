// Work that came with a problem: narratives are taken over as they are, so that nothing but the answer check and the gates decides about them;
// tool traces are run again and told like a Solver's.
#pragma once

#include <memory>

#include "agent/agent.h"

namespace retort::agent {

// Reads trace::Problem::given (data/given.h).
// A narrative: the trace has that text as its only turn and its box as answer; a failure says when there is no box.
// A trace: its programs run again in the sandbox, in one interpreter, and its other calls by our tools. Texts are thoughts, the last one
// is the final turn. A failure names the first program or call whose recorded result does not come out again; where there is no sandbox the failure is
// transient and says so.
std::unique_ptr<Solver> make_imported_solver();

// The text of a narrative, byte for byte; a trace with calls is told by `teller`.
std::unique_ptr<Rephraser> make_imported_rephraser(std::unique_ptr<Rephraser> teller);

}  // namespace retort::agent
