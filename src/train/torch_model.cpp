#include "train/torch_model.h"

#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <utility>

#include "train/torch_ops.h"

namespace retort::train {
namespace {

// The same values as a parameter of its own graph, whose gradient adds up in `gradient`.
at::Tensor leaf(const at::Tensor& values, const at::Tensor& gradient) {
  at::Tensor made = values.detach();
  made.set_requires_grad(true);
  made.mutable_grad() = gradient;
  return made;
}

// The weights themselves, or where they learn parameters with the same values.
DecoderTensors parameters_of(const DecoderTensors& weights, const FullTuning* full, bool tied) {
  DecoderTensors made = weights;
  if (!full) return made;
  DecoderTensors gradient_of = full->gradient_of;
  for (const bool matrices : {true, false}) {
    const auto values = tensor_slots(made, tied, matrices), gradients = tensor_slots(gradient_of, tied, matrices);
    for (std::size_t i = 0; i < values.size(); ++i) *values[i] = leaf(*values[i], *gradients[i]);
  }
  if (tied) made.head = made.embedding;
  return made;
}

at::Tensor to_device(const std::vector<std::int32_t>& numbers, at::Device device) {
  return at::from_blob(const_cast<std::int32_t*>(numbers.data()), {static_cast<std::int64_t>(numbers.size())}, at::kInt)
      .to(device, at::kLong);
}

void backward(const at::Tensor& of, const at::Tensor& gradient) { torch::autograd::backward({of}, {gradient}); }

}  // namespace

TorchModel::TorchModel(const BaseWeights& weights, const Lora& lora, const ModelOptions& options, at::ScalarType products)
    : shape_(weights.shape),
      lora_(lora),
      options_(options),
      products_(products),
      device_(weights.embedding.device()),
      weights_(parameters_of(weights, options.full, weights.shape.tied)) {
  const RopeTable table(options.max_positions, shape_.head_dim, shape_.rope_base, shape_.rotates_neighbours(), shape_.rope_factors);
  cosine_ = table.cosine.to(device_);
  sine_ = table.sine.to(device_);
  for (std::int64_t layer = 0; layer < shape_.layers; ++layer) {
    for (int which = 0; which < kBlockLinears; ++which) {
      pairs_.emplace_back();
      for (const auto& pair : lora.group(layer, static_cast<BlockLinear>(which)).pairs)
        pairs_.back().emplace_back(leaf(pair.a, pair.a_gradient), leaf(pair.b, pair.b_gradient));
    }
  }
}

TorchModel::Rows TorchModel::rows_of(const Pack& pack) const {
  const at::Tensor positions = to_device(pack.positions, device_);
  const auto loss_rows = static_cast<std::int64_t>(pack.loss_rows.size());
  return {to_device(pack.tokens, device_),
          at::from_blob(const_cast<std::int64_t*>(pack.loss_rows.data()), {loss_rows}, at::kLong).to(device_),
          to_device(pack.targets, device_), cosine_.index_select(0, positions), sine_.index_select(0, positions)};
}

at::Tensor TorchModel::embed(const Rows& rows) const { return at::embedding(weights_.embedding, rows.tokens).to(at::kFloat); }

std::vector<at::Tensor> TorchModel::linear(std::int64_t layer, BlockLinear which, const at::Tensor& x) const {
  const auto& b = weights_.blocks[static_cast<std::size_t>(layer)];
  const at::Tensor* matrices[kBlockLinears] = {&b.qkv, &b.attn_output, &b.gate_up, &b.ffn_down};
  const std::int64_t kv = shape_.kv_rows();
  std::vector<std::int64_t> sizes = {matrices[which]->size(0)};
  if (which == kQkv) sizes = {shape_.q_rows(), kv, kv};
  if (which == kGateUp) sizes = {shape_.ffn, shape_.ffn};
  auto parts = x.matmul(matrices[which]->to(products_).t()).split_with_sizes(sizes, 1);
  const auto& group = lora_.group(layer, which);
  const auto& leaves = pairs_[static_cast<std::size_t>(layer * kBlockLinears + which)];
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    std::size_t part = 0;
    for (std::int64_t row = 0; row < group.pairs[i].row; ++part) row += sizes[part];
    const at::Tensor seen =
        dropping_ ? torch_ops::dropout(x, options_.dropout, dropout_stream(stream_, layer, which, i)) : x;
    const at::Tensor inner = seen.matmul(leaves[i].first.to(products_).t());
    parts[part] = at::add(parts[part], inner.matmul(leaves[i].second.to(products_).t()), lora_.scale());
  }
  return parts;
}

at::Tensor TorchModel::attend(std::int64_t layer, const Pack& pack, const Rows& rows, const at::Tensor& normed) const {
  const auto& b = weights_.blocks[static_cast<std::size_t>(layer)];
  const std::int64_t sizes[] = {shape_.q_rows(), shape_.kv_rows(), shape_.kv_rows()};
  auto qkv = linear(layer, kQkv, normed);
  for (auto& part : qkv) part = part.to(at::kFloat);
  if (shape_.qkv_bias) {
    const auto biases = b.qkv_bias.split_with_sizes(sizes, 0);
    for (std::size_t i = 0; i < qkv.size(); ++i) qkv[i] = qkv[i] + biases[i];
  }
  const auto turned = [&](at::Tensor x, const at::Tensor& gain) {
    if (shape_.head_norms)
      x = torch_ops::rms_norm(x.reshape({x.size(0), -1, shape_.head_dim}), gain, shape_.rms_epsilon).view(x.sizes());
    return torch_ops::rope(x, rows.cosine, rows.sine, shape_.rotates_neighbours()).to(products_);
  };
  return torch_ops::attention({shape_.heads, shape_.kv_heads, shape_.head_dim}, pack.layout, turned(qkv[0], b.q_norm),
                              turned(qkv[1], b.k_norm), qkv[2].to(products_));
}

at::Tensor TorchModel::block(std::int64_t layer, const Pack& pack, const Rows& rows, const at::Tensor& x) const {
  const auto& b = weights_.blocks[static_cast<std::size_t>(layer)];
  const auto normed = [&](const at::Tensor& y, const at::Tensor& gain) {
    return torch_ops::rms_norm(y, gain, shape_.rms_epsilon).to(products_);
  };
  const at::Tensor attended = attend(layer, pack, rows, normed(x, b.attn_norm));
  const at::Tensor middle = x + linear(layer, kAttnOutput, attended)[0];
  const auto gate_up = linear(layer, kGateUp, normed(middle, b.ffn_norm));
  return middle + linear(layer, kFfnDown, at::silu(gate_up[0]) * gate_up[1])[0];
}

at::Tensor TorchModel::forward(const Pack& pack, const Rows& rows) const {
  at::Tensor x = embed(rows);
  for (std::int64_t layer = 0; layer < shape_.layers; ++layer) x = block(layer, pack, rows, x);
  return x;
}

at::Tensor TorchModel::head(const Rows& rows, const at::Tensor& x, float weight, at::Tensor& dx) const {
  const bool training = weight != 0;
  const at::AutoGradMode graph(training);
  at::Tensor carrying = x.detach().index_select(0, rows.loss_rows);
  carrying.set_requires_grad(training);
  const at::Tensor normed = torch_ops::rms_norm(carrying, weights_.output_norm, shape_.rms_epsilon);
  at::Tensor d_normed = training ? at::empty(normed.sizes(), normed.options()) : at::Tensor();
  at::Tensor loss = at::zeros({}, normed.options().dtype(at::kDouble));
  const std::int64_t count = carrying.size(0), chunk = head_logit_rows(shape_.vocabulary, count);
  for (std::int64_t begin = 0; begin < count; begin += chunk) {
    const std::int64_t n = std::min(chunk, count - begin);
    at::Tensor part = normed.detach().narrow(0, begin, n);
    part.set_requires_grad(training);
    const at::Tensor logits = part.to(products_).matmul(weights_.head.to(products_).t()).to(at::kFloat);
    const at::Tensor sum =
        at::cross_entropy_loss(logits, rows.targets.narrow(0, begin, n), {}, at::Reduction::None).sum(at::kDouble);
    loss += sum.detach();
    if (!training) continue;
    backward(sum, at::full({}, weight, sum.options()));
    d_normed.narrow(0, begin, n).copy_(part.grad());
  }
  if (training) {
    backward(normed, d_normed);
    dx = at::zeros(x.sizes(), x.options()).index_copy_(0, rows.loss_rows, carrying.grad());
  }
  return loss;
}

double TorchModel::loss(const Pack& pack) {
  const at::NoGradGuard no_graph;
  const Rows rows = rows_of(pack);
  at::Tensor unused;
  return head(rows, forward(pack, rows), 0, unused).item<double>();
}

double TorchModel::loss_and_gradients(const Pack& pack, float weight, std::uint64_t stream) {
  const at::AutoGradMode graph(true);
  dropping_ = options_.dropout > 0;
  stream_ = stream;
  const Rows rows = rows_of(pack);
  const at::Tensor embedded = embed(rows);
  at::Tensor x = embedded.detach(), dx;
  std::vector<at::Tensor> inputs, outputs;  // of the blocks that learn or lie above one that does
  for (std::int64_t layer = 0; layer < shape_.layers; ++layer) {
    const bool learns = layer >= lora_.first_layer();
    if (learns) {
      x.set_requires_grad(options_.full || layer > lora_.first_layer());
      inputs.push_back(x);
    }
    const at::AutoGradMode keep(learns && !options_.recompute);
    const at::Tensor out = block(layer, pack, rows, x);
    if (learns && !options_.recompute) outputs.push_back(out);
    x = out.detach();
  }
  const at::Tensor loss = head(rows, x, weight, dx);
  for (std::int64_t layer = shape_.layers; layer-- > lora_.first_layer();) {
    at::Tensor input = std::move(inputs.back()), out;
    inputs.pop_back();
    if (options_.recompute) {
      out = block(layer, pack, rows, input);
    } else {
      out = std::move(outputs.back());
      outputs.pop_back();
    }
    backward(out, dx);
    dx = input.grad();
  }
  if (options_.full) backward(embedded, dx);
  dropping_ = false;
  return loss.item<double>();
}

at::Tensor TorchModel::logits(const Pack& pack) {
  const at::NoGradGuard no_graph;
  const at::ScalarType training = std::exchange(products_, weights_.head.scalar_type());
  const at::Tensor x = torch_ops::rms_norm(forward(pack, rows_of(pack)), weights_.output_norm, shape_.rms_epsilon);
  const at::Tensor logits = x.to(products_).matmul(weights_.head.to(products_).t()).to(at::kCPU, at::kFloat);
  products_ = training;
  return logits;
}

}  // namespace retort::train
