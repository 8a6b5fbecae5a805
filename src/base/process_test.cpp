#include <gtest/gtest.h>

#include "base/process.h"

namespace retort {
namespace {

Clock::time_point in(int ms) { return Clock::now() + Milliseconds(ms); }

TEST(Process, TalksInLines) {
  auto cat = Process::start({.argv = {"/bin/cat"}});
  ASSERT_TRUE(cat.ok());
  ASSERT_TRUE(cat->write_line("first", in(2000)).ok());
  auto line = cat->read_line(in(2000));
  ASSERT_TRUE(line.ok());
  EXPECT_EQ(**line, "first");
}

TEST(Process, DeadlineIsKeptAndTheChildIsKilled) {
  auto sleeper = Process::start({.argv = {"/bin/sleep", "60"}});
  ASSERT_TRUE(sleeper.ok());
  auto start = Clock::now();
  EXPECT_EQ(sleeper->read_line(in(50)).error().code, ErrorCode::kBudget);
  EXPECT_EQ(sleeper->kill().signal, 9);
  EXPECT_LT(Clock::now() - start, Milliseconds(10'000));
}

TEST(Process, EndOfOutputAndExitStatus) {
  auto failing = Process::start({.argv = {"/bin/sh", "-c", "echo out; exit 3"}});
  ASSERT_TRUE(failing.ok());
  EXPECT_EQ(**failing->read_line(in(2000)), "out");
  EXPECT_FALSE(failing->read_line(in(2000))->has_value());
  EXPECT_EQ(failing->wait(in(2000))->code, 3);
  EXPECT_EQ(failing->write_line("x", in(100)).error().code, ErrorCode::kUnavailable);
}

TEST(Process, MissingProgramIsNamed) {
  auto missing = Process::start({.argv = {"/no/such/program"}});
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_NE(missing.error().message.find("/no/such/program"), std::string::npos);
}

TEST(Process, RunReturnsOutputOrTheReasonOfFailure) {
  EXPECT_EQ(*run_process({.argv = {"/bin/echo", "a", "b"}}, Milliseconds(2000)), "a b\n");
  EXPECT_EQ(run_process({.argv = {"/bin/false"}}, Milliseconds(2000)).error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(run_process({.argv = {"/bin/sleep", "9"}}, Milliseconds(30)).error().code, ErrorCode::kBudget);
}

}  // namespace
}  // namespace retort
