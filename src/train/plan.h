// What each optimizer step trains on and at which rate: pure functions of the job, so that a continued run needs
// nothing but the number of the step.
#pragma once

#include <cstddef>
#include <vector>

#include "train/job.h"

namespace retort::train {

// The examples (by index) of one optimizer step.
using Batch = std::vector<std::size_t>;

// All steps of all epochs. Each epoch holds each example once, in an order drawn from (seed, epoch); examples fill a
// batch while they fit into batch_tokens, and one that is longer stands alone. `lengths`: tokens of each example, each
// at least 1.
std::vector<Batch> plan_batches(const std::vector<std::size_t>& lengths, int epochs, int batch_tokens, long long seed);

// The learning rate of step `step` of `steps`, counted from 0: linear warm-up, then the job's schedule.
double learning_rate_at(const TrainJob& job, std::size_t step, std::size_t steps);

}  // namespace retort::train
