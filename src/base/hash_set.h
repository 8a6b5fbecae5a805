// A set of 64-bit hashes that costs about 16 bytes for each: for telling apart many things without keeping them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace retort {

// Open addressing, linear probing, at most 2/3 full. The values must be well mixed already (base/hash.h).
class HashSet {
 public:
  // False when it is there already.
  bool insert(std::uint64_t hash) {
    if (hash == kEmpty) hash = 1;
    if ((size_ + 1) * 3 > slots_.size() * 2) grow();
    std::uint64_t& slot = slots_[place(hash)];
    if (slot == hash) return false;
    slot = hash;
    ++size_;
    return true;
  }
  bool contains(std::uint64_t hash) const { return slots_[place(hash == kEmpty ? 1 : hash)] != kEmpty; }
  std::size_t size() const { return size_; }
  void clear() { *this = HashSet(); }

 private:
  static constexpr std::uint64_t kEmpty = 0;

  std::size_t place(std::uint64_t hash) const {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at] != kEmpty && slots_[at] != hash) at = (at + 1) & (slots_.size() - 1);
    return at;
  }
  void grow() {
    std::vector<std::uint64_t> old(slots_.size() * 2);
    old.swap(slots_);
    for (std::uint64_t hash : old)
      if (hash != kEmpty) slots_[place(hash)] = hash;
  }

  std::vector<std::uint64_t> slots_ = std::vector<std::uint64_t>(64);
  std::size_t size_ = 0;
};

}  // namespace retort
