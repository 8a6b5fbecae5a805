// How likely a small model finds texts: the perplexity of solutions, given their problems.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json.h"
#include "llm/local_model.h"

namespace retort::eval {

// Texts are read as answers to the prompt of training and evaluation (prompt.h), in the model's chat template, with their end-of-turn token. Not
// for use by several threads at once.
class Perplexity {
 public:
  explicit Perplexity(const llm::LocalModel& model) : model_(&model) {}
  // A text that does not fit into the model's context beside its problem is counted and left out. Errors of the model.
  Status add(std::string_view statement, std::string_view text);
  // exp of the mean negative log-likelihood of a token, over the tokens of all texts; 0 without any.
  double value() const;
  long texts() const { return texts_; }
  // {"perplexity","texts","tokens","too_long"}
  Json to_json() const;

 private:
  const llm::LocalModel* model_;
  double loss_ = 0;   // nats
  long texts_ = 0, tokens_ = 0, too_long_ = 0;
};

}  // namespace retort::eval
