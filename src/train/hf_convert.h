// A Hugging Face folder as one GGUF file, the form in which everything else here takes a model.
#pragma once

#include <string>

#include "base/error.h"

namespace retort::train {

// Writes the model and tokenizer of `folder` to `path`, its matrices in `type` (one of model_types(); empty: bf16
// where config.json says bfloat16, else f16), tensor by tensor:
// memory for the largest one is enough. Errors of HfFolder and add_tokenizer; kIo.
Status convert_hf_folder(const std::string& folder, const std::string& path, const std::string& type);

}  // namespace retort::train
