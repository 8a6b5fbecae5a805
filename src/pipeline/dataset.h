// The dataset's files: one row for each accepted narrative.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "pipeline/curation.h"
#include "pipeline/lineage.h"

namespace retort::pipeline {

// A row: {"id","messages":[user, assistant],"answer","source",...,"origin","agent","checks",ids}. The lineage has an accepted narrative.
// `edit`: its text stands in for the narrative's, and the row says why under "edited". Null: none.
Json dataset_row(const Lineage& line, const Decision* edit = nullptr);

// The parts of a row that training and the other formats read.
struct DatasetRow {
  std::string id, question, narrative, answer, family;   // question: the user's message
  std::string source, licence, subject, level;
  std::string problem_id;                                // the problem's record
  std::size_t sample = 0;                                // which of the problem's samples
};
// Reads a row of dataset_row; kParse names what is missing.
Result<DatasetRow> read_dataset_row(const Json& json);
// All rows of a dataset file in order; an error names file and line.
Status each_dataset_row(const std::string& path, const std::function<Status(const DatasetRow&)>& visit);

// Which statements are kept for the held-out loss: each by its own draw, so that a problem keeps its side when others come or go, and equal
// statements stand on the same side.
std::uint64_t heldout_draw(std::string_view statement, long long seed);
// Draws up to this one are kept out: at least the smallest of `n`, when there are two or more and share > 0; else nothing.
std::optional<std::uint64_t> heldout_limit(long n, std::uint64_t smallest, double share);

}  // namespace retort::pipeline
