// Nothing is lost: `retort run` is killed with SIGKILL twenty times, in every stage, and started again; what it leaves is byte for
// byte what an undisturbed run leaves. The student is a tiny random model, so that training and evaluation are real but short.
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <map>
#include <set>
#include <thread>

#include "base/files.h"
#include "base/json.h"
#include "base/process.h"
#include "base/random.h"
#include "base/text.h"
#include "tests/support/tiny_model.h"

namespace retort {
namespace {

namespace fs = std::filesystem;
const std::string kRetort = RETORT_BIN_DIR "/retort";

class KillTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = (fs::temp_directory_path() / ("retort_kill_" + std::to_string(::getpid()))).string();
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    ASSERT_TRUE(testing::write_tiny_model(folder_ + "/tiny.gguf", {}).ok());
    ASSERT_TRUE(write_file(folder_ + "/recipe.toml",
                           "[problems]\ncount = 400\n"
                           "[gates]\nmax_tokens = 2000\n"
                           "[student]\nmodel = \"" + folder_ + "/tiny.gguf\"\n"
                           "[train]\nepochs = 2\nbatch_tokens = 2048\nmax_tokens = 2000\nrank = 4\ncheckpoint_seconds = 0\n"
                           "[eval]\ncount = 60\nshots = 1\nmax_new_tokens = 24\nrequantize = false\n")
                    .ok());
  }
  void TearDown() override { fs::remove_all(folder_); }

  Process start(const std::string& out) {
    auto child = Process::start({.argv = {kRetort, "run", folder_ + "/recipe.toml", "--out", folder_ + "/" + out}, .merge_stderr = true});
    EXPECT_TRUE(child.ok());
    return std::move(child).value();
  }

  // The exit status of a run that nobody disturbs.
  int run_to_end(const std::string& out) {
    Process child = start(out);
    auto deadline = Clock::now() + std::chrono::minutes(4);
    while (true) {
      auto line = child.read_line(deadline);
      if (!line.ok() || !*line) break;
      last_output_ = **line;
    }
    auto end = child.wait(deadline);
    return end.ok() ? end->code : -1;
  }

  // The stage a run directory stands in.
  std::string stage_of(const std::string& out) {
    auto text = run_process({.argv = {kRetort, "status", folder_ + "/" + out, "--json"}}, Milliseconds(20'000));
    if (!text.ok()) return "start";
    auto status = parse_json(*text);
    if (!status.ok()) return "start";
    auto count = [&](const char* key) { return integer_or(*status, key, 0); };
    if (count("problems") == 0) return "start";
    if (count("solved") < count("problems")) return "solve";
    if (count("translated") < count("problems")) return "translate";
    if (count("finished") < count("problems")) return "rephrase";
    if (!bool_or(*status, "dataset", false)) return "export";
    for (const auto& [name, state] : (*status)["adapters"].items())
      if (state != "trained") return "train";
    if (count("evaluations") < count("evaluations_asked")) return "eval";
    return bool_or(*status, "report", false) ? "done" : "report";
  }

  std::string bytes(const std::string& file) {
    auto content = read_file(folder_ + "/" + file);
    EXPECT_TRUE(content.ok()) << (content.ok() ? "" : content.error().message);
    return content.value_or("");
  }

  std::string folder_, last_output_;
};

TEST_F(KillTest, TwentyKillsInAllStagesChangeNoByte) {
  ASSERT_EQ(run_to_end("calm"), 0) << last_output_;

  const std::vector<std::string> targets = {"start", "solve", "translate", "rephrase", "train", "eval"};
  const std::map<std::string, int> wanted = {{"start", 1}, {"solve", 4}, {"translate", 4}, {"rephrase", 4}, {"train", 4}, {"eval", 3}};
  std::map<std::string, int> hit;
  Random random(20, "kills");
  int kills = 0;
  for (const auto& target : targets) {
    auto place = [&](const std::string& stage) { return std::find(targets.begin(), targets.end(), stage) - targets.begin(); };
    for (int k = 0; k < wanted.at(target); ++k) {
      Process child = start("killed");
      std::string stage = "start";
      for (auto deadline = Clock::now() + std::chrono::minutes(2); Clock::now() < deadline; stage = stage_of("killed"))
        if (place(stage) >= place(target)) break;
      std::this_thread::sleep_for(Milliseconds(random.between(0, target == "train" || target == "eval" ? 400 : 60)));
      ++hit[stage_of("killed")];
      child.kill();
      ++kills;
    }
  }
  EXPECT_EQ(kills, 20);
  for (const char* stage : {"solve", "translate", "rephrase", "train", "eval"}) EXPECT_GE(hit[stage], 1) << "no kill in stage " << stage;
  ASSERT_EQ(run_to_end("killed"), 0) << last_output_;

  for (const char* file : {"dataset/train.jsonl", "dataset/heldout.jsonl", "dataset/README.md", "adapter/narratives/adapter.gguf",
                           "adapter/answers/adapter.gguf"})
    EXPECT_TRUE(bytes(std::string("calm/") + file) == bytes(std::string("killed/") + file)) << file << " differs";
  std::set<std::string> seen;
  std::string rows = bytes("killed/dataset/train.jsonl");
  for (auto row : split(trim(rows), '\n')) EXPECT_TRUE(seen.insert(std::string(row)).second) << "a row twice: " << row;
  EXPECT_GT(seen.size(), 300u);
}

TEST_F(KillTest, InterruptEndsCleanlyWithinSecondsAndTheRunGoesOn) {
  Process child = start("stopped");
  for (auto deadline = Clock::now() + std::chrono::minutes(2); Clock::now() < deadline && stage_of("stopped") != "train";) {}
  auto asked = Clock::now();
  child.signal(SIGINT);
  auto end = child.wait(asked + std::chrono::seconds(20));
  ASSERT_TRUE(end.ok());
  EXPECT_EQ(end->code, 130);
  EXPECT_LT(Clock::now() - asked, std::chrono::seconds(10));
  EXPECT_EQ(run_to_end("stopped"), 0) << last_output_;
  EXPECT_EQ(stage_of("stopped"), "done");
}

}  // namespace
}  // namespace retort
