#include "train/learner.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "train/torch_model.h"

namespace retort::train {
namespace {

ModelOptions model_options(const TrainJob& job, const std::optional<FullTuning>& full, std::int64_t max_positions) {
  ModelOptions options;
  options.max_positions = max_positions;
  options.full = full ? &*full : nullptr;
  options.dropout = job.dropout;
  options.recompute = job.recompute;
  return options;
}

std::unique_ptr<Decoder> make_decoder(const Placement& placement, const BaseWeights& base, const Lora& lora, Team& team,
                                      const ModelOptions& options) {
  if (placement.native) return std::make_unique<Model>(base, lora, team, options);
  return std::make_unique<TorchModel>(base, lora, options, placement.products);
}

// Without a copy of the whole.
double sum_of_squares(const at::Tensor& x) {
  constexpr std::int64_t kPiece = 1 << 24;
  at::Tensor sum = at::zeros({}, x.options().dtype(at::kDouble));
  for (std::int64_t begin = 0; begin < x.numel(); begin += kPiece)
    sum += x.narrow(0, begin, std::min(kPiece, x.numel() - begin)).square().sum(at::kDouble);
  return sum.item<double>();
}

}  // namespace

Result<std::unique_ptr<Learner>> Learner::create(const TrainJob& job, BaseWeights base, Team& team,
                                                 std::int64_t max_positions, const Placement& placement) {
  Lora lora = Lora::none(base.shape);
  if (job.method == "lora") {
    RETORT_TRY(lora, Lora::create(base.shape, job, placement.device));
  }
  return std::unique_ptr<Learner>(new Learner(job, std::move(base), std::move(lora), team, max_positions, placement));
}

Learner::Learner(const TrainJob& job, BaseWeights base, Lora lora, Team& team, std::int64_t max_positions,
                 const Placement& placement)
    : job_(job),
      base_(std::move(base)),
      lora_(std::move(lora)),
      full_(job.method == "full" ? std::optional(tune_all(base_)) : std::nullopt),
      team_(team),
      placement_(placement),
      model_(make_decoder(placement, base_, lora_, team_, model_options(job, full_, max_positions))),
      optimizer_(values().numel(), placement.device) {}

double Learner::accumulate(const std::vector<Pack>& packs, std::size_t targets, std::uint64_t stream) {
  double loss = 0;
  Random streams(stream);
  for (const auto& pack : packs)
    loss += model_->loss_and_gradients(pack, 1.0f / static_cast<float>(targets), streams.next());
  return loss;
}

double Learner::apply(double rate) {
  const double norm = std::sqrt(placement_.native ? sum_of_squares(team_, gradients()) : sum_of_squares(gradients()));
  if (std::isfinite(norm)) {
    const double scale = job_.clip > 0 && norm > job_.clip ? job_.clip / norm : 1;
    const std::int64_t decayed = full_ ? full_->decayed : values().numel();
    const auto factor = static_cast<float>(scale);
    if (placement_.native) optimizer_.step(team_, values(), gradients(), factor, rate, job_.weight_decay, decayed);
    else optimizer_.step(values(), gradients(), factor, rate, job_.weight_decay, decayed);
  }
  gradients().zero_();
  return norm;
}

}  // namespace retort::train
