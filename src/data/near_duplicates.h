// Texts that are nearly the same: MinHash over runs of four words, found by locality-sensitive hashing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace retort::data {

struct NearDuplicateOptions {
  double threshold = 0.9;        // estimated share of common runs (Jaccard) from which on two texts are near duplicates
  bool same_numbers = true;      // only texts with the same numbers in the same order: others are variations, which are wanted
  std::size_t window = 1 << 17;  // how many earlier texts one is held against: memory is 500 bytes for each of those and no more
};

// Not for use by several threads at once. Deterministic. The estimate has a standard error of at most 0.06.
class NearDuplicates {
 public:
  explicit NearDuplicates(NearDuplicateOptions options = {});
  // The name of an earlier text that this is a near duplicate of; else nothing, and later texts are held against this one too, under
  // `name`. Texts shorter than eight words have no near duplicates.
  std::optional<std::string> add(std::string_view text, std::string_view name);

 private:
  static constexpr std::size_t kBands = 8, kRows = 8, kHashes = kBands * kRows;
  struct Entry {
    std::array<std::uint8_t, kHashes> signature{};   // the low bits of each minimum
    std::array<std::uint64_t, kBands> bands{};
    std::uint64_t numbers = 0;
    std::string name;
  };
  const Entry* find(const Entry& entry) const;
  void forget_oldest();

  NearDuplicateOptions options_;
  std::size_t first_ = 0;                             // the ring's oldest entry
  std::vector<Entry> ring_;
  std::unordered_map<std::uint64_t, std::uint32_t> places_;   // band to the place in the ring of the last text that has it
};

}  // namespace retort::data
