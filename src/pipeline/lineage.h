// What a run holds for one problem: its traces, one for each sample, and their explanations, narratives and verdicts, as far as they are done.
#pragma once

#include <map>
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

// The answer that more than half of a problem's samples agree on, at least two: stands for the reference where the problem has none.
struct Vote {
  std::string answer;                // empty: there is no such answer
  std::vector<std::string> traces;   // that gave it
  long samples = 0;                  // with an answer
  Json to_json() const;
  static Result<Vote> from_json(const Json& json);
};

// One sample of a problem.
struct Lineage {
  Row row;
  int sample = 0;
  trace::Problem problem;
  std::optional<trace::Trace> trace;
  std::string reference;                          // what the answer is held against: the problem's own, else the vote
  std::optional<Vote> vote;                       // where the problem has no answer of its own
  bool right = false;                             // the trace's answer is the reference
  bool spare = false;                             // right, but other samples of the problem give as many narratives as are wanted
  std::vector<trace::Explanation> explanations;   // of the calls that gave a result, in order; all of them or up to the first missing
  std::vector<Attempt> attempts;
  // Where it ended without a narrative: "solver" (no trace), "wrong_answer" (the trace's answer is not the reference), "no_majority" (the
  // samples do not agree), "translator", "rephraser"; and why. Empty while it goes on and when it reached its last verdict.
  std::string failed_at, failure;
  bool transient = false;       // the failure may be the machine's (deadline, memory, a crash): worth another try
  bool explained = false;       // every explanation is there
  bool finished = false;        // nothing is left to do: passed, out of attempts, failed, or spare
  std::map<std::string, long> tool_errors;   // results that were none, by kind; also of a trace that failed

  const trace::Narrative* accepted() const;       // the narrative that passed
};

// Indices, among all turns, of the calls that gave a result: those are explained. The number of a call counts all calls.
std::vector<int> explained_calls(const trace::Trace& trace);

// Reads what the store holds for all samples of `row` under the run's identity, in order. Any thread.
Result<std::vector<Lineage>> find_lineages(const Run& run, const Row& row);
// One sample as far as the Solver goes: its trace, or where that failed.
Result<Lineage> find_sample(const Run& run, const Row& row, int sample);

// The traces of a problem's samples that there are.
std::vector<std::string> trace_ids(const std::vector<Lineage>& lines);

// Store records of finished pieces of work, and of failures, which are kept apart under the id that the result would have had.
store::Record record_of(const trace::Trace& trace);
store::Record record_of(const trace::Explanation& explanation);
store::Record record_of(const trace::Narrative& narrative);
store::Record record_of(const trace::Verdict& verdict);
store::Record failure_record(std::string_view of, const store::Record& record, std::string_view reason, bool transient);

}  // namespace retort::pipeline
