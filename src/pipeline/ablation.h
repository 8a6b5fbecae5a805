// Does it work? The same student trained on the same problems, told in several ways, and evaluated without tools beside the base model.
#pragma once

#include <string>

#include "base/error.h"
#include "base/json.h"
#include "pipeline/run.h"

namespace retort::pipeline {

// Builds the data up to the dataset and the arms, writes ROOT/ablate/plan.json and returns it: what would be trained, on how many tokens.
Result<Json> plan_ablation(Run& run);

// The whole: data, one adapter for each arm and seed (ROOT/ablate/adapter/ARM-SEED), greedy answers and ablate.samples answers at
// ablate.temperature of each of them, of the base model and of the base model with worked examples (ROOT/ablate/results), and the table
// (ROOT/ablate/ablation.json and table.md). Every finished piece is kept: called again it goes on, and with all done it only makes the table.
// Returns ablation.json. kCancelled on the run's stop.
Result<Json> run_ablation(Run& run);

// ablation.json as the table for reading, in Markdown.
std::string ablation_table(const Json& ablation);

}  // namespace retort::pipeline
