#include "train/torch_ops.h"

#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "base/random.h"

namespace retort::train::torch_ops {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

struct RmsNorm : Function<RmsNorm> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& gain, double epsilon) {
    const at::Tensor inverse = at::rsqrt(x.square().mean(-1, true).add_(epsilon));
    context->save_for_backward({x, gain, inverse});
    return (x * inverse).mul_(gain);
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], &gain = saved[1], &inverse = saved[2], &dy = gradients[0];
    const at::Tensor normed = x * inverse;
    at::Tensor dx, d_gain;
    if (context->needs_input_grad(0)) {
      const at::Tensor d_normed = dy * gain;
      dx = (d_normed - normed * (d_normed * normed).mean(-1, true)).mul_(inverse);
    }
    if (context->needs_input_grad(1)) d_gain = (dy * normed).reshape({-1, gain.size(0)}).sum(0);
    return {dx, d_gain, at::Tensor()};
  }
};

// Rows [first, first + rows) of x (T, heads * head_dim) -> (kv_heads, group * rows, head_dim): a matrix for each key-value head, with the
// rows of the group of heads that share it, one head after the other.
at::Tensor gather(const AttentionShape& s, const at::Tensor& x, std::int64_t first, std::int64_t rows) {
  const std::int64_t group = s.heads / s.kv_heads;
  return x.narrow(0, first, rows)
      .reshape({rows, s.kv_heads, group, s.head_dim})
      .permute({1, 2, 0, 3})
      .reshape({s.kv_heads, group * rows, s.head_dim});
}

// And back, into x.
void scatter(const AttentionShape& s, const at::Tensor& block, std::int64_t first, std::int64_t rows, const at::Tensor& x) {
  const std::int64_t group = s.heads / s.kv_heads;
  x.narrow(0, first, rows)
      .view({rows, s.kv_heads, group, s.head_dim})
      .copy_(block.view({s.kv_heads, group, rows, s.head_dim}).permute({2, 0, 1, 3}));
}

// Rows whose scores exist at one time: at most 2^24 scores, if that is at least 16 rows.
std::int64_t block_rows(const AttentionShape& s, std::int64_t keys) {
  return std::clamp<std::int64_t>((std::int64_t{1} << 24) / (s.heads * keys), 16, 1024);
}

// Calls visit(first, rows, before) for the blocks of a segment: the rows [first, first + rows) of all tokens, before which lie `before` rows
// of what seen() gives.
template <typename Visit>
void for_blocks(const AttentionShape& s, std::int64_t prefix, const Segment& own, const Visit& visit) {
  const std::int64_t step = block_rows(s, prefix + own.length);
  for (std::int64_t first = 0; first < own.length; first += step) {
    const std::int64_t rows = std::min(step, own.length - first);
    visit(own.begin + first, rows, prefix + first);
  }
}

// Keys or values that a segment sees: (kv_heads, prefix + length, head_dim).
at::Tensor seen(const AttentionShape& s, const at::Tensor& x, std::int64_t prefix, const Segment& own) {
  at::Tensor rows = x.narrow(0, own.begin, own.length);
  if (prefix > 0) rows = at::cat({x.narrow(0, 0, prefix), rows});
  return rows.reshape({-1, s.kv_heads, s.head_dim}).transpose(0, 1).contiguous();
}

// Scores (kv_heads, group * rows, before + rows) in fp32, those of later keys minus infinity.
at::Tensor scores(const AttentionShape& s, const at::Tensor& q, const at::Tensor& keys, std::int64_t rows, std::int64_t before) {
  at::Tensor all = at::bmm(q, keys.narrow(1, 0, before + rows).transpose(1, 2)).to(at::kFloat);
  all.mul_(1 / std::sqrt(static_cast<double>(s.head_dim)));
  const at::Tensor later = at::full({rows, rows}, -std::numeric_limits<float>::infinity(), all.options()).triu_(1);
  all.view({s.kv_heads, s.heads / s.kv_heads, rows, before + rows}).narrow(3, before, rows).add_(later);
  return all;
}

std::int64_t prefix_of(const Layout& layout, std::size_t segment) { return segment > 0 ? layout.shared_rows() : 0; }

struct Attention : Function<Attention> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                            const AttentionShape& shape, const Layout& layout) {
    at::Tensor out = at::empty(q.sizes(), q.options());
    at::Tensor logsum = at::empty({q.size(0) * shape.heads}, q.options().dtype(at::kFloat));  // of each block, one after the other
    std::int64_t done = 0;
    for (std::size_t i = 0; i < layout.segments.size(); ++i) {
      const Segment& own = layout.segments[i];
      const std::int64_t prefix = prefix_of(layout, i);
      const at::Tensor keys = seen(shape, k, prefix, own), values = seen(shape, v, prefix, own);
      for_blocks(shape, prefix, own, [&](std::int64_t first, std::int64_t rows, std::int64_t before) {
        at::Tensor weights = scores(shape, gather(shape, q, first, rows), keys, rows, before);
        const at::Tensor sums = at::logsumexp(weights, {2}, true);
        logsum.narrow(0, done, sums.numel()).copy_(sums.view({-1}));
        done += sums.numel();
        weights.sub_(sums).exp_();
        scatter(shape, at::bmm(weights.to(q.scalar_type()), values.narrow(1, 0, before + rows)), first, rows, out);
      });
    }
    context->save_for_backward({q, k, v, out, logsum});
    context->saved_data["heads"] = shape.heads;
    context->saved_data["kv_heads"] = shape.kv_heads;
    context->saved_data["head_dim"] = shape.head_dim;
    context->saved_data["shared"] = layout.shared;
    std::vector<std::int64_t> begins;
    for (const Segment& segment : layout.segments) begins.push_back(segment.begin);
    context->saved_data["begins"] = begins;
    return out;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const at::Tensor &q = saved[0], &k = saved[1], &v = saved[2], &out = saved[3], &logsum = saved[4];
    const at::Tensor d_out = gradients[0].contiguous();
    const AttentionShape shape = shape_of(context);
    const Layout layout = layout_of(context, q.size(0));
    const double scale = 1 / std::sqrt(static_cast<double>(shape.head_dim));
    at::Tensor dq = at::empty(q.sizes(), q.options());
    at::Tensor dk = at::zeros(k.sizes(), k.options().dtype(at::kFloat)), dv = at::zeros_like(dk);
    std::int64_t done = 0;
    for (std::size_t i = 0; i < layout.segments.size(); ++i) {
      const Segment& own = layout.segments[i];
      const std::int64_t prefix = prefix_of(layout, i);
      const at::Tensor keys = seen(shape, k, prefix, own), values = seen(shape, v, prefix, own);
      at::Tensor d_keys = at::zeros(keys.sizes(), dk.options()), d_values = at::zeros_like(d_keys);
      for_blocks(shape, prefix, own, [&](std::int64_t first, std::int64_t rows, std::int64_t before) {
        const std::int64_t visible = before + rows;
        const at::Tensor queries = gather(shape, q, first, rows), d_rows = gather(shape, d_out, first, rows);
        const at::Tensor through = (d_rows.to(at::kFloat) * gather(shape, out, first, rows)).sum(2, true);
        at::Tensor weights = scores(shape, queries, keys, rows, before);
        weights.sub_(logsum.narrow(0, done, through.numel()).view(through.sizes())).exp_();
        done += through.numel();
        d_values.narrow(1, 0, visible).add_(at::bmm(weights.to(q.scalar_type()).transpose(1, 2), d_rows));
        at::Tensor d_scores = at::bmm(d_rows, values.narrow(1, 0, visible).transpose(1, 2)).to(at::kFloat);
        d_scores = d_scores.sub_(through).mul_(weights).mul_(scale).to(q.scalar_type());
        scatter(shape, at::bmm(d_scores, keys.narrow(1, 0, visible)), first, rows, dq);
        d_keys.narrow(1, 0, visible).add_(at::bmm(d_scores.transpose(1, 2), queries));
      });
      give_back(prefix, own, d_keys, dk);
      give_back(prefix, own, d_values, dv);
    }
    return {dq, dk.to(k.scalar_type()), dv.to(v.scalar_type()), at::Tensor(), at::Tensor()};
  }

 private:
  static AttentionShape shape_of(AutogradContext* context) {
    const auto number = [&](const char* name) { return context->saved_data[name].toInt(); };
    return {number("heads"), number("kv_heads"), number("head_dim")};
  }
  static Layout layout_of(AutogradContext* context, std::int64_t tokens) {
    Layout layout;
    layout.shared = context->saved_data["shared"].toBool();
    const auto begins = context->saved_data["begins"].toIntVector();
    for (std::size_t i = 0; i < begins.size(); ++i)
      layout.segments.push_back({begins[i], (i + 1 < begins.size() ? begins[i + 1] : tokens) - begins[i]});
    return layout;
  }
  // Adds the gradient of what seen() gave to that of the rows it came from.
  static void give_back(std::int64_t prefix, const Segment& own, const at::Tensor& gradient, at::Tensor rows) {
    const at::Tensor flat = gradient.transpose(0, 1).reshape({prefix + own.length, rows.size(1)});
    if (prefix > 0) rows.narrow(0, 0, prefix).add_(flat.narrow(0, 0, prefix));
    rows.narrow(0, own.begin, own.length).add_(flat.narrow(0, prefix, own.length));
  }
};

std::int64_t as_signed(std::uint64_t bits) { return static_cast<std::int64_t>(bits); }

// x >> n of unsigned numbers that are held in signed ones.
at::Tensor shifted(const at::Tensor& x, int n) {
  return at::bitwise_right_shift(x, n).bitwise_and_(as_signed(~std::uint64_t{0} >> n));
}

}  // namespace

at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& gain, double epsilon) { return RmsNorm::apply(x, gain, epsilon); }

at::Tensor rope(const at::Tensor& x, const at::Tensor& cosine, const at::Tensor& sine, bool neighbours) {
  const std::int64_t tokens = x.size(0), pairs = cosine.size(1), heads = x.size(1) / (2 * pairs);
  const auto split = neighbours ? x.reshape({tokens, heads, pairs, 2}).unbind(3) : x.reshape({tokens, heads, 2, pairs}).unbind(2);
  const at::Tensor c = cosine.unsqueeze(1), s = sine.unsqueeze(1);
  const at::Tensor first = split[0] * c - split[1] * s, second = split[0] * s + split[1] * c;
  return at::stack({first, second}, neighbours ? 3 : 2).view({tokens, x.size(1)});
}

at::Tensor attention(const AttentionShape& shape, const Layout& layout, const at::Tensor& q, const at::Tensor& k,
                     const at::Tensor& v) {
  return Attention::apply(q, k, v, shape, layout);
}

// The generator of base/random.h for all rows at once: it is SplitMix64, whose n-th value follows from its seed alone.
at::Tensor dropout(const at::Tensor& x, double share, std::uint64_t stream) {
  const std::int64_t tokens = x.size(0), columns = x.size(1), draws = (columns + 3) / 4;
  std::vector<std::int64_t> seeds(static_cast<std::size_t>(tokens));
  for (std::size_t r = 0; r < seeds.size(); ++r) seeds[r] = as_signed(Random(stream + r).next());
  const auto integers = x.options().dtype(at::kLong);
  const at::Tensor rows = at::from_blob(seeds.data(), {tokens, 1}, at::kLong).to(x.device(), at::kLong, false, true);
  at::Tensor z = at::arange(1, draws + 1, integers).mul_(as_signed(0x9e3779b97f4a7c15ULL)).unsqueeze(0) + rows;
  z = z.bitwise_xor_(shifted(z, 30)).mul_(as_signed(0xbf58476d1ce4e5b9ULL));
  z = z.bitwise_xor_(shifted(z, 27)).mul_(as_signed(0x94d049bb133111ebULL));
  z = z.bitwise_xor_(shifted(z, 31));
  std::vector<at::Tensor> sixteens;  // each draw decides on four columns, its low bits first
  for (int i = 0; i < 4; ++i) sixteens.push_back(shifted(z, 16 * i).bitwise_and_(0xffff));
  const auto threshold = static_cast<std::int64_t>(share * 65536);
  const at::Tensor kept = at::stack(sixteens, 2).view({tokens, 4 * draws}).narrow(1, 0, columns).ge(threshold);
  return x * kept * (65536.0 / static_cast<double>(65536 - threshold));
}

}  // namespace retort::train::torch_ops
