// Low-rank updates of the frozen linears: y = x W^T + alpha/rank (x A^T) B^T.
#pragma once

#include <ATen/ATen.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "train/job.h"
#include "train/ops.h"
#include "train/weights.h"

namespace retort::train {

// One adapted linear. Views into Lora's flat arrays; a (rank, in), b (out, rank).
struct LoraPair {
  std::string target;  // one of lora_targets()
  std::int64_t layer = 0;
  std::int64_t row = 0;  // first row of this linear in the fused matrix of BlockWeights
  at::Tensor a, b, a_gradient, b_gradient;
};

// The pairs of the linears that share one input and one fused matrix. Their A lie one below the other: a (pairs * rank,
// in).
struct LoraGroup {
  std::vector<LoraPair> pairs;  // may be empty
  at::Tensor a, a_gradient;
};

// The fused matrices of a block, in the order in which it uses them.
enum BlockLinear { kQkv, kAttnOutput, kGateUp, kFfnDown, kBlockLinears };

class Lora {
 public:
  // A uniform in +-1/sqrt(in) (Kaiming with a = sqrt 5, as PEFT does), drawn from (seed, tensor's name); B zero.
  // kInvalidArgument when job.first_layer is not below the model's number of blocks.
  // Lies on `device`.
  static Result<Lora> create(const ModelShape& shape, const TrainJob& job, at::Device device = at::kCPU);
  // No pairs at all: for full fine-tuning.
  static Lora none(const ModelShape& shape);

  std::int64_t rank() const { return rank_; }
  float scale() const { return scale_; }
  std::int64_t first_layer() const { return first_layer_; }
  // Empty groups below first_layer().
  const LoraGroup& group(std::int64_t layer, BlockLinear linear) const {
    return layers_[static_cast<std::size_t>(layer)][linear];
  }
  // All pairs, by layer and then in the order of lora_targets().
  std::vector<const LoraPair*> pairs() const;

  // All A and B in one flat fp32 array, and their gradients in another of the same layout.
  at::Tensor values() const { return values_; }
  at::Tensor gradients() const { return gradients_; }

 private:
  Lora() = default;
  void cut(const ModelShape& shape, const TrainJob& job);  // makes the groups as views of the flat arrays
  std::int64_t rank_ = 0, first_layer_ = 0;
  float scale_ = 1;
  at::Tensor values_, gradients_;
  std::vector<std::array<LoraGroup, kBlockLinears>> layers_;
};

// How many values Lora::create makes for such a job.
std::int64_t lora_parameters(const ModelShape& shape, const TrainJob& job);

// Which stream of dropout() a pair draws from, in a pass that draws from `stream`; `pair`: its place in the group.
std::uint64_t dropout_stream(std::uint64_t stream, std::int64_t layer, BlockLinear linear, std::size_t pair);

// A fused matrix with its LoRA group. u (T, pairs * rank) keeps x A^T from the forward pass for the backward pass.
struct LoraLinear {
  const at::Tensor& weight;
  const LoraGroup& group;
  float scale;
  at::Tensor weight_gradient;  // defined where the matrix itself learns
  double drop = 0;             // share of x that the pairs do not see; each pair has its own draw ...
  std::uint64_t stream = 0;    // ... which follows from this and its place in the group
  at::Tensor dropped;          // (T,in): scratch, where drop is not 0

  // y (T,out) = beta * y + x W^T + scale * (x A^T) B^T.
  void forward(Team& team, const at::Tensor& x, at::Tensor u, at::Tensor y, float beta = 0) const;
  // The backward pass in two halves, the first of which does not need x. du (T, pairs * rank) receives scale * dy B; dx
  // (T,in), unless undefined, the gradient of x.
  void backward_input(Team& team, const at::Tensor& dy, at::Tensor du, at::Tensor dx) const;
  // Adds to the gradients of A and B, and of the matrix where it learns.
  void backward_weights(Team& team, const at::Tensor& dy, const at::Tensor& x, const at::Tensor& u,
                        const at::Tensor& du) const;

 private:
  std::int64_t rank() const { return group.pairs.front().b.size(1); }
  at::Tensor columns_of(const at::Tensor& u, std::size_t pair) const {
    return u.narrow(1, static_cast<std::int64_t>(pair) * rank(), rank());
  }
  std::uint64_t stream_of(std::size_t pair) const { return stream + (std::uint64_t{pair} << 32); }
};

}  // namespace retort::train
