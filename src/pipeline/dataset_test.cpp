#include "pipeline/dataset.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace retort::pipeline {
namespace {

Lineage accepted_lineage() {
  Lineage line;
  line.row = {"record", "p1", 3};
  line.problem.id = "p1";
  line.problem.statement = "What is $1 + 1$?";
  line.problem.answer = "2";
  line.reference = "2";
  line.problem.family = "sums";
  line.trace.emplace();
  line.trace->id = "t";
  line.trace->agent = "rules";
  line.trace->origin = "solver";
  trace::Verdict verdict{"v", "n", true, {}, 4, 1};
  line.attempts.push_back({trace::Narrative{"n", "t", "record", 1, "It is $\\boxed{2}$.", "2", ""}, verdict});
  return line;
}

std::vector<bool> chosen_of(const std::vector<std::string>& statements, double share, long long seed) {
  std::vector<std::uint64_t> draws;
  for (const std::string& statement : statements) draws.push_back(heldout_draw(statement, seed));
  const auto limit = heldout_limit(static_cast<long>(draws.size()), draws.empty() ? 0 : *std::min_element(draws.begin(), draws.end()), share);
  std::vector<bool> chosen;
  for (std::uint64_t draw : draws) chosen.push_back(limit && draw <= *limit);
  return chosen;
}

TEST(DatasetRow, SaysWhereItCameFromAndReadsBack) {
  Json row = dataset_row(accepted_lineage());
  EXPECT_EQ(row["messages"][0]["role"], "user");
  EXPECT_NE(row["messages"][0]["content"].get<std::string>().find("What is $1 + 1$?"), std::string::npos);
  EXPECT_EQ(row["messages"][1]["content"], "It is $\\boxed{2}$.");
  EXPECT_EQ(row["origin"], "solver");
  EXPECT_EQ(row["checks"]["checked"], 4);
  EXPECT_EQ(row["narrative_id"], "n");
  auto back = read_dataset_row(row);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->narrative, "It is $\\boxed{2}$.");
  EXPECT_EQ(back->family, "sums");
  EXPECT_FALSE(read_dataset_row(Json{{"messages", Json::array()}}).ok());
  EXPECT_FALSE(read_dataset_row(Json::array()).ok());
}

std::vector<std::string> statements(int n) {
  std::vector<std::string> all;
  for (int i = 0; i < n; ++i) all.push_back("statement " + std::to_string(i));
  return all;
}

TEST(Heldout, TakesAboutTheShareAndKeepsItsChoice) {
  auto all = statements(2000);
  auto chosen = chosen_of(all, 0.1, 1);
  long kept = std::count(chosen.begin(), chosen.end(), true);
  EXPECT_NEAR(static_cast<double>(kept), 200, 60);
  EXPECT_EQ(chosen_of(all, 0.1, 1), chosen);
  EXPECT_NE(chosen_of(all, 0.1, 2), chosen);
  // A problem keeps its side when others go, but for the one that is kept out in any case.
  auto fewer = chosen_of(statements(1000), 0.1, 1);
  EXPECT_TRUE(std::equal(fewer.begin(), fewer.end(), chosen.begin()));
}

TEST(Heldout, PutsEqualStatementsOnOneSideAndKeepsAtLeastOne) {
  auto doubled = statements(50);
  auto again = statements(50);
  doubled.insert(doubled.end(), again.begin(), again.end());
  auto chosen = chosen_of(doubled, 0.3, 7);
  EXPECT_TRUE(std::equal(chosen.begin(), chosen.begin() + 50, chosen.begin() + 50));
  auto few = chosen_of(statements(5), 0.001, 1);
  EXPECT_EQ(std::count(few.begin(), few.end(), true), 1);
  EXPECT_EQ(chosen_of(statements(5), 0, 1), std::vector<bool>(5));
  EXPECT_EQ(chosen_of(statements(1), 0.5, 1), std::vector<bool>(1));
}

}  // namespace
}  // namespace retort::pipeline
