#include "eval/scores.h"

#include <gtest/gtest.h>

namespace retort::eval {
namespace {

Sample sample(const std::string& answer, const std::string& outcome) {
  Sample s;
  s.answer = answer;
  s.outcome = outcome;
  s.new_tokens = 10;
  return s;
}

// By counting: of 5 samples 2 are right; C(3,k)/C(5,k) choices of k have none.
TEST(PassAtK, AgreesWithCountedChoices) {
  EXPECT_NEAR(pass_at_k(5, 2, 1), 0.4, 1e-12);
  EXPECT_NEAR(pass_at_k(5, 2, 2), 1 - 3.0 / 10, 1e-12);
  EXPECT_NEAR(pass_at_k(5, 2, 3), 1 - 1.0 / 10, 1e-12);
  EXPECT_DOUBLE_EQ(pass_at_k(5, 2, 4), 1);
  EXPECT_DOUBLE_EQ(pass_at_k(5, 0, 5), 0);
  EXPECT_NEAR(pass_at_k(200, 13, 10), 0.49755, 1e-5);   // 1 - C(187,10)/C(200,10)
}

TEST(Majority, CountsEqualAnswersAsOne) {
  EXPECT_EQ(majority_sample({sample("3", "wrong"), sample("\\frac{1}{2}", "correct"), sample("0.5", "correct"), sample("", "no_answer"), sample("", "no_answer"),
                             sample("", "no_answer")}), 1);
  EXPECT_EQ(majority_sample({sample("4", "wrong"), sample("5", "correct"), sample("5", "correct"), sample("4", "wrong")}), 0);   // the earlier of two
  EXPECT_EQ(majority_sample({sample("", "no_answer")}), -1);
}

TEST(Scores, OneSampleHasWilsonAndGroups) {
  trace::Problem algebra, geometry;
  algebra.subject = "Algebra";
  algebra.level = "1";
  geometry.subject = "Geometry";
  geometry.level = "5";
  std::vector<Answered> answered;
  for (int i = 0; i < 20; ++i) answered.push_back({i < 15 ? &algebra : &geometry, {sample("1", i % 2 ? "correct" : "wrong")}});
  answered[0].samples[0] = sample("", "no_answer");
  answered[2].samples[0].truncated = true;
  Json scores = scores_of(answered, 1);
  EXPECT_EQ(scores["n"], 20);
  EXPECT_EQ(scores["correct"], 10);
  EXPECT_EQ(scores["interval"], "wilson");
  EXPECT_NEAR(scores["ci95"][0].get<double>(), 0.2993, 1e-4);
  EXPECT_FALSE(scores.contains("pass_at_k"));
  EXPECT_EQ(scores["by_subject"]["Algebra"]["n"], 15);
  EXPECT_EQ(scores["by_level"]["5"]["correct"], 3);
  EXPECT_DOUBLE_EQ(scores["shares"]["no_answer"].get<double>(), 0.05);
  EXPECT_DOUBLE_EQ(scores["shares"]["truncated"].get<double>(), 0.05);
  EXPECT_EQ(scores["new_tokens"], 200);
}

TEST(Scores, SeveralSamplesHavePassAtKAndMajority) {
  trace::Problem problem;
  std::vector<Answered> answered;
  for (int i = 0; i < 10; ++i) {
    std::vector<Sample> samples;
    for (int k = 0; k < 4; ++k) samples.push_back(k < i % 4 ? sample("1", "correct") : sample("2", "wrong"));
    answered.push_back({&problem, samples});
  }
  Json scores = scores_of(answered, 1);   // 0, 1, 2, 3, 0, 1, 2, 3, 0, 1 of 4
  EXPECT_EQ(scores["samples"], 4);
  EXPECT_EQ(scores["correct"], 13);
  EXPECT_NEAR(scores["accuracy"].get<double>(), 13.0 / 40, 1e-12);
  EXPECT_EQ(scores["interval"], "bootstrap");
  EXPECT_NEAR(scores["pass_at_k"]["1"]["value"].get<double>(), 13.0 / 40, 1e-12);
  EXPECT_NEAR(scores["pass_at_k"]["2"]["value"].get<double>(), (3 * 0.5 + 2 * (1 - 1.0 / 6) + 2 * 1) / 10, 1e-12);
  EXPECT_NEAR(scores["pass_at_k"]["4"]["value"].get<double>(), 0.7, 1e-12);
  EXPECT_EQ(scores["majority"]["correct"], 4);   // 3 of 4, and 2 of 4 where the right answer came first
  EXPECT_LT(scores["ci95"][0].get<double>(), 13.0 / 40);
  EXPECT_GT(scores["ci95"][1].get<double>(), 13.0 / 40);
  EXPECT_EQ(to_line(scores), to_line(scores_of(answered, 1)));
}

}  // namespace
}  // namespace retort::eval
