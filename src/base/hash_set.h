// A set of 64-bit hashes for telling apart many things without keeping them, in bounded memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace retort {

// Open addressing, linear probing, at most 2/3 full. The values must be well mixed already (base/hash.h). The table is in memory up to
// kInMemory slots; a larger one is in an unlinked file of the folder for temporary files (about 16 bytes for each hash), and in memory after all
// where that cannot be written. Not for use by several threads at once.
class HashSet {
 public:
  static constexpr std::size_t kInMemory = std::size_t{1} << 17;   // slots: 1 MiB

  HashSet() = default;
  HashSet(HashSet&& other) noexcept;
  HashSet& operator=(HashSet&& other) noexcept;
  ~HashSet();

  // False when it is there already.
  bool insert(std::uint64_t hash);
  bool contains(std::uint64_t hash) const;
  std::size_t size() const { return size_; }
  bool in_memory() const { return file_ < 0; }
  void clear() { *this = HashSet(); }

 private:
  static constexpr std::uint64_t kEmpty = 0;
  struct Place {
    std::size_t at = 0;
    bool taken = false;   // by the hash that was looked for
  };

  Place find(std::uint64_t hash) const;
  void put(std::size_t at, std::uint64_t hash);
  void grow();
  // Slots from `at` on, at most `most`, into `out`; how many.
  std::size_t read(std::size_t at, std::uint64_t* out, std::size_t most) const;
  void back_to_memory();

  std::vector<std::uint64_t> slots_ = std::vector<std::uint64_t>(64);   // empty when there is a file
  std::size_t capacity_ = 64, size_ = 0;
  int file_ = -1;
};

}  // namespace retort
