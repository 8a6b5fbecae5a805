#include "eval/perplexity.h"

#include <gtest/gtest.h>

#include <cmath>

#include "eval/prompt.h"

namespace retort::eval {
namespace {

TEST(Perplexity, IsTheMeanOverTokensAndTellsSenseFromNonsense) {
  auto model = llm::LocalModel::load({.gguf = RETORT_SOURCE_DIR "/.deps/models/smollm2-135m-instruct.gguf", .context = 256});
  ASSERT_TRUE(model.ok()) << model.error().message;
  Perplexity sense(*model), nonsense(*model), both(*model);
  EXPECT_EQ(sense.value(), 0);
  const std::string problem = "What is 2+2?", good = "The sum of 2 and 2 is 4.", bad = "purple is the Tuesday of seven 9 gravel.";
  ASSERT_TRUE(sense.add(problem, good).ok());
  ASSERT_TRUE(nonsense.add(problem, bad).ok());
  ASSERT_TRUE(both.add(problem, good).ok());
  ASSERT_TRUE(both.add(problem, bad).ok());
  EXPECT_GT(sense.value(), 1);
  EXPECT_LT(sense.value() * 10, nonsense.value());
  const double tokens = sense.to_json()["tokens"], others = nonsense.to_json()["tokens"];
  EXPECT_EQ(tokens, static_cast<double>(model->tokenizer().count(good)) + 1);   // and the end of the turn
  EXPECT_NEAR(std::log(both.value()) * (tokens + others), std::log(sense.value()) * tokens + std::log(nonsense.value()) * others, 1e-6);
}

TEST(Perplexity, ATextOverTheContextIsCountedAndLeftOut) {
  auto model = llm::LocalModel::load({.gguf = RETORT_SOURCE_DIR "/.deps/models/smollm2-135m-instruct.gguf", .context = 64});
  ASSERT_TRUE(model.ok()) << model.error().message;
  Perplexity perplexity(*model);
  std::string text;
  for (int i = 0; i < 100; ++i) text += "again ";
  ASSERT_TRUE(perplexity.add("What is 2+2?", text).ok());
  EXPECT_EQ(perplexity.to_json(), (Json{{"perplexity", 0.0}, {"texts", 0}, {"tokens", 0}, {"too_long", 1}}));
}

}  // namespace
}  // namespace retort::eval
