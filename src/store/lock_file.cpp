#include "store/lock_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/text.h"

namespace retort::store {

Result<LockFile> LockFile::acquire(const std::string& path) {
  LockFile lock;
  lock.fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock.fd_ < 0) return Error{ErrorCode::kIo, fmt::format("cannot write {}: {}", path, std::strerror(errno))};
  if (::flock(lock.fd_, LOCK_EX | LOCK_NB) != 0) {
    char holder[32] = {};
    ssize_t n = ::pread(lock.fd_, holder, sizeof holder - 1, 0);
    auto pid = trim(std::string_view(holder, n > 0 ? static_cast<std::size_t>(n) : 0));
    return Error{ErrorCode::kUnavailable,
                 fmt::format("{} is held by process {}: another retort is writing here; wait for it to end, or stop it", path,
                             pid.empty() ? "(unknown)" : pid)};
  }
  // The pid is for the message above alone: failing to write it (a full disk) does not weaken the lock.
  std::string pid = fmt::format("{}\n", ::getpid());
  if (::ftruncate(lock.fd_, 0) == 0) [[maybe_unused]] ssize_t written = ::pwrite(lock.fd_, pid.data(), pid.size(), 0);
  return lock;
}

LockFile::LockFile(LockFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

LockFile& LockFile::operator=(LockFile&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

LockFile::~LockFile() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace retort::store
