// The arithmetic of the decoder, forward and backward, on fp32 matrices whose rows are tokens. Every loop goes over
// fixed blocks of a Team, so that results depend on the shapes alone. Tensors are row-major with unit column stride;
// views with a larger row stride are fine unless "contiguous" is asked for. Sizes are the caller's duty (checked).
#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

#include "train/team.h"

namespace retort::train {

// Consecutive rows.
struct Segment {
  std::int64_t begin = 0;
  std::int64_t length = 0;
};

// Which rows see which. Attention is causal inside a segment and never crosses into another, except that with `shared`
// the first segment is the common beginning of all others: they see the whole of it too, as if each had it in front of
// itself.
struct Layout {
  bool shared = false;
  std::vector<Segment> segments;
  std::int64_t shared_rows() const { return shared ? segments.front().length : 0; }
  // Rows that attention_backward needs in its scratch.
  std::int64_t scratch_rows(std::int64_t tokens) const {
    return tokens + shared_rows() * (static_cast<std::int64_t>(segments.size()) - 1);
  }
};

// Makes the BLAS library compute each product on the calling thread: the Team shares out the work. Once, before the
// first product.
void use_one_blas_thread();

// out (M,N) = alpha * a (M,K) b (K,N) + beta * out. a and b may be transposed views; beta 0 ignores what out held.
void matmul(Team& team, at::Tensor out, const at::Tensor& a, const at::Tensor& b, float alpha = 1, float beta = 0);

// out (T,W) = the rows `tokens` of table (V,W).
void embed(Team& team, const std::vector<std::int32_t>& tokens, const at::Tensor& table, at::Tensor out);

// y = x / rms(x) * gain, with inverse (T) = 1 / rms(x) = 1 / sqrt(mean(x^2) + epsilon).
void rms_norm(Team& team, const at::Tensor& x, const at::Tensor& gain, double epsilon, at::Tensor y,
              at::Tensor inverse);
// dx += the gradient through rms_norm, given dy and what rms_norm left in `inverse`.
void rms_norm_backward(Team& team, const at::Tensor& dy, const at::Tensor& x, const at::Tensor& gain,
                       const at::Tensor& inverse, at::Tensor dx);
// gain_gradient (W) += the sum over rows of dy * x * inverse.
void rms_norm_gain_backward(Team& team, const at::Tensor& dy, const at::Tensor& x, const at::Tensor& inverse,
                            at::Tensor gain_gradient);

// rms_norm of each head on its own: y and x (T, heads * head_dim), gain (head_dim).
void head_norm(Team& team, const at::Tensor& x, const at::Tensor& gain, double epsilon, at::Tensor y);
// Turns dy, the gradient of head_norm's result, into that of x, in place; adds to gain_gradient (head_dim) where it is
// defined.
void head_norm_backward(Team& team, const at::Tensor& x, const at::Tensor& gain, double epsilon, at::Tensor dy,
                        at::Tensor gain_gradient);

// y (T,W) += bias (W) in each row; and its gradient, bias_gradient (W) += the sum of the rows of dy.
void add_bias(Team& team, const at::Tensor& bias, at::Tensor y);
void bias_backward(Team& team, const at::Tensor& dy, at::Tensor bias_gradient);

// table_gradient (V,W) += the rows of dx (T,W), each at its token.
void embed_backward(Team& team, const std::vector<std::int32_t>& tokens, const at::Tensor& dx,
                    at::Tensor table_gradient);

// out = x with each value dropped (0) with probability `share` or else divided by 1 - share, plus keep * out. What is
// dropped follows from `stream` and the place alone. share is taken to a multiple of 1/65536.
void dropout(Team& team, double share, std::uint64_t stream, const at::Tensor& x, float keep, at::Tensor out);

// cos and sin (positions, head_dim / 2) of position * base^(-2i / head_dim) / factors[i]; no factors: all 1.
struct RopeTable {
  RopeTable(std::int64_t positions, std::int64_t head_dim, double base, bool neighbours = true,
            const std::vector<float>& factors = {});
  at::Tensor cosine, sine;
  bool neighbours;  // the pairs are (2i, 2i + 1) of each head; else (i, i + head_dim / 2)
};
// Rotates the table's pairs of each head in x (T, heads * head_dim), in place. `backward` turns the other way, which is
// the gradient.
void rope(Team& team, const RopeTable& table, const std::vector<std::int32_t>& positions, bool backward, at::Tensor x);

struct AttentionShape {
  std::int64_t heads = 0, kv_heads = 0, head_dim = 0;
};
// Attention along `layout`. qkv (T, (heads + 2 kv_heads) head_dim), out (T, heads * head_dim); logsum (heads, at least
// T), contiguous, receives log(sum(exp(scores))) of each row for the backward pass.
void attention(Team& team, const AttentionShape& shape, const Layout& layout, const at::Tensor& qkv, at::Tensor out,
               at::Tensor logsum);
// dqkv = the gradient, given dout and what attention left in `out` and `logsum`. dkv (layout.scratch_rows(T), 2 heads *
// head_dim) or more rows: scratch.
void attention_backward(Team& team, const AttentionShape& shape, const Layout& layout, const at::Tensor& qkv,
                        const at::Tensor& out, const at::Tensor& logsum, const at::Tensor& dout, at::Tensor dkv,
                        at::Tensor dqkv);

// h (T,F) = silu(gate) * up, where gate_up (T,2F) holds both side by side.
void swiglu(Team& team, const at::Tensor& gate_up, at::Tensor h);
// Turns gate_up into its gradient, given dh, and writes h anew (it is not kept by the forward pass).
void swiglu_backward(Team& team, const at::Tensor& dh, at::Tensor gate_up, at::Tensor h);

// Negative log-likelihood of targets[i] under softmax(logits[i]), summed over the rows. With weight not 0, logits
// becomes weight * the gradient of that sum. `targets` has one entry for each row of logits (M,V).
double cross_entropy(Team& team, const std::int32_t* targets, float weight, at::Tensor logits);

// The sum of squares of a contiguous tensor.
double sum_of_squares(Team& team, const at::Tensor& x);

}  // namespace retort::train
