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
  // Of each problem several samples may be made: everything from here on counts samples.
  long samples = 0, traces = 0, right = 0, spare = 0, calls = 0, explanations = 0;
  long solved = 0, told = 0;                     // problems with a right trace; with a narrative that passed
  long by_model = 0;                             // of what passed: written by a model, not by rules
  long explained_by_model = 0;                   // of the explanations: a model's, not the rules'
  std::map<std::string, long> tool_errors;       // results of calls that were none, by kind
  std::map<std::string, long> opinions;          // of a judge on what passed the gates: pass, reject, none
  std::map<std::string, long> refused_narratives;   // texts of a model, by the gate of the first finding
  long narratives = 0, attempts = 0;             // traces with a narrative; narratives written for them in all
  long passed = 0;
  long checked = 0, unread = 0;                  // mathematical claims in what passed
  std::map<std::string, long> rejected;          // by the gate of the last verdict's first reason
  std::map<std::string, long> failed;            // by stage: solver, wrong_answer, no_majority, translator, rephraser
  std::map<std::string, long> origins;           // of what passed: human, solver
  std::map<std::string, long> sources;           // of what passed: the source, with its licence in brackets where known
  std::map<std::string, long> failure_reasons;   // by the reason's own words
  // What was left out before any work.
  void add_source(const ProblemSet& problems);
  void add(const Lineage& line);   // in the order of the problems and their samples
  Json to_json() const;

 private:
  bool solved_here_ = false, told_here_ = false;   // the problem of the last line
};

// Visits all samples of all problems of a run in order.
Status each_lineage(const Run& run, const ProblemSet& problems, const std::function<Status(const Lineage&)>& visit);
// Is there a narrative that the run's recipe and this version of the program accept? Reads no further than the first.
Result<bool> has_accepted(const Run& run, const ProblemSet& problems);
Result<Counts> count_run(const Run& run, const ProblemSet& problems);

}  // namespace retort::pipeline
