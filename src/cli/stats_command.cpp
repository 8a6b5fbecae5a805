// retort stats: the numbers of a run, by group and by reason.
#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "cli/command.h"
#include "cli/run_folder.h"
#include "cli/summary_text.h"
#include "pipeline/counts.h"
#include "pipeline/selection.h"
#include "pipeline/summary.h"

namespace retort::cli {

namespace {

struct Group {
  long problems = 0, traces = 0, passed = 0, bytes = 0;
};

std::vector<std::pair<std::string, long>> by_count(const std::map<std::string, long>& counts) {
  std::vector<std::pair<std::string, long>> rows(counts.begin(), counts.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return rows;
}

Result<Json> stats_of(const std::string& folder) {
  RETORT_TRY(auto run, open_to_read(folder));
  RETORT_TRY(auto problems, pipeline::stored_problem_set(run));
  pipeline::Counts counts;
  counts.add_source(problems);
  std::map<std::string, Group> groups;
  RETORT_TRY_STATUS(pipeline::each_lineage(run, problems, [&](const pipeline::Lineage& line) -> Status {
    counts.add(line);
    Group& group = groups[pipeline::group_of(line.problem)];
    ++group.problems;
    group.traces += line.trace.has_value();
    if (const auto* narrative = line.accepted()) {
      ++group.passed;
      group.bytes += static_cast<long>(narrative->text.size());
    }
    return {};
  }));
  Json json = pipeline::make_summary(run, counts);
  json["groups"] = Json::object();
  for (const auto& [name, group] : groups)
    json["groups"][name] = {{"problems", group.problems}, {"traces", group.traces}, {"passed", group.passed},
                            {"mean_bytes", group.passed ? group.bytes / group.passed : 0}};
  json["reasons"] = Json::object();
  for (const auto& [reason, n] : by_count(counts.failure_reasons)) json["reasons"][reason] = n;
  return json;
}

std::string stats_text(const Json& stats) {
  std::string text = summary_text(stats);
  text += fmt::format("\n{:<28} {:>8} {:>8} {:>8} {:>11}\n", "group", "problems", "traces", "passed", "mean bytes");
  for (const auto& [name, group] : stats["groups"].items())
    text += fmt::format("{:<28} {:>8} {:>8} {:>8} {:>11}\n", shorten(name, 28), integer_or(group, "problems", 0), integer_or(group, "traces", 0),
                        integer_or(group, "passed", 0), integer_or(group, "mean_bytes", 0));
  if (!stats["reasons"].empty()) text += "\nwithout a narrative, by reason\n";
  std::size_t shown = 0;
  for (const auto& [reason, n] : stats["reasons"].items())
    if (++shown <= 15) text += fmt::format("{:>8}  {}\n", n.get<long>(), shorten(reason, 140));
  return text;
}

}  // namespace

void add_stats(CLI::App& app, Chosen& chosen) {
  auto folder = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("stats", "The numbers of a run: by stage, by family or subject, by reason");
  command->add_option("DIR", *folder, "Run directory")->required();
  command->add_flag("--json", *json, "Print JSON");
  command->footer("Example:\n  retort stats runs/first --json");
  command->callback([folder, json, &chosen] {
    chosen.action = [folder, json] {
      auto stats = stats_of(*folder);
      if (!stats.ok()) return fail(stats.error());
      if (*json) print_json(*stats);
      else print(stats_text(*stats));
      return kDone;
    };
  });
}

}  // namespace retort::cli
