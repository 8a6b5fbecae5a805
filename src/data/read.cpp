#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <filesystem>
#include <map>
#include <set>

#include "base/hash.h"
#include "base/hash_set.h"
#include "base/text.h"
#include "data/problem_row.h"
#include "data/row_reader.h"
#include "data/source.h"

namespace retort::data {

namespace {

namespace fs = std::filesystem;

// One source of a mix, and the problems of a row that gave several.
struct Feed {
  RowReader rows;
  double weight = 0, credit = 0;
  std::string file;          // of the last row
  HashSet ids_in_file;
  std::deque<trace::Problem> waiting;
};

}  // namespace

struct ProblemReader::Impl {
  ReadOptions options;
  std::vector<Feed> feeds;
  bool weighted = false;
  std::size_t current = 0;
  long given = 0, skipped_rows = 0;
  std::vector<SkippedRow> skipped;
  std::set<std::string> formats;
  HashSet ids;
  std::map<std::string, long> repeats;

  Status bad_row(const DataRow& row, std::string reason) {
    if (options.strict) return Error{ErrorCode::kParse, fmt::format("{}:{}: {}", row.file, row.line, reason)};
    if (skipped.size() < kKeptSkips) skipped.push_back({row.line, std::move(reason), row.file});
    ++skipped_rows;
    return {};
  }

  // A repeated id gets "#2", "#3", ...
  void make_id_unique(trace::Problem& problem) {
    if (ids.insert(hash64(problem.id))) return;
    std::string id = problem.id;
    for (long& seen = repeats[id]; !ids.insert(hash64(problem.id));) problem.id = fmt::format("{}#{}", id, ++seen + 1);
  }

  // Puts the problems of a row into the feed's queue.
  Status take_row(Feed& feed, const DataRow& row) {
    if (!row.error.empty()) return bad_row(row, row.error);
    auto problems = problems_from_row(row.json, options.request, options.without_answer);
    if (!problems.ok()) return bad_row(row, problems.error().message);
    if (feed.file != row.file) feed.ids_in_file.clear();
    feed.file = row.file;
    if (options.strict && !feed.ids_in_file.insert(hash64(problems->front().problem.id)))
      return bad_row(row, fmt::format("the id \"{}\" occurs a second time", shorten(problems->front().problem.id, 60)));
    for (RowProblem& made : *problems) {
      trace::Problem problem = std::move(made.problem);
      problem.line = row.line;
      if (problem.source.empty()) problem.source = fs::path(row.file).filename().string();
      if (problem.licence.empty()) problem.licence = options.licence;
      make_id_unique(problem);
      formats.insert(made.format);
      feed.waiting.push_back(std::move(problem));
    }
    return {};
  }

  Result<std::optional<trace::Problem>> next_of(Feed& feed) {
    while (feed.waiting.empty()) {
      RETORT_TRY(auto row, feed.rows.next());
      if (!row) return std::optional<trace::Problem>();
      RETORT_TRY_STATUS(take_row(feed, *row));
    }
    std::optional<trace::Problem> problem(std::move(feed.waiting.front()));
    feed.waiting.pop_front();
    return problem;
  }

  // The feed that is furthest behind its share; the first of equals.
  Feed& choose() {
    double sum = 0;
    for (Feed& feed : feeds) {
      feed.credit += feed.weight;
      sum += feed.weight;
    }
    Feed& chosen = *std::max_element(feeds.begin(), feeds.end(), [](const Feed& a, const Feed& b) { return a.credit < b.credit; });
    chosen.credit -= sum;
    return chosen;
  }

  Result<std::optional<trace::Problem>> next() {
    if (weighted) return next_of(choose());
    for (; current < feeds.size(); ++current) {
      RETORT_TRY(auto problem, next_of(feeds[current]));
      if (problem) return problem;
    }
    return std::optional<trace::Problem>();
  }
};

ProblemReader::ProblemReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ProblemReader::ProblemReader(ProblemReader&&) noexcept = default;
ProblemReader::~ProblemReader() = default;

Result<ProblemReader> ProblemReader::open(const std::vector<DataSource>& sources, const ReadOptions& options) {
  auto impl = std::make_unique<Impl>();
  impl->options = options;
  auto weighs = [](const DataSource& source) { return source.weight > 0; };
  impl->weighted = std::any_of(sources.begin(), sources.end(), weighs);
  if (impl->weighted && !std::all_of(sources.begin(), sources.end(), weighs))
    return Error{ErrorCode::kInvalidArgument, "either all sources of a mix have a weight (PATH*WEIGHT) or none has"};
  for (const DataSource& source : sources) {
    RETORT_TRY(RowReader rows, RowReader::open(source.path));
    impl->feeds.push_back({std::move(rows), source.weight, 0, "", {}, {}});
  }
  return ProblemReader(std::move(impl));
}

Result<std::optional<trace::Problem>> ProblemReader::next() {
  if (impl_->options.limit > 0 && impl_->given >= impl_->options.limit) return std::optional<trace::Problem>();
  RETORT_TRY(auto problem, impl_->next());
  impl_->given += problem.has_value();
  return problem;
}

const std::vector<SkippedRow>& ProblemReader::skipped() const { return impl_->skipped; }
long ProblemReader::skipped_rows() const { return impl_->skipped_rows; }
std::string ProblemReader::format() const { return impl_->formats.size() == 1 ? *impl_->formats.begin() : impl_->formats.empty() ? "" : "mixed"; }

Result<DataSource> parse_source(std::string_view text) {
  DataSource source{std::string(trim(text)), 0};
  std::size_t star = source.path.rfind('*');
  if (star == std::string::npos) return source;
  std::string weight = source.path.substr(star + 1);
  auto [end, error] = std::from_chars(weight.data(), weight.data() + weight.size(), source.weight);
  if (error != std::errc() || end != weight.data() + weight.size() || !(source.weight > 0) || source.weight > 1e9)
    return Error{ErrorCode::kInvalidArgument, fmt::format("{}: the weight behind * must be a positive number", text)};
  source.path.resize(star);
  return source;
}

Error no_problem(const std::string& path, const ProblemReader& reader) {
  if (reader.skipped().empty()) return {ErrorCode::kParse, path + " gives no problem: it is empty"};
  const SkippedRow& row = reader.skipped().front();
  return {ErrorCode::kParse, fmt::format("{} gives no problem: line {} of {}: {}", path, row.line, row.file, row.reason)};
}

Result<ProblemSet> read_problems(const std::string& path, const ReadOptions& options) {
  RETORT_TRY(ProblemReader reader, ProblemReader::open({{path, 0}}, options));
  ProblemSet set;
  for (;;) {
    RETORT_TRY(auto problem, reader.next());
    if (!problem) break;
    set.problems.push_back(*std::move(problem));
  }
  set.skipped = reader.skipped();
  set.skipped_rows = reader.skipped_rows();
  set.format = reader.format();
  if (set.problems.empty()) return no_problem(path, reader);
  return set;
}

}  // namespace retort::data
