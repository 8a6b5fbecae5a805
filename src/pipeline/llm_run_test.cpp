// The whole path from problems to the dataset with a model behind a real HTTP server: a teacher that works by rules, and one that lies.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/files.h"
#include "pipeline/counts.h"
#include "pipeline/stages.h"
#include "pipeline/summary.h"
#include "tests/support/rules_teacher.h"
#include "tests/support/stand_in_server.h"

namespace retort::pipeline {
namespace {

namespace fs = std::filesystem;
using retort::testing::Fault, retort::testing::Lie, retort::testing::RulesTeacher, retort::testing::StandInOptions, retort::testing::StandInServer;

class LlmRun : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() / ("llm_run_test." + std::to_string(getpid()) + "." + test->name());
    fs::remove_all(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void serve(std::map<Lie, double> lies = {}, std::map<Fault, double> faults = {}) {
    teacher_ = std::make_unique<RulesTeacher>(std::move(lies));
    StandInOptions options;
    options.answer = [this](const Json& body) { return teacher_->answer(body); };
    options.faults = std::move(faults);
    options.threads = 4;
    auto server = StandInServer::start(options);
    ASSERT_TRUE(server.ok()) << server.error().message;
    server_ = std::move(*server);
  }

  Recipe recipe(long long problems) const {
    Recipe recipe;
    recipe.problems.count = problems;
    recipe.agents.solver = recipe.agents.translator = recipe.agents.rephraser = "llm";
    recipe.llm.endpoint = {server_->url()};
    recipe.llm.model = "stand-in";
    recipe.llm.in_flight = 16;
    recipe.tools.deadline_ms = 20'000;
    recipe.train.enabled = recipe.eval.enabled = false;
    return recipe;
  }

  // The summary after all stages up to the dataset.
  Json work(const Recipe& recipe, const std::string& name = "run") {
    StopToken stop;
    auto run = open_run(folder_ / name, recipe, stop, {});
    EXPECT_TRUE(run.ok()) << (run.ok() ? "" : run.error().message);
    if (!run.ok()) return {};
    const Status worked = run_stages(*run, Stage::kExport);
    EXPECT_TRUE(worked.ok()) << (worked.ok() ? "" : worked.error().message);
    auto summary = refresh_summary(*run);
    EXPECT_TRUE(summary.ok());
    return summary.value_or(Json());
  }
  std::string rows(const std::string& name = "run") const {
    return read_file(folder_ / name / "dataset/train.jsonl").value_or("") + read_file(folder_ / name / "dataset/heldout.jsonl").value_or("");
  }

  fs::path folder_;
  std::unique_ptr<RulesTeacher> teacher_;
  std::unique_ptr<StandInServer> server_;
};

TEST_F(LlmRun, AGoodTeacherGivesNarrativesForNearlyAllProblems) {
  serve();
  const Json summary = work(recipe(60));
  EXPECT_GE(integer_or(summary, "passed", 0), 57) << summary.dump(1);
  EXPECT_EQ(integer_or(summary["llm"], "exchanges", 0), server_->answered());
  EXPECT_GT(integer_or(summary["llm"], "completion_tokens", 0), 0);
}

TEST_F(LlmRun, NothingIsPaidForTwiceAndAReplayNeedsNoServer) {
  serve();
  Recipe asked = recipe(12);
  work(asked);
  const std::string first = rows();
  const long paid = server_->requests();
  EXPECT_FALSE(first.empty());
  // The records of a run that is done again from nothing but its exchanges.
  fs::create_directories(folder_ / "again");
  fs::copy_file(folder_ / "run/exchanges.db", folder_ / "again/exchanges.db");
  work(asked, "again");
  EXPECT_EQ(server_->requests(), paid);
  EXPECT_EQ(rows("again"), first);
  server_.reset();
  fs::create_directories(folder_ / "replay");
  fs::copy_file(folder_ / "run/exchanges.db", folder_ / "replay/exchanges.db");
  asked.llm.replay = true;
  work(asked, "replay");
  EXPECT_EQ(rows("replay"), first);
}

TEST_F(LlmRun, NoLieReachesTheDatasetAndTheRunEnds) {
  serve({{Lie::kWrongDigit, 0.2}, {Lie::kToolWord, 0.2}, {Lie::kOtherAnswer, 0.2}, {Lie::kWrongTool, 0.1}, {Lie::kBadArguments, 0.1}, {Lie::kEndlessCalls, 0.3}});
  const Json summary = work(recipe(40));
  const std::string dataset = rows();
  long lies = 0;
  for (Lie lie : {Lie::kWrongDigit, Lie::kToolWord, Lie::kOtherAnswer, Lie::kWrongTool, Lie::kBadArguments, Lie::kEndlessCalls}) {
    EXPECT_GT(teacher_->told(lie), 0) << static_cast<int>(lie);
    lies += teacher_->told(lie);
  }
  for (const std::string& lie : teacher_->lies()) {
    const std::string written = Json(lie).dump();
    EXPECT_EQ(dataset.find(written.substr(1, written.size() - 2)), std::string::npos) << lie;
  }
  EXPECT_GT(integer_or(summary, "passed", 0), 10) << summary.dump(1);
  EXPECT_GT(lies, 20);
}

TEST_F(LlmRun, FaultsOfTheServerLoseNothing) {
  serve({}, {{Fault::kTooManyRequests, 0.01}, {Fault::kServerError, 0.1}, {Fault::kDropped, 0.1}, {Fault::kHalfReply, 0.1}, {Fault::kMalformedJson, 0.1}});
  const Json summary = work(recipe(20));
  EXPECT_GE(integer_or(summary, "passed", 0), 19) << summary.dump(1);
  EXPECT_GT(server_->made(Fault::kServerError) + server_->made(Fault::kDropped) + server_->made(Fault::kHalfReply), 10);
  EXPECT_EQ(server_->answered_again(), 0);
}

TEST_F(LlmRun, WhatIsFinishedNeedsNoServer) {
  serve();
  const Recipe asked = recipe(6);
  work(asked);
  const std::string first = rows();
  server_.reset();
  work(asked);
  EXPECT_EQ(rows(), first);
  EXPECT_FALSE(first.empty());
}

TEST_F(LlmRun, AServerThatIsNotThereEndsTheRunAtTheFirstQuestion) {
  serve();
  const Recipe asked = recipe(6);
  server_.reset();
  StopToken stop;
  auto run = open_run(folder_ / "run", asked, stop, {});
  ASSERT_TRUE(run.ok());
  const Status worked = run_stages(*run, Stage::kExport);
  ASSERT_FALSE(worked.ok());
  EXPECT_NE(worked.error().message.find("127.0.0.1"), std::string::npos) << worked.error().message;
}

TEST_F(LlmRun, AMissingServerIsSaidBeforeAnythingElse) {
  Recipe asked;
  asked.agents.translator = "llm";
  StopToken stop;
  auto run = open_run(folder_ / "none", asked, stop, {});
  ASSERT_FALSE(run.ok());
  EXPECT_NE(run.error().message.find("llm.endpoint"), std::string::npos) << run.error().message;
}

}  // namespace
}  // namespace retort::pipeline
