// The prompts of the agents that talk to a model: the files of prompts/, compiled in, or a folder of the user's with the same files.
//
// A prompt file holds messages, each begun by a line [system] or [user]; {{name}} stands for a value. Which values a prompt gets is
// fixed (prompts.cpp); a file that lacks one or names another is refused before anything is asked.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "llm/chat.h"

namespace retort::agent {

enum class Prompt {
  kSolverPlan,        // a plan, no tools in sight
  kSolverRounds,      // opens the conversation of thought, call, result and reflection
  kSolverJsonTools,   // how to call tools, for models without native tool calling
  kSolverSchemaTools, // the same, for models whose replies are held to a schema
  kSolverGoOn,        // after a reply that neither calls a tool nor answers
  kSolverWrapUp,      // after the last round
  kTranslator, kTranslatorAgain,
  kRephraser, kRephraserAgain,
  kJudge,
};
inline constexpr std::size_t kPromptCount = 11;

using PromptValues = std::map<std::string, std::string, std::less<>>;

class Prompts {
 public:
  // The files of prompts/ as they were when the program was built.
  static const Prompts& builtin();
  // <folder>/solver_plan.txt and so on; a file that is absent is taken from the built-in ones. kNotFound for a folder that is not
  // there, kParse naming the file for one without messages, kInvalidArgument for a value that it lacks or does not get.
  static Result<Prompts> load(const std::string& folder);

  // The messages with the values put in, once: what stands in a value is not read again.
  std::vector<llm::ChatMessage> fill(Prompt prompt, const PromptValues& values) const;

  // A hash of all texts: part of the identity of what is made with them.
  std::string revision() const;

 private:
  std::array<std::string, kPromptCount> texts_;
};

}  // namespace retort::agent
