// A chat model whose replies a test writes: for tests of what talks to models.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "llm/chat.h"

namespace retort::testing {

// A reply with this content, or with these tool calls ({name, raw arguments}; ids are "call_1", ...).
llm::ChatReply text_reply(std::string content);
llm::ChatReply tool_reply(std::vector<std::pair<std::string, std::string>> calls, std::string content = {});

// Answers from a queue, or by a function of the request; replies at once. Any thread.
class ScriptedChat : public llm::Chat {
 public:
  using Answer = std::function<llm::ChatReply(const llm::ChatRequest&)>;
  // Replies in this order; asked for more than there are, it answers kUnavailable, "the script has ended".
  explicit ScriptedChat(std::vector<llm::ChatReply> replies);
  explicit ScriptedChat(Answer answer);

  llm::Capabilities capabilities() const override { return can; }
  std::string identity() const override { return "scripted"; }
  // All requests so far, in order.
  std::vector<llm::ChatRequest> requests() const;

  llm::Capabilities can;   // set before the first request

 protected:
  void begin(std::shared_ptr<const llm::ChatRequest> request, const StopToken& stop, llm::ReplyHandler done) override;

 private:
  mutable std::mutex mutex_;
  Answer answer_;
  std::deque<llm::ChatReply> replies_;
  std::vector<llm::ChatRequest> requests_;
};

}  // namespace retort::testing
