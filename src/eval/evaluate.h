// Accuracy of a model on problems, without tools: greedy answers, graded by mathematics, with n and an interval.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "base/stop.h"
#include "eval/interval.h"
#include "eval/prompt.h"
#include "llm/local_model.h"
#include "trace/records.h"

namespace retort::eval {

// One answer of the model. "no_answer" is an outcome of its own, never a wrong answer by accident.
struct Sample {
  std::string problem_id;                 // Problem::record_id
  std::string text, answer;               // what the model wrote; the final answer found in it, empty when none
  std::string outcome;                    // "correct", "wrong", "undecided", "no_answer"
  std::string reason;                     // the grader's, or how the answer was found
  bool truncated = false;
  int prompt_tokens = 0, new_tokens = 0;
  Json to_json() const;
  static Result<Sample> from_json(const Json& json);
};

// Extracts the answer of `text` (a box, or else a plain last number) and grades it.
Sample grade_sample(const trace::Problem& problem, const llm::Generation& generation);

struct Summary {
  long n = 0, correct = 0, no_answer = 0, truncated = 0, undecided = 0;
  long prompt_tokens = 0, new_tokens = 0;
  double accuracy = 0;                    // correct / n
  Interval ci95;
  Json to_json() const;                   // the keys of summary.json's "evaluations" rows, without model and data
};
Summary summarize(const std::vector<Sample>& samples);

struct Options {
  llm::GenerateOptions generate;
  std::vector<Shot> shots;
};

// Answers and grades all problems; `on_sample(i, sample)` as each one is done, from one thread at a time, in any order.
Status evaluate(llm::LocalModel& model, const std::vector<trace::Problem>& problems, const Options& options, const StopToken& stop,
                const std::function<Status(std::size_t, const Sample&)>& on_sample);

}  // namespace retort::eval
