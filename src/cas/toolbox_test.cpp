// The worker pool under trouble: late, hungry, killed and crowded workers.
#include <gtest/gtest.h>
#include <signal.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "cas/tool.h"

namespace retort::cas {
namespace {

ToolOptions options(int deadline_ms = 2000, unsigned workers = 1) {
  return {.deadline = Milliseconds(deadline_ms), .workers = workers, .worker_program = RETORT_BIN_DIR "/retort-cas"};
}

// 40 nested products of 8 symbols: about 10^9 terms.
const ToolCall kEndless{"expand_expression", {{"expression", "(a + b + c + d + k + m + n + p)**60"}}};
const ToolCall kQuick{"expand_expression", {{"expression", "(x + 1)*(x + 2)"}}};   // answered by a worker

// Some ten milliseconds in the worker.
const ToolCall kSlow{"factor_integer", {{"n", "2**101 - 1"}}};

std::string line_of(const std::string& path, const std::string& start) {
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(start)) return line;
  return "";
}

TEST(Toolbox, FirstAnswerComesSoonAndTheNextSooner) {
  Toolbox tools(options());
  const auto start = Clock::now();
  const auto first = tools.call(kQuick);
  EXPECT_LT(Clock::now() - start, Milliseconds(1000));
  EXPECT_TRUE(first.ok) << first.message;
  EXPECT_EQ(first.result, "x**2 + 3*x + 2");
  EXPECT_EQ(tools.worker_pids().size(), 1u);
}

TEST(Toolbox, DeadlineHoldsAndTheWorkerIsReplaced) {
  Toolbox tools(options(300));
  ASSERT_TRUE(tools.call(kQuick).ok);
  const int before = tools.worker_pids().at(0);
  const auto start = Clock::now();
  const auto late = tools.call(kEndless);
  const auto took = Clock::now() - start;
  EXPECT_EQ(late.kind, "deadline") << late.message;
  EXPECT_LT(took, Milliseconds(400));
  EXPECT_NE(::kill(before, 0), 0);
  EXPECT_TRUE(tools.call(kQuick).ok);
  EXPECT_NE(tools.worker_pids().at(0), before);
  EXPECT_EQ(tools.counts().deadlines, 1);
  EXPECT_EQ(tools.counts().calls, 3);
  EXPECT_EQ(tools.counts().errors, 1);
}

TEST(Toolbox, MemoryIsBounded) {
  auto small = options(20'000);
  small.memory_bytes = std::size_t{200} << 20;
  Toolbox tools(small);
  const auto hungry = tools.call(kEndless);
  EXPECT_FALSE(hungry.ok);
  EXPECT_TRUE(hungry.kind == "memory" || hungry.kind == "crash") << hungry.kind << ": " << hungry.message;
  EXPECT_TRUE(tools.call(kQuick).ok);
}

TEST(Toolbox, AWorkerThatCrashesCostsThatCallOnly) {
  Toolbox tools(options(5000));
  ASSERT_TRUE(tools.call(kQuick).ok);
  std::thread killer([pid = tools.worker_pids().at(0)] {
    std::this_thread::sleep_for(Milliseconds(100));
    ::kill(pid, SIGSEGV);
  });
  const auto lost = tools.call(kEndless);
  killer.join();
  EXPECT_EQ(lost.kind, "crash") << lost.message;
  EXPECT_EQ(tools.counts().crashes, 1);
  EXPECT_TRUE(tools.call(kQuick).ok);
}

// kill -9 again and again while calls run: each call is still answered, or is one crash.
TEST(Toolbox, AWorkerKilledDuringCallsCostsOneCallAtMost) {
  Toolbox tools(options(5000));
  ASSERT_TRUE(tools.call(kQuick).ok);
  std::atomic<bool> done{false};
  std::atomic<int> kills{0};
  std::thread killer([&] {
    while (!done) {
      std::this_thread::sleep_for(Milliseconds(150));
      for (int pid : tools.worker_pids()) kills += ::kill(pid, SIGKILL) == 0;
    }
  });
  int right = 0, calls = 0;
  for (; calls < 100 || (kills < 5 && calls < 100'000); ++calls) right += tools.call(kSlow).result == "7432339208719*341117531003194129";
  done = true;
  killer.join();
  EXPECT_GE(kills, 5);
  EXPECT_EQ(right + tools.counts().crashes, calls);
  EXPECT_LE(tools.counts().crashes, kills);
}

TEST(Toolbox, AWorkerKilledBetweenCallsCostsNothing) {
  Toolbox tools(options());
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(tools.call(kQuick).ok);
    ::kill(tools.worker_pids().at(0), SIGKILL);
    std::this_thread::sleep_for(Milliseconds(5));
  }
  EXPECT_TRUE(tools.call(kQuick).ok);
  EXPECT_EQ(tools.counts().errors, 0);
}

// Workers belong to no caller: the thread that made them may end.
TEST(Toolbox, WorkersOutliveTheThreadsThatCalled) {
  Toolbox tools(options());
  std::thread([&] { EXPECT_TRUE(tools.call(kQuick).ok); }).join();
  const auto before = tools.worker_pids();
  std::this_thread::sleep_for(Milliseconds(20));
  EXPECT_TRUE(tools.call(kQuick).ok);
  EXPECT_EQ(tools.worker_pids(), before);
}

TEST(Toolbox, ManyThreadsShareFewWorkers) {
  Toolbox tools(options(2000, 2));
  std::vector<std::thread> threads;
  std::atomic<int> right{0};
  for (int t = 0; t < 6; ++t)
    threads.emplace_back([&, t] {
      for (int i = 1; i <= 20; ++i) {
        const std::string n = std::to_string(100 * t + i + 1);
        if (tools.call({"expand_expression", {{"expression", "x*(x + " + n + ")"}}}).result == "x**2 + " + n + "*x") ++right;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 120);
  EXPECT_LE(tools.worker_pids().size(), 2u);
}

TEST(Toolbox, WorkersEndWithTheToolbox) {
  std::vector<int> pids;
  {
    Toolbox tools(options());
    ASSERT_TRUE(tools.call(kQuick).ok);
    pids = tools.worker_pids();
  }
  EXPECT_NE(::kill(pids.at(0), 0), 0);
}

TEST(Toolbox, TheWorkerIsLockedIn) {
  Toolbox tools(options());
  ASSERT_TRUE(tools.call(kQuick).ok);
  const std::string proc = "/proc/" + std::to_string(tools.worker_pids().at(0)) + "/";
  EXPECT_EQ(line_of(proc + "status", "Seccomp:"), "Seccomp:\t2");
  EXPECT_EQ(line_of(proc + "status", "NoNewPrivs:"), "NoNewPrivs:\t1");
  EXPECT_EQ(line_of(proc + "status", "Threads:"), "Threads:\t1");
  EXPECT_NE(line_of(proc + "limits", "Max address space").find("1073741824"), std::string::npos);
  EXPECT_NE(line_of(proc + "limits", "Max file size").find(" 0 "), std::string::npos);
  EXPECT_NE(line_of(proc + "limits", "Max core file size").find(" 0 "), std::string::npos);
}

TEST(Toolbox, AMissingWorkerProgramIsAnErrorNotACrash) {
  auto missing = options();
  missing.worker_program = "/no/such/retort-cas";
  Toolbox tools(missing);
  const auto r = tools.call(kQuick);
  EXPECT_EQ(r.kind, "crash");
  EXPECT_NE(r.message.find("/no/such/retort-cas"), std::string::npos) << r.message;
  EXPECT_TRUE(tools.call({"gcd", {{"numbers", {12, 18}}}}).ok);
}

}  // namespace
}  // namespace retort::cas
