// Stage "translate": each tool call that gave a result gets an explanation, or a failure that says why not.
#include <fmt/core.h>

#include "pipeline/each_row.h"
#include "pipeline/lineage.h"
#include "pipeline/stages.h"

namespace retort::pipeline {

namespace {

Status translate(const Run& run, const Lineage& line, std::vector<store::Record>& records) {
  const bool again = line.failed_at == "translator" && line.transient;
  if (!line.right || (line.finished && !again) || line.explained) return {};
  std::vector<int> calls = explained_calls(*line.trace);
  for (std::size_t i = line.explanations.size(); i < calls.size(); ++i) {
    std::string id = run.identity.explanation(line.trace->id, calls[i]);
    // For a model as in solve_stage.cpp: nothing in it may change what is asked.
    const std::string seed_of = run.recipe.agents.translator == "llm" ? fmt::format("translator {} {} {}", line.row.record, line.sample, calls[i]) : id;
    RETORT_TRY(trace::Explanation explanation,
               run.agents.translator->translate(line.problem, *line.trace, calls[i], run.identity.seed_for(seed_of)));
    explanation.id = id;
    explanation.trace_id = line.trace->id;
    explanation.call = calls[i];
    if (!explanation.failure.empty()) {
      records.push_back(failure_record("explanation", record_of(explanation), explanation.failure, explanation.transient));
      break;
    }
    records.push_back(record_of(explanation));
  }
  return {};
}

Result<std::vector<store::Record>> translate_all(const Run& run, const Row& row) {
  std::vector<store::Record> records;
  RETORT_TRY(auto lines, find_lineages(run, row));
  for (const Lineage& line : lines) RETORT_TRY_STATUS(translate(run, line, records));
  return records;
}

}  // namespace

Status translate_stage(Run& run, const ProblemSet& problems) {
  return for_each_row(run, "translate", problems.rows, 1, run.threads(run.recipe.agents.translator == "llm"),
                      [&](const Row& row, int) { return translate_all(run, row); });
}

}  // namespace retort::pipeline
