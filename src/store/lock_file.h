// One writer at a time: an advisory lock on a file that says who holds it, released by the system however the holder ends.
#pragma once

#include <string>

#include "base/error.h"

namespace retort::store {

class LockFile {
 public:
  // Takes the lock or fails at once: kUnavailable with the holder's process id, kIo when the file cannot be written.
  static Result<LockFile> acquire(const std::string& path);
  LockFile() = default;
  LockFile(LockFile&& other) noexcept;
  LockFile& operator=(LockFile&& other) noexcept;
  ~LockFile();

 private:
  int fd_ = -1;
};

}  // namespace retort::store
