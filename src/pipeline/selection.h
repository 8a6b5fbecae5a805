// Which accepted narratives a dataset takes: by level, steps and length, at most so many for a problem or a subject, none that nearly repeats another.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "data/near_duplicates.h"
#include "pipeline/gatekeeper.h"
#include "pipeline/lineage.h"

namespace retort::pipeline {

// The family of a starter problem, else the subject, else the source.
std::string group_of(const trace::Problem& problem);

// Offered all candidates in order, then closed. Memory: some 60 bytes for each of them, and a bounded window of near duplicates. Not for use by
// several threads at once.
class Selection {
 public:
  // `gates` counts tokens and outlives this; null where the recipe sets no length.
  Selection(const Recipe& recipe, const Gatekeeper* gates);
  static bool counts_tokens(const Recipe& recipe) { return recipe.dataset.min_tokens > 0 || recipe.dataset.max_tokens > 0; }
  // The next candidate: a line with an accepted narrative, and the text that is to be written for it.
  void offer(const Lineage& line, std::string_view text);
  // Fills the quotas: of what is too many for a subject, those with the smallest draws by dataset.seed stay.
  void close();

  std::size_t size() const { return candidates_.size(); }
  bool takes(std::size_t i) const { return candidates_[i].taken; }   // of the i-th offered; after close()
  // The draws of what is taken, in order, for choose_heldout.
  std::vector<std::uint64_t> heldout_draws() const;
  const std::map<std::string, long>& left_out() const { return left_out_; }   // by the setting that did it

 private:
  struct Candidate {
    std::uint64_t statement = 0, draw = 0;
    std::size_t group = 0;
    bool taken = true;
  };
  // The setting that leaves it out, or nothing.
  std::string_view refused(const Lineage& line, std::string_view text, std::uint64_t statement);

  const Recipe& recipe_;
  const Gatekeeper* gates_;
  data::NearDuplicates near_;
  std::map<std::uint64_t, long> of_problem_;   // how many are taken
  std::map<std::string, std::size_t> groups_;
  std::vector<Candidate> candidates_;
  std::map<std::string, long> left_out_;
};

}  // namespace retort::pipeline
