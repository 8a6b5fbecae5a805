// The whole path from problems to the dataset with a model behind a real HTTP server: a teacher that works by rules, and one that lies.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "grade/grade.h"
#include "pipeline/counts.h"
#include "pipeline/preview.h"
#include "pipeline/stages.h"
#include "pipeline/summary.h"
#include "tests/support/rules_teacher.h"
#include "tests/support/scripted_chat.h"
#include "tests/support/stand_in_server.h"
#include "tests/support/tiny_model.h"

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
    // A run looks for the algebra worker beside its program, which is this one. Another test may have made the link.
    std::error_code ignored;
    fs::create_symlink(RETORT_BIN_DIR "/retort-cas", fs::read_symlink("/proc/self/exe").parent_path() / "retort-cas", ignored);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void serve(std::map<Lie, double> lies = {}, std::map<Fault, double> faults = {}) {
    teacher_ = std::make_unique<RulesTeacher>(std::move(lies));
    StandInOptions options;
    options.answer = answer_ ? answer_ : [this](const Json& body) { return teacher_->answer(body); };
    options.slow_ms = 50;
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

  // Texts of the model that the gates refused, by the counts of the report: narratives, and explanations, which are written anew or left to the rules.
  static long refused_texts(const Json& summary) {
    long refused = -static_cast<long>(integer_or(summary, "explained_by_model", 0));
    for (const auto& [gate, n] : summary["refused_narratives"].items()) refused += n.get<long>();
    for (const char* agent : {"translator", "translator again"})
      if (summary["llm"]["agents"].contains(agent)) refused += static_cast<long>(integer_or(summary["llm"]["agents"][agent], "exchanges", 0));
    return refused;
  }

  fs::path folder_;
  std::function<llm::ChatReply(const Json&)> answer_;   // instead of the rules teacher
  std::unique_ptr<RulesTeacher> teacher_;
  std::unique_ptr<StandInServer> server_;
};

TEST_F(LlmRun, AGoodTeacherGivesNarrativesForNearlyAllProblems) {
  for (const char* level : {"easy", "hard"}) {
    SCOPED_TRACE(level);
    serve();
    Recipe asked = recipe(600);
    asked.problems.level = level;
    asked.problems.families.clear();   // all
    const Json summary = work(asked, level);
    const long long problems = integer_or(summary, "problems", 0), passed = integer_or(summary, "passed", 0), written = integer_or(summary, "written_by_model", 0);
    EXPECT_GE(problems, 500);
    EXPECT_GE(passed * 100, problems * 95) << summary.dump(1);
    EXPECT_GE(written * 100, problems * 90) << summary.dump(1);
    EXPECT_EQ(integer_or(summary["llm"], "exchanges", 0), server_->answered());
    EXPECT_GT(integer_or(summary["llm"], "completion_tokens", 0), 0);
    for (const auto& [name, n] : {std::pair{"problems", problems}, {"passed", passed}, {"written", written}}) RecordProperty(std::string(level) + "_" + name, static_cast<int>(n));
  }
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

// Each by itself: what the server spoils never arrives, and what the teacher spoilt in calls is in the counts.
TEST_F(LlmRun, NoLieReachesTheDatasetAndTheRunEnds) {
  for (Lie lie : {Lie::kWrongDigit, Lie::kToolWord, Lie::kOtherAnswer, Lie::kFalseClaim, Lie::kOtherNumber, Lie::kWrongTool, Lie::kBadArguments, Lie::kEndlessCalls}) {
    SCOPED_TRACE(static_cast<int>(lie));
    const bool in_calls = lie == Lie::kWrongTool || lie == Lie::kBadArguments || lie == Lie::kEndlessCalls;
    serve({{lie, in_calls ? 0.2 : 0.4}});
    const std::string name = "lie" + std::to_string(static_cast<int>(lie));
    const Json summary = work(recipe(14), name);
    const std::string dataset = rows(name);
    EXPECT_GT(teacher_->told(lie), 0);
    for (const std::string& text : teacher_->lies()) {
      const std::string written = Json(text).dump();
      EXPECT_EQ(dataset.find(written.substr(1, written.size() - 2)), std::string::npos) << text;
    }
    EXPECT_GE(integer_or(summary, "passed", 0), in_calls ? 6 : 13) << summary.dump(1);
    if (!in_calls) EXPECT_EQ(refused_texts(summary), teacher_->told(lie)) << summary.dump(1);
    if (lie == Lie::kWrongTool) EXPECT_EQ(integer_or(summary["tool_errors"], "unknown_tool", 0), teacher_->told(lie)) << summary.dump(1);
    if (lie == Lie::kBadArguments) EXPECT_EQ(integer_or(summary["tool_errors"], "arguments", 0), teacher_->told(lie)) << summary.dump(1);
    // Fifteen rounds and three requests to conclude.
    if (lie == Lie::kEndlessCalls) EXPECT_EQ(integer_or(summary["failed"], "solver", 0) * (15 + 3), teacher_->told(lie)) << summary.dump(1);
  }
}

// Calculations that all hold, but not on what the problem gives.
TEST_F(LlmRun, NoTrueEqualityOnAWrongPremiseReachesTheDataset) {
  serve({{Lie::kWrongPremise, 0.5}});
  Recipe asked = recipe(136);
  asked.problems.families.clear();   // all
  const Json summary = work(asked);
  const long told = teacher_->told(Lie::kWrongPremise), refused = refused_texts(summary);
  const std::string dataset = rows();
  for (const std::string& text : teacher_->lies()) {
    const std::string written = Json(text).dump();
    EXPECT_EQ(dataset.find(written.substr(1, written.size() - 2)), std::string::npos) << text;
  }
  EXPECT_GE(told, 80);
  EXPECT_GE(refused, told) << summary.dump(1);
  EXPECT_GE(integer_or(summary, "passed", 0) * 100, integer_or(summary, "problems", 0) * 95) << summary.dump(1);
  EXPECT_GE(integer_or(summary, "written_by_model", 0) * 100, integer_or(summary, "problems", 0) * 60) << summary.dump(1);
  for (const auto& [name, n] : {std::pair{"told", told}, {"refused", refused}}) RecordProperty(name, static_cast<int>(n));
}

TEST_F(LlmRun, EachFaultOfTheServerIsCountedAndLosesNothing) {
  const std::map<Fault, const char*> names = {
      {Fault::kTooManyRequests, "too_many_requests"}, {Fault::kOverloaded, "overloaded"}, {Fault::kServerError, "server_errors"}, {Fault::kDropped, "broken"},
      {Fault::kHalfReply, "broken"}, {Fault::kMalformedJson, "malformed"}, {Fault::kWrongTypes, "malformed"}, {Fault::kHugeBody, "malformed"},
      {Fault::kCutOff, "cut_off"}, {Fault::kEmpty, "empty"}, {Fault::kDrip, "timeouts"}, {Fault::kSlow, ""}};
  for (const auto& [fault, counted] : names) {
    SCOPED_TRACE(std::string(retort::testing::fault_name(fault)));
    // A burst is of many requests, and rare; a huge body is slow.
    serve({}, {{fault, fault == Fault::kTooManyRequests ? 2.0 : fault == Fault::kHugeBody || fault == Fault::kDrip ? 0.05 : 0.15}});
    const std::string name(retort::testing::fault_name(fault));
    Recipe asked = recipe(6);
    if (fault == Fault::kDrip) asked.llm.timeout_seconds = 6;   // a whole reply takes a minute and more, byte by byte
    const Json summary = work(asked, name);
    const Json& use = summary["llm"];
    EXPECT_GT(server_->made(fault), 0);
    if (fault == Fault::kCutOff || fault == Fault::kEmpty) EXPECT_EQ(integer_or(use, counted, 0), server_->made(fault)) << use.dump(1);
    else if (*counted) EXPECT_EQ(integer_or(use["faults"], counted, 0), server_->made(fault)) << use.dump(1);
    EXPECT_EQ(integer_or(use, "exchanges", 0), server_->answered());
    EXPECT_EQ(integer_or(use, "tries", 0), server_->requests());
    EXPECT_EQ(server_->answered_again(), 0);
    EXPECT_EQ(integer_or(summary, "passed", 0) + integer_or(summary["failed"], "solver", 0), 6) << summary.dump(1);
    // A plan or a conclusion that was cut off ends a problem; whatever is asked again does not.
    EXPECT_GE(integer_or(summary, "passed", 0), fault == Fault::kCutOff ? 1 : 6) << summary.dump(1);
  }
}

TEST_F(LlmRun, SamplesAreKeptMarkedAndToldAtMostAsOftenAsAsked) {
  serve({{Lie::kEndlessCalls, 0.2}});
  Recipe asked = recipe(10);
  asked.llm.samples = 3;
  asked.llm.narratives = 2;
  asked.dataset.near_duplicates = 0;   // this teacher says the same thing twice
  const Json summary = work(asked);
  EXPECT_EQ(integer_or(summary, "samples", 0), 30);
  EXPECT_EQ(integer_or(summary, "right_traces", 0) + integer_or(summary["failed"], "solver", 0) + integer_or(summary["failed"], "wrong_answer", 0), 30) << summary.dump(1);
  EXPECT_GT(integer_or(summary["failed"], "solver", 0), 0);
  EXPECT_EQ(integer_or(summary, "passed", 0) + integer_or(summary, "spare_traces", 0), integer_or(summary, "right_traces", 0)) << summary.dump(1);
  std::map<std::string, int> told;
  for (std::string_view row : split(rows(), '\n'))
    if (auto json = parse_json(row); json.ok() && json->is_object()) ++told[string_or(*json, "problem_id", "")];
  for (const auto& [problem, n] : told) EXPECT_LE(n, 2) << problem;
  EXPECT_EQ(told.size(), static_cast<std::size_t>(integer_or(summary, "told_problems", 0)));
  // One more sample adds its own and changes none of the others.
  const long before = server_->requests();
  asked.llm.samples = 4;
  EXPECT_EQ(integer_or(work(asked), "samples", 0), 40);
  EXPECT_GT(server_->requests(), before);
  EXPECT_EQ(server_->answered_again(), 0);
}

TEST_F(LlmRun, ProblemsWithoutAnAnswerAreDecidedByMostSamples) {
  serve();
  ASSERT_TRUE(write_file(folder_.string() + ".jsonl", "{\"problem\": \"Find the greatest common divisor of $48$ and $36$.\"}\n"
                                                      "{\"problem\": \"Solve $7x + 5 = 3x + 33$.\"}\n{\"problem\": \"Say something that no rule knows.\"}\n").ok());
  Recipe asked = recipe(1);
  asked.problems.source = folder_.string() + ".jsonl";
  asked.llm.samples = 3;
  const Json summary = work(asked);
  fs::remove(folder_.string() + ".jsonl");
  EXPECT_EQ(integer_or(summary, "problems", 0), 3);
  EXPECT_EQ(integer_or(summary, "passed", 0), 2) << summary.dump(1);
  const std::string made = rows();
  EXPECT_NE(made.find("\"answer\":\"12\""), std::string::npos) << made;
  EXPECT_NE(made.find("\"vote\":{\"agree\":3,\"of\":3}"), std::string::npos) << made;
}

TEST_F(LlmRun, TheJudgeIsShownWrongSolutionsAndItsShareReported) {
  serve();
  Recipe asked = recipe(12);
  asked.agents.judge = "llm";
  asked.agents.judge_planted = 8;
  const Json summary = work(asked);
  // This teacher passes everything.
  EXPECT_EQ(integer_or(summary["judge"]["opinions"], "pass", 0), integer_or(summary, "passed", 0));
  ASSERT_TRUE(summary["judge"].contains("planted")) << summary.dump(1);
  EXPECT_EQ(integer_or(summary["judge"]["planted"], "n", 0), 8);
  EXPECT_EQ(integer_or(summary["judge"]["planted"], "rejected", -1), 0);
  const long before = server_->requests();
  work(asked);
  EXPECT_EQ(server_->requests(), before);
}

// A judge that knows what was made wrong: it rejects that and nothing else.
TEST_F(LlmRun, AGoodJudgeIsReportedAsOne) {
  std::mutex mutex;
  std::set<std::string> told;   // solutions of the good teacher
  answer_ = [&](const Json& body) {
    const std::string system = string_or(body["messages"][0], "content", "");
    if (system.find("You judge") == std::string::npos) {
      llm::ChatReply reply = teacher_->answer(body);
      std::lock_guard lock(mutex);
      told.insert(reply.content);
      return reply;
    }
    const std::string shown = string_or(body["messages"][1], "content", "");
    const std::size_t at = shown.find("Solution:\n");
    std::lock_guard lock(mutex);
    return retort::testing::text_reply(told.contains(shown.substr(at + 10)) ? R"({"verdict": "pass", "reason": "it holds"})" : R"({"verdict": "reject", "reason": "a step is wrong"})");
  };
  serve();
  Recipe asked = recipe(12);
  asked.agents.judge = "llm";
  asked.agents.judge_planted = 8;
  const Json summary = work(asked);
  EXPECT_GE(integer_or(summary, "passed", 0), 11) << summary.dump(1);
  ASSERT_TRUE(summary["judge"].contains("planted")) << summary.dump(1);
  EXPECT_EQ(integer_or(summary["judge"]["planted"], "rejected", -1), 8);
}

TEST_F(LlmRun, AChangedPromptAsksAnewOnlyWhereItsTextGoes) {
  serve();
  Recipe asked = recipe(8);
  const Json first = work(asked);
  const auto told_in = [](const Json& summary) {
    const Json& agents = summary["llm"]["agents"];
    return static_cast<long>(integer_or(agents["rephraser"], "exchanges", 0) + (agents.contains("rephraser again") ? integer_or(agents["rephraser again"], "exchanges", 0) : 0));
  };
  const long before = server_->requests(), told = told_in(first);
  auto text = read_file(RETORT_SOURCE_DIR "/prompts/rephraser.txt");
  ASSERT_TRUE(text.ok());
  fs::create_directories(folder_ / "prompts");
  ASSERT_TRUE(write_file(folder_ / "prompts/rephraser.txt", replace_all(*text, "Write in English", "Write in plain English")).ok());
  asked.agents.prompts = folder_ / "prompts";
  const Json second = work(asked);
  EXPECT_EQ(server_->requests() - before, told);
  EXPECT_EQ(integer_or(second, "passed", 0), integer_or(first, "passed", 0));
  EXPECT_EQ(told_in(second), 2 * told);
  EXPECT_GE(told, 8);
  EXPECT_EQ(second["llm"]["agents"]["solver"], first["llm"]["agents"]["solver"]);
  EXPECT_EQ(server_->answered_again(), 0);
}

TEST_F(LlmRun, ABudgetEndsTheRunCleanlyAndALargerOneGoesOn) {
  serve();
  Recipe asked = recipe(10);
  const long whole = [&] {
    const Json summary = work(asked, "whole");
    return static_cast<long>(integer_or(summary["llm"], "prompt_tokens", 0) + integer_or(summary["llm"], "completion_tokens", 0));
  }();
  const long paid = server_->requests();
  serve();
  asked.llm.endpoint = {server_->url()};
  asked.llm.budget_tokens = whole / 2;
  asked.llm.max_tokens = 512;
  StopToken stop;
  {
    auto run = open_run(folder_ / "run", asked, stop, {});
    ASSERT_TRUE(run.ok());
    const Status worked = run_stages(*run, Stage::kExport);
    ASSERT_FALSE(worked.ok());
    EXPECT_NE(worked.error().message.find("budget"), std::string::npos) << worked.error().message;
    auto summary = refresh_summary(*run);
    ASSERT_TRUE(summary.ok());
    const long spent = static_cast<long>(integer_or((*summary)["llm"], "prompt_tokens", 0) + integer_or((*summary)["llm"], "completion_tokens", 0));
    EXPECT_LE(spent, asked.llm.budget_tokens);
    EXPECT_GT(spent, 0);
    EXPECT_EQ(integer_or((*summary)["llm"], "exchanges", 0), server_->requests());
  }
  asked.llm.budget_tokens = 0;
  asked.llm.budget_cost = 1000;
  asked.llm.prompt_price = asked.llm.completion_price = 1;
  const Json summary = work(asked);
  EXPECT_EQ(server_->requests(), paid);
  EXPECT_EQ(server_->answered_again(), 0);
  EXPECT_GE(integer_or(summary, "passed", 0), 9);
  EXPECT_GT(number_or(summary["llm"], "cost", 0), 0);
}

TEST_F(LlmRun, WhatIsWrongWithTheModelIsSaidBeforeAnythingIsSpent) {
  serve();
  const StopToken stop;
  auto html = retort::testing::HttpServer::start([](const retort::testing::HttpRequest&) {
    retort::testing::HttpResponse page;
    page.body = "<!doctype html><title>It works!</title>";
    return page;
  });
  ASSERT_TRUE(html.ok());
  Recipe dead = recipe(5), page = recipe(5), model = recipe(5), file = recipe(5), certificates = recipe(5), key = recipe(5);
  dead.llm.endpoint = {"http://127.0.0.1:1/v1"};
  page.llm.endpoint = {"http://127.0.0.1:" + std::to_string((*html)->port()) + "/v1"};
  model.llm.model = "stand-im";
  file.llm.endpoint.clear();
  file.llm.model = "no/such.gguf";
  certificates.llm.ca_file = "no/such.pem";
  key.llm.api_key_env = {"RETORT_TEST_NO_SUCH_KEY"};
  for (const auto& [wrong, words] : {std::pair{&dead, "127.0.0.1:1"}, {&page, "It works!"}, {&model, "it has \"stand-in\""}, {&file, "no/such.gguf"},
                                     {&certificates, "no/such.pem"}, {&key, "RETORT_TEST_NO_SUCH_KEY"}}) {
    const auto prompts = first_prompts(*wrong, stop);
    const auto estimate = estimate_model_use(*wrong, stop);
    ASSERT_FALSE(prompts.ok()) << words;
    ASSERT_FALSE(estimate.ok()) << words;
    EXPECT_NE(prompts.error().message.find(words), std::string::npos) << prompts.error().message;
    EXPECT_NE(estimate.error().message.find(words), std::string::npos) << estimate.error().message;
    // A run says the same.
    auto run = open_run(folder_ / "run", *wrong, stop, {});
    const Status worked = run.ok() ? run_stages(*run, Stage::kExport) : Status(run.error());
    ASSERT_FALSE(worked.ok()) << words;
    EXPECT_NE(worked.error().message.find(words), std::string::npos) << worked.error().message;
  }
  EXPECT_EQ(server_->requests(), 0);
}

TEST_F(LlmRun, AKeyInAnAddressIsRefusedBeforeAnythingIsWritten) {
  serve();
  const StopToken stop;
  for (const char* address : {"http://me:s3cr3t@127.0.0.1:1/v1", "http://127.0.0.1:1/v1?api_key=s3cr3t 2"}) {
    Recipe asked = recipe(5);
    asked.llm.endpoint.push_back(address);
    const auto run = open_run(folder_ / "run", asked, stop, {});
    ASSERT_FALSE(run.ok()) << address;
    EXPECT_EQ(run.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(run.error().message.find("s3cr3t"), std::string::npos) << run.error().message;
    EXPECT_FALSE(fs::exists(folder_ / "run"));
  }
}

TEST_F(LlmRun, PreviewsAskNobody) {
  serve();
  const Recipe asked = recipe(30);
  const StopToken stop;
  const auto prompts = first_prompts(asked, stop);
  ASSERT_TRUE(prompts.ok()) << prompts.error().message;
  std::multiset<std::string> agents;
  for (const ShownPrompt& prompt : *prompts) agents.insert(prompt.agent);
  EXPECT_EQ(agents, (std::multiset<std::string>{"rephraser", "solver", "solver", "translator"}));
  const auto estimate = estimate_model_use(asked, stop);
  ASSERT_TRUE(estimate.ok()) << estimate.error().message;
  EXPECT_EQ(server_->requests(), 0);
  // The teacher goes about the problems as the rules do, so the estimate of its requests is near.
  const Json summary = work(asked);
  double requests = 0;
  for (const auto& [name, agent] : estimate->agents) requests += agent.requests;
  const double made = static_cast<double>(server_->requests());
  EXPECT_GT(requests, 0.6 * made);
  EXPECT_LT(requests, 2.0 * made);
}

// A real solver's texts, right and wrong, with code and its output in them.
TEST_F(LlmRun, NoWrongTraceOfAnotherSolverIsTold) {
  const std::string path = RETORT_SOURCE_DIR "/../shared/data/tir/tora70b_gsm8k_dev.jsonl";
  const auto text = read_file(path);
  if (!text.ok()) GTEST_SKIP() << "absent: " << path;
  std::map<std::string, std::string> said;   // by problem
  std::set<std::string> wrong;
  std::string source;
  std::size_t right = 0;
  for (std::string_view line : split(*text, '\n')) {
    const auto row = parse_json(line);
    if (!row.ok() || !row->is_object()) continue;
    const std::string question(trim(string_or(*row, "question", ""))), gold = string_or(*row, "gt", "");
    const bool good = grade::compare(gold, (*row)["pred"][0].get<std::string>()).outcome == grade::Outcome::kEqual;
    if (good && ++right > 40) continue;
    if (!good) wrong.insert(question);
    said[question] = (*row)["code"][0].get<std::string>();
    source += to_line(Json{{"problem", question}, {"answer", gold}}) + "\n";
  }
  EXPECT_GE(wrong.size(), 100u);
  answer_ = [&](const Json& body) {
    const std::string system = string_or(body["messages"][0], "content", ""), user = string_or(body["messages"][1], "content", "");
    if (system.find("Write a short plan") != std::string::npos) return retort::testing::text_reply("1. Work it out.");
    for (const auto& [question, text] : said)
      if (user.find(question) != std::string::npos) return retort::testing::text_reply(text);
    return retort::testing::text_reply("I do not know.");
  };
  serve();
  ASSERT_TRUE(write_file(folder_.string() + ".jsonl", source).ok());
  Recipe asked = recipe(1);
  asked.problems.source = folder_.string() + ".jsonl";
  asked.problems.near_duplicates = 0;
  const Json summary = work(asked);
  fs::remove(folder_.string() + ".jsonl");
  EXPECT_EQ(integer_or(summary, "problems", 0), static_cast<long long>(said.size()));
  EXPECT_GE(integer_or(summary["failed"], "wrong_answer", 0), static_cast<long long>(wrong.size()) - 15) << summary.dump(1);
  for (std::string_view line : split(rows(), '\n')) {
    const auto row = parse_json(line);
    if (!row.ok() || !row->is_object()) continue;
    const std::string told = (*row)["messages"][0]["content"].get<std::string>();
    for (const std::string& question : wrong) EXPECT_EQ(told.find(question), std::string::npos) << told;
    EXPECT_EQ((*row)["messages"][1]["content"].get<std::string>().find("def "), std::string::npos);
  }
}

// The whole path with a model in this process: random weights, so nothing is solved, but every record is whole.
TEST_F(LlmRun, AModelInThisProcessLeavesWholeRecords) {
  fs::create_directories(folder_);
  ASSERT_TRUE(retort::testing::write_tiny_model(folder_ / "tiny.gguf", {}).ok());
  Recipe asked;
  asked.problems.count = 2;
  asked.agents.solver = asked.agents.translator = asked.agents.rephraser = "llm";
  asked.llm.model = folder_ / "tiny.gguf";
  asked.llm.max_tokens = 48;
  asked.llm.rounds = 1;
  asked.llm.context = 16384;
  asked.llm.in_flight = asked.llm.sequences = 2;
  asked.train.enabled = asked.eval.enabled = false;
  const Json summary = work(asked);
  EXPECT_EQ(integer_or(summary, "problems", 0), 2);
  EXPECT_EQ(integer_or(summary, "traces", 0) + integer_or(summary["failed"], "solver", 0), 2) << summary.dump(1);
  EXPECT_GE(integer_or(summary["llm"], "exchanges", 0), 2) << summary.dump(1);
  EXPECT_EQ(integer_or(summary["llm"], "tries", 0), integer_or(summary["llm"], "exchanges", 0) + integer_or(summary["llm"], "failed", 0)) << summary.dump(1);
  // Its records alone give the same again, without the model.
  const auto again = [&] {
    fs::create_directories(folder_ / "replay");
    fs::copy_file(folder_ / "run/exchanges.db", folder_ / "replay/exchanges.db");
    asked.llm.replay = true;
    return work(asked, "replay");
  }();
  EXPECT_EQ(again["failed"], summary["failed"]);
  EXPECT_EQ(again["llm"]["completion_tokens"], summary["llm"]["completion_tokens"]);
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
