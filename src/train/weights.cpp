#include "train/weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/hash.h"
#include "base/text.h"
#include "train/gguf_file.h"

namespace retort::train {
namespace {

constexpr std::int64_t kMaxSide = std::int64_t{1} << 24;  // rows or columns of one matrix

Status read_rope(GgufFile& file, ModelShape& shape) {
  const auto key = [&](const char* name) { return shape.architecture + "." + name; };
  shape.rope_base = file.number(key("rope.freq_base")).value_or(10000.0);
  const double rotated = file.number(key("rope.dimension_count")).value_or(static_cast<double>(shape.head_dim));
  if (rotated != static_cast<double>(shape.head_dim))
    return file.error(ErrorCode::kUnsupported, "rotates a part of each head only");
  if (const auto scaling = file.text(key("rope.scaling.type")); scaling && *scaling != "none") {
    return file.error(ErrorCode::kUnsupported,
                      fmt::format("uses rope scaling '{}'; this trainer knows none and Llama 3's", *scaling));
  }
  if (shape.architecture != "llama" || !file.has("rope_freqs.weight")) return {};
  at::Tensor factors = at::empty({shape.head_dim / 2});
  RETORT_TRY_STATUS(file.read("rope_freqs.weight", factors));
  shape.rope_factors.assign(factors.data_ptr<float>(), factors.data_ptr<float>() + factors.numel());
  if (std::any_of(shape.rope_factors.begin(), shape.rope_factors.end(), [](float f) { return f <= 0; }))
    return file.error(ErrorCode::kCorruption, "rope_freqs.weight holds a factor that is not positive");
  return {};
}

Result<ModelShape> read_shape(GgufFile& file) {
  ModelShape shape;
  shape.architecture = file.text("general.architecture").value_or("");
  const auto& known = known_architectures();
  if (std::find(known.begin(), known.end(), shape.architecture) == known.end()) {
    return file.error(ErrorCode::kUnsupported, fmt::format("has architecture '{}'; this trainer knows {}",
                                                           shape.architecture, join(known, ", ")));
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
  if (shape.kv_heads < 1 || shape.heads % shape.kv_heads != 0 || shape.head_dim < 2 || shape.head_dim % 2 != 0 ||
      shape.head_dim > kMaxSide) {
    return file.error(ErrorCode::kUnsupported, fmt::format("has {} heads, {} key-value heads of {} each", shape.heads,
                                                           shape.kv_heads, shape.head_dim));
  }
  RETORT_TRY_STATUS(read_rope(file, shape));
  RETORT_TRY(const auto embedding, file.extent("token_embd.weight"));
  shape.vocabulary = embedding.second;
  if (shape.vocabulary < 1 || shape.vocabulary > kMaxSide)
    return file.error(ErrorCode::kCorruption, "token_embd.weight has no rows");
  shape.tied = !file.has("output.weight");
  shape.qkv_bias = shape.architecture == "qwen2" || (shape.architecture == "llama" && file.has("blk.0.attn_q.bias"));
  shape.head_norms = shape.architecture == "qwen3";
  return shape;
}

// Any tensor that this trainer does not read would change the model: an error.
Status check_names(const GgufFile& file, const BaseWeights& weights) {
  std::set<std::string> known;
  for (const auto& tensor : named_tensors(weights, weights.shape)) known.insert(tensor.name);
  if (!weights.shape.rope_factors.empty()) known.insert("rope_freqs.weight");
  for (const auto& name : file.tensor_names()) {
    if (!known.contains(name))
      return file.error(ErrorCode::kUnsupported, fmt::format("has tensor {}, which this trainer does not know", name));
  }
  return {};
}

// Before anything is allocated: no stored form packs a weight into less than a bit.
Status check_size(const GgufFile& file, const ModelShape& shape) {
  const double per_block = static_cast<double>(shape.width) *
                           (static_cast<double>(shape.qkv_rows()) + static_cast<double>(shape.q_rows() + 3 * shape.ffn));
  const double weights = static_cast<double>(shape.layers) * per_block +
                         static_cast<double>(shape.vocabulary) * static_cast<double>(shape.width);
  if (weights <= 8.0 * static_cast<double>(file.size())) return {};
  return file.error(ErrorCode::kCorruption,
                    fmt::format("its keys ask for {} weights, more than {} bytes can hold", weights, file.size()));
}

std::string most_common_type(const GgufFile& file) {
  std::map<std::string, int> count;
  for (const auto& name : file.tensor_names()) {
    if (name.starts_with("blk.") && name.ends_with(".weight") && !name.ends_with("_norm.weight"))
      ++count[file.type_of(name)];
  }
  std::string best;
  for (const auto& [type, n] : count) {
    if (best.empty() || n > count[best]) best = type;
  }
  return best;
}

BlockWeights allocate_block(const ModelShape& s, const WeightForm& form) {
  const auto vector = at::TensorOptions(form.device).dtype(at::kFloat), matrix = vector.dtype(form.matrices);
  BlockWeights block;
  block.attn_norm = at::empty({s.width}, vector);
  block.qkv = at::empty({s.qkv_rows(), s.width}, matrix);
  if (s.qkv_bias) block.qkv_bias = at::empty({s.qkv_rows()}, vector);
  if (s.head_norms) {
    block.q_norm = at::empty({s.head_dim}, vector);
    block.k_norm = at::empty({s.head_dim}, vector);
  }
  block.attn_output = at::empty({s.width, s.q_rows()}, matrix);
  block.ffn_norm = at::empty({s.width}, vector);
  block.gate_up = at::empty({2 * s.ffn, s.width}, matrix);
  block.ffn_down = at::empty({s.width, s.ffn}, matrix);
  return block;
}

void name_block(const BlockWeights& block, const ModelShape& s, std::int64_t i, std::vector<NamedTensor>& all) {
  const auto add = [&](const char* part, const at::Tensor& values) {
    all.push_back({fmt::format("blk.{}.{}", i, part), values});
  };
  const std::int64_t q = s.q_rows(), kv = s.kv_rows();
  add("attn_norm.weight", block.attn_norm);
  add("attn_q.weight", block.qkv.narrow(0, 0, q));
  add("attn_k.weight", block.qkv.narrow(0, q, kv));
  add("attn_v.weight", block.qkv.narrow(0, q + kv, kv));
  if (s.qkv_bias) {
    add("attn_q.bias", block.qkv_bias.narrow(0, 0, q));
    add("attn_k.bias", block.qkv_bias.narrow(0, q, kv));
    add("attn_v.bias", block.qkv_bias.narrow(0, q + kv, kv));
  }
  if (s.head_norms) {
    add("attn_q_norm.weight", block.q_norm);
    add("attn_k_norm.weight", block.k_norm);
  }
  add("attn_output.weight", block.attn_output);
  add("ffn_norm.weight", block.ffn_norm);
  add("ffn_gate.weight", block.gate_up.narrow(0, 0, s.ffn));
  add("ffn_up.weight", block.gate_up.narrow(0, s.ffn, s.ffn));
  add("ffn_down.weight", block.ffn_down);
}

}  // namespace

const std::vector<std::string>& known_architectures() {
  static const std::vector<std::string> known = {"llama", "qwen2", "qwen3"};
  return known;
}

std::int64_t ModelShape::parameters() const {
  const std::int64_t block = (qkv_rows() + q_rows() + 3 * ffn) * width + 2 * width + (qkv_bias ? qkv_rows() : 0) +
                             (head_norms ? 2 * head_dim : 0);
  return layers * block + (tied ? 1 : 2) * vocabulary * width + width;
}

std::vector<NamedTensor> named_tensors(const DecoderTensors& tensors, const ModelShape& shape) {
  std::vector<NamedTensor> all = {{"token_embd.weight", tensors.embedding}, {"output_norm.weight", tensors.output_norm}};
  if (!shape.tied) all.push_back({"output.weight", tensors.head});
  for (std::size_t i = 0; i < tensors.blocks.size(); ++i)
    name_block(tensors.blocks[i], shape, static_cast<std::int64_t>(i), all);
  return all;
}

DecoderTensors allocate_tensors(const ModelShape& shape, const WeightForm& form) {
  const auto vector = at::TensorOptions(form.device).dtype(at::kFloat), matrix = vector.dtype(form.matrices);
  DecoderTensors tensors;
  tensors.embedding = at::empty({shape.vocabulary, shape.width}, matrix);
  tensors.head = shape.tied ? tensors.embedding : at::empty({shape.vocabulary, shape.width}, matrix);
  tensors.output_norm = at::empty({shape.width}, vector);
  for (std::int64_t i = 0; i < shape.layers; ++i) tensors.blocks.push_back(allocate_block(shape, form));
  return tensors;
}

Result<ModelShape> load_model_shape(const std::string& path) {
  RETORT_TRY(auto file, GgufFile::open(path));
  return read_shape(file);
}

Result<BaseWeights> load_base_weights(const std::string& path, const WeightForm& form) {
  BaseWeights weights;
  RETORT_TRY(auto file, GgufFile::open(path));
  RETORT_TRY(weights.shape, read_shape(file));
  RETORT_TRY_STATUS(check_size(file, weights.shape));
  static_cast<DecoderTensors&>(weights) = allocate_tensors(weights.shape, form);
  RETORT_TRY_STATUS(check_names(file, weights));
  RETORT_TRY(weights.file_hash, hash_file(path));
  weights.quantization = most_common_type(file);
  for (auto& [name, values] : named_tensors(weights, weights.shape)) {
    const bool plain = values.is_cpu() && values.scalar_type() == at::kFloat;
    const at::Tensor read = plain ? values : at::empty(values.sizes(), at::kFloat);
    RETORT_TRY_STATUS(file.read(name, read));
    if (!plain) values.copy_(read);
  }
  return weights;
}

}  // namespace retort::train
