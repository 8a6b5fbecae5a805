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
  if (r.per_problem > 0 && of_problem_[statement] >= r.per_problem) return "dataset.per_problem";
  if (r.near_duplicates > 0 && near_.add(text, line.problem.id)) return "dataset.near_duplicates";
  return {};
}

void Selection::offer(const Lineage& line, std::string_view text) {
  const std::uint64_t statement = heldout_draw(line.problem.statement, recipe_.dataset.seed);
  const std::string_view setting = refused(line, text, statement);
  Candidate candidate{statement, 0, 0, setting.empty()};
  if (candidate.taken) {
    if (recipe_.dataset.per_problem > 0) ++of_problem_[statement];
    candidate.draw = hash64(fmt::format("select {}\n{}", recipe_.dataset.seed, line.accepted()->id));
    candidate.group = groups_.try_emplace(group_of(line.problem), groups_.size()).first->second;
  } else {
    ++left_out_[std::string(setting)];
  }
  candidates_.push_back(candidate);
}

void Selection::close() {
  const auto most = static_cast<std::size_t>(recipe_.dataset.per_subject);
  if (most == 0) return;
  std::vector<std::vector<std::size_t>> members(groups_.size());
  for (std::size_t i = 0; i < candidates_.size(); ++i)
    if (candidates_[i].taken) members[candidates_[i].group].push_back(i);
  for (std::vector<std::size_t>& group : members) {
    if (group.size() <= most) continue;
    std::sort(group.begin(), group.end(), [&](std::size_t a, std::size_t b) { return candidates_[a].draw < candidates_[b].draw; });
    for (std::size_t i = most; i < group.size(); ++i) candidates_[group[i]].taken = false;
    left_out_["dataset.per_subject"] += static_cast<long>(group.size() - most);
  }
}

std::vector<std::uint64_t> Selection::heldout_draws() const {
  std::vector<std::uint64_t> out;
  for (const Candidate& candidate : candidates_)
    if (candidate.taken) out.push_back(candidate.statement);
  return out;
}

}  // namespace retort::pipeline
