// Throughput of decoding many answers: prompts of equal length, answers that all go on to the limit, as llama-batched-bench does it. One line of
// JSON. Tokens of the prefix that all prompts share (the template's) are computed once and count once.
//   eval-bench MODEL.gguf --prompts 200 --prompt-tokens 128 --new-tokens 128 --sequences 32 [--threads N] [--ragged]
#include <fmt/core.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/random.h"
#include "llm/local_model.h"

using namespace retort;

namespace {

int fail(const Error& error) {
  fmt::print(stderr, "eval-bench: {}\n", error.message);
  return 1;
}

double cpu_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

// A conversation of exactly `tokens` tokens, or up to three more where the tokenizer joins; no two alike.
Result<std::vector<llm::Message>> make_prompt(const llm::ChatTokenizer& tokenizer, int tokens, Random& random) {
  static const std::vector<std::string> kWords = {"seven", "apples", "are", "sold", "at", "nine", "each", "and", "then", "half", "of", "the", "train", "leaves"};
  std::string text = fmt::format("{}", random.between(100000, 999999));
  for (;;) {
    std::vector<llm::Message> messages = {{"user", text}};
    RETORT_TRY(auto prompt, tokenizer.prompt(messages));
    if (static_cast<int>(prompt.size()) >= tokens) return messages;
    text += " " + random.pick(kWords);
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::string model_path;
  int prompts = 200, prompt_tokens = 128;
  llm::GenerateOptions options;
  options.max_new_tokens = 128;
  options.ignore_end = true;
  bool ragged = false;
  CLI::App app{"throughput of decoding many answers"};
  app.add_option("MODEL", model_path)->required();
  app.add_option("--prompts", prompts)->check(CLI::PositiveNumber);
  app.add_option("--prompt-tokens", prompt_tokens)->check(CLI::PositiveNumber);
  app.add_option("--new-tokens", options.max_new_tokens)->check(CLI::PositiveNumber);
  app.add_option("--sequences", options.sequences)->check(CLI::PositiveNumber);
  app.add_option("--threads", options.threads);
  app.add_flag("--ragged", ragged, "answers end where the model ends them");
  CLI11_PARSE(app, argc, argv);
  options.ignore_end = !ragged;

  auto model = llm::LocalModel::load({.gguf = model_path, .context = prompt_tokens + options.max_new_tokens + 16});
  if (!model.ok()) return fail(model.error());
  Random random(1, "eval-bench");
  std::vector<std::vector<llm::Message>> conversations;
  std::vector<llm::Token> first;
  std::size_t shared = SIZE_MAX;
  for (int i = 0; i < prompts; ++i) {
    auto messages = make_prompt(model->tokenizer(), prompt_tokens, random);
    if (!messages.ok()) return fail(messages.error());
    auto tokens = model->tokenizer().prompt(*messages);
    if (!tokens.ok()) return fail(tokens.error());
    if (i == 0) first = *tokens;
    const std::size_t least = std::min(first.size(), tokens->size());
    shared = std::min(shared, static_cast<std::size_t>(std::mismatch(first.begin(), first.begin() + static_cast<long>(least), tokens->begin()).first - first.begin()));
    conversations.push_back(*std::move(messages));
  }
  long read = 0, written = 0;
  StopToken stop;
  const auto start = std::chrono::steady_clock::now();
  const double cpu = cpu_seconds();
  Status done = model->generate(conversations, options, stop, [&](std::size_t, const llm::Generation& g) -> Status {
    read += g.prompt_tokens;
    written += g.new_tokens;
    return {};
  });
  if (!done.ok()) return fail(done.error());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  read -= static_cast<long>(shared) * (prompts - 1);
  fmt::print("{}\n", to_line({{"program", "eval-bench"}, {"prompts", prompts}, {"sequences", options.sequences}, {"ragged", ragged}, {"prompt_tokens", read}, {"new_tokens", written},
                              {"seconds", seconds}, {"cpu_seconds", cpu_seconds() - cpu}, {"tokens_per_s", static_cast<double>(read + written) / seconds},
                              {"new_tokens_per_s", static_cast<double>(written) / seconds}}));
  return 0;
}
