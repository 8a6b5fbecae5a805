// Causal attention in tiles of query rows: the scores of a tile live in a scratch buffer, are turned into probabilities
// and used at once; the backward pass computes them again from the kept log-sums. Work is shared out by segment, head
// and (forward) tile.
#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "train/blas.h"
#include "train/ops.h"
#include "train/vector_math.h"

namespace retort::train {
namespace {

constexpr std::int64_t kTile = 96;  // query rows handled at once

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

// The keys that a tile of queries sees: up to two runs of rows, whose scores stand side by side.
struct Run {
  std::int64_t row;  // first key
  std::int64_t count;
  std::int64_t column;       // of its scores
  std::int64_t scratch_row;  // where its gradients go
};

struct Tile {
  std::int64_t row, rows;  // queries
  std::int64_t keys;       // columns of scores
  std::int64_t unmasked;   // columns that the first query sees; each further one sees one more
  std::int64_t run_count;
  Run runs[2];
};

// Queries [begin, begin + kTile) of segment `index`, counted inside it.
Tile tile_of(const Layout& layout, std::size_t index, std::int64_t begin, std::int64_t tokens) {
  const Segment& segment = layout.segments[index];
  const std::int64_t rows = std::min(kTile, segment.length - begin), own = begin + rows;
  const std::int64_t before = index == 0 ? 0 : layout.shared_rows();
  Tile tile{segment.begin + begin, rows, before + own, before + begin + 1, 0, {}};
  if (before > 0)
    tile.runs[tile.run_count++] = {0, before, 0, tokens + (static_cast<std::int64_t>(index) - 1) * before};
  tile.runs[tile.run_count++] = {segment.begin, own, before, segment.begin};
  return tile;
}

float* scratch(std::size_t which, std::int64_t floats) {
  thread_local std::vector<float> buffers[2];
  if (buffers[which].size() < static_cast<std::size_t>(floats)) buffers[which].resize(static_cast<std::size_t>(floats));
  return buffers[which].data();
}

// Row-major data with a row stride.
template <typename Float>
struct Matrix {
  Float* data;
  std::int64_t step;
  explicit Matrix(const at::Tensor& x) : data(x.data_ptr<float>()), step(x.stride(0)) {}
  Float* at(std::int64_t row, std::int64_t column) const { return data + row * step + column; }
};

// The gradients of one head's queries, keys and values in one segment; the latter two into dkv, which has a column for
// each query head.
struct HeadBackward {
  const AttentionShape& shape;
  const Layout& layout;
  Matrix<const float> qkv, out, dout;
  Matrix<float> dkv, dqkv;
  const float* logs;
  std::int64_t log_step, tokens;

  void operator()(std::size_t index, std::int64_t head) const {
    // From the last tile, which sees all keys and so sets what the others add to.
    const std::int64_t last = (layout.segments[index].length - 1) / kTile * kTile;
    for (std::int64_t begin = last; begin >= 0; begin -= kTile)
      tile(tile_of(layout, index, begin, tokens), head, begin == last ? 0.0f : 1.0f);
  }

  void tile(const Tile& t, std::int64_t head, float beta) const {
    const std::int64_t d = shape.head_dim, q = head * d, k = (shape.heads + head / (shape.heads / shape.kv_heads)) * d;
    const std::int64_t v = k + shape.kv_heads * d, dk = head * d, dv = (shape.heads + head) * d;
    const float scale = 1.0f / std::sqrt(static_cast<float>(d));
    float* p = scratch(0, t.rows * t.keys);
    float* dp = scratch(1, t.rows * t.keys);
    for (std::int64_t i = 0; i < t.run_count; ++i) {
      const Run& run = t.runs[i];
      product(false, true, t.rows, run.count, d, scale, qkv.at(t.row, q), qkv.step, qkv.at(run.row, k), qkv.step, 0,
              p + run.column, t.keys);
      product(false, true, t.rows, run.count, d, 1, dout.at(t.row, q), dout.step, qkv.at(run.row, v), qkv.step, 0,
              dp + run.column, t.keys);
    }
    for (std::int64_t r = 0; r < t.rows; ++r) {
      softmax_again(t.unmasked + r, t.keys, logs[head * log_step + t.row + r], p + r * t.keys);
      softmax_backward(p + r * t.keys, dot(dout.at(t.row + r, q), out.at(t.row + r, q), d), t.keys, dp + r * t.keys);
    }
    for (std::int64_t i = 0; i < t.run_count; ++i) {
      const Run& run = t.runs[i];
      product(true, false, run.count, d, t.rows, 1, p + run.column, t.keys, dout.at(t.row, q), dout.step, beta,
              dkv.at(run.scratch_row, dv), dkv.step);
      product(true, false, run.count, d, t.rows, scale, dp + run.column, t.keys, qkv.at(t.row, q), qkv.step, beta,
              dkv.at(run.scratch_row, dk), dkv.step);
      product(false, false, t.rows, d, run.count, scale, dp + run.column, t.keys, qkv.at(run.row, k), qkv.step,
              i == 0 ? 0.0f : 1.0f, dqkv.at(t.row, q), dqkv.step);
    }
  }

  // Adds up the parts of the key-value gradients of row `t`: those of the heads in a group, and of all that saw a
  // shared row.
  void collect(std::int64_t t) const {
    const std::int64_t d = shape.head_dim, group = shape.heads / shape.kv_heads, shared = layout.shared_rows();
    float* to = dqkv.at(t, shape.heads * d);
    std::fill(to, to + 2 * shape.kv_heads * d, 0.0f);
    for (std::int64_t part = 0; part < 2 * shape.heads; ++part) {  // keys of each head, then values
      float* sum = to + part / group * d;
      add(dkv.at(t, part * d), d, sum);
      if (t >= shared) continue;
      for (std::size_t i = 1; i < layout.segments.size(); ++i)
        add(dkv.at(tokens + (static_cast<std::int64_t>(i) - 1) * shared + t, part * d), d, sum);
    }
  }
};

}  // namespace

void attention(Team& team, const AttentionShape& shape, const Layout& layout, const at::Tensor& qkv, at::Tensor out,
               at::Tensor logsum) {
  struct Task {
    std::size_t segment;
    std::int64_t head, begin;
  };
  std::vector<Task> tasks;
  for (std::size_t i = 0; i < layout.segments.size(); ++i) {
    for (std::int64_t head = 0; head < shape.heads; ++head) {
      for (std::int64_t begin = 0; begin < layout.segments[i].length; begin += kTile) tasks.push_back({i, head, begin});
    }
  }
  const std::int64_t d = shape.head_dim, group = shape.heads / shape.kv_heads;
  const float scale = 1.0f / std::sqrt(static_cast<float>(d));
  const Matrix<const float> in(qkv);
  const Matrix<float> to(out);
  float* logs = logsum.data_ptr<float>();
  team.run(tasks.size(), [&](std::size_t task) {
    const auto& [segment, head, begin] = tasks[task];
    const Tile t = tile_of(layout, segment, begin, qkv.size(0));
    const std::int64_t q = head * d, k = (shape.heads + head / group) * d, v = k + shape.kv_heads * d;
    float* p = scratch(0, t.rows * t.keys);
    for (std::int64_t i = 0; i < t.run_count; ++i) {
      const Run& run = t.runs[i];
      product(false, true, t.rows, run.count, d, scale, in.at(t.row, q), in.step, in.at(run.row, k), in.step, 0,
              p + run.column, t.keys);
    }
    for (std::int64_t r = 0; r < t.rows; ++r)
      logs[head * logsum.size(1) + t.row + r] = softmax_seen(t.unmasked + r, t.keys, p + r * t.keys);
    for (std::int64_t i = 0; i < t.run_count; ++i) {
      const Run& run = t.runs[i];
      product(false, false, t.rows, d, run.count, 1, p + run.column, t.keys, in.at(run.row, v), in.step,
              i == 0 ? 0.0f : 1.0f, to.at(t.row, q), to.step);
    }
  });
}

void attention_backward(Team& team, const AttentionShape& shape, const Layout& layout, const at::Tensor& qkv,
                        const at::Tensor& out, const at::Tensor& logsum, const at::Tensor& dout, at::Tensor dkv,
                        at::Tensor dqkv) {
  const std::int64_t tokens = qkv.size(0), per_block = 32;
  const auto heads = static_cast<std::size_t>(shape.heads);
  RETORT_CHECK(dkv.size(0) >= layout.scratch_rows(tokens), "the scratch of attention's backward pass is large enough");
  const HeadBackward backward{shape,
                              layout,
                              Matrix<const float>(qkv),
                              Matrix<const float>(out),
                              Matrix<const float>(dout),
                              Matrix<float>(dkv),
                              Matrix<float>(dqkv),
                              logsum.data_ptr<float>(),
                              logsum.size(1),
                              tokens};
  team.run(layout.segments.size() * heads,
           [&](std::size_t i) { backward(i / heads, static_cast<std::int64_t>(i % heads)); });
  team.run(static_cast<std::size_t>((tokens + per_block - 1) / per_block), [&](std::size_t block) {
    const auto begin = static_cast<std::int64_t>(block) * per_block;
    for (std::int64_t t = begin; t < std::min(tokens, begin + per_block); ++t) backward.collect(t);
  });
}

}  // namespace retort::train
