#include "base/atomic_file.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace retort {

Error AtomicFile::failed() const { return {ErrorCode::kIo, fmt::format("cannot write {}: {}", path_, std::strerror(errno))}; }

Result<AtomicFile> AtomicFile::create(const std::string& path) {
  std::string temporary = path + ".part";
  std::FILE* file = std::fopen(temporary.c_str(), "we");
  AtomicFile made(path, temporary, file);
  if (!file) return made.failed();
  return made;
}

AtomicFile::~AtomicFile() {
  if (file_) ::unlink(temporary_.c_str());
}

Status AtomicFile::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) return failed();
  return {};
}

Status AtomicFile::commit() {
  if (std::fflush(file_.get()) != 0 || ::fsync(::fileno(file_.get())) != 0) return failed();
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return failed();
  file_.reset();
  return {};
}

}  // namespace retort
