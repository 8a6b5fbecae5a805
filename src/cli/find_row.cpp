#include "cli/find_row.h"

#include <fmt/core.h>

#include <array>
#include <optional>
#include <vector>

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

}  // namespace

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

Result<std::vector<pipeline::Lineage>> find_lines(const pipeline::Run& run, const std::string& id) {
  RETORT_TRY(auto problems, pipeline::stored_problem_set(run));
  RETORT_TRY(auto row, find_row(run, problems, id));
  return pipeline::find_lineages(run, row);
}

Result<pipeline::Lineage> find_line(const pipeline::Run& run, const std::string& id) {
  RETORT_TRY(auto lines, find_lines(run, id));
  const pipeline::Lineage* meant = nullptr;
  for (const auto& line : lines) {
    if (!line.accepted()) continue;
    if (line.accepted()->id.starts_with(id)) return line;
    if (meant) return Error{ErrorCode::kInvalidArgument, fmt::format("{} has several narratives: give the beginning of the id of one (`retort show {} {}`)", id, run.paths.root, id)};
    meant = &line;
  }
  return meant ? *meant : lines.front();
}

}  // namespace retort::cli
