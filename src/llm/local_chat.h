// A local GGUF behind the chat interface: one thread decodes many conversations side by side, a new one joining whenever one ends. Replies can
// be held to a grammar or a JSON schema; what a conversation shares with an earlier one is not computed again.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "llm/chat.h"

namespace retort::llm {

struct LocalChatOptions {
  std::string gguf;
  int context = 4096;      // tokens of one conversation, prompt and reply together
  int sequences = 8;       // conversations decoded side by side
  int threads = 1;         // inside one step of decoding
};

// Capabilities: schema, grammar, seed, stop texts; no tools (ask for the call as JSON by a schema). Without a temperature, or with 0, it takes the
// likeliest token; without a seed, one that follows from the request, so that equal requests get equal replies.
class LocalChat : public Chat {
 public:
  // kNotFound, kCorruption, kUnsupported (no chat template), kBudget (memory): the message names the file.
  static Result<std::unique_ptr<LocalChat>> open(const LocalChatOptions& options);
  ~LocalChat() override;   // what is under way ends with kCancelled

  Capabilities capabilities() const override;
  std::string identity() const override;
  // What a file is named by and what any file can, without opening one.
  static std::string identity_of(std::string_view file_hash);
  static Capabilities capabilities_of(int context);

  struct Counts {
    long replies = 0, prompt_tokens = 0, reused_tokens = 0, new_tokens = 0, steps = 0;   // reused: of the prompts' tokens, not computed again
    int most_at_once = 0;
  };
  Counts counts() const;   // any thread

 protected:
  void begin(std::shared_ptr<const ChatRequest> request, const StopToken& stop, ReplyHandler done) override;

 private:
  struct Impl;
  explicit LocalChat(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace retort::llm
