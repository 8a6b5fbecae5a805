// Narratives made elsewhere: taken over as they are, so that nothing but the answer check and the gates decides about them.
#pragma once

#include <memory>

#include "agent/agent.h"

namespace retort::agent {

// Reads trace::Problem::given ({"kind": "narrative", "text"}). The trace has that text as its only turn, its answer is the text's box; a
// failure says when there is no narrative, or no box in it.
std::unique_ptr<Solver> make_imported_solver();

// The text of such a trace, byte for byte, whatever the attempt.
std::unique_ptr<Rephraser> make_imported_rephraser();

}  // namespace retort::agent
