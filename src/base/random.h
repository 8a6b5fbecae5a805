// Seeded randomness that gives the same values on every machine and standard library.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace retort {

// SplitMix64: one 64-bit state, full period. Not for secrets.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  // A stream of its own for each (seed, label), so that adding one draw somewhere moves no other stream.
  Random(std::uint64_t seed, std::string_view label);

  std::uint64_t next();
  // Uniform in [low, high], both included; low <= high (checked).
  long long between(long long low, long long high);
  double unit();                                     // [0, 1)
  bool chance(double p) { return unit() < p; }
  template <typename T>
  const T& pick(const std::vector<T>& items) { return items[static_cast<std::size_t>(between(0, static_cast<long long>(items.size()) - 1))]; }
  template <typename T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[static_cast<std::size_t>(between(0, static_cast<long long>(i) - 1))]);
  }

 private:
  std::uint64_t state_;
};

}  // namespace retort
