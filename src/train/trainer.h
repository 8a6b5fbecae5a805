// One training run from job to adapter files.
#pragma once

#include <functional>
#include <string>

#include "base/error.h"
#include "base/json.h"
#include "base/stop.h"
#include "train/job.h"
#include "train/launch.h"
#include "train/ranks.h"

namespace retort::train {

// Trains as `job` says, continuing from job.out/checkpoint.bin when there is one, and writes adapter.gguf and peft/ (or
// model.gguf) and training.json into job.out; returns what training.json holds. Reports once before the first step and
// after each; `note` receives sentences for the reader. Same machine and device, same job: the same result, bit for bit, however
// often it was interrupted and with any number of threads. The processes of `ranks` (null: this one alone) share each
// step's examples and all hold the same state; the first one reads and writes the files. kBudget when the memory will not
// do; kCancelled after `stop`, with a checkpoint of the last step written.
// Errors of the job's files name them; kIo when the disk is full leaves the last checkpoint good; kUnavailable when
// another run works in job.out; kInvalidArgument when the loss is no longer finite.
Result<Json> train(const TrainJob& job, const std::function<void(const TrainProgress&)>& on_progress,
                   const std::function<void(const std::string&)>& note, const StopToken& stop, Ranks* ranks = nullptr);

}  // namespace retort::train
