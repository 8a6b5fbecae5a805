// The frozen base model as fp32 matrices, read from GGUF.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"

namespace retort::train {

// Sizes of a decoder with grouped-query attention and a gated feed-forward part.
struct ModelShape {
  std::string architecture;  // general.architecture
  std::int64_t layers = 0;
  std::int64_t width = 0;  // of the residual stream
  std::int64_t heads = 0;
  std::int64_t kv_heads = 0;  // divides heads
  std::int64_t head_dim = 0;
  std::int64_t ffn = 0;
  std::int64_t vocabulary = 0;
  std::int64_t context = 0;  // positions the model was made for
  double rms_epsilon = 0;
  double rope_base = 0;

  std::int64_t q_rows() const { return heads * head_dim; }
  std::int64_t kv_rows() const { return kv_heads * head_dim; }
  std::int64_t qkv_rows() const { return q_rows() + 2 * kv_rows(); }
};

// Matrices are (out, in), row-major. Linears that read the same input are stored as one matrix.
struct BlockWeights {
  at::Tensor attn_norm;    // (width)
  at::Tensor qkv;          // (qkv_rows, width): q, k, v
  at::Tensor attn_output;  // (width, q_rows)
  at::Tensor ffn_norm;     // (width)
  at::Tensor gate_up;      // (2 ffn, width): gate, up
  at::Tensor ffn_down;     // (width, ffn)
};

struct BaseWeights {
  ModelShape shape;
  at::Tensor embedding;    // (vocabulary, width)
  at::Tensor head;         // (vocabulary, width); the embedding itself when tied
  at::Tensor output_norm;  // (width)
  std::vector<BlockWeights> blocks;
  std::string file_hash;     // hash_file of the GGUF
  std::string quantization;  // the type of most of its linears, e.g. "q4_1"
};

// Reads a GGUF of architecture `llama` whose tensors are of any type ggml can turn into fp32. Errors name the file and
// the key or tensor: kNotFound, kIo; kParse when it is no GGUF; kCorruption when it ends early or a size is wrong;
// kUnsupported for another architecture, a tensor this trainer does not know, or rope scaling. Needs 4 bytes of memory
// for each weight.
Result<BaseWeights> load_base_weights(const std::string& path);

}  // namespace retort::train
