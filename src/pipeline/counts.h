// The numbers of a run: how many problems reached what, and why the others did not.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/error.h"
#include "base/json.h"
#include "pipeline/lineage.h"

namespace retort::pipeline {

struct Counts {
  long problems = 0, skipped = 0, duplicates = 0, normalised = 0, near = 0, contaminated = 0, benchmark_items = 0;
  long traces = 0, calls = 0, explanations = 0;
  long narratives = 0, attempts = 0;             // traces with a narrative; narratives written for them in all
  long passed = 0;
  long checked = 0, unread = 0;                  // mathematical claims in what passed
  std::map<std::string, long> rejected;          // by the gate of the last verdict's first reason
  std::map<std::string, long> failed;            // by stage: solver, wrong_answer, translator, rephraser
  std::map<std::string, long> origins;           // of what passed: human, solver
  std::map<std::string, long> sources;           // of what passed: the source, with its licence in brackets where known
  std::map<std::string, long> failure_reasons;   // by the reason's own words
  // What was left out before any work.
  void add_source(const ProblemSet& problems);
  void add(const Lineage& line);
  Json to_json() const;
};

// Visits all problems of a run in order.
Status each_lineage(const Run& run, const ProblemSet& problems, const std::function<Status(const Lineage&)>& visit);
Result<Counts> count_run(const Run& run, const ProblemSet& problems);

}  // namespace retort::pipeline
