// Stage "problems": which problems a run works on, in which order.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "data/source.h"
#include "pipeline/run.h"

namespace retort::pipeline {

// Which starter problems the recipe means, for training and for "starter-test".
data::StarterOptions starter_options(const Recipe& recipe);

// One problem of a run. The record holds the content; the name and the line are the source's, and two rows of equal content are one.
struct Row {
  std::string record, id;
  long line = 0;
};

struct Skipped {
  long line = 0;
  std::string reason;
};

struct ProblemSet {
  std::vector<Row> rows;
  std::vector<Skipped> skipped;   // rows of the source that could not be used
  long duplicates = 0;            // rows of the same content as an earlier one
  std::string format;
};

// Reads or makes the problems that the recipe asks for and keeps them in the store. A source that was read before and has not
// changed is not read again. Errors of the source name file and line.
Result<ProblemSet> make_problem_set(Run& run);

// The problems that make_problem_set stored last for this recipe. kNotFound before that.
Result<ProblemSet> stored_problem_set(const Run& run);

}  // namespace retort::pipeline
