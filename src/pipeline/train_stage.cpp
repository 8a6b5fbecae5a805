// Stage "train": the dataset as lessons, then one run of retort-train for each adapter.
#include <fmt/core.h>

#include "pipeline/dataset.h"
#include "pipeline/lessons.h"
#include "pipeline/stages.h"

namespace retort::pipeline {

namespace {

// What an adapter learns to say to a problem.
std::string target_of(std::string_view adapter, const DatasetRow& row) {
  return adapter == "answers" ? fmt::format("$\\boxed{{{}}}$", row.answer) : row.narrative;
}

Result<std::vector<Lesson>> lessons_of(std::string_view adapter, const std::string& path) {
  std::vector<Lesson> lessons;
  RETORT_TRY_STATUS(each_dataset_row(path, [&](const DatasetRow& row) -> Status {
    lessons.push_back({row.id, row.question, target_of(adapter, row)});
    return {};
  }));
  return lessons;
}

Status train_on_dataset(Run& run, const llm::ChatTokenizer& tokenizer, const std::string& adapter) {
  AdapterPlan plan{adapter, run.paths.adapter(adapter), run.recipe.train.seed, {}, {}};
  RETORT_TRY(plan.train, lessons_of(adapter, run.paths.train_rows()));
  RETORT_TRY(plan.heldout, lessons_of(adapter, run.paths.heldout_rows()));
  RETORT_TRY(auto trained, train_adapter(run, tokenizer, plan));
  if (trained.too_long > 0) run.note(fmt::format("{} rows are longer than train.max_tokens = {} and are left out", trained.too_long, run.recipe.train.max_tokens));
  return {};
}

}  // namespace

Status train_stage(Run& run) {
  if (run.student.path.empty()) return find_model(run.student.name).error();
  RETORT_TRY(auto tokenizer, llm::ChatTokenizer::open(run.student.path));
  for (const std::string& adapter : run.recipe.train.adapters) {
    if (run.stop.requested()) return Error{ErrorCode::kCancelled, "stopped on request"};
    RETORT_TRY_STATUS(train_on_dataset(run, tokenizer, adapter));
  }
  return {};
}

}  // namespace retort::pipeline
