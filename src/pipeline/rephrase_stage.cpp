// Stage "rephrase": explained traces become narratives, and the gates judge each one. A rejected narrative goes back to the Rephraser with
// the reasons, up to agents.attempts times; a trace that is given up makes room for another sample of its problem.
#include <fmt/core.h>

#include "agent/llm_rephraser.h"
#include "agent/premises.h"
#include "base/text.h"
#include "pipeline/counts.h"
#include "pipeline/each_row.h"
#include "pipeline/gatekeeper.h"
#include "pipeline/lineage.h"
#include "pipeline/stages.h"

namespace retort::pipeline {

namespace {

// The gates first; a judge is asked only about what passes them.
Result<trace::Verdict> judge(const Run& run, const Gatekeeper& gates, const Lineage& line, const trace::Narrative& narrative) {
  trace::Verdict verdict = gates.judge(line, narrative.text);
  if (verdict.passed && narrative.agent == "llm") {
    verdict.reasons = agent::wrong_premises(agent::material_of(line.problem, *line.trace, line.explanations), narrative.text);
    verdict.passed = verdict.reasons.empty();
  }
  verdict.id = run.identity.verdict(narrative.id);
  verdict.narrative_id = narrative.id;
  if (!verdict.passed || !run.agents.judge) return verdict;
  RETORT_TRY(agent::Opinion opinion, run.agents.judge->judge(line.problem, narrative.text, run.identity.seed_for("judge")));
  verdict.opinion = opinion_name(opinion.verdict);
  if (opinion.verdict == agent::Opinion::Verdict::kPass) return verdict;
  verdict.passed = false;
  verdict.reasons.push_back({"judge", 0, narrative.text.size(),
                             opinion.reason.empty() ? "the judge gave no reason" : shorten(opinion.reason, 300)});
  return verdict;
}

// The next narrative of a trace, after `before` and `attempt` narratives in all.
Result<trace::Narrative> write(const Run& run, const Lineage& line, int attempt, const agent::Rejected& before) {
  std::string id = run.identity.narrative(line.trace->id, line.explanations, attempt, before.reasons);
  // For a model as in solve_stage.cpp: nothing in it may change what is asked.
  const std::string seed_of = run.recipe.agents.rephraser == "llm" ? fmt::format("rephraser {} {} {}", line.row.record, line.sample, attempt) : id;
  RETORT_TRY(trace::Narrative narrative, run.agents.rephraser->rephrase(line.problem, *line.trace, line.explanations, before, attempt,
                                                                        run.identity.seed_for(seed_of)));
  narrative.id = id;
  narrative.trace_id = line.trace->id;
  narrative.problem_id = line.row.record;
  narrative.attempt = attempt;
  return narrative;
}

Status rephrase(const Run& run, const Gatekeeper& gates, Lineage& line, std::vector<store::Record>& records) {
  if (!line.explained || (line.finished && !line.transient)) return {};
  agent::Rejected before;
  int attempt = 0;
  for (Attempt& made : line.attempts) {
    // A narrative whose verdict is missing was judged under other gates.
    if (!made.verdict && made.narrative.failure.empty()) {
      RETORT_TRY(made.verdict, judge(run, gates, line, made.narrative));
      records.push_back(record_of(*made.verdict));
      if (made.verdict->passed) return {};
    }
    if (made.verdict) before = {made.narrative.text, made.verdict->reasons};
    ++attempt;
  }
  for (; attempt < run.attempts(*line.trace); ++attempt) {
    RETORT_TRY(trace::Narrative narrative, write(run, line, attempt, before));
    if (!narrative.failure.empty()) {
      records.push_back(failure_record("narrative", record_of(narrative), narrative.failure, narrative.transient));
      if (narrative.transient) break;
      continue;
    }
    RETORT_TRY(trace::Verdict verdict, judge(run, gates, line, narrative));
    records.push_back(record_of(narrative));
    records.push_back(record_of(verdict));
    if (verdict.passed) break;
    before = {narrative.text, verdict.reasons};
  }
  return {};
}

Result<std::vector<store::Record>> rephrase_all(const Run& run, const Gatekeeper& gates, const Row& row) {
  std::vector<store::Record> records;
  RETORT_TRY(auto lines, find_lineages(run, row));
  for (Lineage& line : lines) RETORT_TRY_STATUS(rephrase(run, gates, line, records));
  return records;
}

// Is there a sample whose turn has come because one before it was given up?
Result<bool> another_is_due(const Run& run, const ProblemSet& problems) {
  bool due = false;
  RETORT_TRY_STATUS(each_lineage(run, problems, [&](const Lineage& line) -> Status {
    due = due || (line.right && !line.finished);
    return {};
  }));
  return due;
}

}  // namespace

Status rephrase_stage(Run& run, const ProblemSet& problems) {
  RETORT_TRY(const Gatekeeper gates, Gatekeeper::open(run));
  const bool remote = run.recipe.agents.rephraser == "llm" || run.agents.judge;
  for (int sample = 1;; ++sample) {
    RETORT_TRY_STATUS(for_each_row(run, "rephrase and check", problems.rows, 1, run.threads(remote), [&](const Row& row, int) { return rephrase_all(run, gates, row); }));
    if (sample == run.samples()) return {};
    RETORT_TRY(const bool more, another_is_due(run, problems));
    if (!more) return {};
    RETORT_TRY_STATUS(translate_stage(run, problems));
  }
}

}  // namespace retort::pipeline
