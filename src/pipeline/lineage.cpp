#include "pipeline/lineage.h"

#include <fmt/core.h>

namespace retort::pipeline {

namespace {

// The record as a T, or nothing when it is not there.
template <typename T>
Result<std::optional<T>> find(const store::Store& store, std::string_view kind, const std::string& id) {
  auto record = store.get(kind, id);
  if (!record.ok()) {
    if (record.error().code == ErrorCode::kNotFound) return std::optional<T>();
    return record.error();
  }
  RETORT_TRY(T value, T::from_json(record->body));
  return std::optional<T>(std::move(value));
}

struct Failure {
  std::string reason;
  bool transient = false;
  static Result<Failure> from_json(const Json& json) { return Failure{string_or(json, "reason", "no reason"), bool_or(json, "transient", false)}; }
};

struct AnswerCheck {
  std::string outcome, reason;
  static Result<AnswerCheck> from_json(const Json& json) { return AnswerCheck{string_or(json, "outcome", ""), string_or(json, "reason", "")}; }
};

Result<bool> note_failure(const Run& run, const std::string& id, std::string_view stage, Lineage& line) {
  RETORT_TRY(auto failure, find<Failure>(run.store, "failure", id));
  if (!failure) return false;
  line.failed_at = stage;
  line.failure = failure->reason;
  line.transient = failure->transient;
  line.finished = true;
  return true;
}

// True when the trace is there and its answer is the problem's.
Result<bool> load_trace(const Run& run, Lineage& line) {
  std::string id = run.identity.trace(line.row.record);
  RETORT_TRY(line.trace, find<trace::Trace>(run.store, "trace", id));
  if (!line.trace) {
    RETORT_TRY([[maybe_unused]] bool failed, note_failure(run, id, "solver", line));
    return false;
  }
  RETORT_TRY(auto check, find<AnswerCheck>(run.store, "answer_check", run.identity.answer_check(id)));
  if (!check) return false;
  if (check->outcome == "equal") return true;
  line.failed_at = "wrong_answer";
  line.failure = check->reason;
  line.finished = true;
  return false;
}

// True when every explanation is there.
Result<bool> load_explanations(const Run& run, Lineage& line) {
  for (int call : explained_calls(*line.trace)) {
    std::string id = run.identity.explanation(line.trace->id, call);
    RETORT_TRY(auto explanation, find<trace::Explanation>(run.store, "explanation", id));
    if (!explanation) {
      RETORT_TRY([[maybe_unused]] bool failed, note_failure(run, id, "translator", line));
      return false;
    }
    line.explanations.push_back(*std::move(explanation));
  }
  return true;
}

Status load_attempts(const Run& run, Lineage& line) {
  std::vector<trace::Finding> reasons;
  for (int attempt = 0; attempt < run.attempts(*line.trace); ++attempt) {
    std::string id = run.identity.narrative(line.trace->id, line.explanations, attempt, reasons);
    RETORT_TRY(auto narrative, find<trace::Narrative>(run.store, "narrative", id));
    if (!narrative) {
      RETORT_TRY(auto failure, find<Failure>(run.store, "failure", id));
      if (!failure) return {};
      if (failure->transient) {
        line.failed_at = "rephraser";
        line.failure = failure->reason;
        line.transient = line.finished = true;
        return {};
      }
      trace::Narrative failed;
      failed.id = id;
      failed.trace_id = line.trace->id;
      failed.problem_id = line.row.record;
      failed.attempt = attempt;
      failed.failure = failure->reason;
      line.attempts.push_back({std::move(failed), {}});
      continue;
    }
    RETORT_TRY(auto verdict, find<trace::Verdict>(run.store, "verdict", run.identity.verdict(id)));
    line.attempts.push_back({*std::move(narrative), verdict});
    if (!verdict) return {};
    if (verdict->passed) break;
    reasons = verdict->reasons;
  }
  line.finished = true;
  if (!line.accepted() && !line.attempts.empty() && !line.attempts.back().verdict) {
    line.failed_at = "rephraser";
    line.failure = line.attempts.back().narrative.failure;
  }
  return {};
}

}  // namespace

const trace::Narrative* Lineage::accepted() const {
  return !attempts.empty() && attempts.back().verdict && attempts.back().verdict->passed ? &attempts.back().narrative : nullptr;
}

std::vector<int> explained_calls(const trace::Trace& trace) {
  std::vector<int> calls;
  int call = -1;
  for (const trace::Turn& turn : trace.turns) {
    if (turn.kind == trace::TurnKind::kCall) ++call;
    if (turn.kind == trace::TurnKind::kResult && turn.result.ok && call >= 0) calls.push_back(call);
  }
  return calls;
}

Result<Lineage> find_lineage(const Run& run, const Row& row) {
  Lineage line;
  line.row = row;
  RETORT_TRY(auto problem, find<trace::Problem>(run.store, "problem", row.record));
  if (!problem) return Error{ErrorCode::kCorruption, fmt::format("{}: problem {} is missing", run.paths.database(), row.record)};
  line.problem = *std::move(problem);
  line.problem.id = row.id;
  line.problem.line = row.line;
  RETORT_TRY(bool solved, load_trace(run, line));
  if (!solved) return line;
  RETORT_TRY(line.explained, load_explanations(run, line));
  if (!line.explained) return line;
  RETORT_TRY_STATUS(load_attempts(run, line));
  return line;
}

store::Record record_of(const trace::Trace& trace) { return {"trace", trace.id, trace.problem_id, trace.to_json()}; }
store::Record record_of(const trace::Explanation& e) { return {"explanation", e.id, e.trace_id, e.to_json()}; }
store::Record record_of(const trace::Narrative& n) { return {"narrative", n.id, n.trace_id, n.to_json()}; }
store::Record record_of(const trace::Verdict& v) { return {"verdict", v.id, v.narrative_id, v.to_json()}; }

store::Record failure_record(std::string_view of, const store::Record& record, std::string_view reason, bool transient) {
  return {"failure", record.id, record.parent, {{"of", of}, {"reason", reason}, {"transient", transient}, {"record", record.body}}};
}

}  // namespace retort::pipeline
