// A model with what learns in it and its optimizer: the arithmetic of one optimizer step.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/error.h"
#include "train/adamw.h"
#include "train/job.h"
#include "train/lora.h"
#include "train/model.h"
#include "train/placement.h"
#include "train/weights.h"

namespace retort::train {

// Not for use by several threads at once. `job` and `team` must outlive it.
class Learner {
 public:
  // `base` lies where and as placement.form(job) says. kInvalidArgument when the job asks for blocks that the model has not.
  static Result<std::unique_ptr<Learner>> create(const TrainJob& job, BaseWeights base, Team& team,
                                                 std::int64_t max_positions, const Placement& placement = {});
  Learner(const Learner&) = delete;
  Learner& operator=(const Learner&) = delete;

  // What learns, and its gradients, flat fp32 on the placement's device: LoRA's matrices, or all weights.
  at::Tensor values() const { return full_ ? full_->values : lora_.values(); }
  at::Tensor gradients() const { return full_ ? full_->gradients : lora_.gradients(); }
  AdamW& optimizer() { return optimizer_; }
  Decoder& model() { return *model_; }
  const BaseWeights& weights() const { return base_; }  // with method full, as they are now
  const Lora& lora() const { return lora_; }

  // Sum of the losses of the packs' targets; adds the gradient of that sum divided by `targets`, the number of targets of
  // the whole step. `stream` decides what dropout drops.
  double accumulate(const std::vector<Pack>& packs, std::size_t targets, std::uint64_t stream);
  // Ends a step with the gradients as they are: clips, steps at `rate`, zeroes them. Returns their norm before clipping;
  // where that is not finite nothing has changed but the gradients.
  double apply(double rate);

 private:
  Learner(const TrainJob& job, BaseWeights base, Lora lora, Team& team, std::int64_t max_positions, const Placement& placement);

  const TrainJob& job_;
  BaseWeights base_;
  Lora lora_;
  std::optional<FullTuning> full_;
  Team& team_;
  const Placement placement_;
  std::unique_ptr<Decoder> model_;
  AdamW optimizer_;
};

}  // namespace retort::train
