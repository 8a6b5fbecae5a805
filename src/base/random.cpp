#include "base/random.h"

#include "base/error.h"
#include "base/hash.h"

namespace retort {

Random::Random(std::uint64_t seed, std::string_view label) : state_(seed ^ hash64(label)) { next(); }

std::uint64_t Random::next() {
  std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

long long Random::between(long long low, long long high) {
  RETORT_CHECK(low <= high, "a random range needs low <= high");
  auto span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
  if (span == 0) return static_cast<long long>(next());
  // Values past the last whole multiple of span are drawn again, so that each result is equally likely.
  std::uint64_t limit = UINT64_MAX - UINT64_MAX % span;
  std::uint64_t value;
  do value = next(); while (value >= limit);
  return static_cast<long long>(static_cast<std::uint64_t>(low) + value % span);
}

double Random::unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

}  // namespace retort
