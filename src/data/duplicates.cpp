#include "data/duplicates.h"

#include "base/hash.h"
#include "data/normalise.h"

namespace retort::data {

SameAs Duplicates::add(std::string_view text, std::string_view name, std::string_view work) {
  std::uint64_t plain = hash64(text), beside = hash64(work);
  auto joined = [&](std::uint64_t hash) { return hash ^ (beside * 0x9e3779b97f4a7c15); };
  if (!exact_.insert(joined(plain))) return {Sameness::kExact, ""};
  if (!normalised_.insert(joined(hash64(normalised_statement(text))))) return {Sameness::kNormalised, ""};
  if (near_options_.threshold <= 0 || held_.contains(plain)) return {};
  if (auto found = near_.add(text, name)) return {Sameness::kNear, *std::move(found)};
  held_.insert(plain);
  return {};
}

}  // namespace retort::data
