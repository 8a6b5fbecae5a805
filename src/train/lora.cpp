#include "train/lora.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace retort::train {
namespace {

struct Linear {
  const char* target;
  BlockLinear fused;
  std::int64_t row, out, in;
};

std::vector<Linear> linears_of(const ModelShape& s) {
  return {{"attn_q", kQkv, 0, s.q_rows(), s.width},
          {"attn_k", kQkv, s.q_rows(), s.kv_rows(), s.width},
          {"attn_v", kQkv, s.q_rows() + s.kv_rows(), s.kv_rows(), s.width},
          {"attn_output", kAttnOutput, 0, s.width, s.q_rows()},
          {"ffn_gate", kGateUp, 0, s.ffn, s.width},
          {"ffn_up", kGateUp, s.ffn, s.ffn, s.width},
          {"ffn_down", kFfnDown, 0, s.width, s.ffn}};
}

void fill_uniform(at::Tensor a, std::uint64_t seed, const std::string& name) {
  Random random(seed, "train/lora/" + name);
  const double bound = 1.0 / std::sqrt(static_cast<double>(a.size(1)));
  float* data = a.data_ptr<float>();
  for (std::int64_t i = 0; i < a.numel(); ++i) data[i] = static_cast<float>((2 * random.unit() - 1) * bound);
}

// Hands out consecutive pieces of two flat arrays.
struct Cursor {
  at::Tensor values, gradients;
  std::int64_t at = 0;
  std::pair<at::Tensor, at::Tensor> take(std::int64_t rows, std::int64_t columns) {
    const auto piece = [&](const at::Tensor& flat) { return flat.narrow(0, at, rows * columns).view({rows, columns}); };
    std::pair<at::Tensor, at::Tensor> both{piece(values), piece(gradients)};
    at += rows * columns;
    return both;
  }
};

LoraGroup make_group(const std::vector<Linear>& members, std::int64_t layer, std::int64_t rank, Cursor& cursor) {
  LoraGroup group;
  if (members.empty()) return group;
  std::tie(group.a, group.a_gradient) =
      cursor.take(static_cast<std::int64_t>(members.size()) * rank, members.front().in);
  for (std::size_t i = 0; i < members.size(); ++i) {
    LoraPair pair{members[i].target, layer, members[i].row, {}, {}, {}, {}};
    pair.a = group.a.narrow(0, static_cast<std::int64_t>(i) * rank, rank);
    pair.a_gradient = group.a_gradient.narrow(0, static_cast<std::int64_t>(i) * rank, rank);
    std::tie(pair.b, pair.b_gradient) = cursor.take(members[i].out, rank);
    group.pairs.push_back(std::move(pair));
  }
  return group;
}

}  // namespace

std::int64_t lora_parameters(const ModelShape& shape, const TrainJob& job) {
  std::int64_t per_layer = 0;
  for (const auto& linear : linears_of(shape)) {
    if (std::find(job.targets.begin(), job.targets.end(), linear.target) != job.targets.end())
      per_layer += (linear.in + linear.out) * job.rank;
  }
  return per_layer * std::max<std::int64_t>(0, shape.layers - job.first_layer);
}

Result<Lora> Lora::create(const ModelShape& shape, const TrainJob& job, at::Device device) {
  if (job.first_layer >= shape.layers) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("training job: first_layer is {}, but the model has blocks 0 to {}", job.first_layer,
                             shape.layers - 1)};
  }
  Lora lora;
  lora.rank_ = job.rank;
  lora.first_layer_ = job.first_layer;
  lora.scale_ = static_cast<float>(job.alpha / job.rank);
  lora.values_ = lora.gradients_ = at::zeros({lora_parameters(shape, job)});
  lora.cut(shape, job);
  for (const auto* pair : lora.pairs())
    fill_uniform(pair->a, static_cast<std::uint64_t>(job.seed), fmt::format("blk.{}.{}", pair->layer, pair->target));
  lora.values_ = lora.values_.to(device);
  lora.gradients_ = at::zeros_like(lora.values_);
  lora.cut(shape, job);
  return lora;
}

void Lora::cut(const ModelShape& shape, const TrainJob& job) {
  std::array<std::vector<Linear>, kBlockLinears> members;
  for (const auto& linear : linears_of(shape)) {
    if (std::find(job.targets.begin(), job.targets.end(), linear.target) != job.targets.end())
      members[linear.fused].push_back(linear);
  }
  Cursor cursor{values_, gradients_};
  layers_.resize(static_cast<std::size_t>(shape.layers));
  for (std::int64_t layer = first_layer_; layer < shape.layers; ++layer) {
    for (std::size_t fused = 0; fused < kBlockLinears; ++fused)
      layers_[static_cast<std::size_t>(layer)][fused] = make_group(members[fused], layer, rank_, cursor);
  }
}

Lora Lora::none(const ModelShape& shape) {
  Lora lora;
  lora.values_ = lora.gradients_ = at::empty({0});
  lora.layers_.resize(static_cast<std::size_t>(shape.layers));
  return lora;
}

std::vector<const LoraPair*> Lora::pairs() const {
  std::vector<const LoraPair*> all;
  for (const auto& layer : layers_) {
    for (const auto& group : layer) {
      for (const auto& pair : group.pairs) all.push_back(&pair);
    }
  }
  return all;
}

std::uint64_t dropout_stream(std::uint64_t stream, std::int64_t layer, BlockLinear linear, std::size_t pair) {
  return Random(stream + static_cast<std::uint64_t>(layer * kBlockLinears + linear)).next() + (std::uint64_t{pair} << 32);
}

void LoraLinear::forward(Team& team, const at::Tensor& x, at::Tensor u, at::Tensor y, float beta) const {
  matmul(team, y, x, weight.t(), 1, beta);
  if (group.pairs.empty()) return;
  if (drop == 0) matmul(team, u, x, group.a.t());
  for (std::size_t i = 0; i < group.pairs.size(); ++i) {
    const auto& pair = group.pairs[i];
    if (drop > 0) {
      dropout(team, drop, stream_of(i), x, 0, dropped);
      matmul(team, columns_of(u, i), dropped, pair.a.t());
    }
    matmul(team, y.narrow(1, pair.row, pair.b.size(0)), columns_of(u, i), pair.b.t(), scale, 1);
  }
}

void LoraLinear::backward_input(Team& team, const at::Tensor& dy, at::Tensor du, at::Tensor dx) const {
  if (dx.defined()) matmul(team, dx, dy, weight);
  if (group.pairs.empty()) return;
  for (std::size_t i = 0; i < group.pairs.size(); ++i) {
    const auto& pair = group.pairs[i];
    matmul(team, columns_of(du, i), dy.narrow(1, pair.row, pair.b.size(0)), pair.b, scale);
    if (drop > 0 && dx.defined()) {
      matmul(team, dropped, columns_of(du, i), pair.a);
      dropout(team, drop, stream_of(i), dropped, 1, dx);
    }
  }
  if (drop == 0 && dx.defined()) matmul(team, dx, du, group.a, 1, 1);
}

void LoraLinear::backward_weights(Team& team, const at::Tensor& dy, const at::Tensor& x, const at::Tensor& u,
                                  const at::Tensor& du) const {
  if (weight_gradient.defined()) matmul(team, weight_gradient, dy.t(), x, 1, 1);
  if (group.pairs.empty()) return;
  for (std::size_t i = 0; i < group.pairs.size(); ++i) {
    const auto& pair = group.pairs[i];
    matmul(team, pair.b_gradient, dy.narrow(1, pair.row, pair.b.size(0)).t(), columns_of(u, i), scale, 1);
    if (drop > 0) {
      dropout(team, drop, stream_of(i), x, 0, dropped);
      matmul(team, pair.a_gradient, columns_of(du, i).t(), dropped, 1, 1);
    }
  }
  if (drop == 0) matmul(team, group.a_gradient, du.t(), x, 1, 1);
}

}  // namespace retort::train
