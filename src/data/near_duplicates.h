// Texts that are nearly the same: MinHash over runs of four words, found by locality-sensitive hashing.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::data {

struct NearDuplicateOptions {
  double threshold = 0.9;        // estimated share of common runs (Jaccard) from which on two texts are near duplicates
  bool same_numbers = true;      // only texts with the same numbers in the same order: others are variations, which are wanted
  std::size_t window = 1 << 17;  // how many earlier texts one is held against: memory is 220 bytes for each of those and no more
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
  // A band of an entry: its place in the ring, times kBands, and which of its bands.
  using Label = std::uint32_t;
  static constexpr Label kNone = ~Label{0};

  const Entry* find(const Entry& entry) const;
  void forget_oldest();
  std::uint64_t band(Label label) const { return ring_[label / kBands].bands[label % kBands]; }
  std::size_t slot_of(std::uint64_t band) const;   // with a label of this band, or the empty one where it belongs
  void put(Label label);                           // in the place of an earlier one of the same band
  void erase(std::size_t slot);

  NearDuplicateOptions options_;
  std::size_t first_ = 0;                                   // the ring's oldest entry
  std::deque<Entry> ring_;
  std::vector<Label> slots_ = std::vector<Label>(64, kNone);   // open addressing, linear probing: of each band the last entry that has it
  std::size_t used_ = 0;
};

}  // namespace retort::data
