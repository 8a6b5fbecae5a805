#include "train/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "base/random.h"

namespace retort::train {

std::vector<Batch> plan_batches(const std::vector<std::size_t>& lengths, const TrainJob& job) {
  std::vector<Batch> batches;
  const bool by_count = job.batch_examples > 0;
  for (int epoch = 0; epoch < job.epochs; ++epoch) {
    std::vector<std::size_t> order(lengths.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random(static_cast<std::uint64_t>(job.seed), fmt::format("train/order/{}", epoch));
    random.shuffle(order);
    if (by_count) {
      const auto each = static_cast<std::size_t>(job.batch_examples);
      for (std::size_t begin = 0; begin < order.size(); begin += each)
        batches.emplace_back(order.begin() + static_cast<long>(begin),
                             order.begin() + static_cast<long>(std::min(order.size(), begin + each)));
    } else {
      for (auto& batch : cut_batch(order, lengths, static_cast<std::size_t>(job.batch_tokens)))
        batches.push_back(std::move(batch));
    }
  }
  return batches;
}

std::vector<Batch> cut_batch(const Batch& batch, const std::vector<std::size_t>& lengths, std::size_t tokens) {
  std::vector<Batch> parts;
  std::size_t filled = 0;
  for (const std::size_t index : batch) {
    if (parts.empty() || filled + lengths[index] > tokens) {
      parts.emplace_back();
      filled = 0;
    }
    parts.back().push_back(index);
    filled += lengths[index];
  }
  return parts;
}

Batch share_of(const Batch& batch, const std::vector<std::size_t>& lengths, int rank, int size) {
  std::size_t total = 0, before = 0;
  for (const std::size_t index : batch) total += lengths[index];
  Batch share;
  for (const std::size_t index : batch) {
    const std::size_t middle = 2 * before + lengths[index];  // of the example, in half tokens
    if (middle * static_cast<std::size_t>(size) / (2 * total) == static_cast<std::size_t>(rank)) share.push_back(index);
    before += lengths[index];
  }
  return share;
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
