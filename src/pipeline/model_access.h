// The chat model that the recipe's LLM agents ask: servers or a GGUF file, and the records of every exchange (exchanges.db of the run directory).
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "agent/conversation.h"
#include "base/error.h"
#include "base/stop.h"
#include "llm/chat.h"
#include "pipeline/recipe.h"

namespace retort::pipeline {

// Is any agent of the recipe a model?
bool asks_a_model(const Recipe& recipe);
// Is that model a GGUF file, and not behind servers?
bool is_local_model(const Recipe& recipe);

// Is the model there that the agents would ask? A GGUF file must be whole; servers are asked for their models, which costs nothing. No question
// where no agent asks one, or the records answer (llm.replay). Errors as ModelAccess::open and llm::Endpoint::check.
Status check_model(const Recipe& recipe, const StopToken& stop);

// How the recipe wants its model asked; `chat` and `stop` are not set.
agent::Teacher teacher_settings(const Recipe& recipe);

class ModelAccess {
 public:
  enum class Purpose {
    kWork,    // keys are read, the model asked; with llm.replay the records alone answer
    kRead,    // names the model and asks nobody: for looking at what a run made
  };
  // kInvalidArgument naming the key of the recipe, kNotFound for a key (of a server) that is not there. Sends nothing: before the first request
  // that no record answers, each server is asked for its models, and the run ends there if one cannot do the work; a GGUF file is opened then.
  // `memory`: a file that keeps a GGUF file's hash between calls.
  static Result<std::unique_ptr<ModelAccess>> open(const Recipe& recipe, const std::string& exchanges, const std::string& memory, Purpose purpose);
  ~ModelAccess();

  // How the agents ask; lives as long as this.
  agent::Teacher teacher(const Recipe& recipe, const StopToken& stop) const;
  // What is going on, for a progress line: "1.2M tokens, 310 req/s, 640 in flight".
  std::string line() const;
  // As exchange_totals, without reading the records again; nothing where nobody is asked (kRead). Any thread.
  std::optional<Json> totals() const;

 private:
  ModelAccess();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// {"exchanges","cut_off","filtered","empty","failed","prompt_tokens","completion_tokens","reasoning_tokens","cost","tries","seconds","faults",
// "agents": {PURPOSE: the same}} of all records, which are all read; empty when there are none.
Result<Json> exchange_totals(const std::string& exchanges);

}  // namespace retort::pipeline
