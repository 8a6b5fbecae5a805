#include "train/team.h"

#include <algorithm>

#include "base/error.h"

#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif

namespace retort::train {
namespace {

constexpr int kSpins = 400;
constexpr unsigned kBits = 20;
constexpr std::uint64_t kMask = (std::uint64_t{1} << kBits) - 1;

void pause() {
#if defined(__x86_64__) || defined(__i386__)
  _mm_pause();
#else
  std::this_thread::yield();
#endif
}

// Waits until `value` is no longer `old`: a short spin, then sleep.
void wait_while(const std::atomic<std::uint32_t>& value, std::uint32_t old) {
  for (int i = 0; i < kSpins; ++i) {
    if (value.load(std::memory_order_acquire) != old) return;
    pause();
  }
  value.wait(old, std::memory_order_acquire);
}

}  // namespace

Team::Team(unsigned threads) {
  for (unsigned i = 1; i < std::max(1u, threads); ++i) workers_.emplace_back([this] { help(); });
}

Team::~Team() {
  stop_.store(true);
  loop_.fetch_add(1);
  loop_.notify_all();
  for (auto& worker : workers_) worker.join();
}

void Team::run_blocks(std::size_t blocks, Call call, const void* context) {
  RETORT_CHECK(blocks < kMask, "a loop has fewer than 2^20 blocks");
  if (blocks == 0) return;
  if (blocks == 1 || workers_.empty()) {
    for (std::size_t i = 0; i < blocks; ++i) call(context, i);
    return;
  }
  call_ = call;
  context_ = context;
  done_.store(0, std::memory_order_relaxed);
  const std::uint32_t loop = loop_.load(std::memory_order_relaxed) + 1;
  ticket_.store((std::uint64_t{loop} & 0xffffff) << (2 * kBits) | std::uint64_t{blocks} << kBits,
                std::memory_order_release);
  loop_.store(loop, std::memory_order_release);
  loop_.notify_all();
  work_on_current_loop();
  for (std::uint32_t done = done_.load(std::memory_order_acquire); done != blocks;
       done = done_.load(std::memory_order_acquire)) {
    wait_while(done_, done);
  }
}

// Takes blocks until none is left. The exchange succeeds only while the loop that the ticket names is the current one,
// and the caller cannot leave that loop while a block of it is out: a worker that wakes late finds nothing to take.
void Team::work_on_current_loop() {
  std::uint64_t ticket = ticket_.load(std::memory_order_acquire);
  while (true) {
    const std::uint64_t next = ticket & kMask;
    const std::uint64_t blocks = (ticket >> kBits) & kMask;
    if (next >= blocks) return;
    if (!ticket_.compare_exchange_weak(ticket, ticket + 1, std::memory_order_acq_rel, std::memory_order_acquire))
      continue;
    call_(context_, next);
    if (done_.fetch_add(1, std::memory_order_acq_rel) + 1 == blocks) done_.notify_one();
    ticket = ticket_.load(std::memory_order_acquire);
  }
}

void Team::help() {
  std::uint32_t seen = 0;
  while (true) {
    wait_while(loop_, seen);
    if (stop_.load()) return;
    seen = loop_.load(std::memory_order_acquire);
    work_on_current_loop();
  }
}

}  // namespace retort::train
