// What the accepted narratives of a run are like: lengths, steps, tools, variety of wording.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_set.h"
#include "base/json.h"
#include "pipeline/lineage.h"

namespace retort::pipeline {

// Quantities gathered one by one. Memory: 8 bytes for each.
class Spread {
 public:
  void add(long long value) { values_.push_back(value); }
  // {"mean","p5","median","p95","max"}, or an empty object of nothing.
  Json to_json() const;

 private:
  std::vector<long long> values_;
};

// Distinct-n of Li et al. (2016, arXiv 1510.03055): different runs of n words among all. Words are split at white space. Memory: bounded
// (base/hash_set.h).
class Wording {
 public:
  void add(std::string_view text);
  double distinct_4() const;        // 0 without runs
  // The share of texts whose first four words no earlier text begins with.
  double openings() const;
  long texts() const { return texts_; }

 private:
  HashSet runs_, openings_;
  long total_runs_ = 0, texts_ = 0;
};

class Statistics {
 public:
  // A line with an accepted narrative, and its length.
  void add(const Lineage& line, std::size_t tokens);
  // {"tokens","calls","tools":{NAME: calls},"wording":{"texts","distinct_4","openings"}}
  Json to_json() const;

 private:
  Spread tokens_, calls_;
  std::map<std::string, long> tools_;
  Wording wording_;
};

}  // namespace retort::pipeline
