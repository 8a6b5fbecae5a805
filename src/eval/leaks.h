// Leaks: which test items share words with the training set. Their score says little about what was learnt.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "base/stop.h"
#include "data/decontaminate.h"
#include "eval/result.h"

namespace retort::eval {

struct Leaks {
  long rows = 0, unreadable = 0;            // training rows read; lines among them that hold no statement
  long rows_in_items = 0;                   // training rows that share an n-gram with any item, or are one
  std::vector<std::vector<bool>> leaked;    // for each data set, for each item
  data::DecontaminateOptions rule;
  // Of data set `set`: {"items","of","rows","rows_in_items","unreadable","ngram","tokenizer"}.
  Json to_json(std::size_t set) const;
};

// Reads the training files (any form that import knows) once. Memory: the items, and the training statements that share something with one.
Result<Leaks> find_leaks(const std::vector<TestSet>& sets, const std::vector<std::string>& training, const data::DecontaminateOptions& rule,
                         const StopToken& stop);

}  // namespace retort::eval
