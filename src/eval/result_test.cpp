#include "eval/result.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/files.h"

namespace retort::eval {
namespace {

namespace fs = std::filesystem;

class ResultFile : public testing::Test {
 protected:
  ResultFile() : folder_(fs::temp_directory_path() / ("retort_result_" + std::to_string(::getpid()))), path_(folder_ / "r.jsonl") {}
  ~ResultFile() override { fs::remove_all(folder_); }

  static Json header(double temperature = 0) {
    return {{"evaluation", 1}, {"about", "x"}, {"model", {{"hash", "m"}}}, {"settings", {{"temperature", temperature}}},
            {"data", {{{"name", "set"}, {"problems", 3}, {"hash", "h"}}}}};
  }
  static ResultRow row(long item, const std::string& outcome = "correct") {
    ResultRow made;
    made.data = "set";
    made.item = item;
    made.problem.statement = "What is it?";
    made.problem.answer = "4";
    made.problem.level = "2";
    made.sample.problem_id = "p";
    made.sample.outcome = outcome;
    made.sample.text = "It is\n\\boxed{4}.";
    return made;
  }
  fs::path folder_;
  std::string path_;
};

TEST_F(ResultFile, KeepsEachAnswerAndDropsALineThatAKillCut) {
  {
    auto writer = ResultWriter::open(path_, header());
    ASSERT_TRUE(writer.ok()) << writer.error().message;
    EXPECT_TRUE(writer->kept().empty());
    ASSERT_TRUE(writer->add(row(2)).ok());
    ASSERT_TRUE(writer->add(row(0)).ok());
    EXPECT_EQ(ResultWriter::open(path_, header()).error().code, ErrorCode::kUnavailable);
  }
  EXPECT_FALSE(fs::exists(path_));
  std::string text = *read_file(path_ + ".partial");
  std::ofstream(path_ + ".partial", std::ios::app) << "{\"data\":\"set\",\"item\":1,\"probl";
  auto under_way = read_result(path_);
  ASSERT_TRUE(under_way.ok());
  EXPECT_FALSE(under_way->finished);
  EXPECT_EQ(under_way->rows.size(), 2u);

  auto writer = ResultWriter::open(path_, header());
  ASSERT_TRUE(writer.ok()) << writer.error().message;
  ASSERT_EQ(writer->kept().size(), 2u);
  EXPECT_EQ(*read_file(path_ + ".partial"), text);
  const Sample& kept = writer->kept().at({"set", 2, 0});
  EXPECT_EQ(kept.text, "It is\n\\boxed{4}.");
  ASSERT_TRUE(writer->add(row(1, "wrong")).ok());
  ASSERT_TRUE(writer->finish({row(0), row(1, "wrong"), row(2)}, Json::array({{{"n", 3}}})).ok());
  EXPECT_FALSE(fs::exists(path_ + ".partial"));

  auto whole = read_result(path_);
  ASSERT_TRUE(whole.ok());
  EXPECT_TRUE(whole->finished);
  EXPECT_EQ(whole->scores[0]["n"], 3);
  auto answered = answered_of(*whole);
  ASSERT_EQ(answered.size(), 1u);
  ASSERT_EQ(answered[0].second.size(), 3u);
  EXPECT_EQ(answered[0].second[1].samples[0].outcome, "wrong");
  EXPECT_EQ(answered[0].second[0].problem->level, "2");
  EXPECT_EQ(ResultWriter::open(path_, header())->kept().size(), 3u);
}

TEST_F(ResultFile, RefusesAnotherEvaluationAndDamage) {
  {
    auto writer = ResultWriter::open(path_, header());
    ASSERT_TRUE(writer.ok() && writer->add(row(0)).ok());
  }
  auto refused = ResultWriter::open(path_, header(0.6));
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("settings.temperature is 0.0 and 0.6"), std::string::npos) << refused.error().message;
  std::ofstream(path_ + ".partial", std::ios::app) << "damaged\n" << to_line(row(0).to_json()) << "\n";
  EXPECT_EQ(ResultWriter::open(path_, header()).error().code, ErrorCode::kCorruption);
  ASSERT_TRUE(write_file(folder_ / "other.jsonl", "{\"problem\":\"x\"}\n").ok());
  EXPECT_EQ(read_result(folder_ / "other.jsonl").error().code, ErrorCode::kParse);
  EXPECT_EQ(read_result(folder_ / "absent.jsonl").error().code, ErrorCode::kNotFound);
}

TEST_F(ResultFile, OneWithoutAnAnswerMakesRoomForAnother) {
  { ASSERT_TRUE(ResultWriter::open(path_, header()).ok()); }
  {
    auto writer = ResultWriter::open(path_, header(0.6));
    ASSERT_TRUE(writer.ok()) << writer.error().message;
    ASSERT_TRUE(writer->add(row(0)).ok());
  }
  auto found = read_result(path_);
  ASSERT_TRUE(found.ok()) << found.error().message;
  EXPECT_EQ(found->header["settings"]["temperature"], 0.6);
  EXPECT_EQ(found->rows.size(), 1u);
}

}  // namespace
}  // namespace retort::eval
