// `retort grade FILE` and `retort grade --audit FILE`: rows in, verdicts or findings out, in the order of the input.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/json.h"

namespace retort::cli {

struct GradeBatch {
  std::string file;              // JSONL; "-": stdin
  std::string out;               // empty: stdout. A file that is there holds the answers of an earlier run, which are kept
  unsigned threads = 0;          // 0: all processors
  bool silent_rows = false;      // leave out rows that are answered by an empty object (audit)
};

// Answers each row by {"id", ...what `action` gives}, by {"id", "verdict": "error", "error"} where it is no JSON object or the action fails.
// `tally`: the key of an answer that is counted for the summary on stderr; an array counts by its elements' "kind". With `out`, a run that
// was broken off goes on behind its last whole line; kInvalidArgument where `out` answers other rows. Exit status as in batch.h.
int run_grade_batch(const GradeBatch& batch, const char* tally, const std::function<Result<Json>(const Json& row)>& action);

}  // namespace retort::cli
