#include "base/progress.h"

#include <fmt/core.h>

namespace retort {

namespace {

std::mutex sink_mutex;
ProgressSink sink;

}  // namespace

void set_progress_sink(ProgressSink new_sink) {
  std::lock_guard lock(sink_mutex);
  sink = std::move(new_sink);
}

std::string human_duration(double seconds) {
  auto s = static_cast<long long>(seconds + 0.5);
  if (s >= 3600) return fmt::format("{}h {:02}m", s / 3600, s % 3600 / 60);
  if (s >= 60) return fmt::format("{}m {:02}s", s / 60, s % 60);
  return fmt::format("{}s", s);
}

Progress::Progress(std::string label, std::size_t total, std::size_t already)
    : label_(std::move(label)), total_(total), done_(already), already_(already), start_(std::chrono::steady_clock::now()), shown_(start_) {}

Progress::~Progress() { report(true); }

void Progress::add(std::size_t units) {
  bool due;
  {
    std::lock_guard lock(mutex_);
    done_ += units;
    due = std::chrono::steady_clock::now() - shown_ > std::chrono::milliseconds(200);
  }
  if (due) report(false);
}

void Progress::skip(std::size_t units) {
  {
    std::lock_guard lock(mutex_);
    already_ += units;
  }
  add(units);
}

void Progress::note(std::string note) {
  {
    std::lock_guard lock(mutex_);
    note_ = std::move(note);
  }
  add(0);
}

void Progress::report(bool last) {
  std::string line;
  {
    std::lock_guard lock(mutex_);
    shown_ = std::chrono::steady_clock::now();
    double elapsed = std::chrono::duration<double>(shown_ - start_).count();
    double rate = elapsed > 0 ? static_cast<double>(done_ - already_) / elapsed : 0;
    line = total_ ? fmt::format("{}: {}/{}", label_, done_, total_) : fmt::format("{}: {}", label_, done_);
    if (rate > 0) line += fmt::format(", {:.{}f}/s", rate, rate < 10 ? 1 : 0);
    if (last) line += fmt::format(", took {}", human_duration(elapsed));
    else if (rate > 0 && total_ > done_) line += fmt::format(", {} left", human_duration(static_cast<double>(total_ - done_) / rate));
    if (!note_.empty()) line += ", " + note_;
  }
  std::lock_guard lock(sink_mutex);
  if (sink) sink(line, last);
}

}  // namespace retort
