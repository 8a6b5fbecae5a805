#include "base/hash_set.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <utility>

namespace retort {

namespace {

// A file of `slots` empty slots that nobody else sees and that goes with its descriptor; -1 when there can be none.
int unlinked_file(std::size_t slots) {
  std::error_code error;
  const std::string folder = std::filesystem::temp_directory_path(error);
  if (error) return -1;
  std::string path = folder + "/retort-set-XXXXXX";
  const int file = mkostemp(path.data(), O_CLOEXEC);
  if (file < 0) return -1;
  unlink(path.c_str());
  if (ftruncate(file, static_cast<off_t>(slots * sizeof(std::uint64_t))) == 0) return file;
  close(file);
  return -1;
}

}  // namespace

HashSet::HashSet(HashSet&& other) noexcept { *this = std::move(other); }

HashSet& HashSet::operator=(HashSet&& other) noexcept {
  std::swap(slots_, other.slots_);
  std::swap(capacity_, other.capacity_);
  std::swap(size_, other.size_);
  std::swap(file_, other.file_);
  return *this;
}

HashSet::~HashSet() {
  if (file_ >= 0) close(file_);
}

std::size_t HashSet::read(std::size_t at, std::uint64_t* out, std::size_t most) const {
  most = std::min(most, capacity_ - at);
  if (file_ < 0) {
    std::copy_n(slots_.begin() + static_cast<std::ptrdiff_t>(at), most, out);
    return most;
  }
  const ssize_t n = pread(file_, out, most * sizeof *out, static_cast<off_t>(at * sizeof *out));
  if (n < static_cast<ssize_t>(sizeof *out)) return std::fill_n(out, most, kEmpty), most;   // a device that fails: forgotten, not looped over
  return static_cast<std::size_t>(n) / sizeof *out;
}

HashSet::Place HashSet::find(std::uint64_t hash) const {
  std::size_t at = hash & (capacity_ - 1);
  if (file_ < 0) {
    while (slots_[at] != kEmpty && slots_[at] != hash) at = (at + 1) & (capacity_ - 1);
    return {at, slots_[at] == hash};
  }
  std::array<std::uint64_t, 16> some{};
  while (true) {
    const std::size_t n = read(at, some.data(), some.size());
    for (std::size_t i = 0; i < n; ++i)
      if (some[i] == kEmpty || some[i] == hash) return {at + i, some[i] == hash};
    at = (at + n) & (capacity_ - 1);
  }
}

bool HashSet::contains(std::uint64_t hash) const { return find(hash == kEmpty ? 1 : hash).taken; }

bool HashSet::insert(std::uint64_t hash) {
  if (hash == kEmpty) hash = 1;
  if ((size_ + 1) * 3 > capacity_ * 2) grow();
  const Place place = find(hash);
  if (place.taken) return false;
  put(place.at, hash);
  ++size_;
  return true;
}

void HashSet::put(std::size_t at, std::uint64_t hash) {
  if (file_ >= 0 && pwrite(file_, &hash, sizeof hash, static_cast<off_t>(at * sizeof hash)) == static_cast<ssize_t>(sizeof hash)) return;
  if (file_ >= 0) back_to_memory();   // the disk is full
  slots_[at] = hash;
}

void HashSet::back_to_memory() {
  std::vector<std::uint64_t> slots(capacity_);
  for (std::size_t at = 0; at < capacity_;) at += read(at, slots.data() + at, capacity_ - at);
  close(std::exchange(file_, -1));
  slots_ = std::move(slots);
}

void HashSet::grow() {
  const HashSet old = std::move(*this);
  capacity_ = old.capacity_ * 2;
  size_ = old.size_;
  file_ = capacity_ > kInMemory ? unlinked_file(capacity_) : -1;
  slots_.assign(file_ < 0 ? capacity_ : 0, kEmpty);
  std::vector<std::uint64_t> some(std::min<std::size_t>(old.capacity_, 1 << 13));
  for (std::size_t at = 0; at < old.capacity_;) {
    const std::size_t n = old.read(at, some.data(), some.size());
    for (std::size_t i = 0; i < n; ++i)
      if (some[i] != kEmpty) put(find(some[i]).at, some[i]);
    at += n;
  }
}

}  // namespace retort
