#include "train/gguf_file.h"

#include <fmt/format.h>

#include <cmath>
#include <cstring>

namespace retort::train {
namespace {

// ggml reports through a callback; the last complaint becomes part of our message.
std::string& ggml_complaint() {
  static std::string text;
  return text;
}
void on_ggml_log(ggml_log_level level, const char* text, void*) {
  if (level >= GGML_LOG_LEVEL_WARN) ggml_complaint() = text;
}

}  // namespace

Result<GgufFile> GgufFile::open(const std::string& path) {
  GgufFile file;
  file.path_ = path;
  file.stream_.open(path, std::ios::binary | std::ios::ate);
  if (!file.stream_) return Error{ErrorCode::kNotFound, fmt::format("{}: cannot be opened", path)};
  file.size_ = static_cast<std::uint64_t>(file.stream_.tellg());
  ggml_log_set(on_ggml_log, nullptr);
  ggml_complaint().clear();
  ggml_context* tensors = nullptr;
  file.gguf_.reset(gguf_init_from_file(path.c_str(), {.no_alloc = true, .ctx = &tensors}));
  file.tensors_.reset(tensors);
  if (!file.gguf_ || !file.tensors_) {
    std::string why = ggml_complaint();
    while (!why.empty() && why.back() == '\n') why.pop_back();
    return Error{ErrorCode::kParse,
                 fmt::format("{}: is no readable GGUF file{}{}", path, why.empty() ? "" : ": ", why)};
  }
  if (const auto parts = file.number("split.count"); parts && *parts > 1) {
    return file.error(ErrorCode::kUnsupported, fmt::format("is one of the {} parts of a model: make one file of them with "
                                                           "llama.cpp's `llama-gguf-split --merge`", *parts));
  }
  return file;
}

Error GgufFile::error(ErrorCode code, std::string_view what) const { return Error{code, fmt::format("{}: {}", path_, what)}; }

std::optional<std::string> GgufFile::text(const std::string& key) const {
  const auto id = gguf_find_key(gguf_.get(), key.c_str());
  if (id < 0 || gguf_get_kv_type(gguf_.get(), id) != GGUF_TYPE_STRING) return std::nullopt;
  return gguf_get_val_str(gguf_.get(), id);
}

std::optional<double> GgufFile::number(const std::string& key) const {
  const auto id = gguf_find_key(gguf_.get(), key.c_str());
  if (id < 0) return std::nullopt;
  switch (gguf_get_kv_type(gguf_.get(), id)) {
    case GGUF_TYPE_UINT16:
      return gguf_get_val_u16(gguf_.get(), id);
    case GGUF_TYPE_UINT32:
      return gguf_get_val_u32(gguf_.get(), id);
    case GGUF_TYPE_INT32:
      return gguf_get_val_i32(gguf_.get(), id);
    case GGUF_TYPE_UINT64:
      return static_cast<double>(gguf_get_val_u64(gguf_.get(), id));
    case GGUF_TYPE_FLOAT32:
      return gguf_get_val_f32(gguf_.get(), id);
    case GGUF_TYPE_FLOAT64:
      return gguf_get_val_f64(gguf_.get(), id);
    default:
      return std::nullopt;
  }
}

Result<double> GgufFile::required(const std::string& key, double low, double high) const {
  const auto value = number(key);
  if (!value) return error(ErrorCode::kCorruption, fmt::format("the number {} is missing", key));
  if (!(*value >= low && *value <= high)) return error(ErrorCode::kCorruption, fmt::format("{} is {}", key, *value));
  return *value;
}

std::vector<std::string> GgufFile::tensor_names() const {
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < gguf_get_n_tensors(gguf_.get()); ++i)
    names.emplace_back(gguf_get_tensor_name(gguf_.get(), i));
  return names;
}

std::string GgufFile::type_of(const std::string& name) const {
  return ggml_type_name(gguf_get_tensor_type(gguf_.get(), gguf_find_tensor(gguf_.get(), name.c_str())));
}

Result<std::pair<std::int64_t, std::int64_t>> GgufFile::extent(const std::string& name) const {
  const ggml_tensor* tensor = ggml_get_tensor(tensors_.get(), name.c_str());
  if (!tensor) return error(ErrorCode::kCorruption, fmt::format("tensor {} is missing", name));
  if (tensor->ne[2] != 1 || tensor->ne[3] != 1)
    return error(ErrorCode::kUnsupported, fmt::format("tensor {} is no matrix", name));
  return std::pair{tensor->ne[0], tensor->ne[1]};
}

Status GgufFile::read(const std::string& name, at::Tensor out) {
  RETORT_TRY(const auto stored, extent(name));
  const auto [columns, rows] = stored;
  const std::int64_t want_rows = out.dim() == 1 ? 1 : out.size(0), want_columns = out.size(-1);
  if (rows != want_rows || columns != want_columns) {
    return error(ErrorCode::kCorruption, fmt::format("tensor {} is {} x {}, the model's keys ask for {} x {}", name,
                                                     rows, columns, want_rows, want_columns));
  }
  const auto id = gguf_find_tensor(gguf_.get(), name.c_str());
  const std::uint64_t begin = gguf_get_data_offset(gguf_.get()) + gguf_get_tensor_offset(gguf_.get(), id);
  const std::uint64_t bytes = gguf_get_tensor_size(gguf_.get(), id);
  if (begin > size_ || bytes > size_ - begin) {
    return error(
        ErrorCode::kCorruption,
        fmt::format("ends before tensor {} ({} bytes, {} needed): fetch the file again", name, size_, begin + bytes));
  }
  return convert(name, gguf_get_tensor_type(gguf_.get(), id), begin, rows, columns, out.data_ptr<float>());
}

Status GgufFile::convert(const std::string& name, ggml_type type, std::uint64_t begin, std::int64_t rows, std::int64_t columns,
               float* out) {
  const auto* traits = ggml_get_type_traits(type);
  if (type != GGML_TYPE_F32 && !traits->to_float) {
    return error(ErrorCode::kUnsupported,
                 fmt::format("tensor {} has type {}, which cannot be read as numbers", name, ggml_type_name(type)));
  }
  const std::size_t row_bytes = ggml_row_size(type, columns);
  std::vector<char> row(row_bytes);
  stream_.seekg(static_cast<std::streamoff>(begin));
  for (std::int64_t r = 0; r < rows; ++r) {
    if (!stream_.read(row.data(), static_cast<std::streamsize>(row_bytes))) {
      return error(ErrorCode::kIo, fmt::format("cannot read tensor {}", name));
    }
    float* to = out + r * columns;
    if (type == GGML_TYPE_F32) std::memcpy(to, row.data(), row_bytes);
    else traits->to_float(row.data(), to, columns);
    for (std::int64_t c = 0; c < columns; ++c) {
      if (!std::isfinite(to[c]))
        return error(ErrorCode::kCorruption, fmt::format("tensor {} holds a value that is not finite", name));
    }
  }
  return {};
}

}  // namespace retort::train
