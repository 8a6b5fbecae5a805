#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "data/problem_row.h"
#include "data/source.h"

namespace retort::data {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxRow = std::size_t{4} << 20;

// Collects the rows of one or several files.
class Reading {
 public:
  explicit Reading(const ReadOptions& options) : options_(options) {}

  bool full() const { return options_.limit > 0 && static_cast<long>(set_.problems.size()) >= options_.limit; }

  Status read_lines(const std::string& path) {
    RETORT_TRY(LineReader reader, LineReader::open(path, kMaxRow));
    begin_file(path);
    while (!full()) {
      auto line = reader.next();
      if (!line.ok()) {
        if (line.error().code != ErrorCode::kBudget) return line.error();
        RETORT_TRY_STATUS(bad_row(reader.line_number(), "the row is longer than 4 MiB"));
        continue;
      }
      if (!line->has_value()) break;
      std::string_view text = **line;
      if (reader.line_number() == 1 && text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
      text = trim(text);
      if (!text.empty()) RETORT_TRY_STATUS(read_row(text, reader.line_number()));
    }
    return {};
  }

  // A .json file is one object; one that is not is read line by line, because some tools give JSONL that name.
  Status read_object(const std::string& path) {
    RETORT_TRY(std::string text, read_file(path, kMaxRow));
    if (!parse_json(text).ok()) return read_lines(path);
    begin_file(path);
    return read_row(trim(text), 1);
  }

  ProblemSet finish() && {
    set_.format = formats_.size() == 1 ? *formats_.begin() : formats_.empty() ? "" : "mixed";
    return std::move(set_);
  }

 private:
  void begin_file(const std::string& path) {
    path_ = path;
    ids_in_file_.clear();
  }

  Status bad_row(long line, std::string reason) {
    if (options_.strict) return Error{ErrorCode::kParse, path_ + ":" + std::to_string(line) + ": " + reason};
    set_.skipped.push_back({line, std::move(reason), path_});
    return {};
  }

  Status read_row(std::string_view text, long line) {
    auto json = parse_json(text);
    if (!json.ok()) return bad_row(line, json.error().message);
    auto row = problem_from_row(*json);
    if (!row.ok()) return bad_row(line, row.error().message);
    trace::Problem problem = std::move(row->problem);
    problem.line = line;
    if (problem.source.empty()) problem.source = fs::path(path_).filename().string();
    if (options_.strict && !ids_in_file_.insert(problem.id).second)
      return bad_row(line, "the id \"" + shorten(problem.id, 60) + "\" occurs a second time");
    make_id_unique(problem);
    formats_.insert(row->format);
    set_.problems.push_back(std::move(problem));
    return {};
  }

  // A repeated id gets "#2", "#3", ...
  void make_id_unique(trace::Problem& problem) {
    std::string id = problem.id;
    for (long& seen = seen_[id]; !ids_.insert(problem.id).second;) problem.id = id + "#" + std::to_string(++seen + 1);
  }

  const ReadOptions& options_;
  ProblemSet set_;
  std::string path_;
  std::set<std::string> formats_, ids_, ids_in_file_;
  std::map<std::string, long> seen_;
};

Result<std::vector<std::string>> files_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, error), end;
  for (; !error && walk != end; walk.increment(error)) {
    std::string extension = walk->path().extension().string();
    if ((extension == ".jsonl" || extension == ".json") && walk->is_regular_file()) files.push_back(walk->path().string());
  }
  if (error) return Error{ErrorCode::kIo, folder + ": " + error.message()};
  if (files.empty())
    return Error{ErrorCode::kNotFound, folder + " holds no .jsonl or .json file; give a file or a folder of such files"};
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

Result<ProblemSet> read_problems(const std::string& path, const ReadOptions& options) {
  std::error_code error;
  std::vector<std::string> files = {path};
  if (fs::is_directory(path, error)) {
    RETORT_TRY(files, files_in(path));
  } else if (!fs::exists(path, error)) {
    return Error{ErrorCode::kNotFound, "no problem file " + path + ": give a JSONL file or a folder of such files"};
  }
  Reading reading(options);
  for (const std::string& file : files) {
    if (reading.full()) break;
    RETORT_TRY_STATUS(fs::path(file).extension() == ".json" ? reading.read_object(file) : reading.read_lines(file));
  }
  ProblemSet set = std::move(reading).finish();
  if (set.problems.empty()) {
    std::string reason = set.skipped.empty() ? "it is empty" : "line " + std::to_string(set.skipped.front().line) + " of " +
                                                                   set.skipped.front().file + ": " +
                                                                   set.skipped.front().reason;
    return Error{ErrorCode::kParse, path + " gives no problem: " + reason};
  }
  return set;
}

}  // namespace retort::data
