// Stage "rephrase": explained traces become narratives, and the gates judge each one. A rejected narrative goes back to the Rephraser with
// the reasons, up to agents.attempts times.
#include <optional>

#include "check/gates.h"
#include "pipeline/each_row.h"
#include "pipeline/lineage.h"
#include "pipeline/stages.h"

namespace retort::pipeline {

namespace {

trace::Verdict judge(const Run& run, const check::GateOptions& gates, const trace::Problem& problem, const trace::Narrative& narrative) {
  trace::Verdict verdict = check::run_gates({problem.statement, problem.answer, narrative.text}, gates);
  verdict.id = run.identity.verdict(narrative.id);
  verdict.narrative_id = narrative.id;
  return verdict;
}

// The next narrative of a trace, after `reasons` and `attempt` narratives before it.
Result<trace::Narrative> write(const Run& run, const Lineage& line, int attempt, const std::vector<trace::Finding>& reasons) {
  std::string id = run.identity.narrative(line.trace->id, line.explanations, attempt, reasons);
  RETORT_TRY(trace::Narrative narrative, run.agents.rephraser->rephrase(line.problem, *line.trace, line.explanations, reasons, attempt,
                                                                        run.identity.seed_for(id)));
  narrative.id = id;
  narrative.trace_id = line.trace->id;
  narrative.problem_id = line.row.record;
  narrative.attempt = attempt;
  return narrative;
}

Result<std::vector<store::Record>> rephrase(const Run& run, const check::GateOptions& gates, const Row& row) {
  RETORT_TRY(Lineage line, find_lineage(run, row));
  std::vector<store::Record> records;
  if (!line.explained || line.finished) return records;
  std::vector<trace::Finding> reasons;
  int attempt = 0;
  for (Attempt& made : line.attempts) {
    // A narrative whose verdict is missing was judged under other gates.
    if (!made.verdict && made.narrative.failure.empty()) {
      made.verdict = judge(run, gates, line.problem, made.narrative);
      records.push_back(record_of(*made.verdict));
      if (made.verdict->passed) return records;
    }
    if (made.verdict) reasons = made.verdict->reasons;
    ++attempt;
  }
  for (; attempt < run.recipe.agents.attempts; ++attempt) {
    RETORT_TRY(trace::Narrative narrative, write(run, line, attempt, reasons));
    if (!narrative.failure.empty()) {
      records.push_back(failure_record("narrative", record_of(narrative), narrative.failure, false));
      continue;
    }
    trace::Verdict verdict = judge(run, gates, line.problem, narrative);
    records.push_back(record_of(narrative));
    records.push_back(record_of(verdict));
    if (verdict.passed) break;
    reasons = verdict.reasons;
  }
  return records;
}

}  // namespace

Status rephrase_stage(Run& run, const ProblemSet& problems) {
  check::GateOptions gates;
  gates.max_tokens = static_cast<std::size_t>(run.recipe.gates.max_tokens);
  gates.reject_unread = run.recipe.gates.reject_unread;
  std::optional<llm::ChatTokenizer> tokenizer;
  if (run.student.path.empty() && needs_student(run.recipe)) return find_model(run.student.name).error();
  if (!run.student.path.empty()) {
    RETORT_TRY(llm::ChatTokenizer opened, llm::ChatTokenizer::open(run.student.path));
    tokenizer.emplace(std::move(opened));
    gates.count_tokens = [&](std::string_view text) { return tokenizer->count(text); };
  }
  return for_each_row(run, "rephrase and check", problems.rows, [&](const Row& row) { return rephrase(run, gates, row); });
}

}  // namespace retort::pipeline
