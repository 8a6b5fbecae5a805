// How the agents that talk to a model ask it, and what they share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "agent/prompts.h"
#include "base/stop.h"
#include "llm/chat.h"
#include "trace/records.h"

namespace retort::agent {

// How a model calls tools.
enum class CallForm {
  kNative,   // OpenAI's `tools`
  kText,     // a JSON block at the end of a message
  kSchema,   // each message is one JSON object, held to a schema by the back end: a thought with a call or with the answer
};

// The model behind an agent and how it is asked.
struct Teacher {
  std::shared_ptr<llm::Chat> chat;
  Prompts prompts = Prompts::builtin();
  double temperature = 0.7, top_p = 0.95;
  double temperature_step = 0;   // sample i of a problem is asked at temperature + i * temperature_step, at most 2
  int max_tokens = 2048;         // of one reply
  int rounds = 15;               // of a Solver: thought, call, result
  int tries = 3;                 // of a Translator's explanation; empty replies and replies without a call or an answer in a row
  CallForm calls = CallForm::kNative;
  bool keep_reasoning = false;   // the model's own reasoning is kept in the trace (never in a narrative)
  const StopToken* stop = nullptr;

  // All that changes replies, for ids of records.
  std::string revision() const;
};

// One conversation, asked step by step by one thread. Each request has a seed of its own where the model honours seeds.
class Conversation {
 public:
  Conversation(const Teacher& teacher, std::string purpose, std::uint64_t seed);

  void add(std::vector<llm::ChatMessage> messages);
  void add(llm::ChatMessage message);
  // Under which name the next requests are counted.
  void set_purpose(std::string purpose) { request_.purpose = std::move(purpose); }
  // Sends all messages so far and waits. The reply is not added.
  llm::ChatReply ask(const Json& tools = Json::array(), const std::optional<Json>& schema = std::nullopt);

 private:
  const Teacher& teacher_;
  llm::ChatRequest request_;
  std::uint64_t seed_;
  std::uint64_t asked_ = 0;
};

// Why a piece of work failed: `message` for the record, `transient` when another run may do better.
struct ChatTrouble {
  std::string message;
  bool transient = false;
};
// The Error that ends the run, or what to write down of this piece of work.
Result<ChatTrouble> trouble_of(const llm::ChatReply& reply);

// What the gates found, for the model: one line for each finding with the words that it is about.
std::string complaints(const std::vector<trace::Finding>& findings, std::string_view text);

}  // namespace retort::agent
