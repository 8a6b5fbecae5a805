// After a training: do the files that it wrote compute, in llama.cpp, what the trainer computed?
#pragma once

#include <string>

#include "base/error.h"
#include "base/json.h"
#include "train/job.h"

namespace retort::pipeline {

// Compares the logits that retort-train left in job.out (train/probe.h, on held-out texts) with those of llama.cpp: base with adapter.gguf, and
// model.gguf where the job wrote one. Differences are relative: the norm of the difference over the norm, each row less its mean.
//   {"texts", "rows", "engines" (lora: both on the base alone), "effect" (lora: what the adapter changes), "adapter", "merged", "agrees"}
// An adapter agrees when it adds no more than rounding to what the engines differ by anyway; a merged model within what its form rounds.
// Writes the result to job.out/check.json. kCorruption, which says the figures, when they disagree: what was trained must not be used then. Errors
// of the files and of llama.cpp as they come. Some seconds, and the memory of the weights.
Result<Json> check_adapter(const train::TrainJob& job);

// Whether check.json says that the files agree.
bool adapter_was_checked(const train::TrainJob& job);

}  // namespace retort::pipeline
