#include "cli/grade_batch.h"

#include <fmt/core.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include "base/files.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "base/stop.h"
#include "cli/command.h"

namespace retort::cli {

namespace {

struct Line {
  long number = 0;
  Result<std::string> text = std::string();
};

// Empty lines are passed over; a line that is too long is answered by an error.
Result<std::optional<Line>> next_line(LineReader& reader) {
  for (;;) {
    auto text = reader.next();
    if (!text.ok() && text.error().code != ErrorCode::kBudget) return text.error();
    if (!text.ok()) return std::optional(Line{reader.line_number(), text.error()});
    if (!text->has_value()) return std::optional<Line>();
    if (!(*text)->empty()) return std::optional(Line{reader.line_number(), std::move(**text)});
  }
}

// The answer to a line; nothing where the row has nothing to say.
std::optional<Json> answer(const Line& line, const GradeBatch& batch, const std::function<Result<Json>(const Json&)>& action) {
  Json out = {{"id", line.number}};
  const auto refuse = [&](const std::string& message) -> std::optional<Json> {
    out["verdict"] = "error";
    out["error"] = message;
    return std::make_optional(out);
  };
  if (!line.text.ok()) return refuse(line.text.error().message);
  const auto row = parse_json(*line.text);
  if (!row.ok()) return refuse(fmt::format("line {}: {}", line.number, row.error().message));
  if (!row->is_object()) return refuse(fmt::format("line {}: a JSON object is needed", line.number));
  if (row->contains("id")) out["id"] = (*row)["id"];
  const auto result = action(*row);
  if (!result.ok()) return refuse(result.error().message);
  if (batch.silent_rows && result->empty()) return std::nullopt;
  if (batch.silent_rows) out["line"] = line.number;
  out.update(*result);
  return std::make_optional(std::move(out));
}

// What an earlier run left: how many whole lines, and the id of the last one. A torn last line is cut off.
struct Earlier {
  std::size_t lines = 0;
  Json last_id;
};

Result<Earlier> read_earlier(const std::string& path) {
  Earlier earlier;
  std::error_code failed;
  if (path.empty() || !std::filesystem::exists(path, failed)) return earlier;
  RETORT_TRY(const std::string text, read_file(path));
  const std::size_t whole = text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1;
  if (whole < text.size()) std::filesystem::resize_file(path, whole, failed);
  if (failed) return Error{ErrorCode::kIo, path + ": " + failed.message()};
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) ++earlier.lines;
  if (whole == 0) return earlier;
  const std::size_t begin = whole < 2 ? std::string::npos : text.rfind('\n', whole - 2);
  const std::size_t from = begin == std::string::npos ? 0 : begin + 1;
  RETORT_TRY(const Json last, parse_json(text.substr(from, whole - 1 - from)));
  if (last.is_object() && last.contains("id")) earlier.last_id = last["id"];
  return earlier;
}

std::size_t count_rows(const std::string& file) {
  std::error_code failed;
  if (file == "-" || !std::filesystem::is_regular_file(file, failed)) return 0;
  auto reader = LineReader::open(file);
  std::size_t rows = 0;
  while (reader.ok()) {
    const auto line = next_line(*reader);
    if (!line.ok() || !line->has_value()) break;
    ++rows;
  }
  return rows;
}

class Batch {
 public:
  Batch(const GradeBatch& batch, const char* tally, const std::function<Result<Json>(const Json&)>& action)
      : batch_(batch), tally_(tally), action_(action) {}

  Status run() {
    RETORT_TRY(LineReader reader, LineReader::open(batch_.file == "-" ? "/dev/stdin" : batch_.file));
    RETORT_TRY(const Earlier earlier, read_earlier(batch_.out));
    RETORT_TRY_STATUS(skip(reader, earlier));
    if (!batch_.out.empty()) {
      file_.reset(std::fopen(batch_.out.c_str(), "ab"));
      if (!file_) return Error{ErrorCode::kIo, batch_.out + ": cannot be written"};
    }
    Progress progress("grade", count_rows(batch_.file), earlier.lines);
    for (;;) {
      RETORT_TRY(const std::vector<Line> lines, read_block(reader));
      if (lines.empty()) return {};
      RETORT_TRY_STATUS(answer_block(lines, progress));
    }
  }

  std::string summary() const {
    std::string text;
    for (const auto& [kind, count] : counts_) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", kind, count);
    return text.empty() ? "nothing found" : text;
  }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  Status skip(LineReader& reader, const Earlier& earlier) {
    std::optional<Line> last;
    for (std::size_t i = 0; i < earlier.lines; ++i) {
      RETORT_TRY(last, next_line(reader));
      if (!last) break;
    }
    if (earlier.lines == 0) return {};
    const auto row = last && last->text.ok() ? parse_json(*last->text) : Result<Json>(Json());
    const Json id = row.ok() && row->is_object() && row->contains("id") ? (*row)["id"] : last ? Json(last->number) : Json();
    if (id == earlier.last_id) return {};
    return Error{ErrorCode::kInvalidArgument, batch_.out + " holds answers to other rows than " + batch_.file + ": remove it or name another file"};
  }

  static Result<std::vector<Line>> read_block(LineReader& reader) {
    constexpr std::size_t kBlock = 4096;
    std::vector<Line> lines;
    while (lines.size() < kBlock) {
      RETORT_TRY(auto line, next_line(reader));
      if (!line) break;
      lines.push_back(std::move(*line));
    }
    return lines;
  }

  Status answer_block(const std::vector<Line>& lines, Progress& progress) {
    std::vector<std::optional<Json>> answers(lines.size());
    const Status done = parallel_ordered(
        lines.size(), batch_.threads == 0 ? usable_threads() : batch_.threads, 1024, signal_stop(),
        [&](std::size_t i) -> Status {
          answers[i] = answer(lines[i], batch_, action_);
          return {};
        },
        [&](std::size_t i) -> Status {
          progress.add();
          return answers[i] ? write(*answers[i]) : Status();
        });
    if (file_ && std::fflush(file_.get()) != 0) return Error{ErrorCode::kIo, batch_.out + ": cannot be written"};
    return done;
  }

  Status write(const Json& one) {
    count(one);
    const std::string line = to_line(one) + "\n";
    if (!file_) {
      print(line);
      return {};
    }
    const bool written = std::fwrite(line.data(), 1, line.size(), file_.get()) == line.size();
    return written ? Status() : Status(Error{ErrorCode::kIo, batch_.out + ": cannot be written"});
  }

  void count(const Json& one) {
    const Json& value = one.contains(tally_) ? one[tally_] : one["verdict"];
    if (value.is_string()) ++counts_[value.get<std::string>()];
    if (!value.is_array()) return;
    for (const Json& part : value) ++counts_[string_or(part, "kind", "")];
  }

  const GradeBatch& batch_;
  const std::string tally_;
  const std::function<Result<Json>(const Json&)>& action_;
  std::unique_ptr<std::FILE, Close> file_;
  std::map<std::string, std::size_t> counts_;
};

}  // namespace

int run_grade_batch(const GradeBatch& grade_batch, const char* tally, const std::function<Result<Json>(const Json& row)>& action) {
  Batch batch(grade_batch, tally, action);
  if (Status done = batch.run(); !done.ok()) return done.error().code == ErrorCode::kInvalidArgument ? usage(done.error()) : fail(done.error());
  say(batch.summary());
  return kDone;
}

}  // namespace retort::cli
