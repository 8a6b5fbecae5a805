// Writing GGUF files: whole models, and what adapters need of it.
#pragma once

#include <gguf.h>

#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "train/lora.h"
#include "train/weights.h"

namespace retort::train {

// Writes `gguf`, whose tensors have been added, to `path`: there whole or not at all. `bytes_of(i)` gives the bytes of
// tensor i, which may be overwritten by the next call. kIo.
Status write_gguf(const std::string& path, const gguf_context* gguf,
                  const std::function<Result<std::string_view>(std::int64_t)>& bytes_of);

// Writes a model: `keys`, with general.file_type set, and the tensors, whose values values_of(i) gives. Matrices in `type`,
// one of model_types(); gains, biases and rope factors in F32. In types below eight bits, embedding and head are Q8_0; a
// matrix whose rows the type cannot divide is F16. `tensors` gives names and sizes alone. kIo, or an error of values_of.
Status write_gguf_model(const std::string& path, const gguf_context* keys, const std::string& type,
                        const std::vector<NamedTensor>& tensors,
                        const std::function<Result<at::Tensor>(std::size_t)>& values_of);

// A trained model: keys and vocabulary of the GGUF `base_path`, weights from `weights` with the LoRA's updates added.
Status write_trained_model(const std::string& path, const std::string& base_path, const std::string& type,
                           const BaseWeights& weights, const Lora& lora);

// The tensors that a file of this model has: named_tensors() and, where there are any, the rope factors.
std::vector<NamedTensor> stored_tensors(const DecoderTensors& tensors, const ModelShape& shape);

}  // namespace retort::train
