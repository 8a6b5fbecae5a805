#include "train/learner.h"

#include <cmath>

#include "base/random.h"

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

}  // namespace

Result<std::unique_ptr<Learner>> Learner::create(const TrainJob& job, BaseWeights base, Team& team,
                                                 std::int64_t max_positions) {
  Lora lora = Lora::none(base.shape);
  if (job.method == "lora") {
    RETORT_TRY(lora, Lora::create(base.shape, job));
  }
  return std::unique_ptr<Learner>(new Learner(job, std::move(base), std::move(lora), team, max_positions));
}

Learner::Learner(const TrainJob& job, BaseWeights base, Lora lora, Team& team, std::int64_t max_positions)
    : job_(job),
      base_(std::move(base)),
      lora_(std::move(lora)),
      full_(job.method == "full" ? std::optional(tune_all(base_)) : std::nullopt),
      team_(team),
      model_(base_, lora_, team_, model_options(job, full_, max_positions)),
      optimizer_(values().numel()) {}

double Learner::accumulate(const std::vector<Pack>& packs, std::size_t targets, std::uint64_t stream) {
  double loss = 0;
  Random streams(stream);
  for (const auto& pack : packs)
    loss += model_.loss_and_gradients(pack, 1.0f / static_cast<float>(targets), streams.next());
  return loss;
}

double Learner::apply(double rate) {
  const double norm = std::sqrt(sum_of_squares(team_, gradients()));
  if (std::isfinite(norm)) {
    const double scale = job_.clip > 0 && norm > job_.clip ? job_.clip / norm : 1;
    const std::int64_t decayed = full_ ? full_->decayed : values().numel();
    optimizer_.step(team_, values(), gradients(), static_cast<float>(scale), rate, job_.weight_decay, decayed);
  }
  gradients().zero_();
  return norm;
}

}  // namespace retort::train
