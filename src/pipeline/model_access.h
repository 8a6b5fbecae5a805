// The chat model that the recipe's LLM agents ask: its servers, and the records of every exchange (exchanges.db of the run directory).
#pragma once

#include <memory>
#include <string>

#include "agent/conversation.h"
#include "base/error.h"
#include "base/stop.h"
#include "llm/chat.h"
#include "pipeline/recipe.h"

namespace retort::pipeline {

// Is any agent of the recipe a model?
bool asks_a_model(const Recipe& recipe);

class ModelAccess {
 public:
  enum class Purpose {
    kWork,    // keys are read, servers asked; with llm.replay the records alone answer
    kRead,    // names the model and asks nobody: for looking at what a run made
  };
  // kInvalidArgument naming the key of the recipe, kNotFound for a key (of a server) that is not there. Sends nothing: before the first request
  // that no record answers, each server is asked for its models, and the run ends there if none can do the work.
  static Result<std::unique_ptr<ModelAccess>> open(const Recipe& recipe, const std::string& exchanges, Purpose purpose);
  ~ModelAccess();

  // How the agents ask; lives as long as this.
  agent::Teacher teacher(const Recipe& recipe, const StopToken& stop) const;
  // What is going on, for a progress line: "1.2M tokens, 310 req/s, 640 in flight".
  std::string line() const;

 private:
  ModelAccess();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// {"exchanges","prompt_tokens","completion_tokens","reasoning_tokens","cost","tries"} of all records; empty when there are none.
Result<Json> exchange_totals(const std::string& exchanges);

}  // namespace retort::pipeline
