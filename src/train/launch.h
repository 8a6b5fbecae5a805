// Running retort-train as a child process: it links libtorch, which `retort` does not.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/json.h"
#include "base/stop.h"
#include "train/job.h"

namespace retort::train {

// One line that retort-train prints: after each step, and once before the first with step = steps done by an earlier
// run.
struct TrainProgress {
  long step = 0;
  long steps = 0;
  double loss = 0;                     // mean over the loss tokens of this step; 0 in the line before the first step
  std::optional<double> heldout_loss;  // where it was computed after this step
  long long tokens = 0;                // trained so far, prompts included
  double tokens_per_s = 0;             // of this process
  double eta_s = 0;
};

// What a finished run left in job.out.
struct TrainOutcome {
  std::string adapter;  // path of adapter.gguf
  Json training;        // training.json: steps, tokens, loss, heldout_loss, seconds, tokens_per_s, settings
};

// {"step", "steps", "loss", "heldout_loss" or absent, "tokens", "tokens_per_s", "eta_s"}.
Json to_json(const TrainProgress& progress);
std::optional<TrainProgress> parse_train_progress(std::string_view line);

// Writes job.json into job.out, runs `program` (empty: retort-train beside this executable) on it and hands each
// progress line to `on_progress`, on the calling thread. A run that was stopped or killed continues from its last
// checkpoint; one that has finished returns at once. On `stop` the child finishes its step and writes a checkpoint
// (killed after a minute): kCancelled. kNotFound without the program, kUnavailable with retort-train's own message when
// it fails. The child dies with this process.
// `on_note` gets what retort-train says before its first step: examples left out, memory needed and free.
Result<TrainOutcome> run_train_job(const TrainJob& job, const std::function<void(const TrainProgress&)>& on_progress,
                                   const StopToken& stop, const std::string& program = "",
                                   const std::function<void(const std::string&)>& on_note = nullptr);

// Writes a Hugging Face folder as GGUF, by `retort-train --convert`. kUnavailable with its message when it fails.
Status convert_model(const std::string& folder, const std::string& path);

}  // namespace retort::train
