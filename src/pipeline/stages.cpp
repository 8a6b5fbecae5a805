#include "pipeline/stages.h"

#include <fmt/core.h>

#include "pipeline/judge_check.h"
#include "pipeline/summary.h"

namespace retort::pipeline {

namespace {

constexpr std::array<std::string_view, 7> kNames = {"solve", "translate", "rephrase", "export", "train", "eval", "report"};

Status run_one(Run& run, const ProblemSet& problems, Stage stage) {
  switch (stage) {
    case Stage::kSolve: return solve_stage(run, problems);
    case Stage::kTranslate: return translate_stage(run, problems);
    case Stage::kRephrase: {
      Status told = rephrase_stage(run, problems);
      return told.ok() ? check_judge(run, problems) : told;
    }
    case Stage::kExport: return export_stage(run, problems);
    case Stage::kTrain: return run.recipe.train.enabled ? train_stage(run) : Status();
    case Stage::kEval: return run.recipe.eval.enabled ? eval_stage(run) : Status();
    case Stage::kReport: return report_stage(run, problems);
  }
  return {};
}

// The first few rows that were left out, and how many there were.
void note_left_out(const Run& run, const LeftOuts& rows, std::string_view why) {
  constexpr std::size_t kShown = 5;
  for (std::size_t i = 0; i < rows.first.size() && i < kShown; ++i) run.note(fmt::format("{}:{}: {}: {}", rows.first[i].file, rows.first[i].line, why, rows.first[i].reason));
  if (rows.count > static_cast<long>(kShown)) run.note(fmt::format("{} rows in all: {}", rows.count, why));
}

Status run_up_to(Run& run, Stage last) {
  // A missing student is said before hours of work, not after.
  if (last >= Stage::kRephrase && needs_student(run.recipe) && run.student.path.empty()) return find_model(run.student.name).error();
  RETORT_TRY(ProblemSet problems, make_problem_set(run));
  note_left_out(run, problems.skipped, "row skipped");
  note_left_out(run, problems.contaminated, "left out, it is in a benchmark");
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
