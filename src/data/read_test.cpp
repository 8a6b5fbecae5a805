#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"
#include "data/source.h"

namespace retort::data {
namespace {

namespace fs = std::filesystem;

class ReadProblems : public testing::Test {
 protected:
  ReadProblems() : folder_(fs::path(testing::TempDir()) / ("read_problems_" + std::string(
                       testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~ReadProblems() override { fs::remove_all(folder_); }
  std::string put(const std::string& name, const std::string& content) {
    fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    EXPECT_TRUE(write_file(path.string(), content).ok());
    return path.string();
  }
  fs::path folder_;
};

TEST_F(ReadProblems, BenchmarksAsPublished) {
  auto set = read_problems(put("b.jsonl",
      R"({"problem":"AMC?","solution":"3159.0","source":"amc","id":"0047"}
{"id":60,"problem":"AIME?","solution":"So $\\boxed{204}$.","answer":"204","url":"u"}
{"ID":"2024-II-4","Problem":"Capital AIME?","Solution":"long","Answer":33}
{"problem":"MATH-500?","solution":"So $\\boxed{3}$.","answer":"\\frac{3}{1}","subject":"Algebra","level":5,"unique_id":"test/a/1.json"}
{"id":1606,"question":"Find $n$.","context":"Let $n > 2$.","solution":["It is 2."],"final_answer":["2","3"],"modality":"Text-only","difficulty":"Competition","subfield":"Algebra","subject":"Math"}
{"id":1607,"question":"See <image_1>.","final_answer":["2"],"modality":"Multimodal","subfield":"Geometry"}
)"));
  ASSERT_TRUE(set.ok()) << set.error().message;
  ASSERT_EQ(set->problems.size(), 5u);
  EXPECT_EQ(set->problems[0].answer, "3159.0");
  EXPECT_EQ(set->problems[1].answer, "204");
  EXPECT_EQ(set->problems[2].statement, "Capital AIME?");
  EXPECT_EQ(set->problems[2].answer, "33");
  EXPECT_EQ(set->problems[2].id, "2024-II-4");
  EXPECT_EQ(set->problems[3].level, "5");
  EXPECT_EQ(set->problems[3].id, "test/a/1.json");
  EXPECT_EQ(set->problems[4].statement, "Let $n > 2$.\nFind $n$.");
  EXPECT_EQ(set->problems[4].answer, "2, 3");
  EXPECT_EQ(set->problems[4].subject, "Algebra");
  EXPECT_EQ(set->problems[4].level, "Competition");
  ASSERT_EQ(set->skipped.size(), 1u);
  EXPECT_NE(set->skipped[0].reason.find("image"), std::string::npos);
}

TEST_F(ReadProblems, Gsm8kKeepsTheMarkedSolutionRaw) {
  auto set = read_problems(put("a.jsonl", R"({"question": "Two and two?", "answer": "It is 2+2=<<2+2=4>>4.\n#### 4"})" "\n"));
  ASSERT_TRUE(set.ok()) << set.error().message;
  EXPECT_EQ(set->format, "gsm8k");
  EXPECT_EQ(set->problems[0].answer, "4");
  EXPECT_EQ(set->problems[0].solution, "It is 2+2=<<2+2=4>>4.\n#### 4");
  EXPECT_EQ(set->problems[0].source, "gsm8k");
  EXPECT_FALSE(set->problems[0].id.empty());
  EXPECT_EQ(set->problems[0].line, 1);
}

TEST_F(ReadProblems, MathTakesTheLastBoxWithItsBraces) {
  auto set = read_problems(put("m.jsonl", R"({"problem": "P", "level": "Level 2", "type": "Algebra", "id": "7", )"
                                          R"("solution": "First \\boxed{1}, then $\\boxed{\\frac{a}{b}}$."})"));
  ASSERT_TRUE(set.ok()) << set.error().message;
  EXPECT_EQ(set->format, "math");
  EXPECT_EQ(set->problems[0].answer, "\\frac{a}{b}");
  EXPECT_EQ(set->problems[0].subject, "Algebra");
  EXPECT_EQ(set->problems[0].level, "Level 2");
  EXPECT_EQ(set->problems[0].id, "7");
}

TEST_F(ReadProblems, PlainRowsTakeNumbersAndBoxes) {
  auto set = read_problems(put("p.jsonl", "\xef\xbb\xbf{\"problem\": \"A\", \"answer\": 5, \"id\": 3}\r\n\n"
                                          "{\"question\": \"B\", \"answer\": \"\\\\boxed{x}\", \"subject\": \"s\"}\n"
                                          "{\"problem\": \"C\", \"solution\": \"so\\n#### 9\"}\n"));
  ASSERT_TRUE(set.ok()) << set.error().message;
  ASSERT_EQ(set->problems.size(), 3u);
  EXPECT_EQ(set->format, "plain");
  EXPECT_EQ(set->problems[0].answer, "5");
  EXPECT_EQ(set->problems[0].id, "3");
  EXPECT_EQ(set->problems[0].source, "p.jsonl");
  EXPECT_EQ(set->problems[1].answer, "x");
  EXPECT_EQ(set->problems[1].line, 3);
  EXPECT_EQ(set->problems[2].answer, "9");
}

TEST_F(ReadProblems, BadRowsAreSkippedWithLineAndReason) {
  struct Case { std::string row, reason; };
  const std::vector<Case> cases = {{"{\"problem\": \"A\", ", ""},
                                   {"[1]", "object"},
                                   {"{\"answer\": \"5\"}", "no \"problem\""},
                                   {"{\"problem\": \"  \", \"answer\": \"5\"}", "empty"},
                                   {"{\"problem\": \"A\"}", "no \"answer\""},
                                   {"{\"problem\": \"A\", \"answer\": \"\\\\boxed{1\"}", "box"},
                                   {"{\"problem\": \"A\", \"solution\": \"none\"}", "\\boxed"},
                                   {"{\"question\": \"A\", \"answer\": \"x ####  \"}", "####"},
                                   {"{\"problem\": \"\xff\", \"answer\": \"5\"}", ""}};
  std::string good = "{\"problem\": \"ok\", \"answer\": \"1\"}\n";
  for (const Case& c : cases) {
    std::string path = put("bad.jsonl", good + c.row + "\n" + good);
    auto set = read_problems(path);
    ASSERT_TRUE(set.ok()) << set.error().message;
    EXPECT_EQ(set->problems.size(), 2u) << c.row;
    ASSERT_EQ(set->skipped.size(), 1u) << c.row;
    EXPECT_EQ(set->skipped[0].line, 2);
    EXPECT_NE(set->skipped[0].reason.find(c.reason), std::string::npos) << set->skipped[0].reason;

    auto strict = read_problems(path, {.strict = true});
    ASSERT_FALSE(strict.ok());
    EXPECT_EQ(strict.error().code, ErrorCode::kParse);
    EXPECT_NE(strict.error().message.find("bad.jsonl:2:"), std::string::npos) << strict.error().message;
  }
}

TEST_F(ReadProblems, RepeatedIdsStayApartAndAreAnErrorWhenStrict) {
  std::string path = put("d.jsonl", "{\"id\": \"a\", \"problem\": \"P\", \"answer\": \"1\"}\n"
                                    "{\"id\": \"a\", \"problem\": \"Q\", \"answer\": \"2\"}\n"
                                    "{\"id\": \"a\", \"problem\": \"R\", \"answer\": \"3\"}\n");
  auto set = read_problems(path);
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(set->problems[0].id, "a");
  EXPECT_EQ(set->problems[1].id, "a#2");
  EXPECT_EQ(set->problems[2].id, "a#3");
  auto strict = read_problems(path, {.strict = true});
  ASSERT_FALSE(strict.ok());
  EXPECT_NE(strict.error().message.find(":2:"), std::string::npos);
}

TEST_F(ReadProblems, FoldersAreReadInOrderOfNames) {
  put("b/2.json", "{\"problem\": \"third\", \"level\": \"1\", \"type\": \"t\",\n \"solution\": \"\\\\boxed{3}\"}");
  put("b/1.json", "{\"problem\": \"second\", \"level\": \"1\", \"type\": \"t\", \"solution\": \"\\\\boxed{2}\"}");
  put("a.jsonl", "{\"problem\": \"first\", \"answer\": \"1\"}\n");
  put("notes.txt", "no problem");
  auto set = read_problems(folder_.string());
  ASSERT_TRUE(set.ok()) << set.error().message;
  ASSERT_EQ(set->problems.size(), 3u);
  EXPECT_EQ(set->problems[0].statement, "first");
  EXPECT_EQ(set->problems[1].statement, "second");
  EXPECT_EQ(set->problems[2].answer, "3");
  EXPECT_EQ(set->format, "mixed");
  auto limited = read_problems(folder_.string(), {.limit = 2});
  ASSERT_TRUE(limited.ok());
  EXPECT_EQ(limited->problems.size(), 2u);
}

TEST_F(ReadProblems, WhatCannotBeReadIsNamed) {
  auto absent = read_problems((folder_ / "none.jsonl").string());
  ASSERT_FALSE(absent.ok());
  EXPECT_EQ(absent.error().code, ErrorCode::kNotFound);
  auto empty_folder = read_problems(folder_.string());
  ASSERT_FALSE(empty_folder.ok());
  EXPECT_EQ(empty_folder.error().code, ErrorCode::kNotFound);
  auto nothing = read_problems(put("e.jsonl", "nonsense\n"));
  ASSERT_FALSE(nothing.ok());
  EXPECT_EQ(nothing.error().code, ErrorCode::kParse);
  EXPECT_NE(nothing.error().message.find("line 1"), std::string::npos);
  EXPECT_FALSE(read_problems(put("f.jsonl", "")).ok());
}

TEST(PublicData, EveryRowOfTheReferenceSetsIsRead) {
  std::string data = std::string(RETORT_SOURCE_DIR) + "/../shared/data";
  if (!fs::exists(data)) GTEST_SKIP() << "absent: " << data;
  auto gsm8k = read_problems(data + "/gsm8k/train.jsonl", {.strict = true});
  ASSERT_TRUE(gsm8k.ok()) << gsm8k.error().message;
  EXPECT_EQ(gsm8k->problems.size(), 7473u);
  auto math = read_problems(data + "/math");
  ASSERT_TRUE(math.ok()) << math.error().message;
  EXPECT_EQ(math->problems.size() + math->skipped.size(), 7500u);
  EXPECT_LE(math->skipped.size(), 5u);
}

}  // namespace
}  // namespace retort::data
