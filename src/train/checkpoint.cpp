#include "train/checkpoint.h"

#include <fmt/format.h>

#include <bit>
#include <cstring>

#include "base/files.h"
#include "base/hash.h"
#include "base/json.h"

namespace retort::train {
namespace {

static_assert(std::endian::native == std::endian::little, "arrays are stored as they lie in memory");

constexpr std::string_view kMagic = "RETORTC1";
constexpr std::size_t kHashDigits = 32;
constexpr std::size_t kMaxBytes = std::size_t{1} << 36;

std::string_view bytes_of(const at::Tensor& x) {
  return {reinterpret_cast<const char*>(x.data_ptr<float>()), static_cast<std::size_t>(x.numel()) * sizeof(float)};
}

void load_bytes(std::string_view bytes, at::Tensor x) { std::memcpy(x.data_ptr<float>(), bytes.data(), bytes.size()); }

Json header_of(const std::string& job_hash, const TrainHistory& history, std::int64_t size,
               std::int64_t optimizer_steps) {
  return Json{{"job", job_hash},
              {"size", size},
              {"optimizer_steps", optimizer_steps},
              {"step", history.step},
              {"tokens", history.tokens},
              {"seconds", history.seconds},
              {"loss", history.loss},
              {"heldout_steps", history.heldout_steps},
              {"heldout_loss", history.heldout_loss}};
}

std::vector<double> numbers(const Json& header, const char* key) {
  std::vector<double> values;
  if (const auto found = header.find(key); found != header.end() && found->is_array()) {
    for (const auto& value : *found) {
      if (value.is_number()) values.push_back(value.get<double>());
    }
  }
  return values;
}

TrainHistory history_of(const Json& header) {
  TrainHistory history;
  history.step = static_cast<long>(integer_or(header, "step", 0));
  history.tokens = integer_or(header, "tokens", 0);
  history.seconds = number_or(header, "seconds", 0);
  history.loss = numbers(header, "loss");
  history.heldout_loss = numbers(header, "heldout_loss");
  for (const double step : numbers(header, "heldout_steps")) history.heldout_steps.push_back(static_cast<long>(step));
  return history;
}

}  // namespace

Status write_checkpoint(const std::string& path, const std::string& job_hash, const TrainHistory& history,
                        const at::Tensor& values, const AdamW& optimizer) {
  const std::string header = to_line(header_of(job_hash, history, values.numel(), optimizer.steps));
  const std::uint64_t length = header.size();
  std::string content(kMagic);
  content.reserve(kMagic.size() + 8 + header.size() + 3 * bytes_of(values).size() + kHashDigits);
  content.append(reinterpret_cast<const char*>(&length), sizeof length).append(header);
  for (const at::Tensor* array : {&values, &optimizer.first, &optimizer.second}) content.append(bytes_of(*array));
  content += hash128(content);
  return write_file(path, content);
}

Result<std::optional<TrainHistory>> read_checkpoint(const std::string& path, const std::string& job_hash,
                                                    at::Tensor values, AdamW& optimizer) {
  auto file = read_file(path, kMaxBytes);
  if (!file.ok()) {
    if (file.error().code == ErrorCode::kNotFound) return std::optional<TrainHistory>();
    return file.error();
  }
  const Error damaged{ErrorCode::kCorruption, fmt::format("{} is damaged: delete it to train from the start", path)};
  const std::string_view content = *file;
  const std::size_t fixed = kMagic.size() + 8;
  if (content.size() < fixed + kHashDigits || !content.starts_with(kMagic)) return damaged;
  const std::string_view body = content.substr(0, content.size() - kHashDigits);
  if (hash128(body) != content.substr(body.size())) return damaged;
  std::uint64_t length = 0;
  std::memcpy(&length, body.data() + kMagic.size(), sizeof length);
  if (length > body.size() - fixed) return damaged;
  const auto header = parse_json(body.substr(fixed, length));
  if (!header.ok() || !header->is_object()) return damaged;
  if (string_or(*header, "job", "") != job_hash) {
    return Error{ErrorCode::kInvalidArgument, fmt::format("{} belongs to another training job (other settings, "
                                                          "examples or base): choose another folder, or delete it",
                                                          path)};
  }
  const std::string_view arrays = body.substr(fixed + length);
  const std::size_t each = bytes_of(values).size();
  if (integer_or(*header, "size", -1) != values.numel() || arrays.size() != 3 * each) return damaged;
  load_bytes(arrays.substr(0, each), values);
  load_bytes(arrays.substr(each, each), optimizer.first);
  load_bytes(arrays.substr(2 * each, each), optimizer.second);
  optimizer.steps = integer_or(*header, "optimizer_steps", 0);
  return std::optional<TrainHistory>(history_of(*header));
}

}  // namespace retort::train
