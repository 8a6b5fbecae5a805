// summary.json: the numbers of a run, for programs.
#pragma once

#include "base/error.h"
#include "base/json.h"
#include "pipeline/counts.h"
#include "pipeline/run.h"

namespace retort::pipeline {

// {"problems","traces","calls","explanations","narratives","passed","rejected":{REASON:n},"training":{"steps","tokens","loss":[..],
// "heldout_loss":[..]},"evaluations":[{"model","data","n","correct","accuracy","ci95","no_answer","truncated",..}], ...}. narratives =
// passed + the sum of rejected once all is done.
Json make_summary(const Run& run, const Counts& counts);
// What was asked of a model and what each narrative that passed took of it ("per_narrative"); empty where none was asked.
Json model_use(const Run& run, const Counts& counts);

// Counts what is there and writes the file.
Result<Json> refresh_summary(const Run& run);

// training.json of one adapter, or an empty object.
Json training_of(const Run& run, std::string_view adapter);
// The rows of eval/evaluations.json, or an empty array.
Json evaluations_of(const Run& run);

}  // namespace retort::pipeline
