#include "pipeline/problem_set.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>

#include "pipeline/each_row.h"
#include "pipeline/lineage.h"

namespace retort::pipeline {
namespace {

namespace fs = std::filesystem;

class RunFolder : public testing::Test {
 protected:
  RunFolder() {
    std::string pattern = fs::temp_directory_path() / "retort-run-XXXXXX";
    root_ = ::mkdtemp(pattern.data());
    recipe_.train.enabled = recipe_.eval.enabled = false;
    recipe_.student.model = root_ + "/absent.gguf";
    recipe_.problems.source = root_ + "/problems.jsonl";
  }
  ~RunFolder() override { fs::remove_all(root_); }

  void write_problems(const std::string& text) { std::ofstream(recipe_.problems.source) << text; }
  pipeline::Run open() {
    auto run = open_run(root_ + "/run", recipe_, stop_, [this](const std::string& note) { notes_ += note + "\n"; });
    EXPECT_TRUE(run.ok()) << run.error().message;
    return std::move(*run);
  }

  std::string root_, notes_;
  Recipe recipe_;
  StopToken stop_;
};

constexpr const char* kThree = R"({"id":"a","problem":"What is 1+1?","answer":"2"}
{"id":"b","problem":"What is 1+2?","answer":"3"}
{"id":"c","problem":"What is 1+1?","answer":"2"}
)";

TEST_F(RunFolder, KeepsTheProblemsOfAFileOnceEach) {
  write_problems(kThree);
  pipeline::Run run = open();
  auto set = make_problem_set(run);
  ASSERT_TRUE(set.ok()) << set.error().message;
  ASSERT_EQ(set->rows.size(), 2u);
  EXPECT_EQ(set->duplicates, 1);
  EXPECT_EQ(set->rows.at(1)->id, "b");
  EXPECT_EQ(set->rows.at(1)->line, 2);
  EXPECT_EQ(run.store.count("problem"), 2);
  auto again = make_problem_set(run);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->rows.at(0)->record, set->rows.at(0)->record);
  EXPECT_EQ(run.store.count("problem_set"), 1);
}

TEST_F(RunFolder, CountsBadRowsWithTheirLinesAndRefusesThemWhenStrict) {
  write_problems(std::string(kThree) + "{\"id\":\"d\",\n{\"problem\":\"\",\"answer\":\"2\"}\n{\"problem\":\"What is 2+2?\"}\n");
  {
    pipeline::Run run = open();
    auto set = make_problem_set(run);
    ASSERT_TRUE(set.ok()) << set.error().message;
    ASSERT_EQ(set->skipped.count, 3);
    EXPECT_EQ(set->skipped.first[0].line, 4);
    EXPECT_EQ(set->skipped.first[2].line, 6);
    EXPECT_NE(set->skipped.first[2].reason, "");
  }
  recipe_.problems.strict = true;
  pipeline::Run run = open();
  auto strict = make_problem_set(run);
  ASSERT_FALSE(strict.ok());
  EXPECT_NE(strict.error().message.find("4"), std::string::npos) << strict.error().message;
}

TEST_F(RunFolder, SaysWhatIsMissing) {
  pipeline::Run run = open();
  auto absent = make_problem_set(run);
  ASSERT_FALSE(absent.ok());
  EXPECT_EQ(absent.error().code, ErrorCode::kNotFound);
  EXPECT_NE(absent.error().message.find("problems.jsonl"), std::string::npos);
  write_problems("\n");
  auto empty = make_problem_set(run);
  EXPECT_FALSE(empty.ok());
}

TEST_F(RunFolder, ReadsAChangedSourceAndOutlivesAMissingOne) {
  write_problems(kThree);
  pipeline::Run run = open();
  ASSERT_TRUE(make_problem_set(run).ok());
  write_problems(std::string(kThree) + R"({"id":"d","problem":"What is 3+4?","answer":"7"})");
  auto more = make_problem_set(run);
  ASSERT_TRUE(more.ok());
  EXPECT_EQ(more->rows.size(), 3u);
  fs::remove(recipe_.problems.source);
  auto kept = make_problem_set(run);
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(kept->rows.size(), 3u);
  EXPECT_NE(notes_.find("going on"), std::string::npos);
}

TEST_F(RunFolder, CommitsRecordsInTheOrderOfTheRowsAndKeepsThemWhenStopped) {
  std::string problems;
  for (int i = 0; i < 300; ++i) problems += "{\"problem\":\"What is " + std::to_string(i) + "+1?\",\"answer\":\"" + std::to_string(i + 1) + "\"}\n";
  write_problems(problems);
  recipe_.agents.threads = 4;
  pipeline::Run run = open();
  auto set = make_problem_set(run);
  ASSERT_TRUE(set.ok());
  std::atomic<int> worked = 0;
  auto work = [&](const Row& row, int) -> Result<std::vector<store::Record>> {
    if (run.store.has("note", row.record)) return std::vector<store::Record>();
    if (++worked == 150) stop_.request();
    return std::vector<store::Record>{{"note", row.record, "", {{"line", row.line}}}};
  };
  Status stopped = for_each_row(run, "test", set->rows, 1, run.threads(), work);
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
  auto kept = run.store.ids("note");
  EXPECT_GT(kept.size(), 20u);
  EXPECT_LT(kept.size(), 300u);
  for (std::size_t i = 0; i < kept.size(); ++i) ASSERT_EQ(kept[i], set->rows.at(i)->record);
}

TEST_F(RunFolder, RefusesADirectoryThatIsInUse) {
  write_problems(kThree);
  pipeline::Run run = open();
  auto second = open_run(root_ + "/run", recipe_, stop_, {});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(second.error().message.find(std::to_string(::getpid())), std::string::npos);
  EXPECT_TRUE(read_run(root_ + "/run", stop_, {}).ok());
  EXPECT_EQ(read_run(root_, stop_, {}).error().code, ErrorCode::kNotFound);
}

TEST(BenchmarkFiles, AreKeptOutWhetherTheRunEvaluatesOrNot) {
  Recipe recipe;
  recipe.eval.data = {"starter-test", "bench.jsonl"};
  for (bool enabled : {true, false}) {
    recipe.eval.enabled = enabled;
    EXPECT_EQ(benchmark_files(recipe), std::vector<std::string>{"bench.jsonl"});
  }
  recipe.problems.decontaminate = false;
  EXPECT_TRUE(benchmark_files(recipe).empty());
}

}  // namespace
}  // namespace retort::pipeline
