// Stage "solve": each sample of a problem gets a trace, or a failure that says why not; each trace's answer is held against the problem's, or
// against that of most samples.
#include <fmt/core.h>

#include <algorithm>

#include "cas/tool.h"
#include "grade/grade.h"
#include "pipeline/each_row.h"
#include "pipeline/lineage.h"
#include "pipeline/stages.h"

namespace retort::pipeline {

namespace {

// A tool that ran out of time or memory, or crashed, may do better on a quieter machine.
bool is_transient(const trace::Trace& trace) {
  for (const trace::Turn& turn : trace.turns) {
    if (turn.kind != trace::TurnKind::kResult || turn.result.ok) continue;
    if (turn.result.kind == "deadline" || turn.result.kind == "memory" || turn.result.kind == "crash") return true;
  }
  return false;
}

store::Record check_answer(const Run& run, const trace::Problem& problem, const trace::Trace& trace) {
  grade::Verdict verdict = grade::compare(problem.answer, trace.answer);
  return {"answer_check", run.identity.answer_check(trace.id), trace.id,
          {{"trace_id", trace.id}, {"outcome", grade::outcome_name(verdict.outcome)}, {"rule", verdict.rule}, {"reason", verdict.reason}}};
}

using Records = Result<std::vector<store::Record>>;

Records solve(const Run& run, cas::Toolbox& tools, const Row& row, int sample) {
  RETORT_TRY(Lineage line, find_sample(run, row, sample));
  if (line.trace) {
    if (line.problem.answer.empty() || run.store.has("answer_check", run.identity.answer_check(line.trace->id))) return std::vector<store::Record>();
    return std::vector<store::Record>{check_answer(run, line.problem, *line.trace)};
  }
  if (line.failed_at == "solver" && !line.transient) return std::vector<store::Record>();

  std::string id = run.identity.trace(row.record, sample);
  // A model's seed is part of what is asked: it must not change with a prompt, a gate or a tool, or all would be asked and paid for anew.
  const std::uint64_t seed = run.identity.seed_for(run.recipe.agents.solver == "llm" ? fmt::format("solver {} {}", row.record, sample) : id);
  const Agents& agents = run.agents;
  RETORT_TRY(trace::Trace trace, agents.sampler ? agents.sampler->sample(line.problem, tools, sample, seed) : agents.solver->solve(line.problem, tools, seed));
  trace.id = id;
  trace.problem_id = row.record;
  if (!trace.failure.empty()) return std::vector<store::Record>{failure_record("trace", record_of(trace), trace.failure, trace.transient || is_transient(trace))};
  std::vector<store::Record> records = {record_of(trace)};
  if (!line.problem.answer.empty()) records.push_back(check_answer(run, line.problem, trace));
  return records;
}

// The answer of more than half of the samples that have one, at least two of them.
Vote count_votes(const std::vector<Lineage>& lines) {
  std::vector<Vote> candidates;
  long samples = 0;
  for (const Lineage& line : lines) {
    if (!line.trace) continue;
    ++samples;
    auto same = std::find_if(candidates.begin(), candidates.end(), [&](const Vote& candidate) {
      return grade::compare(candidate.answer, line.trace->answer).outcome == grade::Outcome::kEqual;
    });
    if (same == candidates.end()) same = candidates.insert(candidates.end(), Vote{line.trace->answer, {}, 0});
    same->traces.push_back(line.trace->id);
  }
  for (Vote& candidate : candidates) {
    const long votes = static_cast<long>(candidate.traces.size());
    candidate.samples = samples;
    if (votes >= 2 && 2 * votes > samples) return candidate;
  }
  return {{}, {}, samples};
}

// For a problem without an answer of its own.
Records vote(const Run& run, const Row& row) {
  std::vector<store::Record> records;
  RETORT_TRY(auto lines, find_lineages(run, row));
  if (!lines[0].problem.answer.empty() || lines[0].vote) return records;
  records.push_back({"vote", run.identity.vote(trace_ids(lines)), row.record, count_votes(lines).to_json()});
  return records;
}

}  // namespace

Status solve_stage(Run& run, const ProblemSet& problems) {
  cas::ToolOptions options;
  options.deadline = Milliseconds(run.recipe.tools.deadline_ms);
  options.memory_bytes = static_cast<std::size_t>(run.recipe.tools.memory_mb) << 20;
  options.workers = static_cast<unsigned>(run.recipe.tools.workers);
  cas::Toolbox tools(options);
  RETORT_TRY_STATUS(for_each_row(run, "solve", problems.rows, run.samples(), run.threads(run.recipe.agents.solver == "llm"),
                                 [&](const Row& row, int sample) { return solve(run, tools, row, sample); }));
  if (run.samples() == 1) return {};
  return for_each_row(run, "vote", problems.rows, 1, run.threads(), [&](const Row& row, int) { return vote(run, row); });
}

}  // namespace retort::pipeline
