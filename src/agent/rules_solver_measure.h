// Coverage and precision of the rules Solver on a set of problems with gold answers.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "agent/agent.h"
#include "base/hash.h"
#include "data/source.h"
#include "grade/grade.h"

namespace retort::agent {

struct Tally {
  long problems = 0, answered = 0, right = 0, undecided = 0;
};

// What came out for one problem; `verdict` is meaningful when the trace has an answer.
struct Measured {
  const trace::Problem* problem = nullptr;
  trace::Trace trace;
  grade::Verdict verdict;
};

// Tallies by subject and, under "", of all. `each` sees every problem in order.
inline std::map<std::string, Tally> measure(const Solver& solver, const std::vector<trace::Problem>& problems, cas::Toolbox& tools,
                                            const std::function<void(const Measured&)>& each) {
  std::map<std::string, Tally> tallies;
  for (const trace::Problem& problem : problems) {
    Measured measured{&problem, {}, {}};
    auto trace = solver.solve(problem, tools, 1);
    if (!trace.ok()) continue;
    measured.trace = std::move(*trace);
    bool answered = measured.trace.failure.empty();
    if (answered) measured.verdict = grade::compare(problem.answer, measured.trace.answer);
    for (const std::string& subject : {problem.subject, std::string()}) {
      Tally& tally = tallies[subject];
      ++tally.problems;
      tally.answered += answered;
      tally.right += answered && measured.verdict.outcome == grade::Outcome::kEqual;
      tally.undecided += answered && measured.verdict.outcome == grade::Outcome::kUndecided;
    }
    each(measured);
  }
  return tallies;
}

// One of two halves of a set, by a hash of the statement: 0 to develop on, 1 to report on.
inline int half_of(const trace::Problem& problem) { return static_cast<int>(hash64(problem.statement) % 2); }

}  // namespace retort::agent
