#include "train/adapter_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>

#include "base/files.h"
#include "base/json.h"
#include "train/gguf_file.h"
#include "train/gguf_model.h"
#include "train/safetensors.h"

namespace retort::train {
namespace {

// Hugging Face's name of a linear inside a block, and the part of the block it stands in.
const std::map<std::string, std::pair<const char*, const char*>>& peft_names() {
  static const std::map<std::string, std::pair<const char*, const char*>> names = {
      {"attn_q", {"self_attn", "q_proj"}}, {"attn_k", {"self_attn", "k_proj"}},
      {"attn_v", {"self_attn", "v_proj"}}, {"attn_output", {"self_attn", "o_proj"}},
      {"ffn_gate", {"mlp", "gate_proj"}},  {"ffn_up", {"mlp", "up_proj"}},
      {"ffn_down", {"mlp", "down_proj"}}};
  return names;
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
              {"lora_dropout", job.dropout},
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

std::string peft_module(const std::string& target) {
  const auto found = peft_names().find(target);
  return found == peft_names().end() ? "" : fmt::format("{}.{}", found->second.first, found->second.second);
}

std::string peft_module(const LoraPair& pair) {
  return fmt::format("base_model.model.model.layers.{}.{}", pair.layer, peft_module(pair.target));
}

at::Tensor unpermute_head_rows(const at::Tensor& rows, std::int64_t heads) {
  const std::int64_t half = rows.size(0) / heads / 2;
  return rows.view({heads, half, 2, rows.size(1)}).transpose(1, 2).reshape(rows.sizes());
}

Status write_gguf_adapter(const std::string& path, const BaseWeights& base, const Lora& lora, const TrainJob& job) {
  const std::unique_ptr<gguf_context, FreeGguf> gguf(gguf_init_empty());
  const auto pairs = lora.pairs();
  const std::size_t overhead = ggml_tensor_overhead() * (2 * pairs.size() + 1);
  const std::unique_ptr<ggml_context, FreeGgmlContext> tensors(
      ggml_init({.mem_size = overhead, .mem_buffer = nullptr, .no_alloc = true}));
  if (!tensors) return Error{ErrorCode::kBudget, "no memory for the adapter's tensors"};
  gguf_set_val_str(gguf.get(), "general.type", "adapter");
  gguf_set_val_str(gguf.get(), "general.architecture", base.shape.architecture.c_str());
  gguf_set_val_str(gguf.get(), "adapter.type", "lora");
  gguf_set_val_f32(gguf.get(), "adapter.lora.alpha", static_cast<float>(job.alpha));
  gguf_set_val_str(gguf.get(), "retort.base.hash", base.file_hash.c_str());
  gguf_set_val_str(gguf.get(), "retort.base.quantization", base.quantization.c_str());
  std::vector<at::Tensor> values;
  const auto add = [&](const LoraPair& pair, const char* suffix, const at::Tensor& matrix) {
    ggml_tensor* tensor = ggml_new_tensor_2d(tensors.get(), GGML_TYPE_F32, matrix.size(1), matrix.size(0));
    ggml_set_name(tensor, fmt::format("blk.{}.{}.weight.{}", pair.layer, pair.target, suffix).c_str());
    gguf_add_tensor(gguf.get(), tensor);
    values.push_back(matrix.cpu());
  };
  for (const auto* pair : pairs) {
    add(*pair, "lora_a", pair->a);
    add(*pair, "lora_b", pair->b);
  }
  return write_gguf(path, gguf.get(), [&](std::int64_t i) -> Result<std::string_view> {
    const at::Tensor& matrix = values[static_cast<std::size_t>(i)];
    return std::string_view(reinterpret_cast<const char*>(matrix.data_ptr<float>()),
                            static_cast<std::size_t>(matrix.numel()) * sizeof(float));
  });
}

Status write_peft_adapter(const std::string& folder, const BaseWeights& base, const Lora& lora, const TrainJob& job) {
  RETORT_TRY_STATUS(make_directories(folder));
  std::vector<std::pair<std::string, at::Tensor>> tensors;
  for (const auto* pair : lora.pairs()) {
    const std::string name = peft_module(*pair);
    at::Tensor b = pair->b.cpu();
    const bool neighbours = base.shape.rotates_neighbours();
    if (neighbours && pair->target == "attn_q") b = unpermute_head_rows(b, base.shape.heads);
    if (neighbours && pair->target == "attn_k") b = unpermute_head_rows(b, base.shape.kv_heads);
    tensors.emplace_back(name + ".lora_A.weight", pair->a.cpu());
    tensors.emplace_back(name + ".lora_B.weight", b);
  }
  RETORT_TRY_STATUS(write_safetensors(folder + "/adapter_model.safetensors", tensors));
  return write_file(folder + "/adapter_config.json", peft_config(base, lora, job).dump(2) + "\n");
}

}  // namespace retort::train
