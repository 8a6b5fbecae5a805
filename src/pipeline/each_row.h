// The scheduler of the agent stages: problems side by side, records committed in groups and in order.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "pipeline/problem_set.h"
#include "pipeline/run.h"
#include "store/store.h"

namespace retort::pipeline {

// What one problem gave in one stage: records to keep; none when an earlier run had done it. `sample`: which of its traces, where the stage
// takes them one by one.
using Work = std::function<Result<std::vector<store::Record>>(const Row&, int sample)>;

// Calls work(row, sample) for all rows, with each of `samples` samples, several at once on `threads` threads, and commits the records in the order of the rows, many in one
// commit, at least once a second. Ends with work's first error or with kCancelled; what came before is committed then too.
Status for_each_row(Run& run, const std::string& label, const RowList& rows, int samples, unsigned threads, const Work& work);

}  // namespace retort::pipeline
