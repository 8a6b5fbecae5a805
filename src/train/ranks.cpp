#include "train/ranks.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#ifdef USE_C10D_NCCL
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

#include "base/text.h"

namespace retort::train {
namespace {

constexpr std::chrono::minutes kJoin{5};
constexpr std::chrono::minutes kAnswer{10};  // longest time between two calls of a process that lives

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

Result<int> number_of(const char* name, int low, int high) {
  const std::string text = variable(name);
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec == std::errc() && read.ptr == text.data() + text.size() && value >= low && value <= high) return value;
  return Error{ErrorCode::kInvalidArgument,
               fmt::format("{} is '{}'; it must be a number from {} to {}", name, shorten(text, 40), low, high)};
}

struct Place {
  int rank = 0, size = 1, local_size = 1, local_rank = 0, port = 29500;
  std::string host;
};

Result<Place> place_from_environment() {
  Place place;
  const bool named = !variable("RANK").empty() || !variable("WORLD_SIZE").empty();
  const bool slurm = !named && !variable("SLURM_NTASKS").empty() && !variable("MASTER_ADDR").empty();
  if (!named && !slurm) return place;
  RETORT_TRY(place.size, number_of(slurm ? "SLURM_NTASKS" : "WORLD_SIZE", 1, 4096));
  RETORT_TRY(place.rank, number_of(slurm ? "SLURM_PROCID" : "RANK", 0, place.size - 1));
  if (place.size == 1) return place;
  place.host = variable("MASTER_ADDR");
  if (place.host.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "MASTER_ADDR is not set: the name or address of the machine of the process with rank 0"};
  }
  if (!variable("LOCAL_WORLD_SIZE").empty()) {
    RETORT_TRY(place.local_size, number_of("LOCAL_WORLD_SIZE", 1, place.size));
  }
  const char* local_rank = slurm ? "SLURM_LOCALID" : "LOCAL_RANK";
  if (!variable(local_rank).empty()) {
    RETORT_TRY(place.local_rank, number_of(local_rank, 0, place.size - 1));
  }
  if (!variable("MASTER_PORT").empty()) {
    RETORT_TRY(place.port, number_of("MASTER_PORT", 1, 65534));
  }
  // torchrun's own store holds that port then, and speaks the protocol of its version of torch.
  if (variable("TORCHELASTIC_USE_AGENT_STORE") == "True") ++place.port;
  return place;
}

// The first line of what c10d or Gloo threw, without the place in their sources.
std::string reason_of(const std::exception& exception) {
  std::string text = exception.what();
  if (text.starts_with("[")) {
    if (const auto end = text.find("] "); end != std::string::npos) text.erase(0, end + 2);
  }
  return shorten(text.substr(0, text.find('\n')), 200);
}

}  // namespace

struct Ranks::Group {
  c10::intrusive_ptr<c10d::Store> store;
  c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo;
#ifdef USE_C10D_NCCL
  c10::intrusive_ptr<c10d::ProcessGroupNCCL> nccl;  // from the first exchange of a GPU's tensor on

  // Gloo asks first whether all are there: it notices at once when one has ended, which NCCL does not.
  void exchange_by_nccl(bool sum, std::vector<at::Tensor>& tensors, int rank, int size) {
    if (!nccl) {
      nccl = c10::make_intrusive<c10d::ProcessGroupNCCL>(c10::make_intrusive<c10d::PrefixStore>("nccl", store), rank, size,
                                                         c10d::ProcessGroupNCCL::Options::create());
    }
    gloo->barrier()->wait();
    if (sum) nccl->allreduce(tensors)->wait();
    else nccl->broadcast(tensors)->wait();
  }
#endif
};

Ranks::Ranks() = default;
Ranks::Ranks(Ranks&&) noexcept = default;
Ranks& Ranks::operator=(Ranks&&) noexcept = default;
Ranks::~Ranks() = default;

Result<Ranks> Ranks::join_from_environment() {
  RETORT_TRY(const Place place, place_from_environment());
  Ranks ranks;
  ranks.rank_ = place.rank;
  ranks.size_ = place.size;
  ranks.local_size_ = place.local_size;
  ranks.local_rank_ = place.local_rank;
  if (place.size == 1) return ranks;
  try {
    c10d::TCPStoreOptions store;
    store.port = static_cast<std::uint16_t>(place.port);
    store.isServer = place.rank == 0;
    store.numWorkers = static_cast<std::size_t>(place.size);
    store.timeout = kJoin;
    auto options = c10d::ProcessGroupGloo::Options::create(kJoin);
    const std::string interface = variable("GLOO_SOCKET_IFNAME");
    options->devices.push_back(interface.empty() ? c10d::ProcessGroupGloo::createDefaultDevice()
                                                 : c10d::ProcessGroupGloo::createDeviceForInterface(interface));
    options->timeout = kAnswer;
    ranks.group_ = std::make_unique<Group>();
    ranks.group_->store = c10::make_intrusive<c10d::TCPStore>(place.host, store);
    ranks.group_->gloo =
        c10::make_intrusive<c10d::ProcessGroupGloo>(ranks.group_->store, place.rank, place.size, options);
  } catch (const std::exception& exception) {
    return Error{ErrorCode::kUnavailable, fmt::format("process {} of {} cannot join the others at {}:{}: {}", place.rank,
                                                      place.size, place.host, place.port, reason_of(exception))};
  }
  return ranks;
}

Status Ranks::run(Exchange exchange, at::Tensor& values) {
  if (!group_) return {};
  try {
    std::vector<at::Tensor> tensors = {values};
#ifdef USE_C10D_NCCL
    if (values.is_cuda()) {
      group_->exchange_by_nccl(exchange == Exchange::kSum, tensors, rank_, size_);
      return {};
    }
#endif
    tensors[0] = values.cpu();  // itself where it lies there
    if (exchange == Exchange::kSum) group_->gloo->allreduce(tensors)->wait();
    else group_->gloo->broadcast(tensors)->wait();
    if (!values.is_cpu()) values.copy_(tensors[0]);
  } catch (const std::exception& exception) {
    return Error{ErrorCode::kUnavailable,
                 fmt::format("process {} of {} ends because another one has ended or does not answer ({}); the last "
                             "checkpoint is good, and the same command continues from it",
                             rank_, size_, reason_of(exception))};
  }
  return {};
}

Status Ranks::sum(at::Tensor values) { return run(Exchange::kSum, values); }

Status Ranks::sum(std::vector<double>& values) {
  at::Tensor tensor = at::from_blob(values.data(), {static_cast<std::int64_t>(values.size())}, at::kDouble);
  return run(Exchange::kSum, tensor);
}

Status Ranks::copy_from_first(at::Tensor values) { return run(Exchange::kCopy, values); }

Status Ranks::copy_from_first(std::string& text) {
  auto length = static_cast<std::int64_t>(text.size());
  at::Tensor size = at::from_blob(&length, {1}, at::kLong);
  RETORT_TRY_STATUS(run(Exchange::kCopy, size));
  text.resize(static_cast<std::size_t>(length));
  if (text.empty()) return {};
  at::Tensor bytes = at::from_blob(text.data(), {length}, at::kByte);
  return run(Exchange::kCopy, bytes);
}

}  // namespace retort::train
