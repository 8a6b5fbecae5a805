// One adapter: from questions and what is to be said to them, to the files of a finished training.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "llm/local_model.h"
#include "pipeline/run.h"

namespace retort::pipeline {

// The user's message, and what the student learns to say to it.
struct Lesson {
  std::string id, question, target;
};

struct AdapterPlan {
  std::string name, folder;      // for the progress line; where adapter.gguf goes
  long long seed = 1;            // of the order and the first weights; all else is as the recipe's [train] says
  std::vector<Lesson> train, heldout;
};

struct TrainedAdapter {
  std::string gguf;
  long examples = 0, heldout = 0;
  long too_long = 0;             // training lessons longer than train.max_tokens, left out
  Json training;                 // training.json
};

// Runs retort-train. A finished adapter of the same job is left as it is; a run that was killed goes on from its checkpoint. kInvalidArgument when
// nothing is left to train on; kCancelled.
Result<TrainedAdapter> train_adapter(Run& run, const llm::ChatTokenizer& tokenizer, const AdapterPlan& plan);

}  // namespace retort::pipeline
