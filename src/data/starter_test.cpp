#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/text.h"
#include "data/source.h"
#include "data/starter_family.h"

namespace retort::data {
namespace {

std::vector<Family> all_families() {
  std::vector<Family> all;
  for (const auto& subject : {algebra_families(), number_theory_families(), counting_families(), calculus_families(), word_families(), integer_families(),
                              selection_families(), polynomial_families(), equation_families(), sequence_families(), plane_families(), analysis_families(),
                              matrix_families()})
    all.insert(all.end(), subject.begin(), subject.end());
  return all;
}

TEST(Starter, ManyFamiliesWithEnoughWordings) {
  auto all = all_families();
  EXPECT_EQ(all.size(), 68u);
  EXPECT_EQ(starter_families().size(), 68u);
  for (const Family& family : all) {
    EXPECT_GE(family.train.size(), 4u) << family.name;
    EXPECT_GE(family.test.size(), 2u) << family.name;
    std::set<std::pair<int, std::string_view>> texts;
    for (const auto* list : {&family.train, &family.test})
      for (const Wording& wording : *list) EXPECT_TRUE(texts.insert({wording.variant, wording.text}).second) << wording.text;
  }
}

TEST(Starter, EveryWordingIsFilledWholeAndShort) {
  for (const Family& family : all_families()) {
    Random random(5, family.name);
    for (const auto* list : {&family.train, &family.test})
      for (const Wording& wording : *list)
        for (int i = 0; i < 100; ++i) {
          Instance instance = family.draw(random, wording.variant, i % 2 ? StarterLevel::kEasy : StarterLevel::kHard);
          std::string text = fill_slots(wording.text, instance.slots);
          EXPECT_FALSE(instance.answer.empty());
          EXPECT_LE(words(text).size(), 45u) << text;
          EXPECT_EQ(std::count(text.begin(), text.end(), '$') % 2, 0) << text;
          EXPECT_EQ(text.find("  "), std::string::npos) << text;
        }
  }
}

TEST(Starter, AnyCountIsBalanced) {
  auto set = starter_problems("train", 205, 1).value();
  std::map<std::string, int> counts;
  for (const auto& problem : set.problems) ++counts[problem.family];
  ASSERT_EQ(counts.size(), 68u);
  for (const auto& [family, count] : counts) EXPECT_TRUE(count == 3 || count == 4) << family;
}

TEST(Starter, AProblemDependsOnSeedSplitAndPlaceOnly) {
  auto few = starter_problems("train", 60, 3).value(), many = starter_problems("train", 200, 3).value();
  auto other = starter_problems("train", 60, 4).value();
  int same = 0;
  for (std::size_t i = 0; i < few.problems.size(); ++i) {
    EXPECT_EQ(few.problems[i].statement, many.problems[i].statement);
    EXPECT_EQ(few.problems[i].id, many.problems[i].id);
    same += few.problems[i].statement == other.problems[i].statement;
  }
  EXPECT_LT(same, 5);
}

TEST(Starter, TrainAndTestShareNoStatementAndTestHasItsOwnWordings) {
  auto train = starter_problems("train", 2000, 1).value(), test = starter_problems("test", 400, 1).value();
  std::set<std::string> statements, wordings;
  for (const auto& problem : train.problems) {
    statements.insert(problem.statement);
    wordings.insert(problem.wording);
  }
  int unseen = 0;
  for (const auto& problem : test.problems) {
    EXPECT_FALSE(statements.count(problem.statement)) << problem.statement;
    unseen += !wordings.count(problem.wording);
  }
  EXPECT_NEAR(unseen, 200, 10);
}

// The parameters themselves, seen through a wording that both splits use: names and goods differ, the numbers never agree.
TEST(Starter, TrainAndTestShareNoParameters) {
  auto numbers = [](const trace::Problem& problem) {
    std::string key = problem.wording + ":", number;
    for (char c : problem.statement + " ") {
      if (std::isdigit(static_cast<unsigned char>(c)) || c == '-') number += c;
      else if (!number.empty()) key += number + " ", number.clear();
    }
    return key;
  };
  std::set<std::string> seen;
  auto train = starter_problems("train", 3000, 7).value();
  for (const auto& problem : train.problems)
    if (numbers(problem).back() != ':') seen.insert(numbers(problem));
  const auto test = starter_problems("test", 600, 7).value();
  for (const auto& problem : test.problems) EXPECT_FALSE(seen.count(numbers(problem))) << problem.statement;
}

TEST(Starter, NoProblemTwiceWithinASplit) {
  std::set<std::string> statements;
  auto set = starter_problems("train", 1500, 11).value();
  for (const auto& problem : set.problems) statements.insert(problem.statement);
  EXPECT_GE(statements.size(), 1495u);
}

TEST(Starter, WritesPolynomialsAsInABook) {
  EXPECT_EQ(polynomial_text({3, -1, 0}, "x"), "3x^2 - x");
  EXPECT_EQ(polynomial_text({-1, 0, 0, 5}, "t"), "-t^3 + 5");
  EXPECT_EQ(polynomial_text({0, 0}, "x"), "0");
}

}  // namespace
}  // namespace retort::data
