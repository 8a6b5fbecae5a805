// retort stats: the numbers of a run, by group and by reason.
#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "cli/command.h"
#include "cli/run_folder.h"
#include "cli/summary_text.h"
#include "pipeline/counts.h"
#include "pipeline/gatekeeper.h"
#include "pipeline/selection.h"
#include "pipeline/statistics.h"
#include "pipeline/summary.h"

namespace retort::cli {

namespace {

struct Group {
  long problems = 0, traces = 0, passed = 0, tokens = 0;
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
  pipeline::Statistics statistics;
  auto gates = pipeline::Gatekeeper::open(run);   // its tokenizer; where the student is not at hand, lengths are estimated from bytes
  const auto tokens = [&](const std::string& text) { return gates.ok() ? gates->tokens(text) : check::count_tokens(text, {}); };
  RETORT_TRY_STATUS(pipeline::each_lineage(run, problems, [&](const pipeline::Lineage& line) -> Status {
    counts.add(line);
    Group& group = groups[pipeline::group_of(line.problem)];
    group.problems += line.sample == 0;
    group.traces += line.trace.has_value();
    if (const auto* narrative = line.accepted()) {
      ++group.passed;
      const std::size_t length = tokens(narrative->text);
      group.tokens += static_cast<long>(length);
      statistics.add(line, length);
    }
    return {};
  }));
  Json json = pipeline::make_summary(run, counts);
  json["groups"] = Json::object();
  for (const auto& [name, group] : groups)
    json["groups"][name] = {{"problems", group.problems}, {"traces", group.traces}, {"passed", group.passed},
                            {"mean_tokens", group.passed ? group.tokens / group.passed : 0}};
  json["accepted"] = statistics.to_json();
  json["reasons"] = Json::object();
  for (const auto& [reason, n] : by_count(counts.failure_reasons)) json["reasons"][reason] = n;
  return json;
}

std::string spread_text(std::string_view name, const Json& spread) {
  return fmt::format("{:<28} mean {}, 5% {}, median {}, 95% {}, longest {}\n", name, spread["mean"].get<double>(), spread["p5"].get<long>(), spread["median"].get<long>(),
                     spread["p95"].get<long>(), spread["max"].get<long>());
}

// Lengths, steps, tools and wording of the accepted narratives.
std::string accepted_text(const Json& accepted) {
  if (accepted["tokens"].empty()) return {};
  std::string text = "\naccepted narratives\n" + spread_text("tokens of the student", accepted["tokens"]) + spread_text("tool calls of the trace", accepted["calls"]);
  const Json& wording = accepted["wording"];
  text += fmt::format("{:<28} distinct-4 {}, different openings {} of {}\n", "wording", wording["distinct_4"].get<double>(), wording["openings"].get<double>(), wording["texts"].get<long>());
  text += "\ntools called\n";
  for (const auto& [tool, n] : by_count(accepted["tools"].get<std::map<std::string, long>>())) text += fmt::format("{:>8}  {}\n", n, tool);
  return text;
}

std::string stats_text(const Json& stats) {
  std::string text = summary_text(stats);
  text += fmt::format("\n{:<28} {:>8} {:>8} {:>8} {:>11}\n", "group", "problems", "traces", "passed", "mean tokens");
  for (const auto& [name, group] : stats["groups"].items())
    text += fmt::format("{:<28} {:>8} {:>8} {:>8} {:>11}\n", shorten(name, 28), integer_or(group, "problems", 0), integer_or(group, "traces", 0),
                        integer_or(group, "passed", 0), integer_or(group, "mean_tokens", 0));
  text += accepted_text(stats["accepted"]);
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
