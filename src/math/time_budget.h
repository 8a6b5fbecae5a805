// A limit on the processor time that one piece of work may take on its thread, below the limits on sizes and steps that each engine has.
#pragma once

#include <chrono>

namespace retort::math {

// While it lives, the engines of this module (exact values, balls, polynomials) give up on this thread once the time is used up: their
// results are then kBudget or unknown, never wrong. Of nested ones the earlier end counts. Processor time, so that the load of the machine
// changes no result.
class TimeBudget {
 public:
  explicit TimeBudget(std::chrono::microseconds time);
  ~TimeBudget();
  TimeBudget(const TimeBudget&) = delete;
  TimeBudget& operator=(const TimeBudget&) = delete;

  bool spent() const;   // Was anything given up? Stays true.

 private:
  long long outer_end_;
  bool outer_spent_;
};

// Asked between steps; looks at the clock now and then. False where no budget is set.
bool time_is_up() noexcept;

}  // namespace retort::math
