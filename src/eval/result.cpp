#include "eval/result.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/files.h"
#include "base/hash.h"
#include "base/text.h"

namespace retort::eval {

namespace fs = std::filesystem;

namespace {

const std::vector<std::string> kDeciding = {"model", "prompt", "settings", "data"};

std::string partial_path(const std::string& path) { return path + ".partial"; }

Error no_result(const std::string& path) {
  return {ErrorCode::kParse, path + " is no result of an evaluation: its first line does not begin with {\"evaluation\""};
}

// Reads header and rows; a line that was cut off at the end by a kill is left out, and `whole` is the length of what is good.
Status read_lines(const std::string& path, StoredResult& result, std::size_t& whole) {
  RETORT_TRY(std::string text, read_file(path));
  whole = 0;
  long number = 0;
  for (std::size_t at = 0; at < text.size();) {
    ++number;
    std::size_t end = text.find('\n', at);
    auto json = parse_json(std::string_view(text).substr(at, end - at));
    bool last = end == std::string::npos || end + 1 == text.size();
    if (number == 1) {
      if (!json.ok() || !json->is_object() || !json->contains("evaluation")) return no_result(path);
      result.header = *std::move(json);
    } else if (json.ok() && json->is_object() && json->contains("scores")) {
      result.scores = (*json)["scores"];
      result.finished = true;
    } else {
      auto row = json.ok() ? ResultRow::from_json(*json) : Result<ResultRow>(json.error());
      if (!row.ok() && last) return {};
      if (!row.ok()) return Error{ErrorCode::kCorruption, fmt::format("{}:{}: {}", path, number, row.error().message)};
      if (end == std::string::npos) return {};   // its newline is missing: asked again
      result.rows.push_back(*std::move(row));
    }
    if (end == std::string::npos) return {};
    whole = at = end + 1;
  }
  return {};
}

std::string value_text(const Json& value) { return shorten(value.is_string() ? value.get<std::string>() : value.dump(), 80); }

void compare_members(const Json& a, const Json& b, const std::string& name, std::vector<std::string>& out) {
  if (a == b) return;
  if (!a.is_object() || !b.is_object()) {
    if (a.is_array() && b.is_array() && a.size() == b.size()) {
      for (std::size_t i = 0; i < a.size(); ++i) compare_members(a[i], b[i], fmt::format("{} {}", name, i + 1), out);
      return;
    }
    out.push_back(fmt::format("{} is {} and {}", name, value_text(a), value_text(b)));
    return;
  }
  std::vector<std::string> keys;
  for (const Json* side : {&a, &b})
    for (const auto& [key, value] : side->items())
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  for (const std::string& key : keys)
    compare_members(a.contains(key) ? a[key] : Json(), b.contains(key) ? b[key] : Json(), name + "." + key, out);
}

}  // namespace

std::string content_hash(const TestSet& set) {
  std::string names;
  for (const trace::Problem& problem : set.problems) names += problem.record_id() + "\n";
  return hash128(names);
}

Json ResultRow::to_json() const {
  Json json = {{"data", data}, {"item", item}, {"id", problem.id}, {"problem", problem.statement}, {"gold", problem.answer}};
  if (!problem.subject.empty()) json["subject"] = problem.subject;
  if (!problem.level.empty()) json["level"] = problem.level;
  json.update(sample.to_json());
  return json;
}

Result<ResultRow> ResultRow::from_json(const Json& json) {
  if (!json.is_object()) return Error{ErrorCode::kParse, "no JSON object"};
  ResultRow row;
  row.data = string_or(json, "data", "");
  row.item = static_cast<long>(integer_or(json, "item", -1));
  row.problem.id = string_or(json, "id", "");
  row.problem.statement = string_or(json, "problem", "");
  row.problem.answer = string_or(json, "gold", "");
  row.problem.subject = string_or(json, "subject", "");
  row.problem.level = string_or(json, "level", "");
  RETORT_TRY(row.sample, Sample::from_json(json));
  if (row.data.empty() || row.item < 0) return Error{ErrorCode::kParse, "no \"data\" or no \"item\""};
  return row;
}

Result<StoredResult> read_result(const std::string& path) {
  StoredResult result;
  result.path = path;
  std::error_code ignored;
  if (!fs::exists(path, ignored) && fs::exists(partial_path(path), ignored)) result.path = partial_path(path);
  std::size_t whole = 0;
  RETORT_TRY_STATUS(read_lines(result.path, result, whole));
  if (result.header.is_null()) return no_result(path);
  return result;
}

std::vector<std::pair<std::string, std::vector<Answered>>> answered_of(const StoredResult& result) {
  std::map<std::string, std::map<long, std::vector<const ResultRow*>>> by_item;
  for (const ResultRow& row : result.rows) by_item[row.data][row.item].push_back(&row);
  std::vector<std::pair<std::string, std::vector<Answered>>> all;
  for (const Json& data : result.header.value("data", Json::array())) {
    std::string name = string_or(data, "name", "");
    std::vector<Answered> answered;
    for (auto& [item, rows] : by_item[name]) {
      std::sort(rows.begin(), rows.end(), [](const ResultRow* a, const ResultRow* b) { return a->sample.number < b->sample.number; });
      Answered one{&rows.front()->problem, {}};
      for (const ResultRow* row : rows) one.samples.push_back(row->sample);
      answered.push_back(std::move(one));
    }
    all.emplace_back(std::move(name), std::move(answered));
  }
  return all;
}

std::vector<std::string> differences(const Json& a, const Json& b, const std::vector<std::string>& keys) {
  std::vector<std::string> out;
  for (const std::string& key : keys) compare_members(a.contains(key) ? a[key] : Json(), b.contains(key) ? b[key] : Json(), key, out);
  return out;
}

struct ResultWriter::Impl {
  std::string path;
  Json header;
  int file = -1;
  std::map<Key, Sample> kept;

  ~Impl() {
    if (file >= 0) ::close(file);
  }
  Error failed() const { return {ErrorCode::kIo, fmt::format("cannot write {}: {}", partial_path(path), std::strerror(errno))}; }

  // What stands in `from`, if it is of the same evaluation.
  Status take(const std::string& from, std::size_t& whole) {
    StoredResult found;
    RETORT_TRY_STATUS(read_lines(from, found, whole));
    if (found.header.is_null()) return {};
    if (auto differ = differences(found.header, header, kDeciding); !differ.empty()) {
      if (found.rows.empty() && !found.finished) {   // it came to no answer: nothing is lost
        whole = 0;
        return {};
      }
      return Error{ErrorCode::kInvalidArgument, fmt::format("{} holds another evaluation: {}. Give another --out, or remove it",
                                                            from, join(differ, "; "))};
    }
    for (const ResultRow& row : found.rows) kept[{row.data, row.item, row.sample.number}] = row.sample;
    return {};
  }

  Status write_line(const std::string& line) {
    for (std::string_view rest = line; !rest.empty();) {
      ssize_t n = ::write(file, rest.data(), rest.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return failed();
      rest.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
  }
};

ResultWriter::ResultWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ResultWriter::ResultWriter(ResultWriter&&) noexcept = default;
ResultWriter::~ResultWriter() = default;

Result<ResultWriter> ResultWriter::open(const std::string& path, Json header) {
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->header = std::move(header);
  std::error_code ignored;
  std::size_t whole = 0;
  if (fs::exists(path, ignored)) {
    RETORT_TRY_STATUS(impl->take(path, whole));
    return ResultWriter(std::move(impl));
  }
  if (auto folder = fs::path(path).parent_path(); !folder.empty()) RETORT_TRY_STATUS(make_directories(folder.string()));
  impl->file = ::open(partial_path(path).c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (impl->file < 0) return impl->failed();
  if (::flock(impl->file, LOCK_EX | LOCK_NB) != 0)
    return Error{ErrorCode::kUnavailable, fmt::format("another process works on {}", partial_path(path))};
  RETORT_TRY_STATUS(impl->take(partial_path(path), whole));
  if (::ftruncate(impl->file, static_cast<off_t>(whole)) != 0) return impl->failed();
  if (whole == 0) RETORT_TRY_STATUS(impl->write_line(to_line(impl->header) + "\n"));
  return ResultWriter(std::move(impl));
}

const std::map<ResultWriter::Key, Sample>& ResultWriter::kept() const { return impl_->kept; }

Status ResultWriter::add(const ResultRow& row) { return impl_->file < 0 ? Status() : impl_->write_line(to_line(row.to_json()) + "\n"); }

Status ResultWriter::finish(const std::vector<ResultRow>& rows, const Json& scores) {
  std::string text = to_line(impl_->header) + "\n";
  for (const ResultRow& row : rows) text += to_line(row.to_json()) + "\n";
  text += to_line({{"scores", scores}}) + "\n";
  RETORT_TRY_STATUS(write_file(impl_->path, text));
  if (impl_->file >= 0) ::unlink(partial_path(impl_->path).c_str());
  return {};
}

}  // namespace retort::eval
