// The decoder in libtorch's operations with autograd: the same arithmetic as Model, on any device, with products of matrices in
// fp32 or bf16.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "train/model.h"

namespace retort::train {

// Works where the tensors of weights and LoRA lie. What is not a product of matrices is fp32: the residual stream, norms,
// rotations, softmax, loss, and all that learns, whatever `products` is. Each block has a graph of its own, of which with
// options.recompute only the input lives until its backward pass.
class TorchModel final : public Decoder {
 public:
  // `products`: at::kFloat or at::kBFloat16. Frozen matrices may be of either type, those that learn are fp32. Weights and LoRA
  // must outlive it.
  TorchModel(const BaseWeights& weights, const Lora& lora, const ModelOptions& options, at::ScalarType products);

  double loss(const Pack& pack) override;
  double loss_and_gradients(const Pack& pack, float weight, std::uint64_t stream = 0) override;
  // In the type in which the weights are held: those that learn are not rounded, as those who read the files do not round them.
  at::Tensor logits(const Pack& pack) override;

 private:
  // A pack's numbers on the device.
  struct Rows {
    at::Tensor tokens, loss_rows, targets, cosine, sine;
  };
  using Leaves = std::pair<at::Tensor, at::Tensor>;  // A and B

  Rows rows_of(const Pack& pack) const;
  at::Tensor embed(const Rows& rows) const;
  // What the linears that are stored as one matrix give, one after the other.
  std::vector<at::Tensor> linear(std::int64_t layer, BlockLinear which, const at::Tensor& x) const;
  at::Tensor attend(std::int64_t layer, const Pack& pack, const Rows& rows, const at::Tensor& normed) const;
  at::Tensor block(std::int64_t layer, const Pack& pack, const Rows& rows, const at::Tensor& x) const;
  at::Tensor forward(const Pack& pack, const Rows& rows) const;
  // Sum of the losses, in fp64; with weight not 0, `dx` becomes the gradient of x, the last block's output.
  at::Tensor head(const Rows& rows, const at::Tensor& x, float weight, at::Tensor& dx) const;

  const ModelShape& shape_;
  const Lora& lora_;
  const ModelOptions options_;
  at::ScalarType products_;
  const at::Device device_;
  DecoderTensors weights_;            // those that learn are leaves whose gradients are views of options.full
  std::vector<std::vector<Leaves>> pairs_;  // of each block's linears: layer * kBlockLinears + which
  at::Tensor cosine_, sine_;
  bool dropping_ = false;     // in a training pass with dropout ...
  std::uint64_t stream_ = 0;  // ... drawn from this
};

}  // namespace retort::train
