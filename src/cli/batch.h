// Batch commands: one JSON object a line in, one a line out, in the same order, the input's id kept.
#pragma once

#include <functional>
#include <string>

#include "base/error.h"
#include "base/json.h"

namespace retort::cli {

// Turns a row into the keys to answer with; an Error makes an error row.
using RowAction = std::function<Result<Json>(const Json& row)>;

// Answers every line of `path` ("-": stdin) on stdout, several at once: {"id", ...}, or {"id", ...failed, "error"} where the line is no JSON object
// or the action fails. The id is the row's, or the number of its line. `failed`: keys that an error row carries too.
// Exit status 0 whatever the rows; 1 when the file cannot be read; 130 on a stop.
int run_batch(const std::string& path, const Json& failed, const RowAction& action);

}  // namespace retort::cli
