// Nothing that a model was paid for is lost: `retort run` with a model behind a real HTTP server is killed with SIGKILL twenty times and started
// again. No reply that it had kept is asked for again, and what it leaves in the end is what an undisturbed run leaves.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "base/files.h"
#include "base/process.h"
#include "base/random.h"
#include "base/text.h"
#include "llm/recorded_chat.h"
#include "store/store.h"
#include "tests/support/child_output.h"
#include "tests/support/rules_teacher.h"
#include "tests/support/stand_in_server.h"

namespace retort {
namespace {

namespace fs = std::filesystem;
constexpr int kInFlight = 8, kKills = 20;

class LlmKillTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = (fs::temp_directory_path() / ("retort_llm_kill_" + std::to_string(::getpid()))).string();
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    testing::StandInOptions options;
    options.latency_ms = 40;
    options.threads = 2;
    options.answer = [this](const Json& body) {
      note(body);
      return teacher_.answer(body);
    };
    auto server = testing::StandInServer::start(options);
    ASSERT_TRUE(server.ok()) << server.error().message;
    server_ = *std::move(server);
    ASSERT_TRUE(write_file(folder_ + "/recipe.toml", "[problems]\ncount = 40\n"
                                                     "[agents]\nsolver = \"llm\"\ntranslator = \"llm\"\nrephraser = \"llm\"\n"
                                                     "[llm]\nendpoint = [\"" + server_->url() + "\"]\nmodel = \"stand-in\"\nin_flight = " +
                                                         std::to_string(kInFlight) + "\nsamples = 2\n"
                                                     "[tools]\ndeadline_ms = 20000\n"
                                                     "[train]\nenabled = false\n[eval]\nenabled = false\n").ok());
  }
  void TearDown() override { fs::remove_all(folder_); }

  // A request as its record has it: the body without the model's name.
  void note(Json body) {
    body.erase("model");
    std::lock_guard lock(mutex_);
    ++asked_[to_line(body)];
  }
  std::map<std::string, long> asked() {
    std::lock_guard lock(mutex_);
    return asked_;
  }

  Process start(const std::string& out) {
    auto child = Process::start({.argv = {RETORT_BIN_DIR "/retort", "run", folder_ + "/recipe.toml", "--out", folder_ + "/" + out}, .merge_stderr = true});
    EXPECT_TRUE(child.ok());
    return std::move(child).value();
  }
  int to_end(Process child) { return testing::wait_to_end(std::move(child), last_output_); }

  // Requests whose exchange is kept.
  std::set<std::string> kept(const std::string& out) {
    std::set<std::string> found;
    auto store = store::Store::open_for_reading(folder_ + "/" + out + "/exchanges.db");
    if (!store.ok()) return found;
    const Status read = store->each(llm::kChatRecord, [&](const store::Record& record) -> Status {
      EXPECT_TRUE(found.insert(to_line(record.body["request"])).second) << "an exchange is kept twice";
      return {};
    });
    EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().message);
    return found;
  }
  std::string dataset(const std::string& out) {
    return read_file(folder_ + "/" + out + "/dataset/train.jsonl").value_or("") + read_file(folder_ + "/" + out + "/dataset/heldout.jsonl").value_or("");
  }

  std::string folder_, last_output_;
  std::mutex mutex_;
  std::map<std::string, long> asked_;
  testing::RulesTeacher teacher_;
  std::unique_ptr<testing::StandInServer> server_;
};

TEST_F(LlmKillTest, TwentyKillsPayForNothingTwice) {
  ASSERT_EQ(to_end(start("whole")), 0) << last_output_;
  const std::size_t whole = kept("whole").size();
  ASSERT_GT(whole, 300u);
  EXPECT_EQ(server_->requests(), static_cast<long>(whole)) << "a reply is not kept";
  {
    std::lock_guard lock(mutex_);
    asked_.clear();
  }
  Random random(1);
  std::map<std::string, long> asked_when_kept;
  int killed = 0;
  for (int kill = 0; kill < kKills; ++kill) {
    Process child = start("killed");
    // Killed after so many more replies, wherever that is: starting takes its time on a loaded machine. Those under way do not arrive.
    const long until = server_->answered() + static_cast<long>(random.between(kInFlight + 2, 3 * kInFlight));
    const auto deadline = Clock::now() + std::chrono::minutes(1);
    while (server_->answered() < until && Clock::now() < deadline && !child.wait(Clock::now()).ok()) std::this_thread::sleep_for(Milliseconds(2));
    killed += child.kill().signal == SIGKILL;
    const auto now = asked();
    for (const std::string& request : kept("killed"))
      if (const auto found = now.find(request); found != now.end()) asked_when_kept.emplace(request, found->second);
  }
  EXPECT_EQ(killed, kKills) << "some runs had ended before";
  const std::size_t kept_by_then = asked_when_kept.size();
  EXPECT_GT(kept_by_then, whole / 4);
  ASSERT_EQ(to_end(start("killed")), 0) << last_output_;
  const auto in_the_end = asked();
  long again = 0;
  for (const auto& [request, n] : asked_when_kept) again += in_the_end.at(request) != n;
  EXPECT_EQ(again, 0) << "of " << kept_by_then << " exchanges that were kept";
  // What was under way at a kill is all that is asked twice.
  long twice = 0;
  for (const auto& [request, n] : in_the_end) twice += n - 1;
  EXPECT_LE(twice, kKills * kInFlight);
  EXPECT_EQ(in_the_end.size(), whole);
  EXPECT_EQ(kept("killed"), kept("whole"));

  EXPECT_TRUE(dataset("killed") == dataset("whole")) << "the datasets differ";
  std::set<std::string> seen;
  const std::string rows = dataset("killed");
  for (auto row : split(trim(rows), '\n')) EXPECT_TRUE(seen.insert(std::string(row)).second) << "a row twice: " << row;
  EXPECT_GT(seen.size(), 30u);
  RecordProperty("exchanges", static_cast<int>(whole));
  RecordProperty("asked_twice", static_cast<int>(twice));
}

}  // namespace
}  // namespace retort
