#include "train/adamw.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "train/vector_math.h"

namespace retort::train {
namespace {

struct Factors {
  float gradient, beta1, beta2, step, root, epsilon, decay;
};

RETORT_VECTORIZED void update(const Factors& f, const float* gradient, std::int64_t n, float* value, float* first,
                              float* second) {
  for (std::int64_t i = 0; i < n; ++i) {
    const float g = gradient[i] * f.gradient;
    first[i] = f.beta1 * first[i] + (1.0f - f.beta1) * g;
    second[i] = f.beta2 * second[i] + (1.0f - f.beta2) * g * g;
    value[i] = value[i] * f.decay - f.step * first[i] / (std::sqrt(second[i]) * f.root + f.epsilon);
  }
}

// Of the step that `optimizer` is about to end, its `steps` counted.
Factors factors_of(const AdamW& optimizer, float gradient_scale, double rate, double weight_decay) {
  const double correction1 = 1 - std::pow(AdamW::kBeta1, static_cast<double>(optimizer.steps)),
               correction2 = 1 - std::pow(AdamW::kBeta2, static_cast<double>(optimizer.steps));
  return {gradient_scale,
          static_cast<float>(AdamW::kBeta1),
          static_cast<float>(AdamW::kBeta2),
          static_cast<float>(rate / correction1),
          static_cast<float>(1 / std::sqrt(correction2)),
          static_cast<float>(AdamW::kEpsilon),
          static_cast<float>(1 - rate * weight_decay)};
}

}  // namespace

void AdamW::step(Team& team, at::Tensor values, const at::Tensor& gradients, float gradient_scale, double rate,
                 double weight_decay, std::int64_t decayed) {
  constexpr std::int64_t kBlock = 1 << 14;
  const std::int64_t n = values.numel();
  RETORT_CHECK(gradients.numel() == n && first.numel() == n && decayed <= n, "the optimizer's arrays have one length");
  ++steps;
  Factors factors = factors_of(*this, gradient_scale, rate, weight_decay);
  float* value = values.data_ptr<float>();
  const float* gradient = gradients.data_ptr<float>();
  float* m = first.data_ptr<float>();
  float* v = second.data_ptr<float>();
  const auto range = [&](std::int64_t from, std::int64_t to) {
    team.run(static_cast<std::size_t>((to - from + kBlock - 1) / kBlock), [&](std::size_t block) {
      const std::int64_t begin = from + static_cast<std::int64_t>(block) * kBlock;
      update(factors, gradient + begin, std::min(kBlock, to - begin), value + begin, m + begin, v + begin);
    });
  };
  range(0, decayed);
  factors.decay = 1;
  range(decayed, n);
}

void AdamW::step(at::Tensor values, const at::Tensor& gradients, float gradient_scale, double rate, double weight_decay,
                 std::int64_t decayed) {
  constexpr std::int64_t kPiece = 1 << 24;  // what is computed on the way needs so much memory and no more
  const std::int64_t n = values.numel();
  RETORT_CHECK(gradients.numel() == n && first.numel() == n && decayed <= n, "the optimizer's arrays have one length");
  ++steps;
  const Factors f = factors_of(*this, gradient_scale, rate, weight_decay);
  for (std::int64_t begin = 0, end = 0; begin < n; begin = end) {
    end = std::min(begin + kPiece, begin < decayed ? decayed : n);
    const auto piece = [&](const at::Tensor& all) { return all.narrow(0, begin, end - begin); };
    const at::Tensor g = piece(gradients) * f.gradient, m = piece(first), v = piece(second);
    m.mul_(f.beta1).add_(g, 1 - f.beta1);
    v.mul_(f.beta2).addcmul_(g, g, 1 - f.beta2);
    if (begin < decayed) piece(values).mul_(f.decay);
    piece(values).addcdiv_(m, v.sqrt().mul_(f.root).add_(f.epsilon), -f.step);
  }
}

}  // namespace retort::train
