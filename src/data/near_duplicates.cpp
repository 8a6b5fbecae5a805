#include "data/near_duplicates.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "base/hash.h"
#include "base/random.h"
#include "data/decontaminate.h"

namespace retort::data {

namespace {

constexpr std::size_t kRun = 4, kShortest = 8;

bool is_number(const std::string& word) { return !word.empty() && word.find_first_not_of("0123456789") == std::string::npos; }

// The factors and summands of the hash functions.
template <std::size_t n>
const std::array<std::pair<std::uint64_t, std::uint64_t>, n>& functions() {
  static const auto all = [] {
    std::array<std::pair<std::uint64_t, std::uint64_t>, n> made;
    Random random(1, "minhash");
    for (auto& [factor, summand] : made) {
      factor = random.next() | 1;
      summand = random.next();
    }
    return made;
  }();
  return all;
}

}  // namespace

NearDuplicates::NearDuplicates(NearDuplicateOptions options) : options_(options) {}

std::optional<std::string> NearDuplicates::add(std::string_view text, std::string_view name) {
  std::vector<std::string> words = tokenize(text, Tokenizer::kSymbols);
  if (words.size() < kShortest) return std::nullopt;
  Entry entry;
  entry.name = name;
  std::string numbers;
  for (const std::string& word : words)
    if (options_.same_numbers && is_number(word)) numbers += word + " ";
  entry.numbers = hash64(numbers);

  std::array<std::uint64_t, kHashes> minima;
  minima.fill(std::numeric_limits<std::uint64_t>::max());
  for (std::size_t at = 0; at + kRun <= words.size(); ++at) {
    std::string run;
    for (std::size_t i = at; i < at + kRun; ++i) run += words[i] + " ";
    std::uint64_t hash = hash64(run);
    for (std::size_t h = 0; h < kHashes; ++h) {
      auto [factor, summand] = functions<kHashes>()[h];
      std::uint64_t mixed = (hash ^ summand) * factor;
      minima[h] = std::min(minima[h], mixed ^ (mixed >> 32));
    }
  }
  for (std::size_t h = 0; h < kHashes; ++h) entry.signature[h] = static_cast<std::uint8_t>(minima[h]);
  for (std::size_t b = 0; b < kBands; ++b) {
    std::array<std::uint64_t, kRows + 2> key{};
    std::copy_n(minima.begin() + static_cast<long>(b * kRows), kRows, key.begin());
    key[kRows] = b;
    key[kRows + 1] = entry.numbers;
    entry.bands[b] = hash64({reinterpret_cast<const char*>(key.data()), sizeof key});
  }
  if (const Entry* found = find(entry)) return found->name;
  if (ring_.size() == options_.window) forget_oldest();
  std::size_t place = ring_.size() < options_.window ? ring_.size() : (first_ + options_.window - 1) % options_.window;
  if (place == ring_.size()) ring_.push_back(entry);
  else ring_[place] = entry;
  for (std::size_t b = 0; b < kBands; ++b) put(static_cast<Label>(place * kBands + b));
  return std::nullopt;
}

const NearDuplicates::Entry* NearDuplicates::find(const Entry& entry) const {
  for (std::uint64_t band : entry.bands) {
    const Label label = slots_[slot_of(band)];
    if (label == kNone) continue;
    const Entry& other = ring_[label / kBands];
    if (other.numbers != entry.numbers) continue;
    double same = 0;
    for (std::size_t h = 0; h < kHashes; ++h) same += entry.signature[h] == other.signature[h];
    // Two different minima agree in their low eight bits once in 256 times.
    double share = (same / kHashes - 1.0 / 256) / (1 - 1.0 / 256);
    if (share >= options_.threshold) return &other;
  }
  return nullptr;
}

void NearDuplicates::forget_oldest() {
  for (std::uint64_t band : ring_[first_].bands)
    if (const std::size_t slot = slot_of(band); slots_[slot] != kNone && slots_[slot] / kBands == first_) erase(slot);
  first_ = (first_ + 1) % options_.window;
}

std::size_t NearDuplicates::slot_of(std::uint64_t wanted) const {
  std::size_t slot = wanted & (slots_.size() - 1);
  while (slots_[slot] != kNone && band(slots_[slot]) != wanted) slot = (slot + 1) & (slots_.size() - 1);
  return slot;
}

void NearDuplicates::put(Label label) {
  if ((used_ + 1) * 3 > slots_.size() * 2) {
    const std::vector<Label> old = std::exchange(slots_, std::vector<Label>(slots_.size() * 2, kNone));
    for (Label other : old)
      if (other != kNone) slots_[slot_of(band(other))] = other;
  }
  Label& slot = slots_[slot_of(band(label))];
  used_ += slot == kNone;
  slot = label;
}

// What stands behind it moves up, so that no search ends too early.
void NearDuplicates::erase(std::size_t gap) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = (gap + 1) & mask; slots_[at] != kNone; at = (at + 1) & mask) {
    const std::size_t home = band(slots_[at]) & mask;
    if (((at - home) & mask) < ((at - gap) & mask)) continue;   // it would stand before its own place
    slots_[gap] = slots_[at];
    gap = at;
  }
  slots_[gap] = kNone;
  --used_;
}

}  // namespace retort::data
