// AdamW on one flat array: Loshchilov and Hutter's decoupled weight decay, with bias correction.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>

#include "train/team.h"

namespace retort::train {

struct AdamW {
  static constexpr double kBeta1 = 0.9, kBeta2 = 0.999, kEpsilon = 1e-8;
  at::Tensor first, second;  // running means of the gradient and its square; flat fp32 on one device, zero at the start
  std::int64_t steps = 0;

  explicit AdamW(std::int64_t size, at::Device device = at::kCPU)
      : first(at::zeros({size}, device)), second(at::zeros({size}, device)) {}

  // One step: values -= rate * (update + weight_decay * values), with the gradients times `gradient_scale`. The decay
  // applies to the first `decayed` values.
  void step(Team& team, at::Tensor values, const at::Tensor& gradients, float gradient_scale, double rate,
            double weight_decay, std::int64_t decayed);
  // The same by libtorch's operations, on the device where the arrays lie.
  void step(at::Tensor values, const at::Tensor& gradients, float gradient_scale, double rate, double weight_decay,
            std::int64_t decayed);
};

}  // namespace retort::train
