#include "train/plan.h"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <numeric>

#include "base/random.h"

namespace retort::train {

std::vector<Batch> plan_batches(const std::vector<std::size_t>& lengths, int epochs, int batch_tokens, long long seed) {
  std::vector<Batch> batches;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    std::vector<std::size_t> order(lengths.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random(static_cast<std::uint64_t>(seed), fmt::format("train/order/{}", epoch));
    random.shuffle(order);
    Batch batch;
    std::size_t tokens = 0;
    for (const std::size_t index : order) {
      if (!batch.empty() && tokens + lengths[index] > static_cast<std::size_t>(batch_tokens)) {
        batches.push_back(std::move(batch));
        batch.clear();
        tokens = 0;
      }
      batch.push_back(index);
      tokens += lengths[index];
    }
    if (!batch.empty()) batches.push_back(std::move(batch));
  }
  return batches;
}

double learning_rate_at(const TrainJob& job, std::size_t step, std::size_t steps) {
  const double warm = std::floor(job.warmup * static_cast<double>(steps));
  const double at = static_cast<double>(step);
  if (at < warm) return job.learning_rate * (at + 1) / (warm + 1);
  const double progress = (at - warm) / std::max(1.0, static_cast<double>(steps) - warm);
  if (job.schedule == "cosine") return job.learning_rate * 0.5 * (1 + std::cos(std::numbers::pi * progress));
  if (job.schedule == "linear") return job.learning_rate * (1 - progress);
  return job.learning_rate;
}

}  // namespace retort::train
