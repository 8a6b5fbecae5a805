#include "math/time_budget.h"

#include <time.h>

#include <algorithm>
#include <limits>

namespace retort::math {
namespace {

constexpr int kSteps = 16;   // between two looks at the clock
constexpr long long kNever = std::numeric_limits<long long>::max();

thread_local long long end_at = kNever;   // nanoseconds of this thread
thread_local bool is_up = false;
thread_local int steps_left = kSteps;

long long now() noexcept {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

}  // namespace

TimeBudget::TimeBudget(std::chrono::microseconds time) : outer_end_(end_at), outer_spent_(is_up) {
  end_at = std::min(outer_end_, now() + time.count() * 1000LL);
}

TimeBudget::~TimeBudget() {
  is_up = outer_spent_ || (is_up && outer_end_ <= end_at);
  end_at = outer_end_;
}

bool TimeBudget::spent() const { return is_up; }

bool time_is_up() noexcept {
  if (is_up) return true;
  if (end_at == kNever || --steps_left > 0) return false;
  steps_left = kSteps;
  is_up = now() > end_at;
  return is_up;
}

}  // namespace retort::math
