#include "train/model.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cstring>

namespace retort::train {
namespace {

constexpr std::int64_t kLogitBytes = std::int64_t{64} << 20;  // logits that exist at one time

std::int64_t u_columns(const LoraGroup& group) { return group.pairs.empty() ? 0 : group.a.size(0); }

at::Tensor rows(const at::Tensor& x, std::int64_t n) { return x.narrow(0, 0, n); }

void copy_rows(const at::Tensor& from, at::Tensor to) {
  std::memcpy(to.data_ptr<float>(), from.data_ptr<float>(), static_cast<std::size_t>(from.numel()) * sizeof(float));
}

// How many first tokens the examples have in common, before any of them needs logits of its own.
std::size_t common_beginning(const std::vector<const TrainExample*>& examples) {
  if (examples.size() < 2) return 0;
  const auto& first = examples.front()->tokens;
  std::size_t common = first.size();
  for (const auto* example : examples) {
    common = std::min(common, example->loss_from - 1);
    const auto differ =
        std::mismatch(first.begin(), first.begin() + static_cast<long>(common), example->tokens.begin());
    common = static_cast<std::size_t>(differ.first - first.begin());
  }
  return common;
}

}  // namespace

std::int64_t head_logit_rows(std::int64_t vocabulary, std::int64_t loss_rows) {
  return std::min(std::clamp<std::int64_t>(kLogitBytes / (4 * vocabulary), 32, 512), loss_rows);
}

std::int64_t head_logit_bytes(std::int64_t vocabulary, std::int64_t loss_rows) {
  return 4 * vocabulary * head_logit_rows(vocabulary, loss_rows);
}

Pack make_pack(const std::vector<const TrainExample*>& examples) {
  Pack pack;
  const std::size_t common = common_beginning(examples);
  const auto append = [&](const std::vector<std::int32_t>& tokens, std::size_t from, std::size_t to) {
    pack.layout.segments.push_back(
        {static_cast<std::int64_t>(pack.tokens.size()), static_cast<std::int64_t>(to - from)});
    for (std::size_t i = from; i < to; ++i) {
      pack.tokens.push_back(tokens[i]);
      pack.positions.push_back(static_cast<std::int32_t>(i));
    }
  };
  pack.layout.shared = common > 0;
  if (common > 0) append(examples.front()->tokens, 0, common);
  for (const auto* example : examples) {
    pack.example_tokens += example->tokens.size();
    const auto row_of_token_0 = static_cast<std::int64_t>(pack.tokens.size()) - static_cast<std::int64_t>(common);
    append(example->tokens, common, example->tokens.size());
    for (std::size_t i = example->loss_from; i < example->tokens.size(); ++i) {
      pack.loss_rows.push_back(row_of_token_0 + static_cast<std::int64_t>(i) - 1);
      pack.targets.push_back(example->tokens[i]);
    }
  }
  return pack;
}

Model::Model(const BaseWeights& weights, const Lora& lora, Team& team, const ModelOptions& options)
    : weights_(weights),
      lora_(lora),
      team_(team),
      options_(options),
      rope_(options.max_positions, weights.shape.head_dim, weights.shape.rope_base, weights.shape.rotates_neighbours(),
            weights.shape.rope_factors),
      attention_{weights.shape.heads, weights.shape.kv_heads, weights.shape.head_dim},
      d_kv_(at::empty({0, 0})),
      kept_(static_cast<std::size_t>(weights.shape.layers - lora.first_layer())) {
  use_one_blas_thread();
}

const BlockWeights& Model::gradients_of(std::int64_t layer) const {
  static const BlockWeights kFrozen;
  return options_.full ? options_.full->gradient_of.blocks[static_cast<std::size_t>(layer)] : kFrozen;
}

LoraLinear Model::linear(std::int64_t layer, BlockLinear which, std::int64_t tokens) const {
  const auto matrix = [which](const BlockWeights& block) -> const at::Tensor& {
    const at::Tensor* matrices[kBlockLinears] = {&block.qkv, &block.attn_output, &block.gate_up, &block.ffn_down};
    return *matrices[which];
  };
  LoraLinear made{matrix(weights_.blocks[static_cast<std::size_t>(layer)]), lora_.group(layer, which), lora_.scale(),
                  matrix(gradients_of(layer))};
  if (dropping_ && !made.group.pairs.empty()) {
    made.drop = options_.dropout;
    made.stream = dropout_stream(stream_, layer, which, 0);
    made.dropped = rows(scratch_.dropped, tokens).narrow(1, 0, made.weight.size(1));
  }
  return made;
}

Model::Kept Model::make_kept(std::int64_t tokens) const {
  const auto& s = weights_.shape;
  Kept made;
  made.x = at::empty({tokens, s.width});
  made.qkv = at::empty({tokens, s.qkv_rows()});
  if (s.head_norms) made.qk_raw = at::empty({tokens, s.q_rows() + s.kv_rows()});
  made.attn = at::empty({tokens, s.q_rows()});
  made.logsum = at::empty({s.heads, tokens});
  made.x_mid = at::empty({tokens, s.width});
  made.gate_up = at::empty({tokens, 2 * s.ffn});
  for (int i = 0; i < kBlockLinears; ++i) {
    made.u[i] = at::empty({tokens, u_columns(lora_.group(s.layers - 1, static_cast<BlockLinear>(i)))});
  }
  return made;
}

void Model::reserve(const Pack& pack, bool training) {
  const auto& s = weights_.shape;
  const auto tokens = static_cast<std::int64_t>(pack.tokens.size());
  if (const std::int64_t rows = pack.layout.scratch_rows(tokens); training && rows > d_kv_.size(0))
    d_kv_ = at::empty({rows, 2 * s.q_rows()});
  if (tokens > scratch_tokens_) {
    scratch_tokens_ = tokens;
    shared_ = make_kept(tokens);
    top_ = at::empty({tokens, s.width});
    scratch_ = {};
    scratch_.normed = at::empty({tokens, s.width});
    scratch_.inverse = at::empty({tokens});
    scratch_.hidden = at::empty({tokens, s.ffn});
    scratch_.dx = at::empty({tokens, s.width});
    scratch_.d_attn = at::empty({tokens, std::max(s.q_rows(), s.width)});
    scratch_.d_hidden = at::empty({tokens, s.ffn});
    scratch_.d_qkv = at::empty({tokens, s.qkv_rows()});
    scratch_.du = at::empty({tokens, 3 * lora_.rank()});
    if (options_.dropout > 0) scratch_.dropped = at::empty({tokens, std::max({s.width, s.q_rows(), s.ffn})});
  }
  if (training && tokens > kept_tokens_) {
    kept_tokens_ = tokens;
    for (auto& kept : kept_) kept = {};
    for (auto& kept : kept_) {
      if (options_.recompute) kept.x = at::empty({tokens, s.width});
      else kept = make_kept(tokens);
    }
  }
}

Model::Kept Model::kept(std::int64_t layer, bool training, std::int64_t tokens) const {
  const bool keep = training && layer >= lora_.first_layer();
  Kept part = shared_;
  if (keep) {
    const Kept& whole = kept_[static_cast<std::size_t>(layer - lora_.first_layer())];
    if (options_.recompute) part.x = whole.x;
    else part = whole;
  }
  for (at::Tensor* tensor : {&part.x, &part.qkv, &part.qk_raw, &part.attn, &part.x_mid, &part.gate_up}) {
    if (tensor->defined()) *tensor = rows(*tensor, tokens);
  }
  for (auto& u : part.u) u = rows(u, tokens);
  return part;
}

void Model::forward_block(std::int64_t layer, const Pack& pack, Kept& now, at::Tensor out) {
  const auto& block = weights_.blocks[static_cast<std::size_t>(layer)];
  const auto& s = weights_.shape;
  const std::int64_t tokens = now.x.size(0), q = s.q_rows(), kv = s.kv_rows();
  const at::Tensor normed = rows(scratch_.normed, tokens), hidden = rows(scratch_.hidden, tokens);
  rms_norm(team_, now.x, block.attn_norm, s.rms_epsilon, normed, scratch_.inverse);
  linear(layer, kQkv, tokens).forward(team_, normed, now.u[kQkv], now.qkv);
  if (s.qkv_bias) add_bias(team_, block.qkv_bias, now.qkv);
  if (s.head_norms) {
    now.qk_raw.copy_(now.qkv.narrow(1, 0, q + kv));
    head_norm(team_, now.qk_raw.narrow(1, 0, q), block.q_norm, s.rms_epsilon, now.qkv.narrow(1, 0, q));
    head_norm(team_, now.qk_raw.narrow(1, q, kv), block.k_norm, s.rms_epsilon, now.qkv.narrow(1, q, kv));
  }
  rope(team_, rope_, pack.positions, false, now.qkv.narrow(1, 0, q + kv));
  attention(team_, attention_, pack.layout, now.qkv, now.attn, now.logsum);
  copy_rows(now.x, now.x_mid);
  linear(layer, kAttnOutput, tokens).forward(team_, now.attn, now.u[kAttnOutput], now.x_mid, 1);
  rms_norm(team_, now.x_mid, block.ffn_norm, s.rms_epsilon, normed, scratch_.inverse);
  linear(layer, kGateUp, tokens).forward(team_, normed, now.u[kGateUp], now.gate_up);
  swiglu(team_, now.gate_up, hidden);
  copy_rows(now.x_mid, out);
  linear(layer, kFfnDown, tokens).forward(team_, hidden, now.u[kFfnDown], out, 1);
}

void Model::forward(const Pack& pack, bool training) {
  const auto tokens = static_cast<std::int64_t>(pack.tokens.size());
  const std::int64_t layers = weights_.shape.layers;
  reserve(pack, training);
  Kept now = kept(0, training, tokens);
  embed(team_, pack.tokens, weights_.embedding, now.x);
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    Kept next = layer + 1 < layers ? kept(layer + 1, training, tokens) : Kept{};
    forward_block(layer, pack, now, layer + 1 < layers ? next.x : rows(top_, tokens));
    now = std::move(next);
  }
}

double Model::head(const Pack& pack, float weight) {
  const auto& s = weights_.shape;
  const auto count = static_cast<std::int64_t>(pack.loss_rows.size());
  const at::Tensor index = at::from_blob(const_cast<std::int64_t*>(pack.loss_rows.data()), {count}, at::kLong);
  const at::Tensor x = top_.index_select(0, index);
  at::Tensor normed = at::empty_like(x), inverse = at::empty({count}),
             d_normed = at::empty({weight != 0 ? count : 0, s.width});
  rms_norm(team_, x, weights_.output_norm, s.rms_epsilon, normed, inverse);
  const std::int64_t chunk = head_logit_rows(s.vocabulary, count);
  at::Tensor logits = at::empty({chunk, s.vocabulary});
  double loss = 0;
  for (std::int64_t begin = 0; begin < count; begin += chunk) {
    const std::int64_t n = std::min(chunk, count - begin);
    matmul(team_, rows(logits, n), normed.narrow(0, begin, n), weights_.head.t());
    loss += cross_entropy(team_, pack.targets.data() + begin, weight, rows(logits, n));
    if (weight == 0) continue;
    matmul(team_, d_normed.narrow(0, begin, n), rows(logits, n), weights_.head);
    if (options_.full)
      matmul(team_, options_.full->gradient_of.head, rows(logits, n).t(), normed.narrow(0, begin, n), 1, 1);
  }
  if (weight != 0) {
    at::Tensor dx = at::zeros_like(x);
    if (options_.full) rms_norm_gain_backward(team_, d_normed, x, inverse, options_.full->gradient_of.output_norm);
    rms_norm_backward(team_, d_normed, x, weights_.output_norm, inverse, dx);
    at::Tensor all = rows(scratch_.dx, static_cast<std::int64_t>(pack.tokens.size()));
    all.zero_();
    all.index_copy_(0, index, dx);
  }
  return loss;
}

// d_qkv = the gradient of what the fused linear of q, k and v gave (its bias included).
void Model::backward_attention(std::int64_t layer, const Pack& pack, Kept& now, const at::Tensor& d_attn,
                               at::Tensor d_qkv) {
  const auto& s = weights_.shape;
  const auto& block = weights_.blocks[static_cast<std::size_t>(layer)];
  const BlockWeights& learns = gradients_of(layer);
  const std::int64_t q = s.q_rows(), kv = s.kv_rows();
  attention_backward(team_, attention_, pack.layout, now.qkv, now.attn, now.logsum, d_attn, d_kv_, d_qkv);
  rope(team_, rope_, pack.positions, true, d_qkv.narrow(1, 0, q + kv));
  if (s.head_norms) {
    head_norm_backward(team_, now.qk_raw.narrow(1, 0, q), block.q_norm, s.rms_epsilon, d_qkv.narrow(1, 0, q),
                       learns.q_norm);
    head_norm_backward(team_, now.qk_raw.narrow(1, q, kv), block.k_norm, s.rms_epsilon, d_qkv.narrow(1, q, kv),
                       learns.k_norm);
  }
  if (learns.qkv_bias.defined()) bias_backward(team_, d_qkv, learns.qkv_bias);
}

void Model::backward_block(std::int64_t layer, const Pack& pack, Kept& now) {
  const auto& block = weights_.blocks[static_cast<std::size_t>(layer)];
  const auto& s = weights_.shape;
  const BlockWeights& learns = gradients_of(layer);
  const std::int64_t tokens = now.x.size(0);
  const at::Tensor normed = rows(scratch_.normed, tokens), hidden = rows(scratch_.hidden, tokens);
  const at::Tensor d_hidden = rows(scratch_.d_hidden, tokens), d_qkv = rows(scratch_.d_qkv, tokens),
                   dx = rows(scratch_.dx, tokens);
  const at::Tensor d_attn = rows(scratch_.d_attn, tokens).narrow(1, 0, s.q_rows());
  const at::Tensor d_normed = rows(scratch_.d_attn, tokens).narrow(1, 0, s.width);
  const auto du = [&](BlockLinear which) { return rows(scratch_.du, tokens).narrow(1, 0, now.u[which].size(1)); };

  const LoraLinear down = linear(layer, kFfnDown, tokens), gate_up = linear(layer, kGateUp, tokens);
  down.backward_input(team_, dx, du(kFfnDown), d_hidden);
  swiglu_backward(team_, d_hidden, now.gate_up, hidden);
  down.backward_weights(team_, dx, hidden, now.u[kFfnDown], du(kFfnDown));
  gate_up.backward_input(team_, now.gate_up, du(kGateUp), d_normed);
  rms_norm(team_, now.x_mid, block.ffn_norm, s.rms_epsilon, normed, scratch_.inverse);
  gate_up.backward_weights(team_, now.gate_up, normed, now.u[kGateUp], du(kGateUp));
  if (options_.full) rms_norm_gain_backward(team_, d_normed, now.x_mid, scratch_.inverse, learns.ffn_norm);
  rms_norm_backward(team_, d_normed, now.x_mid, block.ffn_norm, scratch_.inverse, dx);

  const LoraLinear output = linear(layer, kAttnOutput, tokens), qkv = linear(layer, kQkv, tokens);
  output.backward_input(team_, dx, du(kAttnOutput), d_attn);
  output.backward_weights(team_, dx, now.attn, now.u[kAttnOutput], du(kAttnOutput));
  backward_attention(layer, pack, now, d_attn, d_qkv);
  const bool lowest = !options_.full && layer == lora_.first_layer();  // nothing below learns
  qkv.backward_input(team_, d_qkv, du(kQkv), lowest ? at::Tensor() : d_normed);
  rms_norm(team_, now.x, block.attn_norm, s.rms_epsilon, normed, scratch_.inverse);
  qkv.backward_weights(team_, d_qkv, normed, now.u[kQkv], du(kQkv));
  if (lowest) return;
  if (options_.full) rms_norm_gain_backward(team_, d_normed, now.x, scratch_.inverse, learns.attn_norm);
  rms_norm_backward(team_, d_normed, now.x, block.attn_norm, scratch_.inverse, dx);
}

double Model::loss(const Pack& pack) {
  const at::NoGradGuard no_autograd;
  forward(pack, false);
  return head(pack, 0);
}

double Model::loss_and_gradients(const Pack& pack, float weight, std::uint64_t stream) {
  const at::NoGradGuard no_autograd;
  const auto tokens = static_cast<std::int64_t>(pack.tokens.size());
  dropping_ = options_.dropout > 0;
  stream_ = stream;
  forward(pack, true);
  const double sum = head(pack, weight);
  for (std::int64_t layer = weights_.shape.layers; layer-- > lora_.first_layer();) {
    Kept now = kept(layer, true, tokens);
    if (options_.recompute) forward_block(layer, pack, now, rows(top_, tokens));
    backward_block(layer, pack, now);
  }
  dropping_ = false;
  if (options_.full)
    embed_backward(team_, pack.tokens, rows(scratch_.dx, tokens), options_.full->gradient_of.embedding);
  return sum;
}

at::Tensor Model::logits(const Pack& pack) {
  const at::NoGradGuard no_autograd;
  const auto tokens = static_cast<std::int64_t>(pack.tokens.size());
  forward(pack, false);
  at::Tensor out = at::empty({tokens, weights_.shape.vocabulary});
  rms_norm(team_, rows(top_, tokens), weights_.output_norm, weights_.shape.rms_epsilon, rows(scratch_.normed, tokens),
           scratch_.inverse);
  matmul(team_, out, rows(scratch_.normed, tokens), weights_.head.t());
  return out;
}

}  // namespace retort::train
