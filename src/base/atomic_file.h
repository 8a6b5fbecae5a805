// A file written in pieces that is there whole or not at all.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace retort {

// Writes beside `path` and takes its name on commit(), after an fsync. Without commit() nothing is left. kIo names the path and
// the reason ("No space left on device").
class AtomicFile {
 public:
  static Result<AtomicFile> create(const std::string& path);
  AtomicFile(AtomicFile&&) noexcept = default;
  ~AtomicFile();
  Status write(std::string_view bytes);
  Status commit();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  AtomicFile(std::string path, std::string temporary, std::FILE* file) : path_(std::move(path)), temporary_(std::move(temporary)), file_(file) {}
  Error failed() const;
  std::string path_, temporary_;
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace retort
