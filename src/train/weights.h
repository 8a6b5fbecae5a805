// The base model as matrices, read from GGUF.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"

namespace retort::train {

// Sizes of a decoder with grouped-query attention and a gated feed-forward part.
struct ModelShape {
  std::string architecture;  // general.architecture: one of known_architectures()
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
  std::vector<float> rope_factors;  // by which each of the head_dim / 2 frequencies is divided (Llama 3); empty: none
  bool tied = true;                 // the embedding is the head too
  bool qkv_bias = false;
  bool head_norms = false;  // q and k of each head are normed before they are rotated (qwen3)

  std::int64_t q_rows() const { return heads * head_dim; }
  std::int64_t kv_rows() const { return kv_heads * head_dim; }
  std::int64_t qkv_rows() const { return q_rows() + 2 * kv_rows(); }
  // Which values of a head are rotated against each other: neighbours (GGUF's order of llama's rows of q and k, which
  // Hugging Face keeps otherwise), or those half a head apart (Hugging Face's order, and GGUF's of the others).
  bool rotates_neighbours() const { return architecture == "llama"; }
  std::int64_t parameters() const;
};

const std::vector<std::string>& known_architectures();

// Matrices are (out, in), row-major. Linears that read the same input are stored as one matrix.
struct BlockWeights {
  at::Tensor attn_norm;       // (width)
  at::Tensor qkv;             // (qkv_rows, width): q, k, v
  at::Tensor qkv_bias;        // (qkv_rows), or undefined
  at::Tensor q_norm, k_norm;  // (head_dim), or undefined
  at::Tensor attn_output;     // (width, q_rows)
  at::Tensor ffn_norm;        // (width)
  at::Tensor gate_up;         // (2 ffn, width): gate, up
  at::Tensor ffn_down;        // (width, ffn)
};

// All that a model of this shape holds; also the form of a gradient of all that.
struct DecoderTensors {
  at::Tensor embedding;    // (vocabulary, width)
  at::Tensor head;         // (vocabulary, width); the embedding itself when tied
  at::Tensor output_norm;  // (width)
  std::vector<BlockWeights> blocks;
};

struct BaseWeights : DecoderTensors {
  ModelShape shape;
  std::string file_hash;     // hash_file of the GGUF
  std::string quantization;  // the type of most of its linears, e.g. "q4_1"
};

// A tensor by its name in GGUF; a view, of a part of a fused matrix where there is one.
struct NamedTensor {
  std::string name;
  at::Tensor values;
};
// All tensors, the embedding first; the head only where it is not the embedding.
std::vector<NamedTensor> named_tensors(const DecoderTensors& tensors, const ModelShape& shape);

// Where weights lie, and in which type their matrices are held; gains and biases are always fp32.
struct WeightForm {
  at::Device device = at::kCPU;
  at::ScalarType matrices = at::kFloat;
};

// Uninitialized tensors of a model of this shape.
DecoderTensors allocate_tensors(const ModelShape& shape, const WeightForm& form = {});

// Reads a GGUF of a known architecture whose tensors are of any type ggml can turn into fp32. Errors name the file and
// the key or tensor: kNotFound, kIo; kParse when it is no GGUF; kCorruption when it ends early or a size is wrong;
// kUnsupported for another architecture, a tensor this trainer does not know, or rope scaling other than Llama 3's
// factors. Needs memory for the weights in that form and, where it is not fp32 on the CPU, for the largest one in that.
Result<BaseWeights> load_base_weights(const std::string& path, const WeightForm& form = {});
// The shape alone, with the same errors as far as they concern it.
Result<ModelShape> load_model_shape(const std::string& path);

}  // namespace retort::train
