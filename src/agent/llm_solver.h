// The paper's Solver Agent (arXiv 2506.19171, section 3.1): plan, then rounds of thought, tool call, result and reflection.
#pragma once

#include <memory>

#include "agent/agent.h"
#include "agent/conversation.h"

namespace retort::agent {

// A Solver whose traces of one problem differ.
class SampleSolver : public Solver {
 public:
  // The trace with this number; number 0 is made as by solve().
  virtual Result<trace::Trace> sample(const trace::Problem& problem, cas::Toolbox& tools, int number, std::uint64_t seed) const = 0;
};

// The plan is asked for with no tool in sight. Calls in one reply are made one after another in the order written; a call that was
// made before is answered from the trace and not made again; what cannot be read and what a tool refuses goes back to the model as a
// result with status "error". After the last round the model is asked to conclude. Failures of one problem (no answer, cut off, server
// gone) are traces with `failure`; errors are those that end the run.
std::unique_ptr<SampleSolver> make_llm_solver(Teacher teacher);

}  // namespace retort::agent
