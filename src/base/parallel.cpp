#include "base/parallel.h"

#include <sched.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace retort {

Status parallel_ordered(std::size_t count, unsigned threads, std::size_t window, const StopToken& stop,
                        const std::function<Status(std::size_t)>& work, const std::function<Status(std::size_t)>& done) {
  RETORT_CHECK(threads > 0 && window > 0, "parallel work needs a thread and a window");
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::size_t, Status> finished;   // worked on, not yet handed over
  std::size_t next = 0, handed = 0;
  bool ending = false;

  auto run = [&] {
    for (;;) {
      std::size_t i;
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return ending || next >= count || next < handed + window; });
        if (ending || next >= count) return;
        i = next++;
      }
      Status status = work(i);
      std::lock_guard lock(mutex);
      finished.emplace(i, std::move(status));
      changed.notify_all();
    }
  };
  std::vector<std::thread> pool;
  for (unsigned t = 0; t < threads; ++t) pool.emplace_back(run);

  Status outcome;
  for (std::size_t i = 0; i < count && outcome.ok(); ++i) {
    {
      std::unique_lock lock(mutex);
      while (!finished.contains(i) && !stop.requested()) changed.wait_for(lock, std::chrono::milliseconds(100));
      if (finished.contains(i)) {
        outcome = finished.at(i);
        finished.erase(i);
      } else {
        outcome = Error{ErrorCode::kCancelled, "stopped on request"};
      }
    }
    if (outcome.ok()) outcome = done(i);
    if (outcome.ok() && stop.requested() && i + 1 < count) outcome = Error{ErrorCode::kCancelled, "stopped on request"};
    std::lock_guard lock(mutex);
    handed = i + 1;
    changed.notify_all();
  }
  {
    std::lock_guard lock(mutex);
    ending = true;
    changed.notify_all();
  }
  for (auto& t : pool) t.join();
  return outcome;
}

unsigned usable_threads() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return std::max(1, CPU_COUNT(&set));
}

}  // namespace retort
