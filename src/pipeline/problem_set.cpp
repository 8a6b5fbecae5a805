#include "pipeline/problem_set.h"

#include <fmt/core.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>

#include "base/hash.h"
#include "base/progress.h"
#include "base/text.h"
#include "data/decontaminate.h"
#include "data/duplicates.h"
#include "data/row_reader.h"
#include "data/source.h"
#include "eval/prompt.h"

namespace retort::pipeline {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kKind = "problem_set", kPageKind = "problem_page";

std::vector<data::DataSource> sources_of(const Recipe& recipe) {
  std::vector<data::DataSource> sources;
  for (const std::string& entry : recipe.problems.mix)
    if (auto source = data::parse_source(entry); source.ok()) sources.push_back(*source);
  if (sources.empty()) sources.push_back({recipe.problems.source, 0});
  return sources;
}

bool is_starter(const Recipe& recipe) { return recipe.problems.mix.empty() && recipe.problems.source == "starter"; }

// Several samples of a problem can find an answer by vote.
bool takes_unanswered(const Recipe& recipe) { return recipe.agents.solver == "llm" && recipe.llm.samples > 1; }

// What the recipe asks for, whatever the source's bytes. Settings that say nothing add nothing.
std::string request_of(const Recipe& recipe) {
  const auto& p = recipe.problems;
  std::vector<std::string> parts = is_starter(recipe)
                                       ? std::vector<std::string>{"starter", fmt::format("{} {} {} {}", p.count, p.seed, p.level, join(p.families, ","))}
                                       : std::vector<std::string>{p.source, fmt::format("{} {}", p.limit, p.strict)};
  if (!p.mix.empty()) parts.push_back("mix " + join(p.mix, "\n"));
  if (!p.licence.empty()) parts.push_back("licence " + p.licence);
  if (takes_unanswered(recipe)) parts.push_back("without answers");
  if (auto files = benchmark_files(recipe); !files.empty()) parts.push_back(fmt::format("against {} {} {}", p.ngram, p.tokenizer, join(files, "\n")));
  if (p.near_duplicates > 0) parts.push_back(fmt::format("near {}", p.near_duplicates));
  return trace::make_id("request", parts);
}

Result<std::string> content_of_file(const std::string& source) {
  std::error_code code;
  if (!fs::is_directory(source, code)) return hash_file(source);
  RETORT_TRY(auto files, data::data_files(source));
  std::vector<std::string> hashes;
  for (const std::string& file : files) {
    RETORT_TRY(std::string hash, hash_file(file));
    hashes.push_back(fs::path(file).lexically_relative(source).string() + " " + hash);
  }
  return trace::make_id("folder", hashes);
}

// Changes when the content of a source or a benchmark does.
Result<std::string> content_of(const Recipe& recipe) {
  std::vector<std::string> hashes;
  if (is_starter(recipe)) hashes.emplace_back(data::starter_revision());
  else
    for (const auto& source : sources_of(recipe)) {
      RETORT_TRY(std::string hash, content_of_file(source.path));
      hashes.push_back(std::move(hash));
    }
  for (const std::string& file : benchmark_files(recipe)) {
    RETORT_TRY(std::string hash, content_of_file(file));
    hashes.push_back("against " + hash);
  }
  return hashes.size() == 1 ? hashes.front() : trace::make_id("contents", hashes);
}

Json rows_to_json(const std::vector<Row>& rows) {
  Json json = Json::array();
  for (const Row& row : rows) json.push_back(Json::array({row.record, row.id, row.line}));
  return json;
}

Json to_json(const LeftOuts& rows) {
  Json json = {{"count", rows.count}, {"first", Json::array()}};
  for (const LeftOut& row : rows.first) json["first"].push_back(Json::array({row.line, row.file, row.reason}));
  return json;
}

// The parts of a stored set; at() throws where one is missing.
std::vector<Row> rows_from_json(const Json& json) {
  std::vector<Row> rows;
  for (const Json& row : json) rows.push_back({row.at(0), row.at(1), row.at(2)});
  return rows;
}

LeftOuts left_outs_from_json(const Json& json) {
  LeftOuts rows;
  rows.count = json.at("count");
  for (const Json& row : json.at("first")) rows.first.push_back({row.at(0), row.at(1), row.at(2)});
  return rows;
}

Error damaged(std::string_view kind, std::string_view id, std::string_view why) { return {ErrorCode::kCorruption, fmt::format("{} {}: {}", kind, id, why)}; }

Result<ProblemSet> from_record(const store::Store& store, const store::Record& record) {
  ProblemSet set;
  set.format = string_or(record.body, "format", "");
  set.duplicates = static_cast<long>(integer_or(record.body, "duplicates", 0));
  set.benchmark_items = static_cast<long>(integer_or(record.body, "benchmark_items", 0));
  try {
    const Json& body = record.body;
    if (body.contains("pages")) set.rows = RowList(store, body["pages"].get<std::vector<std::string>>(), body.at("count").get<std::size_t>());
    else set.rows = RowList(rows_from_json(body.at("rows")));
    set.skipped = left_outs_from_json(body.at("skipped"));
    for (auto [key, rows] : {std::pair{"normalised", &set.normalised}, {"near", &set.near}, {"contaminated", &set.contaminated}})
      if (body.contains(key)) *rows = left_outs_from_json(body[key]);
  } catch (const Json::exception& e) {
    return damaged(kKind, record.id, e.what());
  }
  return set;
}

// Problems one after the other, from wherever the recipe takes them.
class Feed {
 public:
  static Result<Feed> open(const Recipe& recipe) {
    const auto& p = recipe.problems;
    Feed feed;
    if (is_starter(recipe)) {
      RETORT_TRY(data::ProblemSet made, data::starter_problems("train", static_cast<std::size_t>(p.count), static_cast<std::uint64_t>(p.seed), starter_options(recipe)));
      feed.format_ = made.format;
      feed.made_.assign(std::make_move_iterator(made.problems.begin()), std::make_move_iterator(made.problems.end()));
      return feed;
    }
    data::ReadOptions options{.strict = p.strict, .limit = static_cast<long>(p.limit), .licence = p.licence, .request = eval::conversation("").back().content,
                              .without_answer = takes_unanswered(recipe)};
    RETORT_TRY(data::ProblemReader reader, data::ProblemReader::open(sources_of(recipe), options));
    feed.reader_.emplace(std::move(reader));
    return feed;
  }

  Result<std::optional<trace::Problem>> next() {
    if (reader_) return reader_->next();
    if (made_.empty()) return std::optional<trace::Problem>();
    std::optional<trace::Problem> problem(std::move(made_.front()));
    made_.pop_front();
    return problem;
  }

  std::string format() const { return reader_ ? reader_->format() : format_; }
  LeftOuts skipped() const {
    LeftOuts rows;
    if (!reader_) return rows;
    for (const data::SkippedRow& row : reader_->skipped()) rows.first.push_back({row.line, row.file, row.reason});
    rows.count = reader_->skipped_rows();
    return rows;
  }
  Error nothing(const std::string& name) const {
    return reader_ ? data::no_problem(name, *reader_) : Error{ErrorCode::kInvalidArgument, name + " holds no problem"};
  }

 private:
  std::optional<data::ProblemReader> reader_;
  std::deque<trace::Problem> made_;
  std::string format_;
};

// Everything about a problem beside its statement: two rows that differ in it are two samples of one problem.
std::string work_of(const trace::Problem& problem) {
  return hash128(problem.answer + "\n" + problem.solution + "\n" + (problem.given.is_null() ? "" : to_line(problem.given)));
}

// Decides which problems are left out, and counts them.
class Hygiene {
 public:
  static Result<Hygiene> make(const Recipe& recipe) {
    const auto& p = recipe.problems;
    Hygiene made(p.near_duplicates);
    if (auto files = benchmark_files(recipe); !files.empty()) {
      data::DecontaminateOptions options{static_cast<std::size_t>(p.ngram), *data::tokenizer_named(p.tokenizer)};
      RETORT_TRY(data::Benchmark benchmark, data::Benchmark::read(files, options));
      made.benchmark_.emplace(std::move(benchmark));
    }
    return made;
  }

  bool keep(const trace::Problem& problem, ProblemSet& set) {
    if (benchmark_) {
      set.benchmark_items = static_cast<long>(benchmark_->size());
      if (auto found = benchmark_->find(problem.statement)) {
        set.contaminated.add(left_out(problem, fmt::format("{} of {}:{}{}: {}", found->rule, found->item->file, found->item->line,
                                                           found->item->id.empty() ? "" : " (" + found->item->id + ")", shorten(found->text, 200))));
        return false;
      }
    }
    data::SameAs same = duplicates_.add(problem.statement, problem.id, work_of(problem));
    if (same.how == data::Sameness::kExact) ++set.duplicates;
    if (same.how == data::Sameness::kNormalised) set.normalised.add(left_out(problem, "the same statement as an earlier one, written differently"));
    if (same.how == data::Sameness::kNear) set.near.add(left_out(problem, fmt::format("nearly the statement of problem {}", same.name)));
    return same.how == data::Sameness::kNew;
  }

 private:
  explicit Hygiene(double threshold) : duplicates_({.threshold = threshold}) {}

  static LeftOut left_out(const trace::Problem& problem, std::string reason) {
    return {problem.line, problem.source, fmt::format("{}: {}", shorten(problem.id, 60), reason)};
  }

  std::optional<data::Benchmark> benchmark_;
  data::Duplicates duplicates_;
};

// Writes problems, then the pages that list them, then the set: a set in the store has all its problems there.
class SetWriter {
 public:
  SetWriter(store::Store& store, std::string id) : store_(store), id_(std::move(id)) {}

  Status add(const trace::Problem& problem) {
    std::string record = problem.record_id();
    if (rows_.size() == kRowsPerPage) RETORT_TRY_STATUS(end_page());
    rows_.push_back({record, problem.id, problem.line});
    ++count_;
    batch_.push_back({"problem", record, "", problem.to_json()});
    return batch_.size() < 1024 ? Status() : flush();
  }

  std::size_t count() const { return count_; }

  Status finish(ProblemSet& set, const std::string& request) {
    bool paged = !pages_.empty();
    if (paged) RETORT_TRY_STATUS(end_page());
    Json body = {{"format", set.format}, {"duplicates", set.duplicates}, {"skipped", to_json(set.skipped)}};
    for (const auto& [key, rows] : {std::pair{"normalised", &set.normalised}, {"near", &set.near}, {"contaminated", &set.contaminated}})
      if (rows->count > 0) body[key] = to_json(*rows);
    if (set.benchmark_items > 0) body["benchmark_items"] = set.benchmark_items;
    if (paged) body["pages"] = pages_, body["count"] = count_;
    else body["rows"] = rows_to_json(rows_);
    batch_.push_back({std::string(kKind), id_, request, std::move(body)});
    RETORT_TRY_STATUS(flush());
    set.rows = paged ? RowList(store_, pages_, count_) : RowList(std::move(rows_));
    return {};
  }

 private:
  Status flush() {
    Status written = store_.put(batch_);
    batch_.clear();
    return written;
  }
  Status end_page() {
    pages_.push_back(trace::make_id(kPageKind, {id_, fmt::format("{}", pages_.size())}));
    batch_.push_back({std::string(kPageKind), pages_.back(), id_, {{"rows", rows_to_json(rows_)}}});
    rows_.clear();
    return flush();
  }

  store::Store& store_;
  std::string id_;
  std::vector<Row> rows_;
  std::vector<std::string> pages_;
  std::vector<store::Record> batch_;
  std::size_t count_ = 0;
};

Error all_left_out(const ProblemSet& set, const std::string& name) {
  return {ErrorCode::kInvalidArgument, fmt::format("{} has no problem left: {} share words with the benchmarks (the first: {}); name other files in "
                                                   "problems.decontaminate_against and eval.data, or set problems.decontaminate = false",
                                                   name, set.contaminated.count, set.contaminated.first.front().reason)};
}

}  // namespace

void LeftOuts::add(LeftOut row) {
  if (first.size() < kKept) first.push_back(std::move(row));
  ++count;
}

// The pages read last, shared by all threads.
struct RowList::Pages {
  const store::Store* store = nullptr;
  std::vector<std::string> ids;
  std::mutex mutex;
  std::deque<std::pair<std::size_t, std::shared_ptr<const std::vector<Row>>>> recent;

  Result<std::shared_ptr<const std::vector<Row>>> page(std::size_t number) {
    std::lock_guard lock(mutex);
    for (const auto& [known, rows] : recent)
      if (known == number) return rows;
    RETORT_TRY(store::Record record, store->get(kPageKind, ids[number]));
    std::shared_ptr<const std::vector<Row>> rows;
    try {
      rows = std::make_shared<const std::vector<Row>>(rows_from_json(record.body.at("rows")));
    } catch (const Json::exception& e) {
      return damaged(kPageKind, record.id, e.what());
    }
    constexpr std::size_t kPages = 4;
    recent.emplace_front(number, rows);
    if (recent.size() > kPages) recent.pop_back();
    return rows;
  }
};

RowList::RowList(std::vector<Row> rows) : size_(rows.size()), rows_(std::move(rows)) {}

RowList::RowList(const store::Store& store, std::vector<std::string> pages, std::size_t size) : size_(size), pages_(std::make_shared<Pages>()) {
  pages_->store = &store;
  pages_->ids = std::move(pages);
}

Result<Row> RowList::at(std::size_t i) const {
  RETORT_CHECK(i < size_, "a row behind the last one");
  if (!pages_) return rows_[i];
  RETORT_TRY(auto page, pages_->page(i / kRowsPerPage));
  if (i % kRowsPerPage >= page->size()) return damaged(kPageKind, pages_->ids[i / kRowsPerPage], "too few rows");
  return (*page)[i % kRowsPerPage];
}

Status RowList::each(const std::function<Status(const Row&)>& visit) const {
  for (std::size_t i = 0; i < size_; ++i) {
    RETORT_TRY(Row row, at(i));
    RETORT_TRY_STATUS(visit(row));
  }
  return {};
}

std::vector<std::string> benchmark_files(const Recipe& recipe) {
  if (!recipe.problems.decontaminate) return {};
  std::vector<std::string> files = recipe.problems.decontaminate_against;
  for (const std::string& data : recipe.eval.data)   // also where this run does not evaluate: what it makes may be evaluated there
    if (!names_data(data) && std::find(files.begin(), files.end(), data) == files.end()) files.push_back(data);
  return files;
}

data::StarterOptions starter_options(const Recipe& recipe) {
  const auto& p = recipe.problems;
  return {data::starter_level(p.level), p.families};
}

Result<ProblemSet> make_problem_set(Run& run) {
  for (const std::string& entry : run.recipe.problems.mix) {
    auto source = data::parse_source(entry);
    if (!source.ok()) return Error{source.error().code, "problems.mix: " + source.error().message};
  }
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
  if (auto record = run.store.get(kKind, id); record.ok()) return from_record(run.store, *record);

  RETORT_TRY(Feed feed, Feed::open(run.recipe));
  RETORT_TRY(Hygiene hygiene, Hygiene::make(run.recipe));
  ProblemSet set;
  SetWriter writer(run.store, id);
  Progress progress("read problems", 0);
  for (;;) {
    if (run.stop.requested()) return Error{ErrorCode::kCancelled, "stopped on request"};
    RETORT_TRY(auto problem, feed.next());
    if (!problem) break;
    progress.add();
    if (hygiene.keep(*problem, set)) RETORT_TRY_STATUS(writer.add(*problem));
  }
  std::string name = run.recipe.problems.mix.empty() ? run.recipe.problems.source : join(run.recipe.problems.mix, ", ");
  if (writer.count() == 0 && set.contaminated.count > 0) return all_left_out(set, name);
  if (writer.count() == 0) return feed.nothing(name);
  set.format = feed.format();
  set.skipped = feed.skipped();
  RETORT_TRY_STATUS(writer.finish(set, request));
  return set;
}

Result<Peek> peek_problems(const Recipe& recipe, std::size_t first) {
  RETORT_TRY(Feed feed, Feed::open(recipe));
  Peek peek;
  for (;; ++peek.all) {
    RETORT_TRY(auto problem, feed.next());
    if (!problem) break;
    if (peek.first.size() < first) peek.first.push_back(*std::move(problem));
  }
  if (peek.all == 0) return feed.nothing(recipe.problems.source);
  return peek;
}

Result<ProblemSet> stored_problem_set(const Run& run) {
  RETORT_TRY(auto sets, run.store.children(kKind, request_of(run.recipe)));
  if (sets.empty())
    return Error{ErrorCode::kNotFound, fmt::format("{} holds no problems yet: run `retort run` or `retort solve` on it", run.paths.root)};
  return from_record(run.store, sets.back());
}

}  // namespace retort::pipeline
