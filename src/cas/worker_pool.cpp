#include "cas/worker_pool.h"

#include <fmt/core.h>
#include <signal.h>

#include <algorithm>
#include <future>
#include <memory>

#include "cas/worker_protocol.h"

namespace retort::cas {

namespace {

constexpr Milliseconds kStartLimit{10'000};

Failure crashed(const std::string& how) { return {FailureKind::kCrash, how}; }

Failure out_of_time() { return {FailureKind::kDeadline, "no answer in the time allowed; ask for something smaller"}; }

Failure refused(const Json& answer) {
  const std::string error = string_or(answer, "error", ""), message = string_or(answer, "message", "");
  if (error == "memory") return {FailureKind::kMemory, "the computation needs more memory than allowed; ask for something smaller"};
  if (error == "engine") return {FailureKind::kUnsupported, "the algebra engine cannot do this: " + message};
  return crashed("the algebra worker did not understand the request: " + message);
}

Failure ended(const ExitState& end) {
  const std::string how = end.signal != 0 ? fmt::format("signal {}", end.signal) : fmt::format("status {}", end.code);
  return crashed(fmt::format("the algebra engine crashed on this input ({}); write it another way or ask for something smaller", how));
}

}  // namespace

// A slot for the time of one request.
class WorkerPool::Lease {
 public:
  explicit Lease(WorkerPool& pool) : pool_(pool) {
    std::unique_lock lock(pool.mutex_);
    pool.free_.wait(lock, [&] { return find() != nullptr; });
    slot_ = find();
    slot_->busy = true;
  }
  ~Lease() {
    {
      std::lock_guard lock(pool_.mutex_);
      slot_->busy = false;
    }
    pool_.free_.notify_one();
  }
  Lease(const Lease&) = delete;
  Slot& slot() { return *slot_; }

 private:
  // The free slot whose worker is running, else any free one.
  Slot* find() {
    Slot* best = nullptr;
    for (Slot& slot : pool_.slots_)
      if (!slot.busy && (best == nullptr || (!best->process && slot.process))) best = &slot;
    return best;
  }
  WorkerPool& pool_;
  Slot* slot_ = nullptr;
};

WorkerPool::WorkerPool(WorkerOptions options) : options_(std::move(options)), slots_(std::max(1u, options_.count)) {}

WorkerPool::~WorkerPool() {
  for (Slot& slot : slots_) drop(slot);
  {
    std::lock_guard lock(start_mutex_);
    closing_ = true;
  }
  start_changed_.notify_all();
  if (starter_.joinable()) starter_.join();
}

std::vector<int> WorkerPool::pids() const {
  std::lock_guard lock(mutex_);
  std::vector<int> pids;
  for (const Slot& slot : slots_)
    if (slot.pid > 0) pids.push_back(slot.pid);
  return pids;
}

Outcome<Json> WorkerPool::ask(std::string_view operation, const Json& args, Clock::time_point& deadline) {
  auto begin = Clock::now();
  Lease lease(*this);
  for (bool again = false;; again = true) {
    RETORT_TRY([[maybe_unused]] bool ready, make_ready(lease.slot()));
    deadline += Clock::now() - begin;
    bool killed = false;
    auto value = exchange(lease.slot(), operation, args, deadline, killed);
    // Killed from outside, which says nothing about the request: once more with a new worker.
    if (!killed || again) return value;
    begin = Clock::now();
  }
}

Outcome<bool> WorkerPool::make_ready(Slot& slot) {
  // A worker that died between two requests is replaced: that is nobody's crash.
  if (slot.process && slot.process->wait(Clock::now()).ok()) drop(slot);
  if (slot.process) return true;
  auto started = start_on_own_thread();
  if (!started.ok()) return crashed("the algebra worker cannot be started: " + started.error().message);
  std::lock_guard lock(mutex_);
  slot.process = std::move(started).value();
  slot.pid = slot.process->pid();
  return true;
}

void WorkerPool::drop(Slot& slot) {
  if (slot.process) slot.process->kill();
  std::lock_guard lock(mutex_);
  slot.process.reset();
  slot.pid = 0;
}

Outcome<Json> WorkerPool::exchange(Slot& slot, std::string_view operation, const Json& args, Clock::time_point deadline, bool& killed) {
  long long id = 0;
  {
    std::lock_guard lock(mutex_);
    id = ++next_id_;
  }
  const auto left = deadline - Clock::now();
  if (left <= Milliseconds(0)) return out_of_time();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left).count() + 1;
  const Json request = {{"id", id}, {"op", operation}, {"args", args}, {"cpu_s", seconds}};
  auto sent = slot.process->write_line(to_line(request), deadline);
  auto line = sent.ok() ? slot.process->read_line(deadline, kMaxWorkerLine + 1) : Result<std::optional<std::string>>(sent.error());
  if (!line.ok() && line.error().code == ErrorCode::kBudget) {
    drop(slot);
    return out_of_time();
  }
  if (!line.ok() || !*line) {
    // A worker that ended by itself is waited for a moment, so that the message tells how.
    auto end = slot.process->wait(Clock::now() + Milliseconds(50));
    const Failure failure = end.ok() ? ended(*end) : crashed("the algebra worker closed its pipe");
    killed = end.ok() && end->signal == SIGKILL;
    drop(slot);
    return failure;
  }
  const auto answer = parse_json(**line);
  if (!answer.ok() || integer_or(*answer, "id", -1) != id) {
    drop(slot);
    return crashed("the algebra worker answered out of turn");
  }
  if (const auto value = answer->find("value"); value != answer->end()) return Json(*value);
  const Failure failure = refused(*answer);
  if (failure.kind == FailureKind::kMemory) drop(slot);   // what it holds now is not to be trusted
  return failure;
}

Result<Process> WorkerPool::start_worker() {
  RETORT_TRY(auto process, Process::start({.argv = {options_.program, "--memory-bytes", std::to_string(options_.memory_bytes)},
                                           .environment = {{"LC_ALL", "C"}}}));
  RETORT_TRY(auto line, process.read_line(Clock::now() + kStartLimit, kMaxWorkerLine));
  if (!line) return Error{ErrorCode::kUnavailable, options_.program + " ended before it was ready"};
  RETORT_TRY(auto hello, parse_json(*line));
  if (auto error = string_or(hello, "error", ""); !error.empty()) return Error{ErrorCode::kUnavailable, error};
  if (string_or(hello, "worker", "") != kWorkerName || integer_or(hello, "protocol", 0) != kWorkerProtocol)
    return Error{ErrorCode::kUnavailable, options_.program + " is of another version: build both programs again"};
  return process;
}

Result<Process> WorkerPool::start_on_own_thread() {
  auto promise = std::make_shared<std::promise<Result<Process>>>();
  auto started = promise->get_future();
  {
    std::lock_guard lock(start_mutex_);
    if (!starter_.joinable()) starter_ = std::thread([this] { serve_starts(); });
    starts_.push_back([this, promise] { promise->set_value(start_worker()); });
  }
  start_changed_.notify_one();
  return started.get();
}

void WorkerPool::serve_starts() {
  std::unique_lock lock(start_mutex_);
  for (;;) {
    start_changed_.wait(lock, [&] { return closing_ || !starts_.empty(); });
    if (closing_) return;
    auto start = std::move(starts_.front());
    starts_.erase(starts_.begin());
    lock.unlock();
    start();
    lock.lock();
  }
}

}  // namespace retort::cas
