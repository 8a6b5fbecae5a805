// Nothing is lost: a run that is killed again and again ends with the bytes of one that was left alone.
#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>

#include <chrono>
#include <thread>

#include "base/random.h"
#include "cli/program_test.h"
#include "tests/support/tiny_model.h"

namespace retort::cli {
namespace {

class KillTest : public ProgramTest {
 protected:
  KillTest() {
    EXPECT_TRUE(testing::write_tiny_model(path("tiny.gguf")).ok());
  }

  std::vector<std::string> command(const std::string& folder) const {
    std::vector<std::string> words = {RETORT_BIN_DIR "/retort", "run", "--out", path(folder)};
    for (const char* set : {"problems.count=60", "train.epochs=2", "train.rank=4", "train.batch_tokens=2048", "train.checkpoint_seconds=0", "train.threads=1",
                            "eval.count=12", "eval.max_new_tokens=12", "eval.shots=1", "eval.requantize=false", "eval.threads=1", "eval.sequences=4"}) {
      words.push_back("--set");
      words.push_back(set);
    }
    words.push_back("--set");
    words.push_back("student.model=" + path("tiny.gguf"));
    return words;
  }

  // Starts a run with its output in a file.
  pid_t start(const std::string& folder) const {
    std::vector<std::string> words = command(folder);
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    std::string log = path("log");
    pid_t child = ::fork();
    if (child != 0) return child;
    int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    ::dup2(file, 1);
    ::dup2(file, 2);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }

  int wait(pid_t child) const {
    int state = 0;
    ::waitpid(child, &state, 0);
    return WIFEXITED(state) ? WEXITSTATUS(state) : -WTERMSIG(state);
  }

  // True when it ended by itself within `limit`.
  bool ended_within(pid_t child, std::chrono::milliseconds limit, int& status) const {
    auto deadline = std::chrono::steady_clock::now() + limit;
    while (std::chrono::steady_clock::now() < deadline) {
      int state = 0;
      if (::waitpid(child, &state, WNOHANG) == child) {
        status = WIFEXITED(state) ? WEXITSTATUS(state) : -1;
        return true;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
  }

  void expect_same_results(const std::string& a, const std::string& b) const {
    for (const char* file : {"dataset/train.jsonl", "dataset/heldout.jsonl", "dataset/README.md", "adapter/narratives/adapter.gguf", "adapter/answers/adapter.gguf"}) {
      std::string expected = file_text(path(a) + "/" + file);
      EXPECT_NE(expected, "") << file;
      EXPECT_TRUE(file_text(path(b) + "/" + file) == expected) << file << " differs";
    }
    auto one = parse_json(file_text(path(a) + "/summary.json")), two = parse_json(file_text(path(b) + "/summary.json"));
    ASSERT_TRUE(one.ok() && two.ok());
    for (const char* key : {"problems", "traces", "calls", "explanations", "narratives", "passed", "rejected"}) EXPECT_EQ((*one)[key], (*two)[key]) << key;
    EXPECT_EQ((*one)["training"]["loss"], (*two)["training"]["loss"]);
    ASSERT_EQ((*one)["evaluations"].size(), 4u);
    for (std::size_t i = 0; i < 4; ++i)
      for (const char* key : {"model", "n", "correct", "no_answer", "truncated"}) EXPECT_EQ((*one)["evaluations"][i][key], (*two)["evaluations"][i][key]) << key;
  }
};

TEST_F(KillTest, TwentyKillsChangeNoByte) {
  auto begin = std::chrono::steady_clock::now();
  ASSERT_EQ(wait(start("calm")), 0) << file_text(path("log"));
  auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);

  // Short lives at first, so that the early stages are hit; longer ones later, so that the trainer gets to its steps.
  Random random(7);
  int kills = 0, status = -1;
  bool ended = false;
  for (int round = 0; round < 60 && !ended; ++round) {
    pid_t child = start("killed");
    auto life = std::chrono::milliseconds(random.between(20, 100 + whole.count() * (round + 1) / 40));
    ended = ended_within(child, life, status);
    if (ended) break;
    ::kill(child, SIGKILL);
    EXPECT_EQ(wait(child), -SIGKILL);
    ++kills;
  }
  if (!ended) status = wait(start("killed"));
  ASSERT_EQ(status, 0) << file_text(path("log"));
  EXPECT_GE(kills, 10);
  expect_same_results("calm", "killed");
  // Once more on the finished run: nothing changes.
  ASSERT_EQ(wait(start("killed")), 0);
  expect_same_results("calm", "killed");
}

TEST_F(KillTest, AnInterruptEndsWithinSecondsAndSaysHowToGoOn) {
  for (int after : {150, 800, 2500}) {
    std::string folder = fmt::format("interrupted-{}", after);
    pid_t child = start(folder);
    int status = -1;
    if (ended_within(child, std::chrono::milliseconds(after), status)) continue;   // a fast machine had finished
    ::kill(child, SIGINT);
    EXPECT_TRUE(ended_within(child, std::chrono::seconds(10), status)) << "still running ten seconds after the interrupt";
    if (status == -1) {
      ::kill(child, SIGKILL);
      wait(child);
    }
    EXPECT_EQ(status, 130) << file_text(path("log"));
    EXPECT_NE(file_text(path("log")).find("run it again to continue"), std::string::npos);
    std::filesystem::remove(path("log"));
  }
}

}  // namespace
}  // namespace retort::cli
