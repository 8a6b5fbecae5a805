// Operations that treat each token on its own: embedding, norms, rotary positions, the gate, the loss.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/error.h"
#include "base/random.h"
#include "train/ops.h"
#include "train/vector_math.h"

namespace retort::train {
namespace {

constexpr std::int64_t kRowsPerBlock = 32;

// Calls columns(begin, count) for ranges that make up [0, n): sums over rows, each in the order of the rows.
template <typename Columns>
void for_columns(Team& team, std::int64_t n, const Columns& columns) {
  constexpr std::int64_t kColumns = 64;
  team.run(static_cast<std::size_t>((n + kColumns - 1) / kColumns), [&](std::size_t block) {
    const auto begin = static_cast<std::int64_t>(block) * kColumns;
    columns(begin, std::min(kColumns, n - begin));
  });
}

// Calls row(r) for each of `rows` rows.
template <typename Row>
void for_rows(Team& team, std::int64_t rows, std::int64_t per_block, const Row& row) {
  team.run(static_cast<std::size_t>((rows + per_block - 1) / per_block), [&](std::size_t block) {
    const auto begin = static_cast<std::int64_t>(block) * per_block;
    for (std::int64_t r = begin; r < std::min(rows, begin + per_block); ++r) row(r);
  });
}

struct Rows {
  float* data;
  std::int64_t step;
  explicit Rows(const at::Tensor& x) : data(x.data_ptr<float>()), step(x.size(0) == 1 ? x.size(1) : x.stride(0)) {
    RETORT_CHECK(x.dim() == 2 && (x.stride(1) == 1 || x.size(1) == 1), "rows have unit stride");
  }
  float* operator[](std::int64_t r) const { return data + r * step; }
};

RETORT_VECTORIZED float dot(const float* a, const float* b, std::int64_t n) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::int64_t i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

RETORT_VECTORIZED void scale_by_gain(const float* x, const float* gain, float factor, std::int64_t n, float* y) {
  for (std::int64_t i = 0; i < n; ++i) y[i] = x[i] * factor * gain[i];
}

// 1 / rms of x.
float inverse_rms(const float* x, std::int64_t n, double epsilon) {
  return 1.0f / std::sqrt(dot(x, x, n) / static_cast<float>(n) + static_cast<float>(epsilon));
}

RETORT_VECTORIZED void add(const float* from, std::int64_t n, float* to) {
  for (std::int64_t i = 0; i < n; ++i) to[i] += from[i];
}

RETORT_VECTORIZED void add_product(const float* a, const float* b, float factor, std::int64_t n, float* to) {
  for (std::int64_t i = 0; i < n; ++i) to[i] += a[i] * b[i] * factor;
}

// dx = (accumulate ? dx : 0) + the gradient; dx may be dy.
RETORT_VECTORIZED void norm_backward_row(const float* dy, const float* x, const float* gain, float inverse,
                                         std::int64_t n, bool accumulate, float* dx) {
  float along = 0;
#pragma omp simd reduction(+ : along)
  for (std::int64_t i = 0; i < n; ++i) along += dy[i] * gain[i] * x[i];
  along *= inverse * inverse / static_cast<float>(n);
  for (std::int64_t i = 0; i < n; ++i) dx[i] = (accumulate ? dx[i] : 0.0f) + inverse * (dy[i] * gain[i] - x[i] * along);
}

RETORT_VECTORIZED void swiglu_row(const float* gate, const float* up, std::int64_t n, float* h) {
  for (std::int64_t i = 0; i < n; ++i) h[i] = gate[i] / (1.0f + fast_exp(-gate[i])) * up[i];
}

RETORT_VECTORIZED void swiglu_backward_row(const float* dh, std::int64_t n, float* gate, float* up, float* h) {
  for (std::int64_t i = 0; i < n; ++i) {
    const float sigmoid = 1.0f / (1.0f + fast_exp(-gate[i]));
    const float silu = gate[i] * sigmoid;
    const float d_gate = dh[i] * up[i] * (sigmoid + silu * (1.0f - sigmoid));
    h[i] = silu * up[i];
    up[i] = dh[i] * silu;
    gate[i] = d_gate;
  }
}

RETORT_VECTORIZED float maximum(const float* x, std::int64_t n) {
  float top = x[0];
#pragma omp simd reduction(max : top)
  for (std::int64_t i = 0; i < n; ++i) top = x[i] > top ? x[i] : top;
  return top;
}

// Row of logits -> its probabilities times `weight`. Returns log(sum(exp(x - top))).
RETORT_VECTORIZED double softmax_row(float top, float weight, std::int64_t n, float* x) {
  double total = 0;
  for (std::int64_t begin = 0; begin < n; begin += 4096) {  // float sums of 4096 terms, added as doubles
    const std::int64_t end = begin + 4096 < n ? begin + 4096 : n;
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t i = begin; i < end; ++i) {
      x[i] = fast_exp(x[i] - top);
      sum += x[i];
    }
    total += sum;
  }
  const float factor = static_cast<float>(weight / total);
  for (std::int64_t i = 0; i < n; ++i) x[i] *= factor;
  return std::log(total);
}

RETORT_VECTORIZED double log_sum_exp(const float* x, float top, std::int64_t n) {
  double total = 0;
  for (std::int64_t begin = 0; begin < n; begin += 4096) {
    const std::int64_t end = begin + 4096 < n ? begin + 4096 : n;
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t i = begin; i < end; ++i) sum += fast_exp(x[i] - top);
    total += sum;
  }
  return std::log(total);
}

}  // namespace

void embed(Team& team, const std::vector<std::int32_t>& tokens, const at::Tensor& table, at::Tensor out) {
  const Rows from(table), to(out);
  const auto bytes = static_cast<std::size_t>(table.size(1)) * sizeof(float);
  for_rows(team, static_cast<std::int64_t>(tokens.size()), kRowsPerBlock,
           [&](std::int64_t r) { std::memcpy(to[r], from[tokens[static_cast<std::size_t>(r)]], bytes); });
}

void rms_norm(Team& team, const at::Tensor& x, const at::Tensor& gain, double epsilon, at::Tensor y,
              at::Tensor inverse) {
  const Rows from(x), to(y);
  const std::int64_t width = x.size(1);
  const float* g = gain.data_ptr<float>();
  float* inv = inverse.data_ptr<float>();
  for_rows(team, x.size(0), kRowsPerBlock, [&](std::int64_t r) {
    inv[r] = inverse_rms(from[r], width, epsilon);
    scale_by_gain(from[r], g, inv[r], width, to[r]);
  });
}

void rms_norm_backward(Team& team, const at::Tensor& dy, const at::Tensor& x, const at::Tensor& gain,
                       const at::Tensor& inverse, at::Tensor dx) {
  const Rows grad(dy), in(x), to(dx);
  const float* g = gain.data_ptr<float>();
  const float* inv = inverse.data_ptr<float>();
  for_rows(team, x.size(0), kRowsPerBlock,
           [&](std::int64_t r) { norm_backward_row(grad[r], in[r], g, inv[r], x.size(1), true, to[r]); });
}

void rms_norm_gain_backward(Team& team, const at::Tensor& dy, const at::Tensor& x, const at::Tensor& inverse,
                            at::Tensor gain_gradient) {
  const Rows grad(dy), in(x);
  const float* inv = inverse.data_ptr<float>();
  float* sum = gain_gradient.data_ptr<float>();
  for_columns(team, x.size(1), [&](std::int64_t begin, std::int64_t n) {
    for (std::int64_t r = 0; r < x.size(0); ++r) add_product(grad[r] + begin, in[r] + begin, inv[r], n, sum + begin);
  });
}

void head_norm(Team& team, const at::Tensor& x, const at::Tensor& gain, double epsilon, at::Tensor y) {
  const Rows from(x), to(y);
  const std::int64_t d = gain.size(0), heads = x.size(1) / d;
  const float* g = gain.data_ptr<float>();
  for_rows(team, x.size(0), kRowsPerBlock, [&](std::int64_t r) {
    for (std::int64_t h = 0; h < heads; ++h)
      scale_by_gain(from[r] + h * d, g, inverse_rms(from[r] + h * d, d, epsilon), d, to[r] + h * d);
  });
}

void head_norm_backward(Team& team, const at::Tensor& x, const at::Tensor& gain, double epsilon, at::Tensor dy,
                        at::Tensor gain_gradient) {
  const Rows in(x), grad(dy);
  const std::int64_t d = gain.size(0), heads = x.size(1) / d;
  const float* g = gain.data_ptr<float>();
  if (gain_gradient.defined()) {
    float* sum = gain_gradient.data_ptr<float>();
    std::vector<float> inverse(static_cast<std::size_t>(x.size(0) * heads));
    for_rows(team, x.size(0), kRowsPerBlock, [&](std::int64_t r) {
      for (std::int64_t h = 0; h < heads; ++h)
        inverse[static_cast<std::size_t>(r * heads + h)] = inverse_rms(in[r] + h * d, d, epsilon);
    });
    for_columns(team, d, [&](std::int64_t begin, std::int64_t n) {
      for (std::int64_t r = 0; r < x.size(0); ++r) {
        for (std::int64_t h = 0; h < heads; ++h) {
          const std::int64_t at = h * d + begin;
          add_product(grad[r] + at, in[r] + at, inverse[static_cast<std::size_t>(r * heads + h)], n, sum + begin);
        }
      }
    });
  }
  for_rows(team, x.size(0), kRowsPerBlock, [&](std::int64_t r) {
    for (std::int64_t h = 0; h < heads; ++h) {
      const float* from = in[r] + h * d;
      norm_backward_row(grad[r] + h * d, from, g, inverse_rms(from, d, epsilon), d, false, grad[r] + h * d);
    }
  });
}

void add_bias(Team& team, const at::Tensor& bias, at::Tensor y) {
  const Rows to(y);
  const float* b = bias.data_ptr<float>();
  for_rows(team, y.size(0), kRowsPerBlock, [&](std::int64_t r) { add(b, y.size(1), to[r]); });
}

void bias_backward(Team& team, const at::Tensor& dy, at::Tensor bias_gradient) {
  const Rows grad(dy);
  float* sum = bias_gradient.data_ptr<float>();
  for_columns(team, dy.size(1), [&](std::int64_t begin, std::int64_t n) {
    for (std::int64_t r = 0; r < dy.size(0); ++r) add(grad[r] + begin, n, sum + begin);
  });
}

void embed_backward(Team& team, const std::vector<std::int32_t>& tokens, const at::Tensor& dx,
                    at::Tensor table_gradient) {
  const Rows grad(dx), table(table_gradient);
  for_columns(team, dx.size(1), [&](std::int64_t begin, std::int64_t n) {
    for (std::size_t r = 0; r < tokens.size(); ++r)
      add(grad[static_cast<std::int64_t>(r)] + begin, n, table[tokens[r]] + begin);
  });
}

void dropout(Team& team, double share, std::uint64_t stream, const at::Tensor& x, float keep, at::Tensor out) {
  const Rows from(x), to(out);
  const auto threshold = static_cast<std::uint64_t>(share * 65536);
  const float factor = 65536.0f / static_cast<float>(65536 - threshold);
  for_rows(team, x.size(0), kRowsPerBlock, [&](std::int64_t r) {
    Random random(Random(stream + static_cast<std::uint64_t>(r)).next());
    std::uint64_t bits = 0;
    const float* in = from[r];
    float* o = to[r];
    for (std::int64_t i = 0; i < x.size(1); ++i) {
      bits = i % 4 == 0 ? random.next() : bits >> 16;
      const float kept = (bits & 0xffff) < threshold ? 0.0f : in[i] * factor;
      o[i] = keep == 0 ? kept : kept + keep * o[i];
    }
  });
}

RopeTable::RopeTable(std::int64_t positions, std::int64_t head_dim, double base, bool side_by_side,
                     const std::vector<float>& factors)
    : cosine(at::empty({positions, head_dim / 2})),
      sine(at::empty({positions, head_dim / 2})),
      neighbours(side_by_side) {
  const Rows c(cosine), s(sine);
  for (std::int64_t i = 0; i < head_dim / 2; ++i) {
    double frequency = std::pow(base, -2.0 * static_cast<double>(i) / static_cast<double>(head_dim));
    if (!factors.empty()) frequency /= static_cast<double>(factors[static_cast<std::size_t>(i)]);
    for (std::int64_t p = 0; p < positions; ++p) {
      c[p][i] = static_cast<float>(std::cos(static_cast<double>(p) * frequency));
      s[p][i] = static_cast<float>(std::sin(static_cast<double>(p) * frequency));
    }
  }
}

void rope(Team& team, const RopeTable& table, const std::vector<std::int32_t>& positions, bool backward, at::Tensor x) {
  const Rows rows(x), cosine(table.cosine), sine(table.sine);
  const std::int64_t pairs = table.cosine.size(1), heads = x.size(1) / (2 * pairs);
  const std::int64_t step = table.neighbours ? 2 : 1, other = table.neighbours ? 1 : pairs;
  const float turn = backward ? -1.0f : 1.0f;
  for_rows(team, x.size(0), kRowsPerBlock, [&](std::int64_t r) {
    const float* c = cosine[positions[static_cast<std::size_t>(r)]];
    const float* s = sine[positions[static_cast<std::size_t>(r)]];
    for (std::int64_t head = 0; head < heads; ++head) {
      float* v = rows[r] + head * 2 * pairs;
      for (std::int64_t i = 0; i < pairs; ++i) {
        const float a = v[step * i], b = v[step * i + other], sin = turn * s[i];
        v[step * i] = a * c[i] - b * sin;
        v[step * i + other] = a * sin + b * c[i];
      }
    }
  });
}

void swiglu(Team& team, const at::Tensor& gate_up, at::Tensor h) {
  const Rows from(gate_up), to(h);
  const std::int64_t ffn = h.size(1);
  for_rows(team, h.size(0), kRowsPerBlock, [&](std::int64_t r) { swiglu_row(from[r], from[r] + ffn, ffn, to[r]); });
}

void swiglu_backward(Team& team, const at::Tensor& dh, at::Tensor gate_up, at::Tensor h) {
  const Rows grad(dh), both(gate_up), to(h);
  const std::int64_t ffn = h.size(1);
  for_rows(team, h.size(0), kRowsPerBlock,
           [&](std::int64_t r) { swiglu_backward_row(grad[r], ffn, both[r], both[r] + ffn, to[r]); });
}

double cross_entropy(Team& team, const std::int32_t* targets, float weight, at::Tensor logits) {
  const Rows rows(logits);
  const std::int64_t vocabulary = logits.size(1);
  std::vector<double> losses(static_cast<std::size_t>(logits.size(0)));
  for_rows(team, logits.size(0), 4, [&](std::int64_t r) {
    float* x = rows[r];
    const float top = maximum(x, vocabulary), chosen = x[targets[r]];
    const double log_sum = weight == 0 ? log_sum_exp(x, top, vocabulary) : softmax_row(top, weight, vocabulary, x);
    if (weight != 0) x[targets[r]] -= weight;
    losses[static_cast<std::size_t>(r)] = log_sum + static_cast<double>(top) - static_cast<double>(chosen);
  });
  double sum = 0;
  for (const double loss : losses) sum += loss;
  return sum;
}

double sum_of_squares(Team& team, const at::Tensor& x) {
  constexpr std::int64_t kBlock = 1 << 14;
  RETORT_CHECK(x.is_contiguous(), "a flat tensor is contiguous");
  const std::int64_t n = x.numel(), blocks = (n + kBlock - 1) / kBlock;
  const float* data = x.data_ptr<float>();
  std::vector<double> sums(static_cast<std::size_t>(blocks));
  team.run(sums.size(), [&](std::size_t block) {
    const std::int64_t begin = static_cast<std::int64_t>(block) * kBlock;
    sums[block] = dot(data + begin, data + begin, std::min(kBlock, n - begin));
  });
  double sum = 0;
  for (const double part : sums) sum += part;
  return sum;
}

}  // namespace retort::train
