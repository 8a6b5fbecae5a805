#include "pipeline/selection.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/stop.h"
#include "pipeline/dataset.h"

namespace retort::pipeline {
namespace {

// An accepted narrative as find_lineage would give it.
Lineage accepted(const std::string& id, const std::string& statement, const std::string& subject, const std::string& level, int calls, const std::string& text) {
  Lineage line;
  line.problem.id = id;
  line.problem.statement = statement;
  line.problem.subject = subject;
  line.problem.level = level;
  line.trace.emplace();
  for (int i = 0; i < calls; ++i) line.trace->turns.push_back({.kind = trace::TurnKind::kCall});
  Attempt attempt;
  attempt.narrative.id = "narrative-" + id;
  attempt.narrative.text = text;
  attempt.verdict.emplace();
  attempt.verdict->passed = true;
  line.attempts.push_back(attempt);
  return line;
}

class SelectionTest : public testing::Test {
 protected:
  void SetUp() override {
    recipe_.train.enabled = recipe_.eval.enabled = false;
    folder_ = (std::filesystem::temp_directory_path() / ("retort-selection-" + std::to_string(::getpid()))).string();
    auto run = open_run(folder_, recipe_, stop_, {});
    ASSERT_TRUE(run.ok()) << run.error().message;
    run->student.path.clear();   // lengths by the estimate
    auto gates = Gatekeeper::open(*run);
    ASSERT_TRUE(gates.ok()) << gates.error().message;
    gates_.emplace(*std::move(gates));
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // The ids of what is taken.
  std::vector<std::string> taken(const std::vector<Lineage>& lines) {
    selection_.emplace(recipe_, &*gates_);
    for (const Lineage& line : lines) selection_->offer(line, line.accepted()->text);
    selection_->close();
    std::vector<std::string> out;
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (selection_->takes(i, lines[i])) out.push_back(lines[i].problem.id);
    return out;
  }

  StopToken stop_;
  Recipe recipe_;
  std::string folder_;
  std::optional<Gatekeeper> gates_;
  std::optional<Selection> selection_;
};

TEST_F(SelectionTest, ByLevelStepsAndLength) {
  const std::vector<Lineage> lines = {accepted("a", "s1", "algebra", "Level 1", 1, "short"), accepted("b", "s2", "algebra", "Level 3", 4, "of middling length, one may say"),
                                      accepted("c", "s3", "algebra", "Level 5", 9, std::string(300, 'x'))};
  EXPECT_EQ(taken(lines).size(), 3u);
  recipe_.dataset.levels = {"Level 3", "Level 5"};
  EXPECT_EQ(taken(lines), (std::vector<std::string>{"b", "c"}));
  EXPECT_EQ(selection_->left_out().at("dataset.levels"), 1);
  recipe_.dataset.levels.clear();
  recipe_.dataset.min_calls = 2;
  recipe_.dataset.max_calls = 8;
  EXPECT_EQ(taken(lines), (std::vector<std::string>{"b"}));
  EXPECT_EQ(selection_->left_out().at("dataset.max_calls"), 1);
  recipe_.dataset.min_calls = recipe_.dataset.max_calls = 0;
  recipe_.dataset.min_tokens = 5;
  recipe_.dataset.max_tokens = 50;
  EXPECT_EQ(taken(lines), (std::vector<std::string>{"b"}));
}

TEST_F(SelectionTest, AtMostSoManyForAProblem) {
  recipe_.dataset.per_problem = 2;
  const std::vector<Lineage> lines = {accepted("a", "same", "", "", 1, "one way"), accepted("b", "same", "", "", 1, "another"), accepted("c", "other", "", "", 1, "third"),
                                      accepted("d", "same", "", "", 1, "fourth")};
  EXPECT_EQ(taken(lines), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(selection_->left_out().at("dataset.per_problem"), 1);
}

TEST_F(SelectionTest, BalancesSubjectsBySeed) {
  recipe_.dataset.per_subject = 5;
  std::vector<Lineage> lines;
  for (int i = 0; i < 40; ++i) lines.push_back(accepted(std::to_string(i), "s" + std::to_string(i), i < 37 ? "algebra" : "geometry", "", 1, "t" + std::to_string(i)));
  const auto first = taken(lines);
  EXPECT_EQ(first.size(), 8u);
  EXPECT_EQ(selection_->left_out().at("dataset.per_subject"), 32);
  EXPECT_EQ(taken(lines), first);
  recipe_.dataset.seed = 2;
  EXPECT_NE(taken(lines), first);
}

TEST_F(SelectionTest, HoldsOutOneOfWhatIsTaken) {
  recipe_.dataset.per_subject = 3;
  recipe_.dataset.heldout = 1e-9;
  std::vector<Lineage> lines;
  for (int i = 0; i < 20; ++i) lines.push_back(accepted(std::to_string(i), "s" + std::to_string(i), "algebra", "", 1, "t" + std::to_string(i)));
  const auto ids = taken(lines);
  ASSERT_EQ(ids.size(), 3u);
  const auto held = std::count_if(ids.begin(), ids.end(), [&](const std::string& id) { return selection_->holds_out(lines[std::stoul(id)]); });
  EXPECT_EQ(held, 1);
}

TEST_F(SelectionTest, LeavesOutWhatNearlyRepeats) {
  const std::string text = "We add the four numbers that stand in the first row of the table and then take away what the second row holds, so the result is 12";
  const std::vector<Lineage> lines = {accepted("a", "s1", "", "", 1, text), accepted("b", "s2", "", "", 1, text + "."), accepted("c", "s3", "", "", 1, text + " and 7")};
  EXPECT_EQ(taken(lines), (std::vector<std::string>{"a", "c"}));   // other numbers make another solution
  recipe_.dataset.near_duplicates = 0;
  EXPECT_EQ(taken(lines).size(), 3u);
}

}  // namespace
}  // namespace retort::pipeline
