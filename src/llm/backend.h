// llama.cpp's process-wide state: started once, its chatter kept (the last error lines go into our messages).
#pragma once

#include <memory>
#include <string>

#include "base/error.h"

struct llama_model;

namespace retort::llm {

// Starts llama.cpp on first use and returns the message of its last error since `clear_backend_error`.
void use_backend();
void clear_backend_error();
std::string last_backend_error();

// Is this file a whole GGUF? Its header must read, and all the weights that the header lists must lie in the file. Reads the header
// alone. kNotFound, kIo or kCorruption, naming the file; of one that was cut off, the size it has and the size it should have.
Status check_gguf(const std::string& gguf);

// Tokens that the model was made for; 0 where the file does not say.
int trained_context(const std::string& gguf);

// hash_file of the model that a LoRA file of retort-train was trained on; empty for another file, or where it does not say.
std::string adapter_base_hash(const std::string& adapter);

struct ModelDeleter { void operator()(llama_model* model) const; };
using ModelHandle = std::shared_ptr<llama_model>;

// Opens a GGUF, its vocabulary alone or with weights. kNotFound, kCorruption or kIo, naming the file and llama.cpp's reason.
Result<ModelHandle> open_model(const std::string& gguf, bool vocabulary_only);

}  // namespace retort::llm
