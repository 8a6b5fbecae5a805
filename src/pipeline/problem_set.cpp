#include "pipeline/problem_set.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/hash.h"
#include "base/text.h"
#include "data/source.h"

namespace retort::pipeline {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kKind = "problem_set";

// What the recipe asks for, whatever the source's bytes.
std::string request_of(const Recipe& recipe) {
  const auto& p = recipe.problems;
  return p.source == "starter" ? trace::make_id("request", {"starter", fmt::format("{} {} {} {}", p.count, p.seed, p.level, join(p.families, ","))})
                               : trace::make_id("request", {p.source, fmt::format("{} {}", p.limit, p.strict)});
}

// Changes when the source's content does.
Result<std::string> content_of(const Recipe& recipe) {
  const std::string& source = recipe.problems.source;
  if (source == "starter") return std::string(data::starter_revision());
  std::error_code code;
  if (!fs::is_directory(source, code)) return hash_file(source);
  std::vector<std::string> files;
  for (auto at = fs::recursive_directory_iterator(source, code); !code && at != fs::recursive_directory_iterator(); at.increment(code))
    if (at->is_regular_file(code) && at->path().extension().string().starts_with(".json")) files.push_back(at->path().string());
  std::sort(files.begin(), files.end());
  std::vector<std::string> hashes;
  for (const std::string& file : files) {
    RETORT_TRY(std::string hash, hash_file(file));
    hashes.push_back(fs::path(file).lexically_relative(source).string() + " " + hash);
  }
  return trace::make_id("folder", hashes);
}

Json to_json(const ProblemSet& set) {
  Json json = {{"format", set.format}, {"duplicates", set.duplicates}, {"rows", Json::array()}, {"skipped", Json::array()}};
  for (const Row& row : set.rows) json["rows"].push_back(Json::array({row.record, row.id, row.line}));
  for (const Skipped& row : set.skipped) json["skipped"].push_back(Json::array({row.line, row.reason}));
  return json;
}

Result<ProblemSet> from_record(const store::Record& record) {
  ProblemSet set;
  set.format = string_or(record.body, "format", "");
  set.duplicates = static_cast<long>(integer_or(record.body, "duplicates", 0));
  try {
    for (const Json& row : record.body.at("rows")) set.rows.push_back({row.at(0), row.at(1), row.at(2)});
    for (const Json& row : record.body.at("skipped")) set.skipped.push_back({row.at(0), row.at(1)});
  } catch (const Json::exception& e) {
    return Error{ErrorCode::kCorruption, fmt::format("problem set {}: {}", record.id, e.what())};
  }
  return set;
}

Result<data::ProblemSet> read_source(const Recipe& recipe) {
  const auto& p = recipe.problems;
  if (p.source == "starter") return data::starter_problems("train", static_cast<std::size_t>(p.count), static_cast<std::uint64_t>(p.seed), starter_options(recipe));
  return data::read_problems(p.source, {.strict = p.strict, .limit = static_cast<long>(p.limit)});
}

// Problems first, the set after them: a set in the store has all its problems there.
Status keep(Run& run, const data::ProblemSet& source, ProblemSet& set, const std::string& id, const std::string& request) {
  std::set<std::string> seen;
  std::vector<store::Record> batch;
  for (const trace::Problem& problem : source.problems) {
    std::string record = problem.record_id();
    if (!seen.insert(record).second) {
      ++set.duplicates;
      continue;
    }
    set.rows.push_back({record, problem.id, problem.line});
    batch.push_back({"problem", record, "", problem.to_json()});
    if (batch.size() < 2000) continue;
    RETORT_TRY_STATUS(run.store.put(batch));
    batch.clear();
  }
  batch.push_back({std::string(kKind), id, request, to_json(set)});
  return run.store.put(batch);
}

}  // namespace

data::StarterOptions starter_options(const Recipe& recipe) {
  const auto& p = recipe.problems;
  return {data::starter_level(p.level), p.families};
}

Result<ProblemSet> make_problem_set(Run& run) {
  std::string request = request_of(run.recipe);
  auto content = content_of(run.recipe);
  if (!content.ok()) {
    // The source has gone: a run that holds its problems goes on with them.
    auto stored = stored_problem_set(run);
    if (!stored.ok()) return content.error();
    run.note(fmt::format("{}; going on with the {} problems read from it before", content.error().message, stored->rows.size()));
    return stored;
  }
  std::string id = trace::make_id(kKind, {request, *content});
  if (auto record = run.store.get(kKind, id); record.ok()) return from_record(*record);

  RETORT_TRY(data::ProblemSet source, read_source(run.recipe));
  ProblemSet set;
  set.format = source.format;
  for (const data::SkippedRow& row : source.skipped) set.skipped.push_back({row.line, row.reason});
  if (source.problems.empty())
    return Error{ErrorCode::kInvalidArgument, fmt::format("{} holds no problem{}", run.recipe.problems.source,
                                                          set.skipped.empty() ? "" : fmt::format("; line {}: {}", set.skipped[0].line, set.skipped[0].reason))};
  RETORT_TRY_STATUS(keep(run, source, set, id, request));
  return set;
}

Result<ProblemSet> stored_problem_set(const Run& run) {
  RETORT_TRY(auto sets, run.store.children(kKind, request_of(run.recipe)));
  if (sets.empty())
    return Error{ErrorCode::kNotFound, fmt::format("{} holds no problems yet: run `retort run` or `retort solve` on it", run.paths.root)};
  return from_record(sets.back());
}

}  // namespace retort::pipeline
