// Nothing is lost: `retort run` is killed with SIGKILL twenty times, in every stage, and started again; what it leaves is byte for
// byte what an undisturbed run leaves. The student is a tiny random model, so that training and evaluation are real but short.
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <map>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "base/files.h"
#include "base/json.h"
#include "base/process.h"
#include "base/random.h"
#include "base/text.h"
#include "tests/support/child_output.h"
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

  Process start(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), kRetort);
    auto child = Process::start({.argv = arguments, .merge_stderr = true});
    EXPECT_TRUE(child.ok());
    return std::move(child).value();
  }
  Process start_run(const std::string& out) { return start({"run", folder_ + "/recipe.toml", "--out", folder_ + "/" + out}); }

  // The exit status of a run that nobody disturbs.
  int run_to_end(const std::string& out) { return to_end(start_run(out)); }
  int stage_to_end(const std::string& stage, const std::string& out) { return to_end(start({stage, folder_ + "/" + out})); }

  int to_end(Process child) { return testing::wait_to_end(std::move(child), last_output_); }

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
  std::map<std::string, int> hit;
  int kills = 0;
  Random random(20, "kills");
  auto kill_after = [&](Process child, const std::string& stage, long long microseconds) {
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
    hit[stage] += child.kill().signal == SIGKILL;
    ++kills;
  };

  // A run that ends as soon as its directory is there.
  {
    Process child = start_run("killed");
    while (!fs::exists(folder_ + "/killed/recipe.toml")) std::this_thread::sleep_for(Milliseconds(1));
    kill_after(std::move(child), "start", 0);
  }
  // The short stages one by one, at moments spread over the time that each one takes when it is left alone; ever earlier ones, for the machine may
  // have had more to do while that was taken.
  fs::create_directories(folder_ + "/timing");
  fs::copy_file(folder_ + "/recipe.toml", folder_ + "/timing/recipe.toml");
  for (const char* stage : {"solve", "translate", "rephrase"}) {
    auto began = Clock::now();
    ASSERT_EQ(stage_to_end(stage, "timing"), 0) << last_output_;
    auto whole = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began).count();
    for (int k = 0; k < 4; ++k) kill_after(start({stage, folder_ + "/killed"}), stage, random.between(whole / 5, whole * 9 / 10) >> k);
    ASSERT_EQ(stage_to_end(stage, "killed"), 0) << last_output_;
  }
  // The long ones when they are under way.
  const std::vector<std::string> order = {"start", "solve", "translate", "rephrase", "export", "train", "eval", "report", "done"};
  auto place = [&](const std::string& stage) { return std::find(order.begin(), order.end(), stage) - order.begin(); };
  for (const auto& [stage, times] : {std::pair<std::string, int>{"train", 4}, {"eval", 3}}) {
    for (int k = 0; k < times; ++k) {
      Process child = start_run("killed");
      for (auto deadline = Clock::now() + std::chrono::minutes(2); Clock::now() < deadline && place(stage_of("killed")) < place(stage);) {}
      kill_after(std::move(child), stage, random.between(0, 400'000));
    }
  }
  EXPECT_EQ(kills, 20);
  for (const char* stage : {"start", "solve", "translate", "rephrase", "train", "eval"}) EXPECT_GE(hit[stage], 1) << "no kill in stage " << stage;
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
  Process child = start_run("stopped");
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
