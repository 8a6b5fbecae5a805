// retort show: one record with all it came from and all that came of it.
#include <fmt/core.h>

#include <array>
#include <memory>
#include <optional>

#include "cli/command.h"
#include "cli/run_folder.h"
#include "pipeline/lineage.h"
#include "pipeline/problem_set.h"

namespace retort::cli {

namespace {

constexpr std::array<std::string_view, 6> kKinds = {"trace", "explanation", "narrative", "verdict", "answer_check", "failure"};

// The records whose id begins with `prefix`, up to two: one is an answer, two are a question.
Result<std::vector<store::Record>> with_prefix(const store::Store& store, const std::string& prefix) {
  std::vector<store::Record> found;
  for (std::string_view kind : kKinds)
    for (const std::string& id : store.ids(kind)) {
      if (!id.starts_with(prefix) || found.size() > 1) continue;
      RETORT_TRY(auto record, store.get(kind, id));
      found.push_back(std::move(record));
    }
  return found;
}

// The problem at the root of a record: parents lead there.
Result<std::string> root_of(const store::Store& store, store::Record record) {
  for (int up = 0; up < 8; ++up) {
    if (store.has("problem", record.parent)) return record.parent;
    bool found = false;
    for (std::string_view kind : kKinds) {
      if (!store.has(kind, record.parent)) continue;
      RETORT_TRY(record, store.get(kind, record.parent));
      found = true;
      break;
    }
    if (!found) break;
  }
  return Error{ErrorCode::kNotFound, fmt::format("{} {} belongs to no problem of this run", record.kind, record.id)};
}

Result<pipeline::Row> find_row(const pipeline::Run& run, const pipeline::ProblemSet& problems, const std::string& id) {
  auto row_that = [&](auto matches) -> Result<std::optional<pipeline::Row>> {
    std::optional<pipeline::Row> found;
    RETORT_TRY_STATUS(problems.rows.each([&](const pipeline::Row& row) -> Status {
      if (!found && matches(row)) found = row;
      return {};
    }));
    return found;
  };
  RETORT_TRY(auto named, row_that([&](const pipeline::Row& row) { return row.id == id || row.record.starts_with(id); }));
  if (named) return *named;
  RETORT_TRY(auto records, with_prefix(run.store, id));
  if (records.empty()) return Error{ErrorCode::kNotFound, fmt::format("no record or problem {} in {}", id, run.paths.root)};
  if (records.size() > 1) return Error{ErrorCode::kInvalidArgument, fmt::format("{} is the beginning of several ids: give more of it", id)};
  RETORT_TRY(std::string root, root_of(run.store, records.front()));
  RETORT_TRY(auto row, row_that([&](const pipeline::Row& candidate) { return candidate.record == root; }));
  if (row) return *row;
  return pipeline::Row{root, root, 0};   // of an earlier set of problems
}

Json lineage_json(const pipeline::Lineage& line) {
  Json json = {{"problem", line.problem.to_json()}, {"problem_id", line.row.record}};
  if (line.trace) json["trace"] = line.trace->to_json();
  json["explanations"] = Json::array();
  for (const auto& explanation : line.explanations) json["explanations"].push_back(explanation.to_json());
  json["narratives"] = Json::array();
  json["verdicts"] = Json::array();
  for (const auto& attempt : line.attempts) {
    json["narratives"].push_back(attempt.narrative.to_json());
    if (attempt.verdict) json["verdicts"].push_back(attempt.verdict->to_json());
  }
  if (!line.failed_at.empty()) json["failure"] = {{"at", line.failed_at}, {"reason", line.failure}};
  return json;
}

std::string turn_text(const trace::Turn& turn) {
  std::string body = turn.text;
  if (turn.kind == trace::TurnKind::kCall) body = fmt::format("{} {}", turn.call.tool, to_line(turn.call.args));
  if (turn.kind == trace::TurnKind::kResult)
    body = turn.result.ok ? fmt::format("{}   [{}]", turn.result.result, turn.result.verified_by) : fmt::format("{}: {}", turn.result.kind, turn.result.message);
  if (!turn.outcome.empty()) body += fmt::format("   [{}]", turn.outcome);
  return fmt::format("  {:<11}{}\n", trace::turn_kind_name(turn.kind), body);
}

std::string lineage_text(const pipeline::Lineage& line) {
  std::string text = fmt::format("problem {} ({})\n  {}\n  answer: {}\n", line.problem.id, line.row.record, line.problem.statement, line.problem.answer);
  if (line.trace) {
    text += fmt::format("\ntrace {} by {}\n", line.trace->id, line.trace->agent);
    for (const auto& turn : line.trace->turns) text += turn_text(turn);
  }
  for (const auto& explanation : line.explanations) {
    text += fmt::format("\nexplanation {} of call {}\n  {}\n", explanation.id, explanation.call, explanation.text);
    for (const auto& step : explanation.derivation.steps) text += fmt::format("    {:<40} {} [{}, {}]\n", step.claim, step.because, step.rule, step.checked_by);
  }
  for (const auto& attempt : line.attempts) {
    text += fmt::format("\nnarrative {} (attempt {})\n  {}\n", attempt.narrative.id, attempt.narrative.attempt + 1,
                        attempt.narrative.failure.empty() ? attempt.narrative.text : "failed: " + attempt.narrative.failure);
    if (!attempt.verdict) continue;
    text += fmt::format("  {}: {} claims checked, {} unread\n", attempt.verdict->passed ? "passed" : "rejected", attempt.verdict->checked, attempt.verdict->unread);
    for (const auto& reason : attempt.verdict->reasons) text += fmt::format("    {} at {}: {}\n", reason.gate, reason.at, reason.message);
  }
  if (!line.failed_at.empty()) text += fmt::format("\nended at {}: {}\n", line.failed_at, line.failure);
  return text;
}

Result<pipeline::Lineage> find(const std::string& folder, const std::string& id) {
  RETORT_TRY(auto run, open_to_read(folder));
  RETORT_TRY(auto problems, pipeline::stored_problem_set(run));
  RETORT_TRY(auto row, find_row(run, problems, id));
  return pipeline::find_lineage(run, row);
}

}  // namespace

void add_show(CLI::App& app, Chosen& chosen) {
  struct Arguments {
    std::string folder, id;
    bool json = false;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("show", "One problem or record with all it came from and all that came of it");
  command->add_option("DIR", arguments->folder, "Run directory")->required();
  command->add_option("ID", arguments->id, "A problem's id, or the beginning of a record's")->required();
  command->add_flag("--json", arguments->json, "Print JSON");
  command->footer("Example:\n  retort show runs/first starter-train-1-17");
  command->callback([arguments, &chosen] {
    chosen.action = [arguments] {
      auto line = find(arguments->folder, arguments->id);
      if (!line.ok()) return fail(line.error());
      if (arguments->json) print_json(lineage_json(*line));
      else print(lineage_text(*line));
      return kDone;
    };
  });
}

}  // namespace retort::cli
