#include "pipeline/counts.h"

#include <map>
#include <mutex>

#include "base/parallel.h"

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
  ++problems;
  if (line.trace) {
    ++traces;
    calls += line.trace->calls();
    explanations += static_cast<long>(line.explanations.size());
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
    checked += last.verdict->checked;
    unread += last.verdict->unread;
    ++origins[line.trace->origin];
    ++sources[line.problem.licence.empty() ? line.problem.source : line.problem.source + " (" + line.problem.licence + ")"];
  } else if (line.finished) {
    ++rejected[last.verdict->reasons.empty() ? "no reason" : last.verdict->reasons.front().gate];
  }
}

Json Counts::to_json() const {
  Json json = {{"problems", problems}, {"traces", traces}, {"calls", calls}, {"explanations", explanations}, {"narratives", narratives},
               {"passed", passed}};
  json["rejected"] = Json(rejected);
  json["failed"] = Json(failed);
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
  return json;
}

Status each_lineage(const Run& run, const ProblemSet& problems, const std::function<Status(const Lineage&)>& visit) {
  std::mutex mutex;
  std::map<std::size_t, Lineage> ready;
  auto load = [&](std::size_t i) -> Status {
    RETORT_TRY(Row row, problems.rows.at(i));
    RETORT_TRY(Lineage line, find_lineage(run, row));
    std::lock_guard lock(mutex);
    ready.emplace(i, std::move(line));
    return {};
  };
  auto hand_over = [&](std::size_t i) -> Status {
    Lineage line;
    {
      std::lock_guard lock(mutex);
      line = std::move(ready.at(i));
      ready.erase(i);
    }
    return visit(line);
  };
  // Reading must also end a run that was stopped: its own token, so that the summary is written then too.
  StopToken never;
  return parallel_ordered(problems.rows.size(), run.threads(), 256, never, load, hand_over);
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
