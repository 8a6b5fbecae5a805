#include "pipeline/stages.h"

#include <fmt/core.h>

#include "pipeline/summary.h"

namespace retort::pipeline {

namespace {

constexpr std::array<std::string_view, 7> kNames = {"solve", "translate", "rephrase", "export", "train", "eval", "report"};

Status run_one(Run& run, const ProblemSet& problems, Stage stage) {
  switch (stage) {
    case Stage::kSolve: return solve_stage(run, problems);
    case Stage::kTranslate: return translate_stage(run, problems);
    case Stage::kRephrase: return rephrase_stage(run, problems);
    case Stage::kExport: return export_stage(run, problems);
    case Stage::kTrain: return run.recipe.train.enabled ? train_stage(run) : Status();
    case Stage::kEval: return run.recipe.eval.enabled ? eval_stage(run) : Status();
    case Stage::kReport: return report_stage(run, problems);
  }
  return {};
}

void note_skipped(const Run& run, const ProblemSet& problems) {
  constexpr std::size_t kShown = 5;
  for (std::size_t i = 0; i < problems.skipped.size() && i < kShown; ++i)
    run.note(fmt::format("{}:{}: row skipped: {}", run.recipe.problems.source, problems.skipped[i].line, problems.skipped[i].reason));
  if (problems.skipped.size() > kShown) run.note(fmt::format("{} rows skipped in all", problems.skipped.size()));
}

Status run_up_to(Run& run, Stage last) {
  // A missing student is said before hours of work, not after.
  if (last >= Stage::kRephrase && needs_student(run.recipe) && run.student.path.empty()) return find_model(run.student.name).error();
  RETORT_TRY(ProblemSet problems, make_problem_set(run));
  note_skipped(run, problems);
  for (int stage = 0; stage <= static_cast<int>(last); ++stage) {
    if (run.stop.requested()) return Error{ErrorCode::kCancelled, "stopped on request"};
    RETORT_TRY_STATUS(run_one(run, problems, static_cast<Stage>(stage)));
  }
  return {};
}

}  // namespace

std::string_view stage_name(Stage stage) { return kNames[static_cast<std::size_t>(stage)]; }

Status run_stages(Run& run, Stage last) {
  Status worked = run_up_to(run, last);
  auto summary = refresh_summary(run);
  if (!worked.ok()) return worked;
  return summary.ok() ? Status() : summary.error();
}

}  // namespace retort::pipeline
