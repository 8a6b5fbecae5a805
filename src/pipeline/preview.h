// What a run would ask its model, before anything is asked: the first prompts of each agent, and how many requests and tokens to expect. Both
// begin with check_model (model_access.h), whose error they hand on.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/stop.h"
#include "llm/chat.h"
#include "pipeline/recipe.h"

namespace retort::pipeline {

struct ShownPrompt {
  std::string agent;   // ChatRequest::purpose
  llm::ChatRequest request;
};
// The Solver's first two requests (the plan, the first round) for the first problem; one request of each other agent that asks a model, for the
// first problem that the rules can solve (a starter problem where there is none). Empty when no agent asks one. Stores nothing.
Result<std::vector<ShownPrompt>> first_prompts(const Recipe& recipe, const StopToken& stop);

// Made by rehearsing a few problems with the agents themselves and a model that goes about them as the rules do.
struct Estimate {
  struct Agent {
    double requests = 0, prompt_tokens = 0, reply_tokens = 0;
  };
  std::map<std::string, Agent> agents;   // of the whole run
  std::size_t rehearsed = 0, problems = 0;
  double cost = 0;
  // Lines of TOML comments.
  std::string text() const;
};
Result<Estimate> estimate_model_use(const Recipe& recipe, const StopToken& stop);

}  // namespace retort::pipeline
