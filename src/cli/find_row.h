// The row of a run that an id names, whatever record it is the id of.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "pipeline/lineage.h"
#include "pipeline/problem_set.h"

namespace retort::cli {

// `id`: a problem's own id, or the beginning of the id of one of its records. kNotFound; kInvalidArgument when several records begin so.
Result<pipeline::Row> find_row(const pipeline::Run& run, const pipeline::ProblemSet& problems, const std::string& id);
// What the run holds for that row: all its samples.
Result<std::vector<pipeline::Lineage>> find_lines(const pipeline::Run& run, const std::string& id);
// The one of them that `id` means: the only one, the only one with a narrative in the dataset, or that whose narrative's id begins so.
// kInvalidArgument when several could be meant.
Result<pipeline::Lineage> find_line(const pipeline::Run& run, const std::string& id);

}  // namespace retort::cli
