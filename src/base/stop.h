// Stopping long work. A StopToken is shared by whoever may ask for the stop and whoever works; work looks at it between
// pieces and ends with kCancelled, everything finished being kept.
#pragma once

#include <atomic>

namespace retort {

class StopToken {
 public:
  void request() noexcept { stop_.store(true, std::memory_order_relaxed); }
  bool requested() const noexcept { return stop_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> stop_{false};
};

// Set by SIGINT and SIGTERM once `install_stop_signals` ran; a second signal ends the program at once with status 130.
StopToken& signal_stop();
void install_stop_signals();

}  // namespace retort
