// What the fuzz targets share: a clock that other work does not disturb, and the end of the program on a broken promise.
#pragma once

#include <time.h>

#include <cstdio>
#include <cstdlib>

namespace retort::testing {

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RETORT_SLOWED_DOWN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define RETORT_SLOWED_DOWN 1
#endif
#if defined(RETORT_SLOWED_DOWN)
constexpr long long kSlowdown = 10;   // about what sanitizers cost
#else
constexpr long long kSlowdown = 1;
#endif

// Processor time of the calling thread.
inline long long thread_milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1'000LL + time.tv_nsec / 1'000'000;
}

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "fuzz target: %s\n", what);
  std::abort();
}

}  // namespace retort::testing
