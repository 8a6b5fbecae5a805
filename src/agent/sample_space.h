// Draws from a set of things that are equally likely, and the probability of what happens in them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "agent/goal.h"

namespace retort::agent {

// A face of a die, a card, a marble.
struct Thing {
  std::optional<long long> number;
  std::vector<std::string> labels;   // stems: "red", "king", "heart"
};

struct Draws {
  std::vector<Thing> things;         // from which is drawn each time
  long long count = 0;               // how many are drawn
  bool with_replacement = false;     // dice and coins, too
  enum class What { kDice, kCoins, kCards, kThings, kNumbers } what = What::kThings;
};

using Trait = std::function<bool(const Thing&)>;

struct Event {
  enum class Kind { kSum, kProduct, kDifference, kCount, kInOrder, kAlike, kDifferent, kMixed } kind = Kind::kCount;
  std::function<bool(long long)> fits;             // of the sum, product or difference
  std::vector<Trait> traits;                       // kCount: one; kInOrder: of each place; kMixed: each with its count
  std::vector<std::string> names;                  // of the traits, in words
  std::vector<long long> counts;                   // kMixed
  long long least = 0, most = 0;                   // kCount
  std::string alike;                               // kAlike, kDifferent: what is compared: "number", "suit", "rank", "color", "kind"
  bool negated = false;
};

// Found by a formula or cases; for small spaces confirmed by going through all of them. Nothing where neither is at hand.
std::optional<Goal> probability(const Draws& draws, const Event& event);
// How many selections without order fit; the same conditions.
std::optional<Goal> number_of_ways(const Draws& draws, const Event& event);

}  // namespace retort::agent
