// From the arguments of a command to an open run.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "pipeline/run.h"

namespace retort::cli {

// Applies --set assignments; an error is the user's.
Status apply_sets(pipeline::Recipe& recipe, const std::vector<std::string>& sets);

// The recipe file given; else that of the run directory `out`, so that a run continues as it began; else the built-in one.
Result<pipeline::Recipe> choose_recipe(const std::string& file, const std::string& out);

// Opens `folder` for reading with notes on stderr.
Result<pipeline::Run> open_to_read(const std::string& folder);
Result<pipeline::Run> open_to_work(const std::string& folder, const pipeline::Recipe& recipe);

}  // namespace retort::cli
