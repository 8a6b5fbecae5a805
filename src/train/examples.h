// Training examples: token rows with the place where the loss begins. JSONL, one {"id", "tokens", "loss_from"} a line.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"

namespace retort::train {

// tokens[loss_from..] carry loss: they are what the model is to say. 1 <= loss_from < tokens.size().
struct TrainExample {
  std::string id;
  std::vector<std::int32_t> tokens;
  std::size_t loss_from = 0;
};

Status write_examples(const std::string& path, const std::vector<TrainExample>& examples);

// All rows of the file. The first bad line is kInvalidArgument with path and line number; an empty file is no error
// here.
Result<std::vector<TrainExample>> read_examples(const std::string& path);

}  // namespace retort::train
