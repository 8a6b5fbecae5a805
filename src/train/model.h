// The decoder: loss, and gradients of LoRA's A and B or of all weights. Model has a hand-written backward pass that keeps what it
// needs and no more.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

#include "train/examples.h"
#include "train/full_tuning.h"
#include "train/lora.h"
#include "train/ops.h"
#include "train/team.h"
#include "train/weights.h"

namespace retort::train {

// Several examples side by side, without padding. What all of them begin with (a system prompt) is there once.
struct Pack {
  std::vector<std::int32_t> tokens;
  std::vector<std::int32_t> positions;  // of each token in its example
  Layout layout;  // one segment for each example, after that of the common beginning if there is one
  std::vector<std::int64_t> loss_rows;  // rows whose next token carries loss
  std::vector<std::int32_t> targets;    // that next token
  std::size_t example_tokens = 0;       // of the examples, the common beginning counted in each
};
Pack make_pack(const std::vector<const TrainExample*>& examples);

// How many rows have their logits at one time when so many carry loss; and the bytes of those logits.
std::int64_t head_logit_rows(std::int64_t vocabulary, std::int64_t loss_rows);
std::int64_t head_logit_bytes(std::int64_t vocabulary, std::int64_t loss_rows);

struct ModelOptions {
  std::int64_t max_positions = 0;  // no example is longer
  const FullTuning* full = nullptr;  // all weights learn; must outlive the model. `lora` is Lora::none then.
  double dropout = 0;                // share of the inputs of LoRA that is dropped in training
  bool recompute = false;            // keep a block's input alone and compute the rest again: less memory, same bits
};

// A decoder with what learns in it. Not for use by several threads at once.
class Decoder {
 public:
  Decoder() = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  virtual ~Decoder() = default;

  // Sum of the negative log-likelihoods of the pack's targets.
  virtual double loss(const Pack& pack) = 0;
  // The same; adds the gradient of weight * loss to the gradients of what learns. weight is not 0. `stream` decides what
  // is dropped.
  virtual double loss_and_gradients(const Pack& pack, float weight, std::uint64_t stream = 0) = 0;
  // Logits (tokens, vocabulary) of every position, fp32 on the CPU: for comparisons, not for training.
  virtual at::Tensor logits(const Pack& pack) = 0;
};

// The decoder by operations of our own, fp32 on the CPU. Weights and LoRA must outlive it. Buffers grow to the largest pack seen:
// about 4 * (2 width + 2 qkv_rows + 2 ffn + ranks) bytes for each token and learning block (recompute: 4 width), and one
// block's more.
class Model final : public Decoder {
 public:
  Model(const BaseWeights& weights, const Lora& lora, Team& team, const ModelOptions& options);

  double loss(const Pack& pack) override;
  double loss_and_gradients(const Pack& pack, float weight, std::uint64_t stream = 0) override;
  at::Tensor logits(const Pack& pack) override;

 private:
  // What a block's forward pass leaves for its backward pass; T rows each.
  struct Kept {
    at::Tensor x, qkv, qk_raw, attn, logsum, x_mid,
        gate_up;  // input, rotated q k v, q and k before their norms, attention's output, ..., sum after attention
    at::Tensor u[kBlockLinears];
  };
  struct Scratch {
    at::Tensor normed, inverse, hidden, d_hidden, d_attn, d_qkv, dx, du, dropped;
  };

  void reserve(const Pack& pack, bool training);
  Kept make_kept(std::int64_t tokens) const;
  Kept kept(std::int64_t layer, bool training, std::int64_t tokens) const;
  LoraLinear linear(std::int64_t layer, BlockLinear which, std::int64_t tokens) const;
  // The gradients of a block's weights, all undefined where they are frozen.
  const BlockWeights& gradients_of(std::int64_t layer) const;
  void forward(const Pack& pack, bool training);
  void forward_block(std::int64_t layer, const Pack& pack, Kept& now, at::Tensor out);
  void backward_block(std::int64_t layer, const Pack& pack, Kept& now);
  void backward_attention(std::int64_t layer, const Pack& pack, Kept& now, const at::Tensor& d_attn, at::Tensor d_qkv);
  // Loss of the last block's output; with weight not 0, its gradient goes to scratch_.dx.
  double head(const Pack& pack, float weight);

  const BaseWeights& weights_;
  const Lora& lora_;
  Team& team_;
  const ModelOptions options_;
  bool dropping_ = false;      // in a training pass with dropout ...
  std::uint64_t stream_ = 0;   // ... drawn from this
  RopeTable rope_;
  AttentionShape attention_;
  at::Tensor d_kv_;  // scratch of attention_backward
  std::int64_t kept_tokens_ = 0, scratch_tokens_ = 0;
  std::vector<Kept> kept_;  // of the blocks from lora_.first_layer() on
  Kept shared_;             // for blocks that nothing is kept of
  at::Tensor top_;          // the last block's output
  Scratch scratch_;
};

}  // namespace retort::train
