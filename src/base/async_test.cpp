#include "base/async.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>

namespace retort {
namespace {

Task<int> give(int value) { co_return value; }

Task<long> add_up(int count) {
  long sum = 0;
  for (int i = 0; i < count; ++i) sum += co_await give(i);
  co_return sum;
}

TEST(Async, TasksGiveTheirValuesAndLoopsOfThemNeedNoStack) {
  EXPECT_EQ(Loop().run(give(7)), 7);
  EXPECT_EQ(Loop().run(add_up(1'000'000)), 499'999'500'000L);
}

// Delivers to many Laters from a thread of its own.
class Producer {
 public:
  ~Producer() { finish(); }
  Later<int> order(int value) {
    Later<int> later;
    orders_.push_back({later, value});
    return later;
  }
  void start() {
    thread_ = std::thread([this] {
      for (auto& [later, value] : orders_) later.deliver(value);
    });
  }
  void finish() {
    if (thread_.joinable()) thread_.join();
  }

 private:
  std::vector<std::pair<Later<int>, int>> orders_;
  std::thread thread_;
};

TEST(Async, WhatArrivesFromOtherThreadsGoesOnInTheLoop) {
  Producer producer;
  std::vector<Later<int>> laters;
  for (int i = 0; i < 1000; ++i) laters.push_back(producer.order(i));
  producer.start();
  std::set<std::thread::id> threads;
  long sum = 0;
  const StopToken stop;
  std::function<Task<Status>(std::size_t)> work = [&](std::size_t i) -> Task<Status> {
    int value = co_await laters[i];
    threads.insert(std::this_thread::get_id());
    sum += value;
    co_return Status();
  };
  EXPECT_TRUE(Loop().run(each_async(1000, 100, stop, work)).ok());
  EXPECT_EQ(sum, 499'500);
  EXPECT_EQ(threads, (std::set<std::thread::id>{std::this_thread::get_id()}));
}

TEST(Async, KeepsToTheLimitAndAwaitsWhatIsUnderWayAfterAnError) {
  WorkPool pool(4);
  std::atomic<int> running{0}, most{0}, ended{0};
  std::vector<Later<int>> gates(7);   // opened once seven are under way
  const StopToken stop;
  std::function<Task<Status>(std::size_t)> work = [&](std::size_t i) -> Task<Status> {
    int now = ++running;
    most = std::max(most.load(), now);
    if (i == 6)
      for (auto& gate : gates) gate.deliver(0);
    if (i < 7) co_await gates[i];
    int value = co_await pool.run([i] { return static_cast<int>(i); });
    --running;
    ++ended;
    if (value == 20) co_return Error{ErrorCode::kInternal, "number 20"};
    co_return Status();
  };
  Status status = Loop().run(each_async(1000, 7, stop, work));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message, "number 20");
  EXPECT_EQ(most, 7);
  EXPECT_EQ(running, 0);
  EXPECT_GE(ended, 21);
  EXPECT_LE(ended, 28);
}

TEST(Async, StopsOnRequest) {
  StopToken stop;
  int started = 0;
  std::function<Task<Status>(std::size_t)> work = [&](std::size_t) -> Task<Status> {
    if (++started == 5) stop.request();
    co_return Status();
  };
  Status status = Loop().run(each_async(100, 3, stop, work));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(started, 5);
}

TEST(Async, NestsAndKeepsTheOrderOfValues) {
  WorkPool pool(2);
  auto squares = [&](int n) -> Task<std::vector<int>> {
    std::vector<Task<int>> tasks;
    for (int i = 0; i < n; ++i) tasks.push_back(pool.run([i] { return i * i; }));
    co_return co_await all_of(std::move(tasks));
  };
  auto twice = [&]() -> Task<int> {
    std::vector<Task<std::vector<int>>> both;
    both.push_back(squares(50));
    both.push_back(squares(3));
    auto values = co_await all_of(std::move(both));
    EXPECT_EQ(values[1], (std::vector<int>{0, 1, 4}));
    co_return values[0][49];
  };
  EXPECT_EQ(Loop().run(twice()), 2401);
  EXPECT_TRUE(Loop().run(all_of(std::vector<Task<int>>())).empty());
}

TEST(Async, EndlessAwaitingOfArrivedValuesNeedsNoStack) {
  auto many = []() -> Task<long> {
    long sum = 0;
    for (int i = 0; i < 200'000; ++i) {
      Later<int> later;
      later.deliver(1);
      sum += co_await later;
    }
    co_return sum;
  };
  EXPECT_EQ(Loop().run(many()), 200'000);
}

}  // namespace
}  // namespace retort
