#include "eval/paired.h"

#include <gtest/gtest.h>

namespace retort::eval {
namespace {

// One-sample answers, right where the text says '1'.
std::vector<Answered> answers(const trace::Problem& problem, const std::string& right) {
  std::vector<Answered> all;
  for (char c : right) {
    Sample sample;
    sample.outcome = c == '1' ? "correct" : "wrong";
    all.push_back({&problem, {sample}});
  }
  return all;
}

TEST(McNemar, AgreesWithBinomialTailsByHand) {
  EXPECT_DOUBLE_EQ(mcnemar(0, 0).p, 1);
  EXPECT_NEAR(mcnemar(0, 5).p, 2.0 / 32, 1e-12);
  EXPECT_NEAR(mcnemar(1, 9).p, 2 * 11.0 / 1024, 1e-12);     // 2 (1 + 10) / 2^10
  EXPECT_NEAR(mcnemar(6, 16).p, 0.0525, 5e-5);              // the worked example of the test's usual presentations
  EXPECT_NEAR(mcnemar(16, 6).p, mcnemar(6, 16).p, 1e-15);
  EXPECT_DOUBLE_EQ(mcnemar(7, 7).p, 1);
  EXPECT_TRUE(mcnemar(500, 500).exact);
}

TEST(McNemar, TakesChiSquareForManyProblems) {
  auto test = mcnemar(560, 640);   // ((80 - 1)^2) / 1200 = 5.2008, p = 0.02258
  EXPECT_FALSE(test.exact);
  EXPECT_NEAR(test.p, 0.02258, 5e-5);
  EXPECT_DOUBLE_EQ(mcnemar(700, 700).p, 1);
}

TEST(CompareAnswers, CountsPairsAndTheDifference) {
  trace::Problem problem;
  auto json = compare_answers(answers(problem, "1100110011"), answers(problem, "1110111111"), 1);
  EXPECT_EQ(json["both"], 6);
  EXPECT_EQ(json["only_a"], 0);
  EXPECT_EQ(json["only_b"], 3);
  EXPECT_EQ(json["neither"], 1);
  EXPECT_NEAR(json["p"].get<double>(), 0.25, 1e-12);
  EXPECT_NEAR(json["difference"].get<double>(), 0.3, 1e-12);
  EXPECT_NEAR(json["difference_ci95"][0].get<double>(), 0.0, 0.11);   // ten problems, three of them different: binomial(10, 0.3) / 10
  EXPECT_NEAR(json["difference_ci95"][1].get<double>(), 0.6, 0.11);
  auto equal = compare_answers(answers(problem, "1100"), answers(problem, "1100"), 1);
  EXPECT_EQ(equal["difference_ci95"], Json::array({0.0, 0.0}));
  EXPECT_EQ(equal["p"], 1.0);
  EXPECT_EQ(to_line(json), to_line(compare_answers(answers(problem, "1100110011"), answers(problem, "1110111111"), 1)));
}

class CompareResults : public testing::Test {
 protected:
  CompareResults() {
    for (StoredResult* result : {&a_, &b_}) {
      result->path = result == &a_ ? "a.jsonl" : "b.jsonl";
      result->finished = true;
      result->header = {{"evaluation", 1}, {"model", {{"hash", result->path}}}, {"prompt", {{"revision", "boxed-1"}, {"shots", 0}}},
                        {"settings", {{"samples", 1}, {"max_new_tokens", 64}}}, {"grader", "g"}, {"data", {{{"name", "set"}, {"problems", 2}, {"hash", "h"}}}}};
      for (long item = 0; item < 2; ++item) {
        ResultRow row;
        row.data = "set";
        row.item = item;
        row.sample.outcome = item == 0 || result == &b_ ? "correct" : "wrong";
        result->rows.push_back(row);
      }
    }
  }
  StoredResult a_, b_;
};

TEST_F(CompareResults, PairsTheItems) {
  auto json = compare_results(a_, b_, {});
  ASSERT_TRUE(json.ok()) << json.error().message;
  EXPECT_EQ((*json)[0]["data"], "set");
  EXPECT_EQ((*json)[0]["only_b"], 1);
}

TEST_F(CompareResults, RefusesOtherItemsAndSettingsByName) {
  b_.header["settings"]["max_new_tokens"] = 128;
  b_.header["prompt"]["shots"] = 4;
  auto refused = compare_results(a_, b_, {});
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("settings.max_new_tokens is 64 and 128"), std::string::npos) << refused.error().message;
  EXPECT_NE(refused.error().message.find("prompt.shots is 0 and 4"), std::string::npos) << refused.error().message;
  EXPECT_FALSE(compare_results(a_, b_, {"prompt"}).ok());
  EXPECT_TRUE(compare_results(a_, b_, {"prompt", "settings.max_new_tokens"}).ok());
  for (const char* unknown : {"promt", "settings.tokens", "model", ""}) EXPECT_FALSE(compare_results(a_, b_, {"prompt", "settings", unknown}).ok()) << unknown;
  b_.header = a_.header;
  b_.header["data"][0]["hash"] = "other";
  refused = compare_results(a_, b_, {});
  ASSERT_FALSE(refused.ok());   // other items can never be paired
  EXPECT_NE(refused.error().message.find("hash is h and other"), std::string::npos) << refused.error().message;
  b_.header = a_.header;
  b_.finished = false;
  EXPECT_NE(compare_results(a_, b_, {}).error().message.find("b.jsonl is not finished"), std::string::npos);
}

}  // namespace
}  // namespace retort::eval
