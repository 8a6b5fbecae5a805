// Texts that came before: the same bytes, the same but for how they are written down (data/normalise.h), or nearly the same.
#pragma once

#include <string>
#include <string_view>

#include "base/hash_set.h"
#include "data/near_duplicates.h"

namespace retort::data {

enum class Sameness { kNew, kExact, kNormalised, kNear };

struct SameAs {
  Sameness how = Sameness::kNew;
  std::string name;   // kNear: of the earlier text
};

// Memory: bounded (base/hash_set.h), and what near duplicates take. Not for use by several threads at once.
class Duplicates {
 public:
  // near.threshold 0: no near duplicates.
  explicit Duplicates(NearDuplicateOptions near = {}) : near_options_(near), near_(near) {}
  // `work`: what else must be equal for two texts to count as the same (answer, solution); near duplicates are looked for among texts that
  // differ, so that two works for one text are never near duplicates of each other.
  SameAs add(std::string_view text, std::string_view name, std::string_view work = {});

 private:
  NearDuplicateOptions near_options_;
  HashSet exact_, normalised_, held_;
  NearDuplicates near_;
};

}  // namespace retort::data
