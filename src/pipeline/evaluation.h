// Evaluation with kept samples: an answer that the same model gave to the same prompt before is not asked for again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/stop.h"
#include "data/source.h"
#include "eval/evaluate.h"
#include "eval/result.h"
#include "pipeline/run.h"
#include "store/store.h"

namespace retort::pipeline {

// One row of the accuracy table.
struct Contender {
  std::string label;               // "base", "base-shots", "answers", "trained"
  std::string gguf, model_hash;    // the file that is loaded; what names its weights
  std::string adapter;             // GGUF LoRA, or empty
  std::vector<eval::Shot> shots;
};

using TestSet = eval::TestSet;

// "starter-test", or a file or folder of problems; count 0: all.
Result<TestSet> load_test_set(const std::string& data, long count, long long seed, const data::StarterOptions& starter);

// The problems of the run's dataset that are never trained on, as a data set: settings are chosen on these.
inline constexpr std::string_view kHeldoutData = "heldout";
// One of the recipe's eval.data.
Result<TestSet> load_test_set(const Run& run, const std::string& data);

// Worked examples from the training rows, of different families while there are any.
Result<std::vector<eval::Shot>> choose_shots(const Run& run);
// Sets the student's weights to decode with, and their name.
Status choose_weights(const Run& run, Contender& contender);
// Makes a contender of the student use what training wrote: an adapter, or with train.method = "full" a model of its own.
Status use_trained(const Run& run, const std::string& gguf, Contender& contender);

// Answers of `contender` to all problems of `test`, in their order: those in the store, and the rest from the model, kept as they come.
// kCancelled keeps what came. `seconds` is the time that the model took now.
Result<std::vector<eval::Sample>> answer_all(store::Store& store, const Contender& contender, const TestSet& test,
                                             const llm::GenerateOptions& options, const StopToken& stop, double& seconds);

// Loads the model with room for the longest of these conversations, up to the context that it was made for, and runs it on them; see
// eval::evaluate. A longer prompt is not asked: no answer, with the reason.
Status generate_samples(const Contender& contender, const std::vector<eval::Question>& questions, const eval::Decoding& decoding,
                        const llm::GenerateOptions& pace, const StopToken& stop, const eval::OnSample& on_sample);

}  // namespace retort::pipeline
