#include "base/async.h"

#include <algorithm>

namespace retort {

namespace {

thread_local Loop* current_loop = nullptr;

}  // namespace

Loop* Loop::current() { return current_loop; }

void Loop::post(std::coroutine_handle<> waiting) {
  std::lock_guard lock(mutex_);
  ready_.push_back(waiting);
  arrived_.notify_one();   // under the lock: once it is released, the loop may end and be gone
}

void Loop::drive(std::coroutine_handle<> root) {
  RETORT_CHECK(current_loop == nullptr, "a loop runs on this thread already: await the task instead");
  current_loop = this;
  root.resume();
  std::vector<std::coroutine_handle<>> batch;
  while (!root.done()) {
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [&] { return !ready_.empty(); });
      batch.swap(ready_);
    }
    for (auto waiting : batch) waiting.resume();
    batch.clear();
  }
  current_loop = nullptr;
}

WorkPool::WorkPool(unsigned threads) {
  RETORT_CHECK(threads > 0, "a pool needs a thread");
  for (unsigned t = 0; t < threads; ++t) threads_.emplace_back([this] { serve(); });
}

WorkPool::~WorkPool() {
  {
    std::lock_guard lock(mutex_);
    closing_ = true;
    arrived_.notify_all();
  }
  for (auto& thread : threads_) thread.join();
}

void WorkPool::submit(std::function<void()> job) {
  std::lock_guard lock(mutex_);
  jobs_.push_back(std::move(job));
  arrived_.notify_one();
}

void WorkPool::serve() {
  for (;;) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [&] { return closing_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job();
  }
}

namespace {

// The state that the runners of one each_async share; they all run on one thread.
struct EachState {
  std::size_t count, next = 0, runners = 0;
  const StopToken& stop;
  std::function<Task<Status>(std::size_t)> work;
  Status outcome;
  std::coroutine_handle<> parent;   // resumed when the last runner ends
};

// A coroutine that starts at once and frees itself at its end.
struct Runner {
  struct promise_type {
    Runner get_return_object() const { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const {}
    void unhandled_exception() const { RETORT_CHECK(false, "an exception left a coroutine"); }
  };
};

Runner run_some(EachState& state) {
  while (state.next < state.count && state.outcome.ok()) {
    if (state.stop.requested()) {
      state.outcome = Error{ErrorCode::kCancelled, "stopped on request"};
      break;
    }
    std::size_t i = state.next++;
    Task<Status> task = state.work(i);
    Status status = co_await task;
    if (!status.ok() && state.outcome.ok()) state.outcome = std::move(status);
  }
  // Posted rather than resumed: the frame of this coroutine ends first.
  if (--state.runners == 0 && state.parent) Loop::current()->post(std::exchange(state.parent, nullptr));
}

struct AllEnded {
  EachState& state;
  bool await_ready() const { return state.runners == 0; }
  void await_suspend(std::coroutine_handle<> parent) const { state.parent = parent; }
  void await_resume() const {}
};

}  // namespace

Task<Status> each_async(std::size_t count, std::size_t limit, const StopToken& stop, std::function<Task<Status>(std::size_t)> work) {
  RETORT_CHECK(limit > 0 || count == 0, "work side by side needs a limit of at least one");
  EachState state{.count = count, .stop = stop, .work = std::move(work)};
  std::size_t runners = std::min(count, limit);
  state.runners = runners;
  for (std::size_t r = 0; r < runners; ++r) run_some(state);
  AllEnded all_ended{state};
  co_await all_ended;
  co_return std::move(state.outcome);
}

}  // namespace retort
