// What a training run needs in memory, told before it begins.
#pragma once

#include <cstdint>
#include <string>

#include "train/job.h"
#include "train/placement.h"
#include "train/weights.h"

namespace retort::train {

// Bytes, by what they are for.
struct MemoryNeed {
  std::int64_t weights = 0;      // of the model, frozen or not
  std::int64_t learning = 0;     // values that learn (LoRA), gradients, AdamW's means, the best state
  std::int64_t activations = 0;  // of the largest pack
  std::int64_t fixed = 0;        // program and libraries
  std::int64_t total() const { return weights + learning + activations + fixed; }
};

// Of a job whose largest pack has `tokens` rows, of which `loss_rows` carry loss: on the placement's device.
MemoryNeed memory_needed(const ModelShape& shape, const TrainJob& job, std::int64_t tokens, std::int64_t loss_rows,
                         const Placement& placement = {});

// How many values learn.
std::int64_t learning_parameters(const ModelShape& shape, const TrainJob& job);

// Bytes that this process may still take: what the system has free or can free, or what is left of its control group's
// limit where that is less. 0 where neither is known.
std::int64_t available_memory();

// kBudget, with what would need less, when a run of this need does not fit into `available` bytes.
Status check_memory(const MemoryNeed& need, std::int64_t available, const TrainJob& job);

}  // namespace retort::train
