// Many pieces of work under way on few threads, written as straight-line code: C++20 coroutines.
//
//   Task<int> add(Chat& chat);                 // a coroutine: starts when it is awaited, ends with one int
//   int sum = Loop().run(add(chat));           // drives it, and all it awaits, on this thread
//
// Which thread resumes: a coroutine runs and is resumed only on the thread that is inside Loop::run, so coroutines of one loop
// share data without locks (it changes only where they say co_await). What other threads make arrives through a Later; processor work
// goes to a WorkPool. Nothing is detached: a Task ends before the one that awaits it, and run() returns when its task has ended.
// Stopping is cooperative: whoever delivers a Later looks at a StopToken and delivers "cancelled"; a Task that waits is never destroyed.
//
// A coroutine keeps copies of its parameters, but not of what references, pointers and a lambda's captures refer to: those must outlive
// it. Give an argument with braces a name of its own before the co_await (gcc 12 destroys such temporaries twice).
#pragma once

#include <condition_variable>
#include <coroutine>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/stop.h"

namespace retort {

template <typename T = void>
class Task;
class Loop;

namespace async {

// What promises of Task<T> and Task<void> share.
struct PromiseBase {
  std::coroutine_handle<> awaiter;   // resumed at the end; null while the task has not yet been left waiting

  struct Final {
    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) const noexcept {
      // Resuming may destroy this frame: nothing of it is touched afterwards.
      if (auto next = self.promise().awaiter) next.resume();
    }
    void await_resume() const noexcept {}
  };
  std::suspend_always initial_suspend() const noexcept { return {}; }
  Final final_suspend() const noexcept { return {}; }
  void unhandled_exception() const { RETORT_CHECK(false, "an exception left a coroutine"); }
};

template <typename T>
struct Promise : PromiseBase {
  std::optional<T> value;
  Task<T> get_return_object();
  template <typename U>
  void return_value(U&& made) { value.emplace(std::forward<U>(made)); }
  T take() { return std::move(*value); }
};

template <>
struct Promise<void> : PromiseBase {
  Task<void> get_return_object();
  void return_void() const {}
  void take() const {}
};

}  // namespace async

// A piece of work that gives one T when it is awaited, once. Awaiting runs it at once, on the same thread, until it has to wait.
template <typename T>
class [[nodiscard]] Task {
 public:
  using promise_type = async::Promise<T>;
  using value_type = T;

  explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Task() {
    if (handle_) handle_.destroy();
  }

  struct Awaiter {
    std::coroutine_handle<promise_type> task;
    bool await_ready() const noexcept { return false; }
    // Plain calls, no symmetric transfer: the stack stays as deep as the chain of awaits, however often a task ends without waiting,
    // also where the compiler makes no tail calls.
    bool await_suspend(std::coroutine_handle<> awaiter) const {
      task.resume();
      if (task.done()) return false;
      task.promise().awaiter = awaiter;
      return true;
    }
    T await_resume() const { return task.promise().take(); }
  };
  Awaiter operator co_await() const noexcept { return {handle_}; }

 private:
  friend class Loop;
  std::coroutine_handle<promise_type> handle_;
};

template <typename T>
Task<T> async::Promise<T>::get_return_object() {
  return Task<T>(std::coroutine_handle<Promise<T>>::from_promise(*this));
}
inline Task<void> async::Promise<void>::get_return_object() {
  return Task<void>(std::coroutine_handle<Promise<void>>::from_promise(*this));
}

// Runs coroutines on the thread that calls run().
class Loop {
 public:
  Loop() = default;
  Loop(const Loop&) = delete;

  // Runs `task` to its end and returns what it gave. Not while this loop runs already; loops on several threads are fine.
  template <typename T>
  T run(Task<T> task);

  // The loop that runs on this thread, or null.
  static Loop* current();
  // Has `waiting` resumed by this loop. Any thread, as long as the loop runs.
  void post(std::coroutine_handle<> waiting);

 private:
  void drive(std::coroutine_handle<> root);

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<std::coroutine_handle<>> ready_;
};

// A value that arrives once, from any thread. Copies are the same Later: one is awaited, by one coroutine; another is delivered to.
// Whoever takes one on delivers to it in every case, failure and stopping included: the coroutine waits until then.
template <typename T>
class Later {
 public:
  Later() : state_(std::make_shared<State>()) {}

  // Exactly once. Never runs the coroutine itself: its loop does.
  void deliver(T value) const {
    std::unique_lock lock(state_->mutex);
    RETORT_CHECK(!state_->value, "a value arrived twice");
    state_->value.emplace(std::move(value));
    auto waiter = std::exchange(state_->waiter, nullptr);
    Loop* loop = state_->loop;
    lock.unlock();
    if (waiter) loop->post(waiter);
  }

  bool await_ready() const {
    std::lock_guard lock(state_->mutex);
    return state_->value.has_value();
  }
  bool await_suspend(std::coroutine_handle<> waiter) const {
    std::lock_guard lock(state_->mutex);
    if (state_->value) return false;
    state_->loop = Loop::current();
    RETORT_CHECK(state_->loop, "a Later is awaited outside a Loop");
    state_->waiter = waiter;
    return true;
  }
  T await_resume() const { return std::move(*state_->value); }

 private:
  struct State {
    std::mutex mutex;
    std::optional<T> value;
    std::coroutine_handle<> waiter;
    Loop* loop = nullptr;
  };
  std::shared_ptr<State> state_;
};

// Threads for processor work (algebra, grading, gates) that coroutines wait for. Any thread; the queue is as long as there are waiters.
class WorkPool {
 public:
  explicit WorkPool(unsigned threads);
  ~WorkPool();   // finishes what is queued
  WorkPool(const WorkPool&) = delete;

  // Runs `work` on a thread of the pool; the awaiting coroutine goes on in its loop with what it returned.
  template <typename Work, typename R = std::invoke_result_t<Work>>
  Task<R> run(Work work) {
    Later<R> later;
    submit([later, &work] { later.deliver(work()); });   // `work` lives in this coroutine's frame
    co_return co_await later;
  }

 private:
  void submit(std::function<void()> job);
  void serve();

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::function<void()>> jobs_;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

// Awaits work(i) for all i in [0, count), at most `limit` of them under way at once, started in ascending order. The first error, or
// `stop` (kCancelled), keeps further ones from being started; those under way are awaited in any case.
Task<Status> each_async(std::size_t count, std::size_t limit, const StopToken& stop, std::function<Task<Status>(std::size_t)> work);

// The values of all tasks, in their order; all are under way at once.
template <typename T>
Task<std::vector<T>> all_of(std::vector<Task<T>> tasks) {
  std::vector<std::optional<T>> values(tasks.size());
  std::function<Task<Status>(std::size_t)> work = [&](std::size_t i) -> Task<Status> {
    values[i].emplace(co_await tasks[i]);
    co_return Status();
  };
  const StopToken never;
  [[maybe_unused]] Status done = co_await each_async(tasks.size(), tasks.size(), never, work);
  std::vector<T> all;
  for (auto& value : values) all.push_back(std::move(*value));
  co_return all;
}

template <typename T>
T Loop::run(Task<T> task) {
  drive(task.handle_);
  return task.handle_.promise().take();
}

}  // namespace retort
