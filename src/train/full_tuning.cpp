#include "train/full_tuning.h"

#include "base/error.h"

namespace retort::train {

std::vector<at::Tensor*> tensor_slots(DecoderTensors& tensors, bool tied, bool matrices) {
  std::vector<at::Tensor*> all;
  const auto add = [&](at::Tensor& tensor) {
    if (tensor.defined() && (tensor.dim() == 2) == matrices) all.push_back(&tensor);
  };
  add(tensors.embedding);
  if (!tied) add(tensors.head);
  add(tensors.output_norm);
  for (auto& b : tensors.blocks) {
    for (at::Tensor* tensor : {&b.attn_norm, &b.qkv, &b.qkv_bias, &b.q_norm, &b.k_norm, &b.attn_output, &b.ffn_norm,
                               &b.gate_up, &b.ffn_down})
      add(*tensor);
  }
  return all;
}

FullTuning tune_all(BaseWeights& weights) {
  FullTuning full;
  const bool tied = weights.shape.tied;
  full.values = at::empty({weights.shape.parameters()}, weights.output_norm.options());
  full.gradient_of = weights;
  struct Place {
    at::Tensor *weight, *gradient;
    std::int64_t begin;
  };
  std::vector<Place> places;
  std::int64_t at = 0;
  for (const bool matrices : {true, false}) {
    const auto weight_slots = tensor_slots(weights, tied, matrices),
               gradient_slots = tensor_slots(full.gradient_of, tied, matrices);
    for (std::size_t i = 0; i < weight_slots.size(); ++i) {
      at::Tensor& weight = *weight_slots[i];
      const at::Tensor piece = full.values.narrow(0, at, weight.numel()).view(weight.sizes());
      piece.copy_(weight);
      weight = piece;
      *gradient_slots[i] = piece;  // lets go of the tensor that was copied
      places.push_back({weight_slots[i], gradient_slots[i], at});
      at += weight.numel();
    }
    if (matrices) full.decayed = at;
  }
  RETORT_CHECK(at == full.values.numel(), "a shape's number of parameters is that of its tensors");
  full.gradients = at::zeros_like(full.values);
  for (const auto& place : places)
    *place.gradient = full.gradients.narrow(0, place.begin, place.weight->numel()).view(place.weight->sizes());
  if (tied) {
    weights.head = weights.embedding;
    full.gradient_of.head = full.gradient_of.embedding;
  }
  return full;
}

}  // namespace retort::train
