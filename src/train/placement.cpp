#include "train/placement.h"

#include <fmt/format.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <cstdlib>
#include <exception>

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 10)
#include <ATen/DeviceAccelerator.h>
#define RETORT_HAS_DEVICE_MEMORY
#endif

namespace retort::train {
namespace {

at::Device gpu_of(int local_rank, int gpus) { return {at::kCUDA, static_cast<c10::DeviceIndex>(local_rank % gpus)}; }

// Older GPUs refuse such products.
bool multiplies_bf16(at::Device device) {
  try {
    const at::Tensor ones = at::ones({16, 16}, at::TensorOptions(device).dtype(at::kBFloat16));
    return ones.matmul(ones).to(at::kFloat).sum().item<float>() == 4096;
  } catch (const std::exception&) {
    return false;
  }
}

Error no_gpu(const DevicesFound& found) {
  if (!found.built_with_cuda) {
    return {ErrorCode::kUnavailable,
            fmt::format("training job: device is 'cuda', but retort-train was built with a libtorch ({}) that has no CUDA: build it "
                        "with -DRETORT_TORCH=FOLDER as docs/train.md says, or set device = \"cpu\"",
                        found.libtorch)};
  }
  return {ErrorCode::kUnavailable,
          fmt::format("training job: device is 'cuda', and libtorch {} has CUDA, but it finds no GPU: look at what nvidia-smi says, at "
                      "the driver's version and at CUDA_VISIBLE_DEVICES, or set device = \"cpu\"",
                      found.libtorch)};
}

}  // namespace

DevicesFound find_devices(int local_rank) {
  ::setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", 0);  // cuBLAS reads it when it is first used; without, sums vary in their order
  DevicesFound found;
  found.libtorch = TORCH_VERSION;
  found.built_with_cuda = at::globalContext().hasCUDART();
  if (torch::cuda::is_available()) found.gpus = static_cast<int>(torch::cuda::device_count());
  if (found.gpus > 0) found.gpu_has_bf16 = multiplies_bf16(gpu_of(local_rank, found.gpus));
  return found;
}

Result<Placement> choose_placement(const TrainJob& job, const DevicesFound& found, int local_rank) {
  if (job.device == "cuda" && found.gpus == 0) return no_gpu(found);
  Placement placement;
  if (job.device == "cuda" || (job.device == "auto" && found.gpus > 0)) placement.device = gpu_of(local_rank, found.gpus);
  const bool gpu = !placement.device.is_cpu();
  if (gpu && job.precision == "bf16" && !found.gpu_has_bf16) {
    return Error{ErrorCode::kUnavailable, "training job: precision is 'bf16', but the GPU cannot multiply such matrices: set precision "
                                          "= \"fp32\""};
  }
  if (job.precision == "bf16" || (job.precision == "auto" && gpu && found.gpu_has_bf16)) placement.products = at::kBFloat16;
  placement.native = !gpu && placement.products == at::kFloat && job.device != "torch-cpu";
  return placement;
}

Result<Placement> place_job(const TrainJob& job, int local_rank) {
  const bool cpu = job.device == "cpu" || job.device == "torch-cpu";
  RETORT_TRY(const Placement placement, choose_placement(job, cpu ? DevicesFound() : find_devices(local_rank), local_rank));
  at::globalContext().setDeterministicAlgorithms(!placement.native, false);
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 2)
  at::globalContext().setDeterministicFillUninitializedMemory(false);
#endif
  return placement;
}

TrainJob placed(TrainJob job, const Placement& placement) {
  if (!placement.device.is_cpu()) job.device = "cuda";
  else if (job.device == "auto") job.device = "cpu";
  job.precision = placement.products == at::kBFloat16 ? "bf16" : "fp32";
  return job;
}

std::int64_t free_device_memory([[maybe_unused]] const Placement& placement) {
#ifdef RETORT_HAS_DEVICE_MEMORY
  if (!placement.device.is_cpu())
    return static_cast<std::int64_t>(at::accelerator::getMemoryInfo(placement.device.index()).first);
#endif
  return 0;
}

}  // namespace retort::train
