// The bytes of a file, block by block; what is packed by gzip is unpacked on the way.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace retort {

// Recognises gzip by its first two bytes. A packed file that is cut off or damaged is kIo with its name, once the bytes before
// have been handed out. Not for use by several threads at once.
class ByteReader {
 public:
  // kNotFound, or kIo (a folder too).
  static Result<ByteReader> open(const std::string& path);
  ByteReader(ByteReader&&) noexcept;
  ByteReader& operator=(ByteReader&&) noexcept;
  ~ByteReader();
  // The next bytes, valid until the next call; empty at the end.
  Result<std::string_view> next();

 private:
  struct Impl;
  explicit ByteReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace retort
