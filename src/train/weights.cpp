#include "train/weights.h"

#include <fmt/format.h>
#include <ggml.h>
#include <gguf.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "base/hash.h"

namespace retort::train {
namespace {

constexpr std::int64_t kMaxSide = std::int64_t{1} << 24;  // rows or columns of one matrix

// ggml reports through a callback; the last complaint becomes part of our message.
std::string& ggml_complaint() {
  static std::string text;
  return text;
}
void on_ggml_log(ggml_log_level level, const char* text, void*) {
  if (level >= GGML_LOG_LEVEL_WARN) ggml_complaint() = text;
}

// One GGUF file: its keys and tensors, each error with the file's name in front.
class GgufFile {
 public:
  static Result<GgufFile> open(const std::string& path) {
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
    return file;
  }

  Error error(ErrorCode code, std::string_view what) const { return Error{code, fmt::format("{}: {}", path_, what)}; }

  std::optional<std::string> text(const std::string& key) const {
    const auto id = gguf_find_key(gguf_.get(), key.c_str());
    if (id < 0 || gguf_get_kv_type(gguf_.get(), id) != GGUF_TYPE_STRING) return std::nullopt;
    return gguf_get_val_str(gguf_.get(), id);
  }

  std::optional<double> number(const std::string& key) const {
    const auto id = gguf_find_key(gguf_.get(), key.c_str());
    if (id < 0) return std::nullopt;
    switch (gguf_get_kv_type(gguf_.get(), id)) {
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

  Result<double> required(const std::string& key, double low, double high) const {
    const auto value = number(key);
    if (!value) return error(ErrorCode::kCorruption, fmt::format("the number {} is missing", key));
    if (!(*value >= low && *value <= high)) return error(ErrorCode::kCorruption, fmt::format("{} is {}", key, *value));
    return *value;
  }

  bool has(const std::string& name) const { return gguf_find_tensor(gguf_.get(), name.c_str()) >= 0; }

  std::vector<std::string> tensor_names() const {
    std::vector<std::string> names;
    for (std::int64_t i = 0; i < gguf_get_n_tensors(gguf_.get()); ++i)
      names.emplace_back(gguf_get_tensor_name(gguf_.get(), i));
    return names;
  }

  std::uint64_t size() const { return size_; }

  std::string type_of(const std::string& name) const {
    return ggml_type_name(gguf_get_tensor_type(gguf_.get(), gguf_find_tensor(gguf_.get(), name.c_str())));
  }

  // Columns and rows as stored; rows is 1 for a vector.
  Result<std::pair<std::int64_t, std::int64_t>> extent(const std::string& name) const {
    const ggml_tensor* tensor = ggml_get_tensor(tensors_.get(), name.c_str());
    if (!tensor) return error(ErrorCode::kCorruption, fmt::format("tensor {} is missing", name));
    if (tensor->ne[2] != 1 || tensor->ne[3] != 1)
      return error(ErrorCode::kUnsupported, fmt::format("tensor {} is no matrix", name));
    return std::pair{tensor->ne[0], tensor->ne[1]};
  }

  // Writes the tensor as fp32 rows to `out`, which is (rows, columns) and contiguous.
  Status read(const std::string& name, at::Tensor out) {
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

 private:
  Status convert(const std::string& name, ggml_type type, std::uint64_t begin, std::int64_t rows, std::int64_t columns,
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

  struct FreeGguf {
    void operator()(gguf_context* context) const { gguf_free(context); }
  };
  struct FreeTensors {
    void operator()(ggml_context* context) const { ggml_free(context); }
  };
  std::string path_;
  std::ifstream stream_;
  std::uint64_t size_ = 0;
  std::unique_ptr<gguf_context, FreeGguf> gguf_;
  std::unique_ptr<ggml_context, FreeTensors> tensors_;
};

Result<ModelShape> read_shape(const GgufFile& file) {
  ModelShape shape;
  shape.architecture = file.text("general.architecture").value_or("");
  if (shape.architecture != "llama") {
    return file.error(ErrorCode::kUnsupported,
                      fmt::format("has architecture '{}'; this trainer knows llama", shape.architecture));
  }
  const auto key = [&](const char* name) { return shape.architecture + "." + name; };
  const auto size = [&](const char* name) { return file.required(key(name), 1, static_cast<double>(kMaxSide)); };
  RETORT_TRY(const double layers, file.required(key("block_count"), 1, 1000));
  RETORT_TRY(const double width, size("embedding_length"));
  RETORT_TRY(const double ffn, size("feed_forward_length"));
  RETORT_TRY(const double heads, size("attention.head_count"));
  RETORT_TRY(const double context, size("context_length"));
  RETORT_TRY(shape.rms_epsilon, file.required(key("attention.layer_norm_rms_epsilon"), 0, 1));
  shape.layers = static_cast<std::int64_t>(layers);
  shape.width = static_cast<std::int64_t>(width);
  shape.ffn = static_cast<std::int64_t>(ffn);
  shape.heads = static_cast<std::int64_t>(heads);
  shape.context = static_cast<std::int64_t>(context);
  shape.kv_heads = static_cast<std::int64_t>(file.number(key("attention.head_count_kv")).value_or(heads));
  shape.head_dim = static_cast<std::int64_t>(file.number(key("attention.key_length")).value_or(width / heads));
  shape.rope_base = file.number(key("rope.freq_base")).value_or(10000.0);
  if (shape.kv_heads < 1 || shape.heads % shape.kv_heads != 0 || shape.head_dim < 2 || shape.head_dim % 2 != 0) {
    return file.error(ErrorCode::kUnsupported, fmt::format("has {} heads, {} key-value heads of {} each", shape.heads,
                                                           shape.kv_heads, shape.head_dim));
  }
  const double rotated = file.number(key("rope.dimension_count")).value_or(static_cast<double>(shape.head_dim));
  if (rotated != static_cast<double>(shape.head_dim))
    return file.error(ErrorCode::kUnsupported, "rotates a part of each head only");
  if (const auto scaling = file.text(key("rope.scaling.type")); scaling && *scaling != "none") {
    return file.error(ErrorCode::kUnsupported, fmt::format("uses rope scaling '{}'", *scaling));
  }
  RETORT_TRY(const auto embedding, file.extent("token_embd.weight"));
  shape.vocabulary = embedding.second;
  if (shape.vocabulary < 1 || shape.vocabulary > kMaxSide)
    return file.error(ErrorCode::kCorruption, "token_embd.weight has no rows");
  return shape;
}

// The tensors this trainer reads for a model of this shape. Any other one in the file would change the model: an error.
Status check_names(const GgufFile& file, const ModelShape& shape) {
  std::set<std::string> known = {"token_embd.weight", "output_norm.weight", "output.weight"};
  for (std::int64_t i = 0; i < shape.layers; ++i) {
    for (const char* part :
         {"attn_norm", "attn_q", "attn_k", "attn_v", "attn_output", "ffn_norm", "ffn_gate", "ffn_up", "ffn_down"}) {
      known.insert(fmt::format("blk.{}.{}.weight", i, part));
    }
  }
  for (const auto& name : file.tensor_names()) {
    if (!known.contains(name))
      return file.error(ErrorCode::kUnsupported, fmt::format("has tensor {}, which this trainer does not know", name));
  }
  return {};
}

// Reads the matrices named in `parts`, one below the other, into one.
Status read_stacked(GgufFile& file, std::int64_t block,
                    std::initializer_list<std::pair<const char*, std::int64_t>> parts, at::Tensor& out) {
  std::int64_t row = 0;
  for (const auto& [part, rows] : parts) {
    RETORT_TRY_STATUS(file.read(fmt::format("blk.{}.{}.weight", block, part), out.narrow(0, row, rows)));
    row += rows;
  }
  return {};
}

Result<BlockWeights> read_block(GgufFile& file, const ModelShape& shape, std::int64_t i) {
  BlockWeights block;
  block.attn_norm = at::empty({shape.width});
  block.ffn_norm = at::empty({shape.width});
  block.qkv = at::empty({shape.qkv_rows(), shape.width});
  block.attn_output = at::empty({shape.width, shape.q_rows()});
  block.gate_up = at::empty({2 * shape.ffn, shape.width});
  block.ffn_down = at::empty({shape.width, shape.ffn});
  RETORT_TRY_STATUS(file.read(fmt::format("blk.{}.attn_norm.weight", i), block.attn_norm));
  RETORT_TRY_STATUS(file.read(fmt::format("blk.{}.ffn_norm.weight", i), block.ffn_norm));
  RETORT_TRY_STATUS(read_stacked(
      file, i, {{"attn_q", shape.q_rows()}, {"attn_k", shape.kv_rows()}, {"attn_v", shape.kv_rows()}}, block.qkv));
  RETORT_TRY_STATUS(read_stacked(file, i, {{"attn_output", shape.width}}, block.attn_output));
  RETORT_TRY_STATUS(read_stacked(file, i, {{"ffn_gate", shape.ffn}, {"ffn_up", shape.ffn}}, block.gate_up));
  RETORT_TRY_STATUS(read_stacked(file, i, {{"ffn_down", shape.width}}, block.ffn_down));
  return block;
}

// Before anything is allocated: no stored form packs a weight into less than a bit.
Status check_size(const GgufFile& file, const ModelShape& shape) {
  const double per_block =
      static_cast<double>(shape.width) * static_cast<double>(shape.qkv_rows() + shape.q_rows() + 3 * shape.ffn);
  const double weights =
      static_cast<double>(shape.layers) * per_block + static_cast<double>(shape.vocabulary * shape.width);
  if (weights <= 8.0 * static_cast<double>(file.size())) return {};
  return file.error(ErrorCode::kCorruption,
                    fmt::format("its keys ask for {} weights, more than {} bytes can hold", weights, file.size()));
}

std::string most_common_type(const GgufFile& file) {
  std::map<std::string, int> count;
  for (const auto& name : file.tensor_names()) {
    if (name.starts_with("blk.") && !name.ends_with("_norm.weight")) ++count[file.type_of(name)];
  }
  std::string best;
  for (const auto& [type, n] : count) {
    if (best.empty() || n > count[best]) best = type;
  }
  return best;
}

}  // namespace

Result<BaseWeights> load_base_weights(const std::string& path) {
  BaseWeights weights;
  RETORT_TRY(auto file, GgufFile::open(path));
  RETORT_TRY(weights.shape, read_shape(file));
  RETORT_TRY_STATUS(check_names(file, weights.shape));
  RETORT_TRY_STATUS(check_size(file, weights.shape));
  RETORT_TRY(weights.file_hash, hash_file(path));
  weights.quantization = most_common_type(file);
  const auto& shape = weights.shape;
  weights.embedding = at::empty({shape.vocabulary, shape.width});
  RETORT_TRY_STATUS(file.read("token_embd.weight", weights.embedding));
  weights.head = weights.embedding;
  if (file.has("output.weight")) {
    weights.head = at::empty({shape.vocabulary, shape.width});
    RETORT_TRY_STATUS(file.read("output.weight", weights.head));
  }
  weights.output_norm = at::empty({shape.width});
  RETORT_TRY_STATUS(file.read("output_norm.weight", weights.output_norm));
  for (std::int64_t i = 0; i < shape.layers; ++i) {
    RETORT_TRY(auto block, read_block(file, shape, i));
    weights.blocks.push_back(std::move(block));
  }
  return weights;
}

}  // namespace retort::train
