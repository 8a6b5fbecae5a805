#include "data/row_reader.h"

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "base/text.h"

namespace retort::data {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSpace = " \t\r\n";

// The elements of an array that may be larger than memory.
class ArrayElements {
 public:
  // `block` stands behind the opening bracket, on line `line`.
  ArrayElements(ByteReader bytes, std::string_view block, long line) : bytes_(std::move(bytes)), block_(block), line_(line) {}

  struct Element {
    std::string text;
    long line = 0;
    bool too_long = false;
  };
  // Nothing behind the closing bracket. kParse when the file ends before it.
  Result<std::optional<Element>> next(const std::string& path) {
    Element element;
    bool in_string = false, escaped = false;
    for (int depth = 0; !closed_;) {
      if (block_.empty()) {
        RETORT_TRY(block_, bytes_.next());
        if (block_.empty()) return Error{ErrorCode::kParse, path + ": the array is not closed: the file is cut off"};
      }
      char c = block_.front();
      block_.remove_prefix(1);
      line_ += c == '\n';
      bool outside = !in_string && depth == 0;
      if (outside && (c == ',' || c == ']')) {
        closed_ = c == ']';
        if (element.line > 0) return std::optional(std::move(element));
        continue;
      }
      if (element.line == 0 && kSpace.find(c) != std::string_view::npos) continue;
      if (element.line == 0) element.line = line_;
      if (in_string) {
        in_string = escaped || c != '"';
        escaped = !escaped && c == '\\';
      } else {
        in_string = c == '"';
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      }
      if (element.text.size() < kMaxRowBytes) element.text += c;
      else element.too_long = true;
    }
    return std::optional<Element>();
  }

 private:
  ByteReader bytes_;
  std::string_view block_;
  long line_ = 1;
  bool closed_ = false;
};

bool is_data_file(const fs::path& path) {
  fs::path name = path.extension() == ".gz" ? path.stem() : path.filename();
  return name.extension() == ".jsonl" || name.extension() == ".json";
}

Result<std::vector<std::string>> files_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, error), end;
  for (; !error && walk != end; walk.increment(error))
    if (is_data_file(walk->path()) && walk->is_regular_file()) files.push_back(walk->path().string());
  if (error) return Error{ErrorCode::kIo, folder + ": " + error.message()};
  if (files.empty())
    return Error{ErrorCode::kNotFound, folder + " holds no .jsonl or .json file; give a file or a folder of such files"};
  std::sort(files.begin(), files.end());
  return files;
}

// A .json file that is one object, over several lines or not. Nothing when it is something else.
Result<std::optional<Json>> one_object(const std::string& path) {
  if (fs::path(path).extension() != ".json") return std::optional<Json>();
  auto text = read_file(path, kMaxRowBytes);
  if (!text.ok()) return text.error().code == ErrorCode::kBudget ? Result<std::optional<Json>>(std::optional<Json>()) : text.error();
  auto json = parse_json(trim(*text));
  return json.ok() && json->is_object() ? std::optional<Json>(*std::move(json)) : std::optional<Json>();
}

}  // namespace

struct RowReader::Impl {
  std::vector<std::string> files;
  std::size_t next_file = 0;
  std::string path;
  std::optional<LineReader> lines;
  std::optional<ArrayElements> elements;
  std::optional<Json> object;

  Status open_next() {
    path = files[next_file++];
    RETORT_TRY(object, one_object(path));
    if (object) return {};
    RETORT_TRY(ByteReader bytes, ByteReader::open(path));
    RETORT_TRY(std::string_view block, bytes.next());
    if (block.starts_with("\xff\xfe") || block.starts_with("\xfe\xff"))
      return Error{ErrorCode::kUnsupported, path + " is UTF-16: convert it to UTF-8 (iconv -f UTF-16 -t UTF-8)"};
    if (block.starts_with("\xef\xbb\xbf")) block.remove_prefix(3);
    std::size_t first = block.find_first_not_of(kSpace);
    if (first != std::string_view::npos && block[first] == '[') {
      long line = 1 + std::count(block.begin(), block.begin() + static_cast<long>(first), '\n');
      elements.emplace(std::move(bytes), block.substr(first + 1), line);
    } else {
      lines.emplace(LineReader::over(std::move(bytes), block, path, kMaxRowBytes));
    }
    return {};
  }

  DataRow row(std::string text, long line, bool too_long) const {
    DataRow made{nullptr, std::move(text), "", path, line};
    if (too_long) {
      made.error = "the row is longer than 4 MiB";
      return made;
    }
    auto json = parse_json(made.text);
    if (json.ok()) made.json = *std::move(json);
    else made.error = valid_utf8(made.text) ? json.error().message : "the row is not UTF-8";
    return made;
  }

  // The next row of the file that is open; nothing at its end.
  Result<std::optional<DataRow>> from_file() {
    if (object) {
      DataRow made{*std::move(object), "", "", path, 1};
      made.text = to_line(made.json);
      object.reset();
      return std::optional(std::move(made));
    }
    if (elements) {
      RETORT_TRY(auto element, elements->next(path));
      if (element) return std::optional(row(std::move(element->text), element->line, element->too_long));
      elements.reset();
    }
    while (lines) {
      auto line = lines->next();
      if (!line.ok() && line.error().code == ErrorCode::kBudget) return std::optional(row("", lines->line_number(), true));
      if (!line.ok()) return line.error();
      if (!line->has_value()) lines.reset();
      else if (std::string_view text = trim(**line); !text.empty()) return std::optional(row(std::string(text), lines->line_number(), false));
    }
    return std::optional<DataRow>();
  }
};

RowReader::RowReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RowReader::RowReader(RowReader&&) noexcept = default;
RowReader& RowReader::operator=(RowReader&&) noexcept = default;
RowReader::~RowReader() = default;

Result<RowReader> RowReader::open(const std::string& path) {
  auto impl = std::make_unique<Impl>();
  RETORT_TRY(impl->files, data_files(path));
  return RowReader(std::move(impl));
}

Result<std::optional<DataRow>> RowReader::next() {
  for (;;) {
    RETORT_TRY(auto row, impl_->from_file());
    if (row || impl_->next_file == impl_->files.size()) return row;
    RETORT_TRY_STATUS(impl_->open_next());
  }
}

Result<std::vector<std::string>> data_files(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return files_in(path);
  if (fs::exists(path, error)) return std::vector<std::string>{path};
  return Error{ErrorCode::kNotFound, "no file " + path + ": give a JSONL file or a folder of such files"};
}

}  // namespace retort::data
