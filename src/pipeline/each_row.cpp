#include "pipeline/each_row.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "base/parallel.h"
#include "base/progress.h"

namespace retort::pipeline {

namespace {

constexpr std::size_t kGroup = 512;
constexpr auto kInterval = std::chrono::seconds(1);

// Gathers records and commits them together.
class GroupWriter {
 public:
  explicit GroupWriter(store::Store& store) : store_(store) {}

  Status add(std::vector<store::Record> records) {
    for (store::Record& record : records) group_.push_back(std::move(record));
    if (group_.size() < kGroup && std::chrono::steady_clock::now() - last_ < kInterval) return {};
    return flush();
  }

  Status flush() {
    last_ = std::chrono::steady_clock::now();
    Status written = store_.put(group_);
    if (written.ok()) group_.clear();
    return written;
  }

 private:
  store::Store& store_;
  std::vector<store::Record> group_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

// How long this much work took: the times of several runs on one directory add up.
store::Record batch_record(const store::Store& store, const std::string& label, std::size_t done, std::chrono::steady_clock::time_point start) {
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return {"batch", trace::make_id("batch", {std::to_string(store.count("batch"))}), "", {{"stage", label}, {"done", done}, {"seconds", seconds}}};
}

// Shows now and then what a model is at, while rows take their time.
class Heartbeat {
 public:
  explicit Heartbeat(std::function<void()> beat) : beat_(std::move(beat)) {
    if (beat_) thread_ = std::thread([this] { run(); });
  }
  ~Heartbeat() {
    {
      std::lock_guard lock(mutex_);
      done_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, kInterval, [this] { return done_; })) beat_();
  }

  std::function<void()> beat_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool done_ = false;
  std::thread thread_;
};

}  // namespace

Status for_each_row(Run& run, const std::string& label, const RowList& rows, int samples, unsigned threads, const Work& work) {
  const std::size_t per_row = static_cast<std::size_t>(samples), units = rows.size() * per_row;
  const auto start = std::chrono::steady_clock::now();
  std::size_t worked_on = 0;
  Progress progress(label, units);
  GroupWriter writer(run.store);
  std::mutex mutex;
  std::map<std::size_t, std::vector<store::Record>> ready;   // of rows that wait for an earlier one; bounded by the window

  auto do_row = [&](std::size_t i) -> Status {
    RETORT_TRY(Row row, rows.at(i / per_row));
    RETORT_TRY(auto records, work(row, static_cast<int>(i % per_row)));
    std::lock_guard lock(mutex);
    ready.emplace(i, std::move(records));
    return {};
  };
  auto keep_row = [&](std::size_t i) -> Status {
    std::vector<store::Record> records;
    {
      std::lock_guard lock(mutex);
      records = std::move(ready.at(i));
      ready.erase(i);
    }
    worked_on += !records.empty();
    if (records.empty()) progress.skip();
    else progress.add();
    if (run.model) progress.note(run.model->line());
    return writer.add(std::move(records));
  };
  const Heartbeat heartbeat(run.model ? [&] { progress.note(run.model->line()); } : std::function<void()>());
  Status worked = parallel_ordered(units, threads, 64 + 8 * threads, run.stop, do_row, keep_row);
  Status flushed = writer.flush();
  if (worked_on > 0 && flushed.ok()) flushed = run.store.put({batch_record(run.store, label, worked_on, start)});
  return worked.ok() ? flushed : worked;
}

}  // namespace retort::pipeline
