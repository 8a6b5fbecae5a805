// Chat templates: the Jinja program that a GGUF carries, run by llama.cpp's own engine, so that training and inference
// see the conversation exactly as the model's authors laid it out.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "llm/local_model.h"

namespace retort::llm {

// A rendered conversation in pieces: what the template wrote, and what came from the messages (never special tokens).
struct RenderedPart {
  std::string text;
  bool from_message = false;
};

class ChatTemplate {
 public:
  // kUnsupported when the program does not compile.
  static Result<ChatTemplate> compile(const std::string& source, std::string bos_token, std::string eos_token);
  // kInvalidArgument with the template's own message when it refuses the conversation.
  Result<std::vector<RenderedPart>> render(const std::vector<Message>& messages, bool open_answer) const;

 private:
  struct Program;
  std::shared_ptr<const Program> program_;
};

}  // namespace retort::llm
