#include "eval/perplexity.h"

#include <algorithm>
#include <cmath>

#include "eval/prompt.h"

namespace retort::eval {

namespace {

// Of one token, in nats, where `logits` is a row of `n`.
double negative_log_likelihood(const float* logits, std::size_t n, llm::Token token) {
  const double top = *std::max_element(logits, logits + n);
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += std::exp(logits[i] - top);
  return top + std::log(sum) - logits[token];
}

}  // namespace

Status Perplexity::add(std::string_view statement, std::string_view text) {
  RETORT_TRY(const auto example, model_->tokenizer().example(conversation(statement), text));
  const auto rows = model_->logits(example.tokens, example.answer_from);
  if (!rows.ok() && rows.error().code == ErrorCode::kBudget) {
    ++too_long_;
    return {};
  }
  if (!rows.ok()) return rows.error();
  const std::size_t vocabulary = model_->vocabulary_size();
  for (std::size_t i = example.answer_from; i < example.tokens.size(); ++i)
    loss_ += negative_log_likelihood(rows->data() + (i - example.answer_from) * vocabulary, vocabulary, example.tokens[i]);
  tokens_ += static_cast<long>(example.tokens.size() - example.answer_from);
  ++texts_;
  return {};
}

double Perplexity::value() const { return tokens_ == 0 ? 0 : std::exp(loss_ / static_cast<double>(tokens_)); }

Json Perplexity::to_json() const { return {{"perplexity", value()}, {"texts", texts_}, {"tokens", tokens_}, {"too_long", too_long_}}; }

}  // namespace retort::eval
