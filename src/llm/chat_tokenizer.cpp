#include <fmt/core.h>
#include <llama.h>

#include "llm/backend.h"
#include "llm/chat_template.h"
#include "llm/tokenizer_impl.h"

namespace retort::llm {

namespace {

std::string piece(const llama_vocab* vocab, llama_token token, bool special) {
  std::string text(32, '\0');
  int n = llama_token_to_piece(vocab, token, text.data(), static_cast<int>(text.size()), 0, special);
  if (n < 0) {
    text.resize(static_cast<std::size_t>(-n));
    n = llama_token_to_piece(vocab, token, text.data(), static_cast<int>(text.size()), 0, special);
  }
  text.resize(static_cast<std::size_t>(std::max(n, 0)));
  return text;
}

std::vector<std::string> control_texts(const llama_vocab* vocab) {
  std::vector<std::string> texts;
  for (llama_token t = 0; t < llama_vocab_n_tokens(vocab); ++t)
    if (llama_vocab_is_control(vocab, t)) texts.emplace_back(llama_vocab_get_text(vocab, t));
  return texts;
}

std::string token_text(const llama_vocab* vocab, llama_token token) {
  return token == LLAMA_TOKEN_NULL ? std::string() : std::string(llama_vocab_get_text(vocab, token));
}

}  // namespace

Result<std::unique_ptr<ChatTokenizer::Impl>> ChatTokenizer::Impl::from_model(ModelHandle model, const std::string& gguf) {
  auto impl = std::make_unique<Impl>();
  impl->model = std::move(model);
  impl->vocab = llama_model_get_vocab(impl->model.get());
  const char* source = llama_model_chat_template(impl->model.get(), nullptr);
  if (!source)
    return Error{ErrorCode::kUnsupported, fmt::format("{} carries no chat template: use an instruct model", gguf)};
  auto compiled = ChatTemplate::compile(source, token_text(impl->vocab, llama_vocab_bos(impl->vocab)),
                                        token_text(impl->vocab, llama_vocab_eos(impl->vocab)));
  if (!compiled.ok()) return Error{compiled.error().code, fmt::format("{}: {}", gguf, compiled.error().message)};
  impl->chat = *compiled;
  impl->controls = control_texts(impl->vocab);
  return impl;
}

std::vector<Token> ChatTokenizer::Impl::tokenize(std::string_view text, bool parse_special) const {
  std::vector<Token> tokens(text.size() + 8);
  int n = llama_tokenize(vocab, text.data(), static_cast<int>(text.size()), tokens.data(), static_cast<int>(tokens.size()), false,
                         parse_special);
  if (n < 0) {
    tokens.resize(static_cast<std::size_t>(-n));
    n = llama_tokenize(vocab, text.data(), static_cast<int>(text.size()), tokens.data(), static_cast<int>(tokens.size()), false,
                       parse_special);
  }
  tokens.resize(static_cast<std::size_t>(std::max(n, 0)));
  return tokens;
}

bool ChatTokenizer::Impl::holds_control_text(std::string_view text) const {
  for (const auto& c : controls)
    if (!c.empty() && text.find(c) != std::string_view::npos) return true;
  return false;
}

Result<std::vector<Token>> ChatTokenizer::Impl::conversation(const std::vector<Message>& messages, bool open_answer) const {
  RETORT_TRY(auto parts, chat.render(messages, open_answer));
  std::string whole;
  bool forged = false;
  for (const auto& part : parts) {
    whole += part.text;
    forged |= part.from_message && holds_control_text(part.text);
  }
  // A message that spells a control token must not become one: then each piece is read by itself.
  std::vector<Token> tokens;
  if (!forged) tokens = tokenize(whole, true);
  else {
    for (const auto& part : parts) {
      auto piece_tokens = tokenize(part.text, !part.from_message);
      tokens.insert(tokens.end(), piece_tokens.begin(), piece_tokens.end());
    }
  }
  // Some templates write the beginning-of-sequence token themselves; the others rely on the tokenizer's setting.
  if (llama_vocab_get_add_bos(vocab) && (tokens.empty() || tokens[0] != llama_vocab_bos(vocab)))
    tokens.insert(tokens.begin(), llama_vocab_bos(vocab));
  return tokens;
}

ChatTokenizer::ChatTokenizer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ChatTokenizer::ChatTokenizer(ChatTokenizer&&) noexcept = default;
ChatTokenizer::~ChatTokenizer() = default;

Result<ChatTokenizer> ChatTokenizer::open(const std::string& gguf) {
  RETORT_TRY(auto model, open_model(gguf, true));
  RETORT_TRY(auto impl, Impl::from_model(std::move(model), gguf));
  return ChatTokenizer(std::move(impl));
}

Result<std::string> ChatTokenizer::render(const std::vector<Message>& messages, bool open_answer) const {
  RETORT_TRY(auto parts, impl_->chat.render(messages, open_answer));
  std::string whole;
  for (const auto& part : parts) whole += part.text;
  return whole;
}

std::vector<Token> ChatTokenizer::tokenize(std::string_view text, bool parse_special) const {
  return impl_->tokenize(text, parse_special);
}

std::string ChatTokenizer::detokenize(const std::vector<Token>& tokens) const {
  std::string text;
  for (Token t : tokens) text += piece(impl_->vocab, t, false);
  return text;
}

Result<std::vector<Token>> ChatTokenizer::prompt(const std::vector<Message>& messages) const {
  return impl_->conversation(messages, true);
}

Result<ChatTokenizer::Example> ChatTokenizer::example(const std::vector<Message>& prompt, std::string_view answer) const {
  Example example;
  RETORT_TRY(example.tokens, impl_->conversation(prompt, true));
  example.answer_from = example.tokens.size();
  auto answer_tokens = impl_->tokenize(answer, false);
  example.tokens.insert(example.tokens.end(), answer_tokens.begin(), answer_tokens.end());
  // What the template writes after an answer, up to the token at which generation stops.
  const std::string probe = "retort-probe";
  std::vector<Message> answered = prompt;
  answered.push_back({"assistant", probe});
  RETORT_TRY(auto text, render(answered, false));
  std::size_t at = text.rfind(probe);
  if (at == std::string::npos) return Error{ErrorCode::kUnsupported, "the chat template does not show the assistant's answer"};
  for (Token t : impl_->tokenize(std::string_view(text).substr(at + probe.size()), true)) {
    example.tokens.push_back(t);
    if (llama_vocab_is_eog(impl_->vocab, t)) return example;
  }
  return Error{ErrorCode::kUnsupported, "the chat template ends an answer with no end-of-turn token"};
}

}  // namespace retort::llm
