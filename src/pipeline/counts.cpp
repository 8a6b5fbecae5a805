#include "pipeline/counts.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "base/parallel.h"
#include "base/text.h"

namespace retort::pipeline {

void Counts::add_source(const ProblemSet& set) {
  skipped += set.skipped.count;
  duplicates += set.duplicates;
  normalised += set.normalised.count;
  near += set.near.count;
  contaminated += set.contaminated.count;
  benchmark_items += set.benchmark_items;
}

void Counts::add(const Lineage& line) {
  if (line.sample == 0) {
    ++problems;
    solved_here_ = told_here_ = false;
  }
  ++samples;
  right += line.right;
  spare += line.spare;
  solved += line.right && !std::exchange(solved_here_, solved_here_ || line.right);
  for (const auto& [kind, n] : line.tool_errors) tool_errors[kind] += n;
  for (const Attempt& attempt : line.attempts)
    if (attempt.narrative.agent == "llm" && attempt.verdict && !attempt.verdict->passed)
      ++refused_narratives[attempt.verdict->reasons.empty() ? "no reason" : attempt.verdict->reasons.front().gate];
  for (const Attempt& attempt : line.attempts)
    if (attempt.verdict && !attempt.verdict->opinion.empty()) ++opinions[attempt.verdict->opinion];
  if (line.trace) {
    ++traces;
    calls += line.trace->calls();
    explanations += static_cast<long>(line.explanations.size());
    explained_by_model += std::count_if(line.explanations.begin(), line.explanations.end(), [](const auto& explanation) { return explanation.agent == "llm"; });
  }
  if (!line.failed_at.empty()) {
    ++failed[line.failed_at];
    ++failure_reasons[line.failure];
  }
  if (line.attempts.empty() || !line.failed_at.empty()) return;
  const Attempt& last = line.attempts.back();
  ++narratives;
  attempts += static_cast<long>(line.attempts.size());
  if (!last.verdict) return;
  if (last.verdict->passed) {
    ++passed;
    told += !std::exchange(told_here_, true);
    by_model += last.narrative.agent == "llm";
    checked += last.verdict->checked;
    unread += last.verdict->unread;
    ++origins[line.trace->origin];
    ++sources[line.problem.licence.empty() ? line.problem.source : line.problem.source + " (" + line.problem.licence + ")"];
  } else if (line.finished) {
    ++rejected[last.verdict->reasons.empty() ? "no reason" : last.verdict->reasons.front().gate];
  }
}

namespace {

// The reasons met most often, with their counts.
Json most_frequent(const std::map<std::string, long>& reasons) {
  constexpr std::size_t kShown = 10, kLongest = 300;
  std::vector<std::pair<std::string, long>> all(reasons.begin(), reasons.end());
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  Json out = Json::array();
  for (std::size_t i = 0; i < std::min(kShown, all.size()); ++i) out.push_back({{"reason", shorten(all[i].first, kLongest)}, {"n", all[i].second}});
  return out;
}

}  // namespace

Json Counts::to_json() const {
  Json json = {{"problems", problems}, {"samples", samples}, {"traces", traces}, {"right_traces", right}, {"spare_traces", spare}, {"calls", calls}, {"explanations", explanations}, {"narratives", narratives},
               {"passed", passed}, {"solved_problems", solved}, {"told_problems", told}, {"written_by_model", by_model},
               {"explained_by_model", explained_by_model}};
  json["rejected"] = Json(rejected);
  json["failed"] = Json(failed);
  json["failure_reasons"] = most_frequent(failure_reasons);
  json["origins"] = Json(origins);
  json["sources"] = Json(sources);
  json["attempts"] = attempts;
  json["skipped_rows"] = skipped;
  json["duplicate_rows"] = duplicates;
  json["normalised_duplicates"] = normalised;
  json["near_duplicates"] = near;
  json["contaminated_rows"] = contaminated;
  json["benchmark_items"] = benchmark_items;
  json["checked_claims"] = checked;
  json["unread_claims"] = unread;
  json["tool_errors"] = Json(tool_errors);
  json["refused_narratives"] = Json(refused_narratives);
  return json;
}

Status each_lineage(const Run& run, const ProblemSet& problems, const std::function<Status(const Lineage&)>& visit) {
  std::mutex mutex;
  std::map<std::size_t, std::vector<Lineage>> ready;
  auto load = [&](std::size_t i) -> Status {
    RETORT_TRY(Row row, problems.rows.at(i));
    RETORT_TRY(auto lines, find_lineages(run, row));
    std::lock_guard lock(mutex);
    ready.emplace(i, std::move(lines));
    return {};
  };
  auto hand_over = [&](std::size_t i) -> Status {
    std::vector<Lineage> lines;
    {
      std::lock_guard lock(mutex);
      lines = std::move(ready.at(i));
      ready.erase(i);
    }
    for (const Lineage& line : lines) RETORT_TRY_STATUS(visit(line));
    return {};
  };
  // Reading must also end a run that was stopped: its own token, so that the summary is written then too.
  StopToken never;
  return parallel_ordered(problems.rows.size(), run.threads(), 256, never, load, hand_over);
}

Result<bool> has_accepted(const Run& run, const ProblemSet& problems) {
  bool found = false;
  const Status read = each_lineage(run, problems, [&](const Lineage& line) -> Status {
    found = line.accepted() != nullptr;
    return found ? Status(Error{ErrorCode::kCancelled, "found"}) : Status();
  });
  if (!found && !read.ok()) return read.error();
  return found;
}

Result<Counts> count_run(const Run& run, const ProblemSet& problems) {
  Counts counts;
  counts.add_source(problems);
  RETORT_TRY_STATUS(each_lineage(run, problems, [&](const Lineage& line) -> Status {
    counts.add(line);
    return {};
  }));
  return counts;
}

}  // namespace retort::pipeline
