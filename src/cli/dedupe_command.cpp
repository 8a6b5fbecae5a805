// retort dedupe: which rows repeat an earlier one.
#include <fmt/core.h>

#include <map>
#include <memory>

#include "cli/row_filter.h"
#include "data/duplicates.h"
#include "data/problem_row.h"

namespace retort::cli {

namespace {

struct Arguments : FilterArguments {
  std::string by = "problem";
  double near = 0.9;
  bool any_numbers = false;
};

// The text by which a row is told from others.
std::string text_of_row(const Json& row, bool narrative) {
  if (!narrative) return data::statement_of_row(row);
  auto problems = data::problems_from_row(row);
  if (!problems.ok()) return "";
  const trace::Problem& problem = problems->front().problem;
  if (std::string told = string_or(problem.given, "text", ""); !told.empty()) return told;
  return problem.given.is_null() ? problem.solution : to_line(problem.given);
}

Result<Json> dedupe(const Arguments& arguments) {
  data::Duplicates seen({.threshold = arguments.near, .same_numbers = !arguments.any_numbers});
  std::map<std::string, long> kinds = {{"exact", 0}, {"normalised", 0}, {"near", 0}};
  auto judge = [&](const data::DataRow& row, std::size_t) -> std::optional<Drop> {
    std::string text = text_of_row(row.json, arguments.by == "narrative");
    if (text.empty()) return std::nullopt;
    std::string id = data::id_of_row(row.json), name = fmt::format("{}:{}{}", row.file, row.line, id.empty() ? "" : " (" + id + ")");
    data::SameAs same = seen.add(text, name);
    if (same.how == data::Sameness::kNew) return std::nullopt;
    std::string kind = same.how == data::Sameness::kExact ? "exact" : same.how == data::Sameness::kNormalised ? "normalised" : "near";
    ++kinds[kind];
    Json keys = {{"duplicate", kind}};
    if (!same.name.empty()) keys["of"] = same.name;
    return Drop{keys, same.name.empty() ? kind : fmt::format("{} duplicate of {}", kind, same.name)};
  };
  RETORT_TRY(FilterCounts counts, filter_rows(arguments, {}, judge));
  return Json{{"rows", counts.rows}, {"kept", counts.kept}, {"dropped", counts.dropped}, {"exact", kinds["exact"]}, {"normalised", kinds["normalised"]},
              {"near", kinds["near"]}, {"skipped", counts.skipped}, {"by", arguments.by}};
}

int run(const Arguments& arguments) {
  auto counts = dedupe(arguments);
  if (!counts.ok()) return fail(counts.error());
  if (arguments.json) print_json(*counts);
  else
    print(fmt::format("{} of {} rows dropped: {} the same, {} the same but for how they are written, {} nearly the same; {} kept, {} skipped\n",
                      integer_or(*counts, "dropped", 0), integer_or(*counts, "rows", 0), integer_or(*counts, "exact", 0), integer_or(*counts, "normalised", 0),
                      integer_or(*counts, "near", 0), integer_or(*counts, "kept", 0), integer_or(*counts, "skipped", 0)));
  return kDone;
}

}  // namespace

void add_dedupe(CLI::App& app, Chosen& chosen) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("dedupe", "Drop rows that repeat an earlier one: exactly, written differently, or nearly");
  add_filter_options(*command, *arguments);
  command->add_option("--by", arguments->by, "What is compared: the problem's statement, or the solution that came with it")
      ->check(CLI::IsMember({"problem", "narrative"}))->capture_default_str();
  command->add_option("--near", arguments->near, "Share of common runs of four words from which on two texts are nearly the same; 0: do not look")
      ->check(CLI::Range(0.0, 1.0))->capture_default_str();
  command->add_flag("--any-numbers", arguments->any_numbers, "Texts with other numbers are near duplicates too, not variations");
  command->footer("A run does this by itself (problems.near_duplicates, dataset.near_duplicates). Near duplicates are looked for among the last 131,072 rows.\n\n"
                  "Example:\n  retort dedupe train.jsonl --near 0.8 --out unique.jsonl");
  command->callback([arguments, &chosen] { chosen.action = [arguments] { return run(*arguments); }; });
}

}  // namespace retort::cli
