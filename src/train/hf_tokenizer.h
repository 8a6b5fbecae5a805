// Hugging Face's tokenizer.json as the keys that GGUF has for it.
#pragma once

#include <gguf.h>

#include <cstdint>
#include <string>

#include "base/error.h"
#include "base/json.h"

namespace retort::train {

// Adds vocabulary, merges, special tokens and chat template of `folder` to `keys`: byte-level BPE with the way of
// cutting text that Llama 3, Qwen2/Qwen3, SmolLM or GPT-2 have; the ids up to `vocabulary` that no token has are filled.
// `config` is the folder's config.json. Errors name the file: kNotFound, kParse; kUnsupported for another kind of
// tokenizer, with its name.
Status add_tokenizer(const std::string& folder, const Json& config, std::int64_t vocabulary, gguf_context* keys);

}  // namespace retort::train
