// Stage "solve": each problem gets a trace, or a failure that says why not; each trace's answer is held against the problem's.
#include <fmt/core.h>

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

Result<std::vector<store::Record>> solve(const Run& run, cas::Toolbox& tools, const Row& row) {
  RETORT_TRY(Lineage line, find_lineage(run, row));
  if (line.trace) {
    if (run.store.has("answer_check", run.identity.answer_check(line.trace->id))) return std::vector<store::Record>();
    return std::vector<store::Record>{check_answer(run, line.problem, *line.trace)};
  }
  if (line.failed_at == "solver" && !line.transient) return std::vector<store::Record>();

  std::string id = run.identity.trace(row.record);
  RETORT_TRY(trace::Trace trace, run.agents.solver->solve(line.problem, tools, run.identity.seed_for(id)));
  trace.id = id;
  trace.problem_id = row.record;
  if (!trace.failure.empty()) return std::vector<store::Record>{failure_record("trace", record_of(trace), trace.failure, trace.transient || is_transient(trace))};
  return std::vector<store::Record>{record_of(trace), check_answer(run, line.problem, trace)};
}

}  // namespace

Status solve_stage(Run& run, const ProblemSet& problems) {
  cas::ToolOptions options;
  options.deadline = Milliseconds(run.recipe.tools.deadline_ms);
  options.memory_bytes = static_cast<std::size_t>(run.recipe.tools.memory_mb) << 20;
  options.workers = static_cast<unsigned>(run.recipe.tools.workers);
  cas::Toolbox tools(options);
  return for_each_row(run, "solve", problems.rows, run.threads(run.recipe.agents.solver == "llm"), [&](const Row& row) { return solve(run, tools, row); });
}

}  // namespace retort::pipeline
