// What each optimizer step trains on and at which rate: pure functions of the job, so that a continued run needs
// nothing but the number of the step.
#pragma once

#include <cstddef>
#include <vector>

#include "train/job.h"

namespace retort::train {

// The examples (by index) of one optimizer step.
using Batch = std::vector<std::size_t>;

// All steps of all epochs. Each epoch holds each example once, in an order drawn from (job.seed, epoch). Examples fill a
// batch up to job.batch_examples, or where that is 0 while they fit into job.batch_tokens, and one that is longer stands
// alone. `lengths`: tokens of each example, each at least 1.
std::vector<Batch> plan_batches(const std::vector<std::size_t>& lengths, const TrainJob& job);

// The parts of a batch that go through the model at once, in order: as many examples as fit into `tokens`, at least one.
std::vector<Batch> cut_batch(const Batch& batch, const std::vector<std::size_t>& lengths, std::size_t tokens);

// The part of a batch that process `rank` of `size` takes: parts in order of the ranks, about equal in tokens; may be
// empty.
Batch share_of(const Batch& batch, const std::vector<std::size_t>& lengths, int rank, int size);

// The learning rate of step `step` of `steps`, counted from 0: linear warm-up, then the job's schedule.
double learning_rate_at(const TrainJob& job, std::size_t step, std::size_t steps);

}  // namespace retort::train
