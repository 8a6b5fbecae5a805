// A human solution as a trace: each calculator mark, and each printed equality that can be computed, becomes one call; of a solution in LaTeX each
// equality that a tool confirms.
#pragma once

#include <memory>

#include "agent/agent.h"

namespace retort::agent {

// Reads Problem::solution in GSM8K's form. Every mark must be exact, the engine must agree with each result, and the answer
// must be the last mark's result, the last computed result, or a computed result that the last line names; else the
// trace is a failure that says which of these does not hold. A solution without marks whose answer is boxed (MATH) is read as the gates read it
// (agent/formula_steps.h): a false calculation makes it a failure, and a statement that was confirmed, or follows from earlier ones, must end in the
// answer. The seed changes nothing but the id.
std::unique_ptr<Solver> make_annotated_solver();

}  // namespace retort::agent
