#include "tests/support/scripted_chat.h"

#include <fmt/core.h>

namespace retort::testing {

llm::ChatReply text_reply(std::string content) {
  llm::ChatReply reply;
  reply.content = std::move(content);
  reply.usage = {.prompt_tokens = 10, .completion_tokens = 5, .tries = 1};
  reply.model = "scripted";
  return reply;
}

llm::ChatReply tool_reply(std::vector<std::pair<std::string, std::string>> calls, std::string content) {
  llm::ChatReply reply = text_reply(std::move(content));
  for (auto& [name, arguments] : calls)
    reply.tool_uses.push_back({fmt::format("call_{}", reply.tool_uses.size() + 1), std::move(name), std::move(arguments)});
  reply.finish = llm::FinishReason::kToolCalls;
  return reply;
}

ScriptedChat::ScriptedChat(std::vector<llm::ChatReply> replies)
    : replies_(std::make_move_iterator(replies.begin()), std::make_move_iterator(replies.end())) {}

ScriptedChat::ScriptedChat(Answer answer) : answer_(std::move(answer)) {}

std::vector<llm::ChatRequest> ScriptedChat::requests() const {
  std::lock_guard lock(mutex_);
  return requests_;
}

void ScriptedChat::begin(std::shared_ptr<const llm::ChatRequest> request, const StopToken&, llm::ReplyHandler done) {
  llm::ChatReply reply;
  {
    std::lock_guard lock(mutex_);
    requests_.push_back(*request);
    if (answer_) {
      reply = answer_(*request);
    } else if (replies_.empty()) {
      reply = llm::failed_reply(llm::ChatFailureKind::kUnavailable, "the script has ended");
    } else {
      reply = std::move(replies_.front());
      replies_.pop_front();
    }
  }
  done(std::move(reply));
}

}  // namespace retort::testing
