// How fast and how wide a server is asked: limits per minute that hold in every minute, and a number of requests in flight that follows
// what the server bears. Pure bookkeeping over times that the caller gives; not for use by several threads at once.
#pragma once

#include <algorithm>

#include "base/process.h"

namespace retort::llm {

// A limit per minute, spaced out evenly: over any minute no more than the limit is taken, the last portion apart.
class Pace {
 public:
  explicit Pace(double per_minute) : seconds_each_(per_minute > 0 ? 60.0 / per_minute : 0) {}   // 0: no limit
  Clock::time_point next() const { return next_; }   // when something may be taken again
  void take(double amount, Clock::time_point now) { next_ = std::max(next_, now) + span(amount); }
  // What was taken turned out to be `amount` more (or, negative, less).
  void correct(double amount) { next_ += span(amount); }

 private:
  Clock::duration span(double amount) const {
    return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(amount * seconds_each_));
  }
  double seconds_each_;
  Clock::time_point next_{};
};

// Requests in flight: doubles with each round trip at first, halves when the server says that it is busy, then rises slowly (additive
// increase, multiplicative decrease, as TCP does).
class Window {
 public:
  explicit Window(int most) : most_(most), size_(std::min(most, 32)), threshold_(most) {}
  int size() const { return std::max(1, static_cast<int>(size_)); }

  void on_success() {
    double step = size_ < threshold_ ? 1.0 : std::max(1.0, 0.01 * most_) / size_;
    size_ = std::min<double>(most_, size_ + step);
  }
  // A request sent at `sent` met a busy server. False when that belongs to a halving made since: one event, many replies.
  bool on_busy(Clock::time_point sent, Clock::time_point now) {
    if (sent < cut_) return false;
    size_ = threshold_ = std::max(1.0, size_ / 2);
    cut_ = now;
    return true;
  }

 private:
  double most_, size_, threshold_;
  Clock::time_point cut_{};
};

}  // namespace retort::llm
