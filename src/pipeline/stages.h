// The stages of a run. Each one takes up what is there, does what is missing and keeps each finished piece at once, so that it can be
// stopped or killed at any moment and called again.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "pipeline/problem_set.h"
#include "pipeline/run.h"

namespace retort::pipeline {

// kCancelled on the run's stop token, everything finished being kept; other errors end the run.
Status solve_stage(Run& run, const ProblemSet& problems);       // problems -> traces
Status translate_stage(Run& run, const ProblemSet& problems);   // tool calls -> explanations
Status rephrase_stage(Run& run, const ProblemSet& problems);    // -> narratives and verdicts
Status export_stage(const Run& run, const ProblemSet& problems);   // -> dataset/, without what people left out (pipeline/curation.h)
Status train_stage(Run& run);                                   // dataset/ -> adapter/
Status eval_stage(Run& run);                                    // -> eval/
Status report_stage(Run& run, const ProblemSet& problems);      // -> summary.json, report.html

enum class Stage { kSolve, kTranslate, kRephrase, kExport, kTrain, kEval, kReport };
std::string_view stage_name(Stage stage);

// Runs the stages up to and including `last`, then refreshes summary.json whatever happened.
Status run_stages(Run& run, Stage last);

}  // namespace retort::pipeline
