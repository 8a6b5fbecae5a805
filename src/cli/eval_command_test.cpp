// retort eval, eval show and compare: numbers that come again, results that go on after kill -9, and what they refuse.
#include <algorithm>

#include "base/files.h"
#include "base/process.h"
#include "base/text.h"
#include "cli/program_test.h"
#include "llm/chat.h"
#include "tests/support/stand_in_server.h"
#include "tests/support/tiny_model.h"

namespace retort::cli {
namespace {

llm::ChatReply text_reply(std::string content) {
  llm::ChatReply reply;
  reply.content = std::move(content);
  return reply;
}

long lines_of(const std::string& file) {
  const std::string text = file_text(file);
  return std::count(text.begin(), text.end(), '\n');
}

class EvalTest : public ProgramTest {
 protected:
  EvalTest() {
    EXPECT_TRUE(testing::write_tiny_model(path("tiny.gguf"), {}).ok());
    std::string rows;
    for (int i = 0; i < 12; ++i)
      rows += R"({"problem":"What is $)" + std::to_string(i) + R"(+1$?","answer":")" + std::to_string(i + 1) + R"(","level":)" + std::to_string(i % 2 + 1) + R"(,"subject":"Sums"})" "\n";
    write("rows.jsonl", rows);
  }
  static constexpr const char* kSampled = "eval tiny.gguf --data rows.jsonl --samples 4 --temperature 0.8 --max-new-tokens 24 --threads 1 --q8-0 ";
};

TEST_F(EvalTest, GivesTheSameNumbersAndShowsEveryAnswer) {
  auto first = retort(std::string(kSampled) + "--json --out a.jsonl");
  ASSERT_EQ(first.status, 0) << first.err;
  Json row = first.json()["evaluations"][0];
  EXPECT_EQ(row["n"], 12);
  EXPECT_EQ(row["samples"], 4);
  for (const char* key : {"1", "2", "4"}) EXPECT_TRUE(row["pass_at_k"].contains(key)) << row;
  EXPECT_TRUE(row["majority"].contains("ci95"));
  EXPECT_EQ(row["by_level"].size(), 2u);
  EXPECT_EQ(row["by_subject"]["Sums"]["n"], 12);
  EXPECT_EQ(row["new_tokens"].get<int>() > 0, true);
  Json header = first.json()["header"];
  EXPECT_NE(header["about"]["prompt"].get<std::string>().find("{problem}\nPut the final answer in \\boxed{}.<|im_end|>"), std::string::npos) << header;
  for (const char* key : {"model", "settings", "grader", "prompt", "data"}) EXPECT_TRUE(header.contains(key)) << key;

  ASSERT_EQ(retort(std::string(kSampled) + "--json --out b.jsonl").status, 0);
  EXPECT_EQ(file_text(path("a.jsonl")), file_text(path("b.jsonl")));
  auto again = retort(std::string(kSampled) + "--json --out a.jsonl");   // from the file
  EXPECT_EQ(again.json()["evaluations"], first.json()["evaluations"]);

  EXPECT_NE(retort(std::string(kSampled) + "--out a.jsonl").out.find("/48 "), std::string::npos);   // right, of so many answers

  EXPECT_EQ(retort("eval show a.jsonl --json").rows().size(), 48u);
  EXPECT_EQ(retort("eval show a.jsonl --json --only truncated").rows().size(), row["truncated"].get<std::size_t>());
  EXPECT_EQ(retort("eval show a.jsonl --json --only no-answer").rows().size(), row["no_answer"].get<std::size_t>());
  EXPECT_EQ(retort("eval show a.jsonl --json --count 3").rows().size(), 3u);
  EXPECT_NE(retort("eval show a.jsonl --count 1").out.find("What is $0+1$?"), std::string::npos);

  auto refused = retort("eval tiny.gguf --data rows.jsonl --out a.jsonl");
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.err.find("settings.samples is 4 and 1"), std::string::npos) << refused.err;
}

TEST_F(EvalTest, GoesOnAfterAKill) {
  ASSERT_EQ(retort(std::string(kSampled) + "--out calm.jsonl").status, 0);
  const std::string partial = path("killed.jsonl.partial");
  {
    auto arguments = split(trim(kSampled), ' ');
    ProcessOptions options;
    options.argv = {RETORT_BIN_DIR "/retort"};
    for (auto word : arguments) options.argv.emplace_back(word == "tiny.gguf" || word == "rows.jsonl" ? path(std::string(word)) : std::string(word));
    for (const std::string& word : {std::string("--sequences"), std::string("1"), std::string("--out"), path("killed.jsonl")})
      options.argv.push_back(word);
    options.merge_stderr = true;
    auto child = Process::start(options);
    ASSERT_TRUE(child.ok());
    auto deadline = Clock::now() + std::chrono::minutes(1);
    while (Clock::now() < deadline && lines_of(partial) < 6 && !std::filesystem::exists(path("killed.jsonl"))) {}
    child->kill();
  }
  std::ofstream(partial, std::ios::app) << R"({"data":"rows","item":3,"pro)";   // as a kill in the middle of a write leaves it
  auto shown = retort("eval show killed.jsonl --json");
  EXPECT_EQ(shown.status, 0) << shown.err;
  EXPECT_GE(shown.rows().size(), 1u);
  EXPECT_EQ(retort("compare killed.jsonl calm.jsonl").status, 1);
  auto finished = retort(std::string(kSampled) + "--out killed.jsonl");
  ASSERT_EQ(finished.status, 0) << finished.err;
  EXPECT_EQ(file_text(path("killed.jsonl")), file_text(path("calm.jsonl")));
  EXPECT_FALSE(std::filesystem::exists(partial));
}

TEST_F(EvalTest, AsksAServedModelAndComparesResults) {
  testing::StandInOptions options;
  options.answer = [](const Json& body) {
    std::string said = body["messages"].back()["content"];
    return text_reply(said.find("$3+1$") != std::string::npos ? "It is \\boxed{5}." : "It is \\boxed{" + std::to_string(std::stoi(said.substr(9)) + 1) + "}.");
  };
  auto server = testing::StandInServer::start(options);
  ASSERT_TRUE(server.ok()) << server.error().message;
  auto outcome = retort("eval stand-in --endpoint " + (*server)->url() + " --data rows.jsonl --train rows.jsonl --out served.jsonl --json");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  Json row = outcome.json()["evaluations"][0];
  EXPECT_EQ(row["correct"], 11);
  EXPECT_EQ(row["leaks"]["items"], 12);
  EXPECT_EQ(row["leaks"]["accuracy_without"]["n"], 0);
  EXPECT_NE(retort("eval stand-in --endpoint " + (*server)->url() + " --data rows.jsonl --train rows.jsonl --out served.jsonl").out.find("leaks: 12 of 12"), std::string::npos);
  EXPECT_EQ((*server)->requests(), 12);   // the second call asked for nothing

  ASSERT_EQ(retort("eval tiny.gguf --data rows.jsonl --max-new-tokens 24 --out tiny.jsonl").status, 0);
  auto refused = retort("compare tiny.jsonl served.jsonl");
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.err.find("settings.max_new_tokens is 24 and 256"), std::string::npos) << refused.err;
  auto compared = retort("compare tiny.jsonl served.jsonl --allow settings --json");
  ASSERT_EQ(compared.status, 0) << compared.err;
  Json one = compared.json()["comparisons"][0];
  EXPECT_EQ(one["n"], 12);
  EXPECT_EQ(one["both"].get<int>() + one["only_b"].get<int>(), 11);
  EXPECT_LT(one["p"].get<double>(), 0.05);
  EXPECT_NE(retort("compare tiny.jsonl served.jsonl --allow settings").out.find("McNemar, exact"), std::string::npos);

  write("other.jsonl", R"({"problem":"What is $1+1$?","answer":"2"})" "\n");
  ASSERT_EQ(retort("eval tiny.gguf --data other.jsonl --max-new-tokens 24 --out other-result.jsonl").status, 0);
  EXPECT_NE(retort("compare tiny.jsonl other-result.jsonl").err.find("problems is 12 and 1"), std::string::npos);
}

TEST_F(EvalTest, AProblemLongerThanTheModelsContextIsCountedAndNotAsked) {
  ASSERT_EQ(retort("eval tiny.gguf --data rows.jsonl --max-new-tokens 8 --out short.jsonl").status, 0);
  write("long.jsonl", R"({"problem":")" + std::string(5000, 'x') + R"(","answer":"1"})" "\n" + file_text(path("rows.jsonl")));
  auto outcome = retort("eval tiny.gguf --data long.jsonl --max-new-tokens 8 --out long-result.jsonl");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  auto with = retort("eval show long-result.jsonl --json").rows(), without = retort("eval show short.jsonl --json").rows();
  ASSERT_EQ(with.size(), 13u);
  EXPECT_EQ(with[0]["outcome"], "no_answer");
  EXPECT_NE(with[0]["reason"].get<std::string>().find("the model's context 1024"), std::string::npos) << with[0];
  for (std::size_t i = 0; i < without.size(); ++i) EXPECT_EQ(with[i + 1]["text"], without[i]["text"]) << i;
}

TEST_F(EvalTest, RefusesWrongUsage) {
  for (const char* arguments : {"eval", "eval tiny.gguf", "eval tiny.gguf --data rows.jsonl --samples 2", "eval m --data rows.jsonl --endpoint http://127.0.0.1:1/v1 --q8-0",
                                "eval http://127.0.0.1:1/v1 --data rows.jsonl", "eval show", "compare a.jsonl"})
    EXPECT_EQ(retort(arguments).status, 2) << arguments;
  EXPECT_EQ(retort("eval show rows.jsonl").status, 1);
  EXPECT_EQ(retort("eval m --data rows.jsonl --endpoint http://127.0.0.1:1/v1 --api-key-env NO_SUCH_KEY").status, 1);
}

}  // namespace
}  // namespace retort::cli
