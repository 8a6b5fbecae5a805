// The processes of one training job, as torchrun or srun start them, and what they add up.
#pragma once

#include <ATen/ATen.h>

#include <memory>
#include <string>
#include <vector>

#include "base/error.h"

namespace retort::train {

// All processes call the same functions in the same order. With one process every call does nothing. An error
// (kUnavailable) says that another process has ended or does not answer; the team is lost then.
class Ranks {
 public:
  Ranks();  // this process alone
  Ranks(Ranks&&) noexcept;
  Ranks& operator=(Ranks&&) noexcept;
  ~Ranks();

  // The team that the environment names: RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT (29500 where it is not set); under
  // srun SLURM_PROCID and SLURM_NTASKS stand in for the first two where MASTER_ADDR is set. No such variables, or a
  // WORLD_SIZE of 1: this process alone. Waits up to five minutes for the others. GLOO_SOCKET_IFNAME chooses the network
  // interface. kInvalidArgument names the variable that makes no sense.
  static Result<Ranks> join_from_environment();

  int rank() const { return rank_; }
  int size() const { return size_; }
  bool first() const { return rank_ == 0; }
  // How many of them run on this machine, as far as LOCAL_WORLD_SIZE tells; else 1. And which of those this one is, by LOCAL_RANK or
  // SLURM_LOCALID; else 0.
  int local_size() const { return local_size_; }
  int local_rank() const { return local_rank_; }

  // Replaces each value of a contiguous tensor by its sum over all processes: the same bits in all. On a GPU by NCCL where libtorch
  // and its headers have it, else through the host.
  Status sum(at::Tensor values);
  Status sum(std::vector<double>& values);
  // Replaces the values by those of the first process.
  Status copy_from_first(at::Tensor values);
  Status copy_from_first(std::string& text);

 private:
  struct Group;
  enum class Exchange { kSum, kCopy };
  Status run(Exchange exchange, at::Tensor& values);
  int rank_ = 0, size_ = 1, local_size_ = 1, local_rank_ = 0;
  std::unique_ptr<Group> group_;
};

}  // namespace retort::train
