// Loops that the compiler turns into vector code, built for several instruction sets and chosen when the program
// starts.
#pragma once

#include <bit>
#include <cstdint>

// By feature level, not by name of processor: an unknown newer one gets its vectors too.
// Sanitizers cannot run the function choosers of target_clones, which run before they are ready.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define RETORT_VECTORIZED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define RETORT_VECTORIZED
#endif

namespace retort::train {

// e^x to a few units in the last place for x in [-87, 88], flat outside; without branches or calls, so that loops over
// it become vector code. e^x = 2^n e^r with n = round(x / ln 2), |r| <= ln(2) / 2, where seven terms of the series
// leave 1e-8. Not to be compiled with -fassociative-math, which would undo the rounding.
inline __attribute__((always_inline)) float fast_exp(float x) {
  x = x < -87.0f ? -87.0f : x;
  x = x > 88.0f ? 88.0f : x;
  constexpr float kRound = 12582912.0f;     // 1.5 * 2^23: adding it leaves the nearest integer in the low bits
  constexpr float kLn2High = 0x1.62e4p-1f;  // ln 2 in two parts, the first short enough that n * kLn2High is exact
  constexpr float kLn2Low = 1.42860682030941723e-6f;
  const float shifted = x * 1.44269504088896341f + kRound;
  const float n = shifted - kRound;
  const float r = (x - n * kLn2High) - n * kLn2Low;
  float p = 1.0f / 5040;
  p = p * r + 1.0f / 720;
  p = p * r + 1.0f / 120;
  p = p * r + 1.0f / 24;
  p = p * r + 1.0f / 6;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  const auto exponent = (std::bit_cast<std::int32_t>(shifted) - std::bit_cast<std::int32_t>(kRound) + 127) << 23;
  return p * std::bit_cast<float>(exponent);
}

}  // namespace retort::train
