// Which accepted narratives a dataset takes: by level, steps and length, at most so many for a problem or a subject, none that nearly repeats another.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_set.h"
#include "data/near_duplicates.h"
#include "pipeline/gatekeeper.h"
#include "pipeline/lineage.h"

namespace retort::pipeline {

// The family of a starter problem, else the subject, else the source.
std::string group_of(const trace::Problem& problem);

// Offered all candidates in order, then closed, then asked about them in the same order. Memory: a bit for each of them, dataset.per_subject numbers
// for each subject, and a bounded window of near duplicates. Not for use by several threads at once.
class Selection {
 public:
  // `gates` counts tokens and outlives this; null where the recipe sets no length.
  Selection(const Recipe& recipe, const Gatekeeper* gates);
  static bool counts_tokens(const Recipe& recipe) { return recipe.dataset.min_tokens > 0 || recipe.dataset.max_tokens > 0; }
  // The next candidate: a line with an accepted narrative, and the text that is to be written for it.
  void offer(const Lineage& line, std::string_view text);
  // Fills the quotas: of what is too many for a subject, those with the smallest draws by dataset.seed stay.
  void close();

  // After close(), of the i-th offered, which was `line`:
  bool takes(std::size_t i, const Lineage& line) const;
  bool holds_out(const Lineage& line) const;   // of what is taken: is it kept for the held-out loss?
  const std::map<std::string, long>& left_out() const { return left_out_; }   // by the setting that did it

 private:
  struct Draws {
    std::uint64_t choice = 0, heldout = 0;
    auto operator<=>(const Draws&) const = default;
  };
  // Those of a subject that are taken: a heap, the largest draw first.
  struct Group {
    long offered = 0;
    std::vector<Draws> taken;
  };
  // The setting that leaves it out, or nothing.
  std::string_view refused(const Lineage& line, std::string_view text, std::uint64_t statement);
  Draws draws_of(const Lineage& line) const;

  const Recipe& recipe_;
  const Gatekeeper* gates_;
  data::NearDuplicates near_;
  HashSet of_problem_;   // the first, second, ... narrative of a statement
  std::map<std::string, Group> groups_;
  std::vector<bool> refused_;
  long taken_ = 0;
  std::uint64_t smallest_ = ~std::uint64_t{0};   // of the held-out draws of what is taken
  std::optional<std::uint64_t> heldout_limit_;
  std::map<std::string, long> left_out_;
};

}  // namespace retort::pipeline
