#include "train/adapter_files.h"

#include <fmt/format.h>
#include <ggml.h>
#include <gguf.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>

#include "base/files.h"
#include "base/json.h"

namespace retort::train {
namespace {

struct FreeGguf {
  void operator()(gguf_context* context) const { gguf_free(context); }
};
struct FreeTensors {
  void operator()(ggml_context* context) const { ggml_free(context); }
};

// Hugging Face's name of a linear inside a block, and the part of the block it stands in.
const std::map<std::string, std::pair<const char*, const char*>>& peft_names() {
  static const std::map<std::string, std::pair<const char*, const char*>> names = {
      {"attn_q", {"self_attn", "q_proj"}}, {"attn_k", {"self_attn", "k_proj"}},
      {"attn_v", {"self_attn", "v_proj"}}, {"attn_output", {"self_attn", "o_proj"}},
      {"ffn_gate", {"mlp", "gate_proj"}},  {"ffn_up", {"mlp", "up_proj"}},
      {"ffn_down", {"mlp", "down_proj"}}};
  return names;
}

// safetensors: length of the header (8 bytes, little endian), header (JSON), the tensors' bytes one after the other.
std::string safetensors(const std::vector<std::pair<std::string, at::Tensor>>& tensors) {
  Json header{{"__metadata__", {{"format", "pt"}}}};
  std::string data;
  for (const auto& [name, tensor] : tensors) {
    const at::Tensor whole = tensor.contiguous();
    const std::size_t begin = data.size();
    data.append(reinterpret_cast<const char*>(whole.data_ptr<float>()),
                static_cast<std::size_t>(whole.numel()) * sizeof(float));
    header[name] = {
        {"dtype", "F32"}, {"shape", {whole.size(0), whole.size(1)}}, {"data_offsets", {begin, data.size()}}};
  }
  std::string text = to_line(header);
  text.append((8 - text.size() % 8) % 8, ' ');  // readers want the data aligned
  const std::uint64_t length = text.size();
  return std::string(reinterpret_cast<const char*>(&length), sizeof length) + text + data;
}

Json peft_config(const BaseWeights& base, const Lora& lora, const TrainJob& job) {
  Json targets = Json::array();
  for (const auto& target : job.targets) targets.push_back(peft_names().at(target).second);
  Json layers = nullptr;  // all
  if (lora.first_layer() > 0) {
    layers = Json::array();
    for (std::int64_t i = lora.first_layer(); i < base.shape.layers; ++i) layers.push_back(i);
  }
  return Json{{"peft_type", "LORA"},
              {"task_type", "CAUSAL_LM"},
              {"base_model_name_or_path", job.base},
              {"r", job.rank},
              {"lora_alpha", job.alpha},
              {"lora_dropout", 0.0},
              {"target_modules", targets},
              {"layers_to_transform", layers},
              {"bias", "none"},
              {"fan_in_fan_out", false},
              {"inference_mode", true},
              {"init_lora_weights", true},
              {"modules_to_save", nullptr},
              {"use_rslora", false},
              {"use_dora", false}};
}

}  // namespace

at::Tensor unpermute_head_rows(const at::Tensor& rows, std::int64_t heads) {
  const std::int64_t half = rows.size(0) / heads / 2;
  return rows.view({heads, half, 2, rows.size(1)}).transpose(1, 2).reshape(rows.sizes());
}

Status write_gguf_adapter(const std::string& path, const BaseWeights& base, const Lora& lora, const TrainJob& job) {
  const std::unique_ptr<gguf_context, FreeGguf> gguf(gguf_init_empty());
  const auto pairs = lora.pairs();
  const std::size_t overhead = ggml_tensor_overhead() * (2 * pairs.size() + 1);
  const std::unique_ptr<ggml_context, FreeTensors> tensors(
      ggml_init({.mem_size = overhead, .mem_buffer = nullptr, .no_alloc = true}));
  if (!tensors) return Error{ErrorCode::kBudget, "no memory for the adapter's tensors"};
  gguf_set_val_str(gguf.get(), "general.type", "adapter");
  gguf_set_val_str(gguf.get(), "general.architecture", base.shape.architecture.c_str());
  gguf_set_val_str(gguf.get(), "adapter.type", "lora");
  gguf_set_val_f32(gguf.get(), "adapter.lora.alpha", static_cast<float>(job.alpha));
  gguf_set_val_str(gguf.get(), "retort.base.hash", base.file_hash.c_str());
  gguf_set_val_str(gguf.get(), "retort.base.quantization", base.quantization.c_str());
  const auto add = [&](const LoraPair& pair, const char* suffix, const at::Tensor& values) {
    ggml_tensor* tensor = ggml_new_tensor_2d(tensors.get(), GGML_TYPE_F32, values.size(1), values.size(0));
    ggml_set_name(tensor, fmt::format("blk.{}.{}.weight.{}", pair.layer, pair.target, suffix).c_str());
    tensor->data = values.data_ptr<float>();
    gguf_add_tensor(gguf.get(), tensor);
  };
  for (const auto* pair : pairs) {
    add(*pair, "lora_a", pair->a);
    add(*pair, "lora_b", pair->b);
  }
  std::string content(gguf_get_meta_size(gguf.get()), '\0');
  gguf_get_meta_data(gguf.get(), content.data());
  const std::size_t start = content.size();
  for (std::int64_t i = 0; i < gguf_get_n_tensors(gguf.get()); ++i) {
    const ggml_tensor* tensor = ggml_get_tensor(tensors.get(), gguf_get_tensor_name(gguf.get(), i));
    content.resize(start + gguf_get_tensor_offset(gguf.get(), i), '\0');
    content.append(static_cast<const char*>(tensor->data), ggml_nbytes(tensor));
  }
  content.resize((content.size() + GGUF_DEFAULT_ALIGNMENT - 1) / GGUF_DEFAULT_ALIGNMENT * GGUF_DEFAULT_ALIGNMENT, '\0');
  return write_file(path, content);
}

Status write_peft_adapter(const std::string& folder, const BaseWeights& base, const Lora& lora, const TrainJob& job) {
  RETORT_TRY_STATUS(make_directories(folder));
  std::vector<std::pair<std::string, at::Tensor>> tensors;
  for (const auto* pair : lora.pairs()) {
    const auto& [part, module] = peft_names().at(pair->target);
    const std::string name = fmt::format("base_model.model.model.layers.{}.{}.{}", pair->layer, part, module);
    at::Tensor b = pair->b;
    if (pair->target == "attn_q") b = unpermute_head_rows(b, base.shape.heads);
    if (pair->target == "attn_k") b = unpermute_head_rows(b, base.shape.kv_heads);
    tensors.emplace_back(name + ".lora_A.weight", pair->a);
    tensors.emplace_back(name + ".lora_B.weight", b);
  }
  RETORT_TRY_STATUS(write_file(folder + "/adapter_model.safetensors", safetensors(tensors)));
  return write_file(folder + "/adapter_config.json", peft_config(base, lora, job).dump(2) + "\n");
}

}  // namespace retort::train
