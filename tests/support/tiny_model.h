// A random decoder of a few hundred kilobytes that llama.cpp loads: what tests of inference and training run on.
#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"

namespace retort::testing {

struct TinyModelOptions {
  std::uint64_t seed = 1;
  int layers = 2;
  int width = 64;
  int heads = 4;
  int kv_heads = 2;
  int ffn = 128;
  int context = 1024;
  bool tied = true;
  std::string omitted_tensor;  // left out of the file: for tests of what readers say
  std::string architecture = "llama";
};

// Writes a GGUF with F32 weights drawn from `seed`, a byte-level vocabulary (256 bytes, some merges, <|endoftext|>,
// <|im_start|>,
// <|im_end|>), that ends turns with <|im_end|> and carries a ChatML template. kIo when the file cannot be written.
Status write_tiny_model(const std::string& path, const TinyModelOptions& options = {});

}  // namespace retort::testing
