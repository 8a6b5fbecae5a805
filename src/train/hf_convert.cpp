#include "train/hf_convert.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "train/gguf_file.h"
#include "train/gguf_model.h"
#include "train/hf_folder.h"
#include "train/hf_tokenizer.h"

namespace retort::train {
namespace {

void add_shape(const ModelShape& s, gguf_context* keys) {
  const auto number = [&](const char* name, std::int64_t value) {
    gguf_set_val_u32(keys, (s.architecture + "." + name).c_str(), static_cast<std::uint32_t>(value));
  };
  const auto real = [&](const char* name, double value) {
    gguf_set_val_f32(keys, (s.architecture + "." + name).c_str(), static_cast<float>(value));
  };
  gguf_set_val_str(keys, "general.architecture", s.architecture.c_str());
  number("block_count", s.layers);
  number("context_length", s.context);
  number("embedding_length", s.width);
  number("feed_forward_length", s.ffn);
  number("attention.head_count", s.heads);
  number("attention.head_count_kv", s.kv_heads);
  number("attention.key_length", s.head_dim);
  number("attention.value_length", s.head_dim);
  number("rope.dimension_count", s.head_dim);
  number("vocab_size", s.vocabulary);
  real("attention.layer_norm_rms_epsilon", s.rms_epsilon);
  real("rope.freq_base", s.rope_base);
}

}  // namespace

Status convert_hf_folder(const std::string& folder, const std::string& path, const std::string& type) {
  RETORT_TRY(HfFolder model, HfFolder::open(folder));
  const std::unique_ptr<gguf_context, FreeGguf> keys(gguf_init_empty());
  add_shape(model.shape(), keys.get());
  const std::string name = std::filesystem::path(folder).lexically_normal().filename().string();
  gguf_set_val_str(keys.get(), "general.name", name.c_str());
  RETORT_TRY_STATUS(add_tokenizer(folder, model.config(), model.shape().vocabulary, keys.get()));
  const auto tensors = stored_tensors(allocate_tensors(model.shape()), model.shape());
  const bool wide = string_or(model.config(), "torch_dtype", string_or(model.config(), "dtype", "")) == "bfloat16";
  return write_gguf_model(path, keys.get(), !type.empty() ? type : wide ? "bf16" : "f16", tensors, [&](std::size_t i) -> Result<at::Tensor> {
    if (tensors[i].name == "rope_freqs.weight") return tensors[i].values;
    at::Tensor values = at::empty(tensors[i].values.sizes());
    RETORT_TRY_STATUS(model.read(tensors[i].name, values));
    return values;
  });
}

}  // namespace retort::train
