// Files: whole reads with limits, line streams with line numbers, and writes that are there whole or not at all.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/byte_reader.h"
#include "base/error.h"

namespace retort {

// "cannot read PATH: ..." for an errno; kNotFound when the file is not there, else kIo.
Error read_error(const std::string& path, int code);

// The whole file. kNotFound, kIo (a directory too), kBudget past `max_bytes`.
Result<std::string> read_file(const std::string& path, std::size_t max_bytes = std::size_t{1} << 30);

// Writes through a temporary file beside `path`, fsync and rename: after a crash the old or the new content is there, never
// a part. kIo names the path and the reason ("No space left on device").
Status write_file(const std::string& path, std::string_view content);

Status make_directories(const std::string& path);

// Streams the lines of a file, counted from 1, without the newline; gzip is unpacked. Lines longer than `max_line` bytes are kBudget (the stream
// stands after that line then and can go on).
class LineReader {
 public:
  static Result<LineReader> open(const std::string& path, std::size_t max_line = std::size_t{64} << 20);
  // Goes on with `bytes`, of which `read_ahead` is what its next() gave last and nobody has used.
  static LineReader over(ByteReader bytes, std::string_view read_ahead, const std::string& path, std::size_t max_line);
  // The next line, nothing at the end. kIo or kBudget with path and line number.
  Result<std::optional<std::string>> next();
  long line_number() const { return line_; }   // of the line last returned
  const std::string& path() const { return path_; }

 private:
  explicit LineReader(ByteReader bytes) : bytes_(std::move(bytes)) {}
  ByteReader bytes_;
  std::string_view block_;   // of bytes_, not yet handed out
  std::string path_;
  std::size_t max_line_ = 0;
  long line_ = 0;
};

// The folder of the running executable, links resolved: programs find each other and the project's data through it.
std::string program_directory();

}  // namespace retort
