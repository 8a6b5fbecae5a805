// Full fine-tuning: all weights learn.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

#include "train/weights.h"

namespace retort::train {

// All tensors of a model that are stored apart: its matrices, or its vectors.
std::vector<at::Tensor*> tensor_slots(DecoderTensors& tensors, bool tied, bool matrices);

struct FullTuning {
  at::Tensor values, gradients;  // all weights in one flat fp32 array, and their gradients in another of its layout
  std::int64_t decayed = 0;      // so many at the beginning are matrices; after them come gains and biases
  DecoderTensors gradient_of;    // views of `gradients`, with the structure of the weights
};

// Moves the tensors of `weights`, fp32 on one device, into one array, of which they are views from then on. Needs 4 bytes of memory more for
// each weight, and 4 for its gradient.
FullTuning tune_all(BaseWeights& weights);

}  // namespace retort::train
