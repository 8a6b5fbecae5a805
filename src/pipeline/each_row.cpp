#include "pipeline/each_row.h"

#include <chrono>
#include <map>
#include <mutex>

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

}  // namespace

Status for_each_row(Run& run, const std::string& label, const RowList& rows, unsigned threads, const Work& work) {
  Progress progress(label, rows.size());
  GroupWriter writer(run.store);
  std::mutex mutex;
  std::map<std::size_t, std::vector<store::Record>> ready;   // of rows that wait for an earlier one; bounded by the window

  auto do_row = [&](std::size_t i) -> Status {
    RETORT_TRY(Row row, rows.at(i));
    RETORT_TRY(auto records, work(row));
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
    if (records.empty()) progress.skip();
    else progress.add();
    if (run.model) progress.note(run.model->line());
    return writer.add(std::move(records));
  };
  Status worked = parallel_ordered(rows.size(), threads, 64 + 8 * threads, run.stop, do_row, keep_row);
  Status flushed = writer.flush();
  return worked.ok() ? flushed : worked;
}

}  // namespace retort::pipeline
