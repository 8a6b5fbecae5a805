#include "train/safetensors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <cstring>
#include <optional>

#include "base/atomic_file.h"
#include "base/json.h"
#include "base/text.h"

namespace retort::train {
namespace {

constexpr std::uint64_t kMaxHeader = std::uint64_t{100} << 20;

std::optional<at::ScalarType> scalar_of(std::string_view type) {
  if (type == "F32") return at::kFloat;
  if (type == "F16") return at::kHalf;
  if (type == "BF16") return at::kBFloat16;
  return std::nullopt;
}

std::optional<std::vector<std::int64_t>> sizes(const Json& entry, const char* key) {
  const auto found = entry.find(key);
  if (found == entry.end() || !found->is_array()) return std::nullopt;
  std::vector<std::int64_t> values;
  for (const auto& value : *found) {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > (std::uint64_t{1} << 48)) return std::nullopt;
    values.push_back(value.get<std::int64_t>());
  }
  return values;
}

}  // namespace

Error SafetensorsFile::error(ErrorCode code, std::string_view what) const {
  return Error{code, fmt::format("{}: {}", path_, what)};
}

Result<SafetensorsFile> SafetensorsFile::open(const std::string& path) {
  SafetensorsFile file;
  file.path_ = path;
  file.stream_.open(path, std::ios::binary | std::ios::ate);
  if (!file.stream_) return file.error(ErrorCode::kNotFound, "cannot be opened");
  const auto size = static_cast<std::uint64_t>(file.stream_.tellg());
  std::uint64_t length = 0;
  file.stream_.seekg(0);
  const Error no_header = file.error(ErrorCode::kCorruption, "has no readable safetensors header: fetch the file again");
  if (size < 8 || !file.stream_.read(reinterpret_cast<char*>(&length), 8)) return no_header;
  if (length > size - 8 || length > kMaxHeader) return no_header;
  std::string text(length, '\0');
  if (!file.stream_.read(text.data(), static_cast<std::streamsize>(length))) return no_header;
  const auto header = parse_json(text, 8);
  if (!header.ok() || !header->is_object()) return no_header;
  for (const auto& item : header->items()) {
    if (item.key() == "__metadata__") continue;
    if (!item.value().is_object()) return no_header;
    const auto shape = sizes(item.value(), "shape"), place = sizes(item.value(), "data_offsets");
    if (!shape || !place || place->size() != 2 || (*place)[0] > (*place)[1] ||
        static_cast<std::uint64_t>((*place)[1]) > size - 8 - length) {
      return file.error(ErrorCode::kCorruption,
                        fmt::format("tensor {} lies outside the file: fetch it again", shorten(item.key(), 200)));
    }
    file.entries_[item.key()] = {string_or(item.value(), "dtype", ""), *shape,
                                 8 + length + static_cast<std::uint64_t>((*place)[0]),
                                 static_cast<std::uint64_t>((*place)[1] - (*place)[0])};
  }
  return file;
}

std::vector<std::string> SafetensorsFile::names() const {
  std::vector<std::string> all;
  for (const auto& entry : entries_) all.push_back(entry.first);
  return all;
}

Status SafetensorsFile::read(const std::string& name, at::Tensor out) {
  const auto found = entries_.find(name);
  if (found == entries_.end()) return error(ErrorCode::kCorruption, fmt::format("tensor {} is missing", name));
  const Entry& entry = found->second;
  const auto scalar = scalar_of(entry.type);
  if (!scalar) {
    return error(ErrorCode::kUnsupported,
                 fmt::format("tensor {} has type {}; F32, F16 and BF16 can be read", name, shorten(entry.type, 40)));
  }
  if (out.sizes() != at::IntArrayRef(entry.shape)) {
    return error(ErrorCode::kCorruption, fmt::format("tensor {} has shape [{}], the model's configuration asks for [{}]", name,
                                                     fmt::join(entry.shape, ", "), fmt::join(out.sizes(), ", ")));
  }
  const auto each = static_cast<std::uint64_t>(at::elementSize(*scalar));
  if (entry.bytes != each * static_cast<std::uint64_t>(out.numel()))
    return error(ErrorCode::kCorruption, fmt::format("tensor {} has {} bytes", name, entry.bytes));
  const at::Tensor raw = *scalar == at::kFloat ? out : at::empty(out.sizes(), *scalar);
  stream_.seekg(static_cast<std::streamoff>(entry.begin));
  if (!stream_.read(static_cast<char*>(raw.data_ptr()), static_cast<std::streamsize>(entry.bytes)))
    return error(ErrorCode::kIo, fmt::format("cannot read tensor {}", name));
  if (*scalar != at::kFloat) out.copy_(raw);
  if (!std::isfinite(out.abs().max().item<float>()))
    return error(ErrorCode::kCorruption, fmt::format("tensor {} holds a value that is not finite", name));
  return {};
}

Status write_safetensors(const std::string& path, const std::vector<std::pair<std::string, at::Tensor>>& tensors) {
  Json header{{"__metadata__", {{"format", "pt"}}}};
  std::size_t at = 0;
  for (const auto& [name, tensor] : tensors) {
    const std::size_t bytes = static_cast<std::size_t>(tensor.numel()) * sizeof(float);
    header[name] = {{"dtype", "F32"}, {"shape", {tensor.size(0), tensor.size(1)}}, {"data_offsets", {at, at + bytes}}};
    at += bytes;
  }
  std::string text = to_line(header);
  text.append((8 - text.size() % 8) % 8, ' ');  // readers want the data aligned
  const std::uint64_t length = text.size();
  RETORT_TRY(AtomicFile file, AtomicFile::create(path));
  RETORT_TRY_STATUS(file.write({reinterpret_cast<const char*>(&length), sizeof length}));
  RETORT_TRY_STATUS(file.write(text));
  for (const auto& [name, tensor] : tensors) {
    const at::Tensor whole = tensor.contiguous();
    RETORT_TRY_STATUS(file.write({reinterpret_cast<const char*>(whole.data_ptr<float>()),
                                  static_cast<std::size_t>(whole.numel()) * sizeof(float)}));
  }
  return file.commit();
}

}  // namespace retort::train
