// The pool of `retort-cas` processes: each request goes to one of them under a deadline; one that is late, out of memory or
// dead is killed and a new one takes its place at the next request.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/json.h"
#include "base/process.h"
#include "cas/failure.h"

namespace retort::cas {

struct WorkerOptions {
  std::string program;              // path of retort-cas
  std::size_t memory_bytes = 0;
  unsigned count = 1;
};

// Any thread.
class WorkerPool {
 public:
  explicit WorkerPool(WorkerOptions options);
  ~WorkerPool();   // ends the workers; no request may be running
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // The value that `operation` has for `args` (worker_protocol.h). The time spent on waiting for a free worker and on starting
  // one is added to `deadline`. A request whose worker is killed from outside is sent once more. kDeadline at the deadline (the
  // worker is gone then), kMemory, kCrash when the worker died or could not be started, kUnsupported when the engine refused
  // (its reason is the message).
  Outcome<Json> ask(std::string_view operation, const Json& args, Clock::time_point& deadline);

  // Process ids of the workers that run now.
  std::vector<int> pids() const;

 private:
  struct Slot {
    std::optional<Process> process;
    bool busy = false;
    int pid = 0;
  };
  class Lease;

  Outcome<Json> exchange(Slot& slot, std::string_view operation, const Json& args, Clock::time_point deadline, bool& killed);
  Outcome<bool> make_ready(Slot& slot);
  Result<Process> start_worker();
  Result<Process> start_on_own_thread();
  void drop(Slot& slot);
  void serve_starts();

  WorkerOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable free_;
  std::vector<Slot> slots_;
  long long next_id_ = 0;

  // A child dies with the thread that started it, so one thread that lives as long as the pool starts them all.
  std::mutex start_mutex_;
  std::condition_variable start_changed_;
  std::vector<std::function<void()>> starts_;
  bool closing_ = false;
  std::thread starter_;
};

}  // namespace retort::cas
