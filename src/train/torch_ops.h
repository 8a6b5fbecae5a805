// What the decoder needs beside libtorch's own operations, on tensors of any device and with autograd. Rows are tokens; results
// depend on nothing but the inputs where libtorch's operations are deterministic.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>

#include "train/ops.h"

namespace retort::train::torch_ops {

// x / sqrt(mean(x^2) + epsilon) * gain over the last dimension. x fp32 of any shape, gain (its last dimension) fp32.
at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& gain, double epsilon);

// x (T, heads * head_dim) turned by cosine and sine (T, head_dim / 2), which have a row for each row of x; `neighbours` as in
// RopeTable.
at::Tensor rope(const at::Tensor& x, const at::Tensor& cosine, const at::Tensor& sine, bool neighbours);

// Attention along `layout`: q (T, heads * head_dim), k and v (T, kv_heads * head_dim), all of one type, which the result has too;
// scores and their softmax are fp32. Scores exist for one block of rows of one segment at a time, in the backward pass too.
at::Tensor attention(const AttentionShape& shape, const Layout& layout, const at::Tensor& q, const at::Tensor& k,
                     const at::Tensor& v);

// dropout() of ops.h: drops the same values for the same `share` and `stream`.
at::Tensor dropout(const at::Tensor& x, double share, std::uint64_t stream);

}  // namespace retort::train::torch_ops
