// A trained adapter in the two forms that others read: GGUF LoRA (llama.cpp) and a PEFT folder (Hugging Face).
#pragma once

#include <string>

#include "base/error.h"
#include "train/lora.h"
#include "train/weights.h"

namespace retort::train {

// general.type adapter, tensors blk.N.TARGET.weight.lora_a (rank, in) and .lora_b (out, rank), F32; retort.base.hash
// and retort.base.quantization say what it was trained on. kIo.
Status write_gguf_adapter(const std::string& path, const BaseWeights& base, const Lora& lora, const TrainJob& job);

// `folder`/adapter_model.safetensors and adapter_config.json. With llama the rows of B for q and k go from GGUF's
// order, where rotated pairs lie side by side, to Hugging Face's, where they lie half a head apart. kIo.
Status write_peft_adapter(const std::string& folder, const BaseWeights& base, const Lora& lora, const TrainJob& job);

// What PEFT's file calls the linear of a pair: "base_model.model.model.layers.0.self_attn.q_proj".
std::string peft_module(const LoraPair& pair);
// The same of a linear inside a block, "self_attn.q_proj" for "attn_q"; empty for another name.
std::string peft_module(const std::string& target);

// Rows of a matrix over heads: from pairs side by side (GGUF's llama) to halves apart (Hugging Face).
at::Tensor unpermute_head_rows(const at::Tensor& rows, std::int64_t heads);

}  // namespace retort::train
