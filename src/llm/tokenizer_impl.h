// Inside of ChatTokenizer, shared with LocalModel (which has the weights open already).
#pragma once

#include <llama.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "llm/backend.h"
#include "llm/chat_template.h"
#include "llm/local_model.h"

namespace retort::llm {

struct ChatTokenizer::Impl {
  ModelHandle model;
  const llama_vocab* vocab = nullptr;
  ChatTemplate chat;
  std::vector<std::string> controls;   // texts of the control tokens: "<|im_end|>"

  static Result<std::unique_ptr<Impl>> from_model(ModelHandle model, const std::string& gguf);
  std::vector<Token> tokenize(std::string_view text, bool parse_special) const;
  bool holds_control_text(std::string_view text) const;
  Result<std::vector<Token>> conversation(const std::vector<Message>& messages, bool open_answer) const;
};

}  // namespace retort::llm
