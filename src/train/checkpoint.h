// The state of a run on disk, from which it continues bit for bit. One file, written whole or not at all:
//   "RETORTC2", length of the header (8 bytes, little endian), header (JSON), the arrays one after the other (fp32, little
//   endian), and the 32 digits of hash128 over the header. The header has the hash128 of each array.
#pragma once

#include <ATen/ATen.h>

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "train/adamw.h"

namespace retort::train {

// What a run has done, beside its arrays.
struct TrainHistory {
  long step = 0;                      // optimizer steps done; with the job it decides what comes next
  long long tokens = 0;               // trained, prompts included
  double seconds = 0;                 // of work, over all processes that took part
  std::vector<double> loss;           // of each step
  std::vector<double> gradient_norm;  // of each step, before clipping
  std::vector<long> heldout_steps;    // after how many steps ...
  std::vector<double> heldout_loss;   // ... the held-out loss was this
};

// The arrays of a run, of one size each, on any device.
struct TrainState {
  at::Tensor values;    // what learns
  AdamW* optimizer;     // its two means
  at::Tensor best;      // values of the lowest held-out loss; undefined where that is not kept
};

// `job_hash`: train_job_hash. kIo names the path and the reason; the former checkpoint is untouched then.
Status write_checkpoint(const std::string& path, const std::string& job_hash, const TrainHistory& history,
                        const TrainState& state);

// Fills the arrays (whose sizes decide what is expected) and returns the history; nothing when there is no file.
// kInvalidArgument when it belongs to another job, kCorruption when it is damaged; both name the file and leave the
// arrays alone.
Result<std::optional<TrainHistory>> read_checkpoint(const std::string& path, const std::string& job_hash,
                                                    TrainState& state);

// The history as JSON, as it stands in a checkpoint's header.
Json to_json(const TrainHistory& history);
TrainHistory parse_train_history(const Json& json);

}  // namespace retort::train
