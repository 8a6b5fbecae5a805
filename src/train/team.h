// The trainer's threads: one loop over blocks at a time, shared out to whoever is free. A block's result must not
// depend on who computes it, so that a run gives the same bits with any number of threads and on a busy machine.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

namespace retort::train {

// `threads` - 1 workers that help the thread which calls run. Workers spin for some microseconds after a loop and sleep
// then, so that an idle trainer costs nothing and a short serial part between two loops costs no wake-up.
class Team {
 public:
  explicit Team(unsigned threads);
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;
  ~Team();

  unsigned threads() const { return static_cast<unsigned>(workers_.size()) + 1; }

  // Calls work(i) for each i in [0, blocks), at most once each, on any of the threads, and returns when all have
  // returned. blocks < 2^20 (checked). `work` must not throw and must not call run. One caller at a time.
  template <typename Work>
  void run(std::size_t blocks, const Work& work) {
    run_blocks(
        blocks, [](const void* context, std::size_t i) { (*static_cast<const Work*>(context))(i); }, &work);
  }

 private:
  using Call = void (*)(const void* context, std::size_t block);
  void run_blocks(std::size_t blocks, Call call, const void* context);
  void help();
  void work_on_current_loop();

  std::atomic<std::uint64_t> ticket_{0};  // loop number (24 bits), blocks (20), next block (20)
  std::atomic<std::uint32_t> loop_{0};    // the same loop number, for workers to sleep on
  std::atomic<std::uint32_t> done_{0};    // blocks of this loop that have returned
  std::atomic<bool> stop_{false};
  Call call_ = nullptr;  // valid while a block of the current loop is out
  const void* context_ = nullptr;
  std::vector<std::thread> workers_;
};

}  // namespace retort::train
