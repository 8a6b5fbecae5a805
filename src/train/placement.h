// Where a job's arithmetic is done, and in which numbers.
#pragma once

#include <ATen/ATen.h>

#include <string>

#include "base/error.h"
#include "train/job.h"
#include "train/weights.h"

namespace retort::train {

struct Placement {
  bool native = true;                     // by operations of our own (Model), else by libtorch's with autograd (TorchModel)
  at::Device device = at::kCPU;           // native: the CPU
  at::ScalarType products = at::kFloat;   // of matrices: kFloat or kBFloat16; native: kFloat
  // How the base is held: frozen matrices in the type of the products, those that learn in fp32.
  WeightForm form(const TrainJob& job) const { return {device, job.method == "full" ? at::kFloat : products}; }
};

// What this machine has and this libtorch can use.
struct DevicesFound {
  bool built_with_cuda = false;
  int gpus = 0;
  bool gpu_has_bf16 = false;  // of the GPU that this process would take
  std::string libtorch;       // its version
};
// `local_rank`: the place of this process among those of its machine, which take one GPU each.
DevicesFound find_devices(int local_rank);

// What job.device and job.precision mean here. "auto" takes a GPU where there is one, and bf16 where that has it; the CPU
// computes in fp32 unless bf16 is asked for. kUnavailable for a GPU that is not there, with what was found and what to do.
Result<Placement> choose_placement(const TrainJob& job, const DevicesFound& found, int local_rank);

// The same on this machine, and ready to compute: libtorch, where it is asked to, gives the same bits each time from then on.
Result<Placement> place_job(const TrainJob& job, int local_rank);

// The job with device and precision as they were chosen.
TrainJob placed(TrainJob job, const Placement& placement);

// Bytes that are free on the placement's GPU; 0 where this libtorch cannot tell or the device is the CPU.
std::int64_t free_device_memory(const Placement& placement);

}  // namespace retort::train
