#include "pipeline/selection.h"

#include <algorithm>

#include <fmt/core.h>

#include "base/hash.h"
#include "pipeline/dataset.h"

namespace retort::pipeline {

std::string group_of(const trace::Problem& problem) {
  if (!problem.family.empty()) return problem.family;
  return problem.subject.empty() ? problem.source : problem.subject;
}

namespace {

// Stands for the n-th narrative of a statement.
std::uint64_t nth(std::uint64_t statement, long n) { return statement + static_cast<std::uint64_t>(n) * 0x9E3779B97F4A7C15; }

}  // namespace

Selection::Selection(const Recipe& recipe, const Gatekeeper* gates)
    : recipe_(recipe), gates_(gates), near_({.threshold = recipe.dataset.near_duplicates > 0 ? recipe.dataset.near_duplicates : 1}) {}

std::string_view Selection::refused(const Lineage& line, std::string_view text, std::uint64_t statement) {
  const auto& r = recipe_.dataset;
  if (!r.levels.empty() && std::find(r.levels.begin(), r.levels.end(), line.problem.level) == r.levels.end()) return "dataset.levels";
  const long calls = line.trace->calls();
  if (calls < r.min_calls) return "dataset.min_calls";
  if (r.max_calls > 0 && calls > r.max_calls) return "dataset.max_calls";
  const auto tokens = counts_tokens(recipe_) ? static_cast<long long>(gates_->tokens(text)) : 0;
  if (tokens < r.min_tokens) return "dataset.min_tokens";
  if (r.max_tokens > 0 && tokens > r.max_tokens) return "dataset.max_tokens";
  if (r.per_problem > 0 && of_problem_.contains(nth(statement, r.per_problem - 1))) return "dataset.per_problem";
  if (r.near_duplicates > 0 && near_.add(text, line.problem.id)) return "dataset.near_duplicates";
  return {};
}

Selection::Draws Selection::draws_of(const Lineage& line) const {
  const auto& r = recipe_.dataset;
  return {hash64(fmt::format("select {}\n{}", r.seed, line.accepted()->id)), heldout_draw(line.problem.statement, r.seed)};
}

void Selection::offer(const Lineage& line, std::string_view text) {
  const auto& r = recipe_.dataset;
  const Draws draws = draws_of(line);
  const std::string_view setting = refused(line, text, draws.heldout);
  refused_.push_back(!setting.empty());
  if (!setting.empty()) {
    ++left_out_[std::string(setting)];
    return;
  }
  for (long n = 0; n < r.per_problem && !of_problem_.insert(nth(draws.heldout, n)); ++n) {}
  if (r.per_subject == 0) {
    ++taken_;
    smallest_ = std::min(smallest_, draws.heldout);
    return;
  }
  Group& group = groups_[group_of(line.problem)];
  ++group.offered;
  group.taken.push_back(draws);
  std::push_heap(group.taken.begin(), group.taken.end());
  if (static_cast<long>(group.taken.size()) <= r.per_subject) return;
  std::pop_heap(group.taken.begin(), group.taken.end());
  group.taken.pop_back();
}

void Selection::close() {
  for (const auto& [name, group] : groups_) {
    const long taken = static_cast<long>(group.taken.size());
    if (group.offered > taken) left_out_["dataset.per_subject"] += group.offered - taken;
    taken_ += taken;
    for (const Draws& draws : group.taken) smallest_ = std::min(smallest_, draws.heldout);
  }
  heldout_limit_ = heldout_limit(taken_, smallest_, recipe_.dataset.heldout);
}

bool Selection::takes(std::size_t i, const Lineage& line) const {
  if (refused_[i]) return false;
  if (recipe_.dataset.per_subject == 0) return true;
  const Group& group = groups_.at(group_of(line.problem));
  return group.offered == static_cast<long>(group.taken.size()) || draws_of(line) <= group.taken.front();
}

bool Selection::holds_out(const Lineage& line) const {
  return heldout_limit_ && heldout_draw(line.problem.statement, recipe_.dataset.seed) <= *heldout_limit_;
}

}  // namespace retort::pipeline
