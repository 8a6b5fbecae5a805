// A local language model: a GGUF file through llama.cpp, with LoRA adapters, its own tokenizer and chat template, and greedy
// decoding of many sequences at once.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/stop.h"

namespace retort::llm {

using Token = int;

struct Message {
  std::string role;      // "system", "user", "assistant"
  std::string content;
};

// Tokenizer and chat template of a GGUF, without its weights: fast to open. Any thread.
class ChatTokenizer {
 public:
  // kNotFound, kCorruption (cut off, not a GGUF), kUnsupported (no chat template): the message names the file.
  static Result<ChatTokenizer> open(const std::string& gguf);
  ChatTokenizer(ChatTokenizer&&) noexcept;
  ~ChatTokenizer();

  // The conversation as the model's own template renders it; with `open_answer` it ends where the assistant's text begins.
  Result<std::string> render(const std::vector<Message>& messages, bool open_answer) const;
  std::vector<Token> tokenize(std::string_view text, bool parse_special) const;
  std::string detokenize(const std::vector<Token>& tokens) const;
  std::size_t count(std::string_view text) const { return tokenize(text, false).size(); }

  // The tokens that generate() feeds for this conversation.
  Result<std::vector<Token>> prompt(const std::vector<Message>& messages) const;

  // One training example: tokens of prompt and answer with the end-of-turn token, and the index of the first token of the answer
  // (the first that carries loss). The prompt's tokens equal those that generate() feeds, token for token.
  struct Example {
    std::vector<Token> tokens;
    std::size_t answer_from = 0;
  };
  Result<Example> example(const std::vector<Message>& prompt, std::string_view answer) const;

 private:
  friend class LocalModel;
  struct Impl;
  explicit ChatTokenizer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

struct GenerateOptions {
  int max_new_tokens = 320;
  int sequences = 32;        // decoded side by side on each thread's share
  unsigned threads = 0;      // 0: one for each usable processor; each thread decodes its own sequences
  double temperature = 0;    // 0: the likeliest token; else drawn from the softmax of the logits divided by it
  std::vector<std::uint64_t> seeds;   // with a temperature: one for each conversation; its draws depend on nothing else
  bool ignore_end = false;   // every answer goes on to max_new_tokens: for timing
};

struct Generation {
  std::string text;
  int prompt_tokens = 0, new_tokens = 0;
  bool truncated = false;    // stopped at max_new_tokens or at the context's end, not by the model
};

class LocalModel {
 public:
  struct LoadOptions {
    std::string gguf;
    std::string adapter;     // GGUF LoRA, or empty
    int context = 2048;      // tokens for each sequence
  };
  // kNotFound, kCorruption, kUnsupported, kBudget (memory): the message names the file.
  static Result<LocalModel> load(const LoadOptions& options);
  LocalModel(LocalModel&&) noexcept;
  ~LocalModel();

  const ChatTokenizer& tokenizer() const;
  // Completions of all conversations; `done(i, generation)` is called as each one ends (from one thread at a time, in any
  // order). A prefix that all prompts share is computed once, and so is the prompt of equal conversations side by side. Stops early with
  // kCancelled; an error of `done` ends it. A prompt that leaves no room for an answer is kBudget and names its index; kInvalidArgument
  // for a temperature without a seed for each conversation.
  Status generate(const std::vector<std::vector<Message>>& conversations, const GenerateOptions& options, const StopToken& stop,
                  const std::function<Status(std::size_t, const Generation&)>& done);

  // What the model says of tokens[from], ..., tokens[n - 1] when it has read those before: for each one row of vocabulary_size() logits, one
  // after the other. kInvalidArgument unless 1 <= from < n; kBudget when they do not fit into the context.
  Result<std::vector<float>> logits(const std::vector<Token>& tokens, std::size_t from) const;
  std::size_t vocabulary_size() const;

 private:
  struct Impl;
  explicit LocalModel(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Writes the file's weights again in Q8_0 (faster on CPUs than Q4 and without further loss), atomically; keeps `to` if it is there: its
// name should say of which file it was made.
Status requantize_q8(const std::string& from, const std::string& to);

}  // namespace retort::llm
