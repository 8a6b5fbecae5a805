// Rows of JSON from files, one at a time: lines, the elements of one large array, or one object a file. Packed files are unpacked.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace retort::data {

inline constexpr std::size_t kMaxRowBytes = std::size_t{4} << 20;

struct DataRow {
  Json json;
  std::string text;    // the row's bytes
  std::string error;   // not empty: why it is no row; `json` is null then
  std::string file;
  long line = 0;       // on which it begins
};

// Memory: one row. Not for use by several threads at once.
class RowReader {
 public:
  // A file, or a folder whose .jsonl and .json files (also .gz) are read in the order of their names. kNotFound says what to give;
  // kUnsupported for UTF-16.
  static Result<RowReader> open(const std::string& path);
  RowReader(RowReader&&) noexcept;
  RowReader& operator=(RowReader&&) noexcept;
  ~RowReader();
  // The next row, also a bad one (longer than 4 MiB, no JSON); nothing at the end. Errors are the file's: kIo.
  Result<std::optional<DataRow>> next();

 private:
  struct Impl;
  explicit RowReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The files that RowReader reads for `path`, in order.
Result<std::vector<std::string>> data_files(const std::string& path);

}  // namespace retort::data
