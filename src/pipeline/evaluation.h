// Evaluation with kept samples: an answer that the same model gave to the same prompt before is not asked for again.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "base/stop.h"
#include "data/source.h"
#include "eval/evaluate.h"
#include "store/store.h"

namespace retort::pipeline {

// One row of the accuracy table.
struct Contender {
  std::string label;               // "base", "base-shots", "answers", "trained"
  std::string gguf, model_hash;    // the file that is loaded; what names its weights
  std::string adapter;             // GGUF LoRA, or empty
  std::vector<eval::Shot> shots;
};

struct TestSet {
  std::string name;
  std::vector<trace::Problem> problems;
};

// "starter-test", or a file or folder of problems; count 0: all.
Result<TestSet> load_test_set(const std::string& data, long count, long long seed, const data::StarterOptions& starter);

// Answers of `contender` to all problems of `test`, in their order: those in the store, and the rest from the model, kept as they come.
// kCancelled keeps what came. `seconds` is the time that the model took now.
Result<std::vector<eval::Sample>> answer_all(store::Store& store, const Contender& contender, const TestSet& test,
                                             const llm::GenerateOptions& options, const StopToken& stop, double& seconds);

// Loads the model with room for the longest of these conversations and runs it on them.
Status generate_samples(const Contender& contender, const std::vector<trace::Problem>& problems, const llm::GenerateOptions& options,
                        const StopToken& stop, const std::function<Status(std::size_t, const eval::Sample&)>& on_sample);

}  // namespace retort::pipeline
