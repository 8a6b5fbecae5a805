#include "base/files.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>

namespace retort {

namespace {

Error io_error(std::string_view doing, const std::string& path, int code) {
  const char* advice = code == ENOENT || code == ENOTDIR ? "; check the path" : code == EACCES || code == EPERM || code == EROFS ? "; check its permissions" : "";
  return {code == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo, fmt::format("cannot {} {}: {}{}", doing, path, std::strerror(code), advice)};
}

Result<std::unique_ptr<std::ifstream>> open_regular(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) return io_error("read", path, errno);
  if (S_ISDIR(info.st_mode)) return Error{ErrorCode::kIo, fmt::format("cannot read {}: it is a folder, a file is needed", path)};
  auto in = std::make_unique<std::ifstream>(path, std::ios::binary);
  if (!*in) return io_error("read", path, errno);
  return in;
}

Status write_all(int fd, std::string_view content, const std::string& path) {
  while (!content.empty()) {
    ssize_t n = ::write(fd, content.data(), content.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return io_error("write", path, errno);
    content.remove_prefix(static_cast<std::size_t>(n));
  }
  if (::fsync(fd) != 0) return io_error("write", path, errno);
  return {};
}

}  // namespace

Error read_error(const std::string& path, int code) { return io_error("read", path, code); }

Result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
  RETORT_TRY(auto in, open_regular(path));
  std::string content;
  std::string block(1 << 16, '\0');
  while (in->read(block.data(), static_cast<std::streamsize>(block.size())) || in->gcount() > 0) {
    content.append(block.data(), static_cast<std::size_t>(in->gcount()));
    if (content.size() > max_bytes) return Error{ErrorCode::kBudget, fmt::format("{} is larger than {} bytes", path, max_bytes)};
  }
  if (in->bad()) return io_error("read", path, errno);
  return content;
}

Status write_file(const std::string& path, std::string_view content) {
  std::string temporary = fmt::format("{}.{}.part", path, ::getpid());
  int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return io_error("write", path, errno);
  Status written = write_all(fd, content, path);
  if (::close(fd) != 0 && written.ok()) written = io_error("write", path, errno);
  if (written.ok() && ::rename(temporary.c_str(), path.c_str()) != 0) written = io_error("write", path, errno);
  if (!written.ok()) ::unlink(temporary.c_str());
  return written;
}

Status make_directories(const std::string& path) {
  std::error_code code;
  std::filesystem::create_directories(path, code);
  if (code) return Error{ErrorCode::kIo, fmt::format("cannot create folder {}: {}", path, code.message())};
  return {};
}

Result<LineReader> LineReader::open(const std::string& path, std::size_t max_line) {
  RETORT_TRY(ByteReader bytes, ByteReader::open(path));
  return over(std::move(bytes), {}, path, max_line);
}

LineReader LineReader::over(ByteReader bytes, std::string_view read_ahead, const std::string& path, std::size_t max_line) {
  LineReader reader(std::move(bytes));
  reader.block_ = read_ahead;
  reader.path_ = path;
  reader.max_line_ = max_line;
  return reader;
}

Result<std::optional<std::string>> LineReader::next() {
  std::string line;
  bool begun = false, ended = false, too_long = false;
  while (!ended) {
    if (block_.empty()) {
      RETORT_TRY(block_, bytes_.next());
      if (block_.empty()) break;
    }
    begun = true;
    std::size_t newline = block_.find('\n');
    ended = newline != std::string_view::npos;
    std::string_view part = block_.substr(0, newline);
    too_long = too_long || part.size() > max_line_ - line.size();
    if (!too_long) line += part;
    block_.remove_prefix(ended ? newline + 1 : part.size());
  }
  if (!begun) return std::optional<std::string>();
  ++line_;
  if (too_long) return Error{ErrorCode::kBudget, fmt::format("{}:{}: line longer than {} bytes", path_, line_, max_line_)};
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return std::optional<std::string>(std::move(line));
}

std::string program_directory() {
  std::error_code code;
  auto self = std::filesystem::read_symlink("/proc/self/exe", code);
  return code ? std::string(".") : self.parent_path().string();
}

}  // namespace retort
