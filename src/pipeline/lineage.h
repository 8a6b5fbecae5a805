// What a run holds for one problem: its trace, explanations, narratives and verdicts, as far as they are done.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "pipeline/problem_set.h"
#include "pipeline/run.h"
#include "trace/records.h"

namespace retort::pipeline {

// One narrative and what the gates said. A narrative with `failure` has no verdict.
struct Attempt {
  trace::Narrative narrative;
  std::optional<trace::Verdict> verdict;
};

struct Lineage {
  Row row;
  trace::Problem problem;
  std::optional<trace::Trace> trace;
  std::vector<trace::Explanation> explanations;   // of the calls that gave a result, in order; all of them or up to the first missing
  std::vector<Attempt> attempts;
  // Where it ended without a narrative: "solver" (no trace), "wrong_answer" (the trace's answer is not the problem's),
  // "translator", "rephraser"; and why. Empty while it goes on and when it reached its last verdict.
  std::string failed_at, failure;
  bool transient = false;       // the failure may be the machine's (deadline, memory, a crash): worth another try
  bool explained = false;       // every explanation is there
  bool finished = false;        // nothing is left to do: passed, out of attempts, or failed

  const trace::Narrative* accepted() const;       // the narrative that passed
};

// Indices, among all turns, of the calls that gave a result: those are explained. The number of a call counts all calls.
std::vector<int> explained_calls(const trace::Trace& trace);

// Reads what the store holds for `row` under the run's identity. Any thread.
Result<Lineage> find_lineage(const Run& run, const Row& row);

// Store records of finished pieces of work, and of failures, which are kept apart under the id that the result would have had.
store::Record record_of(const trace::Trace& trace);
store::Record record_of(const trace::Explanation& explanation);
store::Record record_of(const trace::Narrative& narrative);
store::Record record_of(const trace::Verdict& verdict);
store::Record failure_record(std::string_view of, const store::Record& record, std::string_view reason, bool transient);

}  // namespace retort::pipeline
