// Causal attention in tiles of query rows: the scores of a tile live in a scratch buffer, are turned into probabilities and used at
// once; the backward pass computes them again from the kept log-sums. Work is shared out by (segment, head).
#include <algorithm>
#include <cmath>

#include "train/blas.h"
#include "train/ops.h"
#include "train/vector_math.h"

namespace retort::train {
namespace {

constexpr std::int64_t kTile = 96;   // query rows handled at once

// One row of scores -> probabilities of its first `seen` entries, 0 in the rest. Returns log(sum(exp(score))).
RETORT_VECTORIZED float softmax_seen(std::int64_t seen, std::int64_t n, float* x) {
  float top = x[0];
#pragma omp simd reduction(max : top)
  for (std::int64_t i = 0; i < seen; ++i) top = x[i] > top ? x[i] : top;
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::int64_t i = 0; i < seen; ++i) {
    x[i] = fast_exp(x[i] - top);
    sum += x[i];
  }
  const float factor = 1.0f / sum;
  for (std::int64_t i = 0; i < seen; ++i) x[i] *= factor;
  for (std::int64_t i = seen; i < n; ++i) x[i] = 0;
  return top + std::log(sum);
}

// Scores -> probabilities, with the log-sum known.
RETORT_VECTORIZED void softmax_again(std::int64_t seen, std::int64_t n, float log_sum, float* x) {
  for (std::int64_t i = 0; i < seen; ++i) x[i] = fast_exp(x[i] - log_sum);
  for (std::int64_t i = seen; i < n; ++i) x[i] = 0;
}

// dp -> p * (dp - sum(p * dp)), the gradient of the scores.
RETORT_VECTORIZED void softmax_backward(const float* p, float along, std::int64_t n, float* dp) {
  for (std::int64_t i = 0; i < n; ++i) dp[i] = p[i] * (dp[i] - along);
}

RETORT_VECTORIZED float dot(const float* a, const float* b, std::int64_t n) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::int64_t i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

RETORT_VECTORIZED void add(const float* from, std::int64_t n, float* to) {
  for (std::int64_t i = 0; i < n; ++i) to[i] += from[i];
}

struct Task {
  Segment segment;
  std::int64_t head;
  std::int64_t tile;   // first query row inside the segment
};

float* scratch(std::size_t which, std::size_t floats) {
  thread_local std::vector<float> buffers[2];
  if (buffers[which].size() < floats) buffers[which].resize(floats);
  return buffers[which].data();
}

}  // namespace

void attention(Team& team, const AttentionShape& shape, const std::vector<Segment>& segments, const at::Tensor& qkv, at::Tensor out,
               at::Tensor logsum) {
  const std::int64_t d = shape.head_dim, group = shape.heads / shape.kv_heads, step = qkv.stride(0), out_step = out.stride(0);
  const float* q = qkv.data_ptr<float>();
  const float* k = q + shape.heads * d;
  const float* v = k + shape.kv_heads * d;
  float* o = out.data_ptr<float>();
  float* logs = logsum.data_ptr<float>();
  const float scale = 1.0f / std::sqrt(static_cast<float>(d));
  std::vector<Task> tasks;
  for (const auto& segment : segments) {
    for (std::int64_t head = 0; head < shape.heads; ++head) {
      for (std::int64_t tile = 0; tile < segment.length; tile += kTile) tasks.push_back({segment, head, tile});
    }
  }
  team.run(tasks.size(), [&](std::size_t i) {
    const auto& [segment, head, tile] = tasks[i];
    const std::int64_t rows = std::min(kTile, segment.length - tile), keys = tile + rows, row = segment.begin + tile;
    float* p = scratch(0, static_cast<std::size_t>(rows * keys));
    const std::int64_t kv = segment.begin * step + head / group * d;
    product(false, true, rows, keys, d, scale, q + row * step + head * d, step, k + kv, step, 0, p, keys);
    for (std::int64_t r = 0; r < rows; ++r) logs[head * logsum.size(1) + row + r] = softmax_seen(tile + r + 1, keys, p + r * keys);
    product(false, false, rows, d, keys, 1, p, keys, v + kv, step, 0, o + row * out_step + head * d, out_step);
  });
}

void attention_backward(Team& team, const AttentionShape& shape, const std::vector<Segment>& segments, const at::Tensor& qkv,
                        const at::Tensor& out, const at::Tensor& logsum, const at::Tensor& dout, at::Tensor dkv, at::Tensor dqkv) {
  const std::int64_t d = shape.head_dim, group = shape.heads / shape.kv_heads, step = qkv.stride(0), out_step = out.stride(0);
  const std::int64_t dout_step = dout.stride(0), kv_step = dkv.stride(0), dq_step = dqkv.stride(0);
  const float* q = qkv.data_ptr<float>();
  const float* k = q + shape.heads * d;
  const float* v = k + shape.kv_heads * d;
  const float* o = out.data_ptr<float>();
  const float* grad = dout.data_ptr<float>();
  const float* logs = logsum.data_ptr<float>();
  float* dq = dqkv.data_ptr<float>();
  float* dk = dkv.data_ptr<float>();   // of each query head; those of a group are added below
  float* dv = dk + shape.heads * d;
  const float scale = 1.0f / std::sqrt(static_cast<float>(d));
  team.run(segments.size() * static_cast<std::size_t>(shape.heads), [&](std::size_t i) {
    const Segment& segment = segments[i / static_cast<std::size_t>(shape.heads)];
    const auto head = static_cast<std::int64_t>(i) % shape.heads;
    const std::int64_t kv = segment.begin * step + head / group * d, dkv_at = segment.begin * kv_step + head * d;
    // From the last tile, which reaches all keys and so sets what the others add to.
    const std::int64_t last = (segment.length - 1) / kTile * kTile;
    for (std::int64_t tile = last; tile >= 0; tile -= kTile) {
      const std::int64_t rows = std::min(kTile, segment.length - tile), keys = tile + rows, row = segment.begin + tile;
      const float beta = tile == last ? 0.0f : 1.0f;
      const float* head_q = q + row * step + head * d;
      const float* head_grad = grad + row * dout_step + head * d;
      float* p = scratch(0, static_cast<std::size_t>(rows * keys));
      float* dp = scratch(1, static_cast<std::size_t>(rows * keys));
      product(false, true, rows, keys, d, scale, head_q, step, k + kv, step, 0, p, keys);
      product(false, true, rows, keys, d, 1, head_grad, dout_step, v + kv, step, 0, dp, keys);
      for (std::int64_t r = 0; r < rows; ++r) {
        softmax_again(tile + r + 1, keys, logs[head * logsum.size(1) + row + r], p + r * keys);
        const float along = dot(head_grad + r * dout_step, o + (row + r) * out_step + head * d, d);
        softmax_backward(p + r * keys, along, keys, dp + r * keys);
      }
      product(true, false, keys, d, rows, 1, p, keys, head_grad, dout_step, beta, dv + dkv_at, kv_step);
      product(true, false, keys, d, rows, scale, dp, keys, head_q, step, beta, dk + dkv_at, kv_step);
      product(false, false, rows, d, keys, scale, dp, keys, k + kv, step, 0, dq + row * dq_step + head * d, dq_step);
    }
  });
  const std::int64_t tokens = qkv.size(0);
  team.run(static_cast<std::size_t>((tokens + 31) / 32), [&](std::size_t block) {
    for (std::int64_t t = static_cast<std::int64_t>(block) * 32; t < std::min<std::int64_t>(tokens, static_cast<std::int64_t>(block) * 32 + 32); ++t) {
      float* to_k = dq + t * dq_step + shape.heads * d;
      float* to_v = to_k + shape.kv_heads * d;
      std::fill(to_k, to_k + 2 * shape.kv_heads * d, 0.0f);
      for (std::int64_t head = 0; head < shape.heads; ++head) {
        add(dk + t * kv_step + head * d, d, to_k + head / group * d);
        add(dv + t * kv_step + head * d, d, to_v + head / group * d);
      }
    }
  });
}

}  // namespace retort::train
