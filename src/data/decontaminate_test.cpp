#include "data/decontaminate.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>

#include "base/files.h"
#include "base/random.h"
#include "data/normalise.h"
#include "data/source.h"

namespace retort::data {
namespace {

constexpr const char* kItem = "A farmer has 12 cows and buys 5 more. How many cows does the farmer have now in all?";

Benchmark one_item(const DecontaminateOptions& options = {}) {
  Benchmark made(options);
  made.add({"bench.jsonl", "b1", kItem, 7});
  made.add({"bench.jsonl", "b2", "What is $2+2$?", 8});
  return made;
}

TEST(Tokenize, EachTokenizerHasItsOwnWords) {
  EXPECT_EQ(tokenize("Find  $X+1$,\n now", Tokenizer::kWhitespace), (std::vector<std::string>{"find", "$x+1$,", "now"}));
  EXPECT_EQ(tokenize("Find $X+1$, now", Tokenizer::kWords), (std::vector<std::string>{"find", "x", "1", "now"}));
  EXPECT_EQ(tokenize("x+1, é", Tokenizer::kSymbols), (std::vector<std::string>{"x", "+", "1", ",", "é"}));
  EXPECT_EQ(tokenize("a\u00a0b\u3000c", Tokenizer::kWhitespace), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(tokenize(" \n", Tokenizer::kWhitespace).empty());
  EXPECT_EQ(tokenizer_named("words"), Tokenizer::kWords);
  EXPECT_FALSE(tokenizer_named("bytes"));
}

TEST(Benchmark, FindsTenWordsInCommonAndSaysWhich) {
  Benchmark benchmark = one_item();
  auto found = benchmark.find("Once upon a time a FARMER has 12 cows and buys 5 more. How many goats is that?");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->rule, "10-gram");
  EXPECT_EQ(found->text, "a farmer has 12 cows and buys 5 more. how");
  EXPECT_EQ(found->item->id, "b1");
  EXPECT_EQ(found->item->line, 7);
  EXPECT_FALSE(benchmark.find("a farmer has 12 cows and buys 5 more. When?"));   // nine words
  EXPECT_TRUE(one_item({.ngram = 9}).find("a farmer has 12 cows and buys 5 more. When?"));
}

TEST(Benchmark, MatchesShortStatementsWholeAndNormalisedOnes) {
  Benchmark benchmark = one_item();
  EXPECT_EQ(benchmark.find("what is   $2+2$?")->rule, "10-gram");
  EXPECT_EQ(benchmark.find("What is \\(2 + 2\\)")->rule, "statement");
  EXPECT_FALSE(benchmark.find("What is $2-2$?"));
  EXPECT_FALSE(benchmark.find("Somebody asks: What is $2+2$?"));
  EXPECT_FALSE(benchmark.find(""));
}

TEST(Benchmark, CountsTheOtherTokenizersApart) {
  auto found = one_item().found_by("A farmer has 12 cows, and buys 5 more; how many cows");
  EXPECT_EQ(found, (std::array<bool, 3>{false, true, false}));
}

TEST(Normalise, ForgivesWritingAndKeepsMathematics) {
  EXPECT_EQ(normalised_statement("Find $\\left(\\dfrac{1}{2}\\right) \\cdot x$."), normalised_statement("find (\\frac12)*x"));
  EXPECT_EQ(normalised_statement("Tom\u2019s \u201cbag\u201d"), normalised_statement("Tom's \"bag\""));
  EXPECT_NE(normalised_statement("2+3"), normalised_statement("2-3"));
  EXPECT_NE(normalised_statement("\\Delta"), normalised_statement("\\delta"));
  EXPECT_EQ(normalised_statement("\\"), "");
}

TEST(Benchmark, ReadsItemsWithoutAnswersAndRefusesWhatItCannotRead) {
  namespace fs = std::filesystem;
  fs::path folder = fs::path(testing::TempDir()) / ("benchmark_items_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::string path = folder / "b.jsonl";
  ASSERT_TRUE(write_file(path, R"({"question": "Q one"}
{"messages": [{"role": "user", "content": "Q two"}]}
{"prompt": "Q three", "id": "c"}
)").ok());
  auto read = Benchmark::read({path}, {});
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->size(), 3u);
  EXPECT_EQ(read->find("q two")->item->line, 2);
  ASSERT_TRUE(write_file(path, "{\"question\": \"Q one\"}\n{\"answer\": 3}\n").ok());
  auto bad = Benchmark::read({path}, {});
  ASSERT_FALSE(bad.ok());
  EXPECT_NE(bad.error().message.find("b.jsonl:2:"), std::string::npos);
  fs::remove_all(folder);
}

TEST(Benchmark, FindsThePublishedOverlapOfMathWithMath500) {
  const std::string data = std::string(RETORT_SOURCE_DIR) + "/../shared/data";
  if (!std::filesystem::exists(data)) GTEST_SKIP() << "absent: " << data;
  auto benchmark = Benchmark::read({data + "/benchmarks/math500_dev.jsonl"}, {});
  ASSERT_TRUE(benchmark.ok()) << benchmark.error().message;
  auto train = read_problems(data + "/math");
  ASSERT_TRUE(train.ok());
  long found = 0;
  for (const auto& problem : train->problems) found += benchmark->found_by(problem.statement)[0];
  EXPECT_EQ(found, 112);
}

// 100,000 statements against 5,000 items.
TEST(Benchmark, IsFastEnoughForLargeSets) {
  Random random(3);
  auto statement = [&] {
    std::string text;
    for (int i = 0; i < 60; ++i) text += "word" + std::to_string(random.between(0, 2000)) + " ";
    return text;
  };
  Benchmark benchmark{DecontaminateOptions{}};
  std::string last;
  for (int i = 0; i < 5000; ++i) benchmark.add({"b", "", last = statement(), i});
  std::string train = statement();
  auto start = std::chrono::steady_clock::now();
  long found = 0;
  for (int i = 0; i < 10'000; ++i) found += benchmark.find(train).has_value();
  EXPECT_EQ(found, 0);
  EXPECT_TRUE(benchmark.find(train + last));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

}  // namespace
}  // namespace retort::data
