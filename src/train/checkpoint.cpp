#include "train/checkpoint.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/atomic_file.h"
#include "base/files.h"
#include "base/hash.h"

namespace retort::train {
namespace {

static_assert(std::endian::native == std::endian::little, "arrays are stored as they lie in memory");

constexpr std::string_view kMagic = "RETORTC2";
constexpr std::size_t kFixed = 16;  // magic and length
constexpr std::size_t kHashDigits = 32;

std::string_view bytes_of(const at::Tensor& x) {
  return {reinterpret_cast<const char*>(x.data_ptr<float>()), static_cast<std::size_t>(x.numel()) * sizeof(float)};
}

std::vector<at::Tensor> arrays_of(const TrainState& state) {
  std::vector<at::Tensor> arrays = {state.values, state.optimizer->first, state.optimizer->second};
  if (state.best.defined()) arrays.push_back(state.best);
  return arrays;
}

template <typename Number>
std::vector<Number> numbers(const Json& header, const char* key) {
  std::vector<Number> values;
  if (const auto found = header.find(key); found != header.end() && found->is_array()) {
    for (const auto& value : *found) {
      if (value.is_number()) values.push_back(value.get<Number>());
    }
  }
  return values;
}

// A file's bytes in memory as long as it lives; they are read when they are looked at.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return read_error(path, errno);
    MappedFile mapped;
    struct stat info {};
    if (::fstat(file, &info) == 0 && info.st_size > 0) {
      mapped.size_ = static_cast<std::size_t>(info.st_size);
      mapped.data_ = ::mmap(nullptr, mapped.size_, PROT_READ, MAP_PRIVATE, file, 0);
    }
    const int code = errno;
    ::close(file);
    if (mapped.size_ > 0 && mapped.data_ == MAP_FAILED) return read_error(path, code);
    return mapped;
  }
  MappedFile(MappedFile&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  MappedFile& operator=(MappedFile&&) = delete;
  ~MappedFile() {
    if (size_ > 0 && data_ != MAP_FAILED) ::munmap(data_, size_);
  }
  std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

 private:
  MappedFile() = default;
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

// The header of an undamaged file whose arrays follow it; nothing where something is wrong.
std::optional<Json> checked_header(std::string_view content, std::string_view& arrays) {
  if (content.size() < kFixed + kHashDigits || !content.starts_with(kMagic)) return std::nullopt;
  std::uint64_t length = 0;
  std::memcpy(&length, content.data() + kMagic.size(), sizeof length);
  if (length > content.size() - kFixed - kHashDigits) return std::nullopt;
  const std::string_view text = content.substr(kFixed, length);
  if (hash128(text) != content.substr(content.size() - kHashDigits)) return std::nullopt;
  auto header = parse_json(text);
  if (!header.ok() || !header->is_object()) return std::nullopt;
  arrays = content.substr(kFixed + length, content.size() - kFixed - length - kHashDigits);
  return std::move(header).value();
}

}  // namespace

Json to_json(const TrainHistory& history) {
  return Json{{"step", history.step},
              {"tokens", history.tokens},
              {"seconds", history.seconds},
              {"loss", history.loss},
              {"gradient_norm", history.gradient_norm},
              {"heldout_steps", history.heldout_steps},
              {"heldout_loss", history.heldout_loss}};
}

TrainHistory parse_train_history(const Json& json) {
  TrainHistory history;
  history.step = static_cast<long>(integer_or(json, "step", 0));
  history.tokens = integer_or(json, "tokens", 0);
  history.seconds = number_or(json, "seconds", 0);
  history.loss = numbers<double>(json, "loss");
  history.gradient_norm = numbers<double>(json, "gradient_norm");
  history.heldout_steps = numbers<long>(json, "heldout_steps");
  history.heldout_loss = numbers<double>(json, "heldout_loss");
  return history;
}

Status write_checkpoint(const std::string& path, const std::string& job_hash, const TrainHistory& history,
                        const TrainState& state) {
  auto arrays = arrays_of(state);
  for (auto& array : arrays) array = array.cpu();
  Json header{{"job", job_hash},
              {"optimizer_steps", state.optimizer->steps},
              {"history", to_json(history)},
              {"arrays", Json::array()}};
  for (const auto& array : arrays) header["arrays"].push_back(hash128(bytes_of(array)));
  const std::string text = to_line(header);
  const std::uint64_t length = text.size();
  RETORT_TRY(AtomicFile file, AtomicFile::create(path));
  RETORT_TRY_STATUS(file.write(kMagic));
  RETORT_TRY_STATUS(file.write({reinterpret_cast<const char*>(&length), sizeof length}));
  RETORT_TRY_STATUS(file.write(text));
  for (const auto& array : arrays) RETORT_TRY_STATUS(file.write(bytes_of(array)));
  RETORT_TRY_STATUS(file.write(hash128(text)));
  return file.commit();
}

Result<std::optional<TrainHistory>> read_checkpoint(const std::string& path, const std::string& job_hash,
                                                    TrainState& state) {
  const auto file = MappedFile::open(path);
  if (!file.ok()) {
    if (file.error().code == ErrorCode::kNotFound) return std::optional<TrainHistory>();
    return file.error();
  }
  const Error damaged{ErrorCode::kCorruption, fmt::format("{} is damaged: delete it to train from the start", path)};
  std::string_view bytes;
  const auto header = checked_header(file->bytes(), bytes);
  if (!header) return damaged;
  if (string_or(*header, "job", "") != job_hash) {
    return Error{ErrorCode::kInvalidArgument, fmt::format("{} belongs to another training job (other settings, "
                                                          "examples or base): choose another folder, or delete it",
                                                          path)};
  }
  const auto arrays = arrays_of(state);
  const std::size_t each = static_cast<std::size_t>(state.values.numel()) * sizeof(float);
  const Json hashes = header->value("arrays", Json::array());
  if (!hashes.is_array() || hashes.size() != arrays.size() || bytes.size() != arrays.size() * each) return damaged;
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    if (!hashes[i].is_string() || hash128(bytes.substr(i * each, each)) != hashes[i].get<std::string>()) return damaged;
  }
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    const at::Tensor read = arrays[i].is_cpu() ? arrays[i] : at::empty(arrays[i].sizes(), at::kFloat);
    std::memcpy(read.data_ptr<float>(), bytes.data() + i * each, each);
    if (!arrays[i].is_cpu()) arrays[i].copy_(read);
  }
  state.optimizer->steps = integer_or(*header, "optimizer_steps", 0);
  return std::optional<TrainHistory>(parse_train_history(header->value("history", Json::object())));
}

}  // namespace retort::train
