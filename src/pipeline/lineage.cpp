#include "pipeline/lineage.h"

#include <fmt/core.h>

#include <algorithm>

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
  Json record;   // what was made until then
  static Result<Failure> from_json(const Json& json) {
    return Failure{string_or(json, "reason", "no reason"), bool_or(json, "transient", false), json.value("record", Json::object())};
  }
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

void count_tools(const trace::Trace& trace, Lineage& line) {
  for (const trace::Turn& turn : trace.turns)
    if (turn.kind == trace::TurnKind::kResult && !turn.result.ok) ++line.tool_errors[turn.result.kind];
}

Status load_trace(const Run& run, Lineage& line) {
  std::string id = run.identity.trace(line.row.record, line.sample);
  RETORT_TRY(line.trace, find<trace::Trace>(run.store, "trace", id));
  if (line.trace) {
    count_tools(*line.trace, line);
    return {};
  }
  RETORT_TRY(auto failure, find<Failure>(run.store, "failure", id));
  if (!failure) return {};
  line.failed_at = "solver";
  line.failure = failure->reason;
  line.transient = failure->transient;
  line.finished = true;
  // What a failed trace holds may be little, but it is well formed.
  RETORT_TRY(trace::Trace made, trace::Trace::from_json(failure->record));
  count_tools(made, line);
  return {};
}

void end_wrong(Lineage& line, std::string_view at, std::string why) {
  line.failed_at = at;
  line.failure = std::move(why);
  line.finished = true;
}

// Holds the trace's answer against the reference.
Status load_check(const Run& run, Lineage& line) {
  if (!line.trace) return {};
  if (line.vote) {
    const auto& agree = line.vote->traces;
    line.right = std::find(agree.begin(), agree.end(), line.trace->id) != agree.end();
    if (line.vote->answer.empty()) end_wrong(line, "no_majority", "the samples do not agree on an answer");
    else if (!line.right) end_wrong(line, "wrong_answer", "most samples have another answer");
    return {};
  }
  RETORT_TRY(auto check, find<AnswerCheck>(run.store, "answer_check", run.identity.answer_check(line.trace->id)));
  if (!check) return {};
  line.right = check->outcome == "equal";
  if (!line.right) end_wrong(line, "wrong_answer", check->reason);
  return {};
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

Result<Lineage> find_sample(const Run& run, const Row& row, int sample) {
  Lineage line;
  line.row = row;
  line.sample = sample;
  RETORT_TRY(auto problem, find<trace::Problem>(run.store, "problem", row.record));
  if (!problem) return Error{ErrorCode::kCorruption, fmt::format("{}: problem {} is missing", run.paths.database(), row.record)};
  line.problem = *std::move(problem);
  line.problem.id = row.id;
  line.problem.line = row.line;
  line.reference = line.problem.answer;
  RETORT_TRY_STATUS(load_trace(run, line));
  return line;
}

Result<std::vector<Lineage>> find_lineages(const Run& run, const Row& row) {
  std::vector<Lineage> lines;
  for (int sample = 0; sample < run.samples(); ++sample) {
    RETORT_TRY(Lineage line, find_sample(run, row, sample));
    lines.push_back(std::move(line));
  }
  std::optional<Vote> vote;
  if (lines[0].reference.empty()) {
    RETORT_TRY(vote, find<Vote>(run.store, "vote", run.identity.vote(trace_ids(lines))));
    if (!vote) return lines;
  }
  long long told = 0;   // that have a narrative, or may yet get one
  for (Lineage& line : lines) {
    line.vote = vote;
    if (vote) line.reference = vote->answer;
    RETORT_TRY_STATUS(load_check(run, line));
    if (!line.right) continue;
    line.spare = told >= run.recipe.llm.narratives;
    if (line.spare) {
      line.finished = true;
      continue;
    }
    RETORT_TRY(line.explained, load_explanations(run, line));
    if (line.explained) RETORT_TRY_STATUS(load_attempts(run, line));
    told += !line.finished || line.transient || line.accepted();
  }
  return lines;
}

std::vector<std::string> trace_ids(const std::vector<Lineage>& lines) {
  std::vector<std::string> ids;
  for (const Lineage& line : lines)
    if (line.trace) ids.push_back(line.trace->id);
  return ids;
}

Json Vote::to_json() const { return {{"answer", answer}, {"traces", traces}, {"samples", samples}}; }

Result<Vote> Vote::from_json(const Json& json) {
  Vote vote;
  vote.answer = string_or(json, "answer", "");
  vote.samples = static_cast<long>(integer_or(json, "samples", 0));
  if (!json.contains("traces") || !json["traces"].is_array()) return Error{ErrorCode::kCorruption, "a vote without its traces"};
  for (const Json& id : json["traces"])
    if (id.is_string()) vote.traces.push_back(id.get<std::string>());
  return vote;
}

store::Record record_of(const trace::Trace& trace) { return {"trace", trace.id, trace.problem_id, trace.to_json()}; }
store::Record record_of(const trace::Explanation& e) { return {"explanation", e.id, e.trace_id, e.to_json()}; }
store::Record record_of(const trace::Narrative& n) { return {"narrative", n.id, n.trace_id, n.to_json()}; }
store::Record record_of(const trace::Verdict& v) { return {"verdict", v.id, v.narrative_id, v.to_json()}; }

store::Record failure_record(std::string_view of, const store::Record& record, std::string_view reason, bool transient) {
  return {"failure", record.id, record.parent, {{"of", of}, {"reason", reason}, {"transient", transient}, {"record", record.body}}};
}

}  // namespace retort::pipeline
