#include "base/byte_reader.h"

#include <fmt/core.h>
#include <sys/stat.h>
#include <zlib.h>

#include <cerrno>
#include <vector>

#include "base/files.h"

namespace retort {

struct ByteReader::Impl {
  std::string path;
  gzFile file = nullptr;
  std::vector<char> block = std::vector<char>(1 << 16);
  ~Impl() {
    if (file) gzclose_r(file);
  }

  Error damaged(int code, const char* words) const {
    if (code == Z_ERRNO) return read_error(path, errno);
    return {ErrorCode::kIo, fmt::format("{}: {}: fetch or pack the file again", path,
                                        code == Z_BUF_ERROR ? "the gzip data is cut off" : fmt::format("the gzip data is damaged ({})", words))};
  }
};

ByteReader::ByteReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ByteReader::ByteReader(ByteReader&&) noexcept = default;
ByteReader& ByteReader::operator=(ByteReader&&) noexcept = default;
ByteReader::~ByteReader() = default;

Result<ByteReader> ByteReader::open(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) return read_error(path, errno);
  if (S_ISDIR(info.st_mode)) return Error{ErrorCode::kIo, fmt::format("cannot read {}: it is a folder, a file is needed", path)};
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->file = gzopen(path.c_str(), "rbe");
  if (!impl->file) return read_error(path, errno);
  gzbuffer(impl->file, 1 << 17);
  return ByteReader(std::move(impl));
}

Result<std::string_view> ByteReader::next() {
  int n = gzread(impl_->file, impl_->block.data(), static_cast<unsigned>(impl_->block.size()));
  if (n > 0) return std::string_view(impl_->block.data(), static_cast<std::size_t>(n));
  int code = Z_OK;
  const char* words = gzerror(impl_->file, &code);
  if (n < 0 || (code != Z_OK && code != Z_STREAM_END)) return impl_->damaged(code, words);
  return std::string_view();
}

}  // namespace retort
