// What the comparisons with other programs share: processor time, quantiles, and the other program behind a pipe.
#pragma once

#include <time.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "base/json.h"
#include "base/process.h"

namespace retort::bench {

// Processor time of this thread.
inline double thread_ms() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

inline double quantile(std::vector<double> values, double q) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, static_cast<std::size_t>(q * static_cast<double>(values.size())))];
}

// A program that answers each line of JSON by one line of JSON; started at the first question, and again after one that it did not answer
// in time.
class Peer {
 public:
  Peer(std::vector<std::string> argv, int limit_s, std::string needs)
      : argv_(std::move(argv)), needs_(std::move(needs)), limit_(std::chrono::seconds(limit_s)) {}

  // Nothing past the limit: the program is killed then. kUnavailable when it ended by itself.
  Result<std::optional<Json>> ask(const Json& question) {
    constexpr std::chrono::seconds kStart{60};
    const bool first = !process_;
    if (first) {
      RETORT_TRY(Process started, Process::start({argv_, {{"PYTHONHASHSEED", "0"}}, {}, false}));
      process_ = std::move(started);
    }
    const auto deadline = Clock::now() + limit_ + (first ? kStart : std::chrono::seconds(0));
    RETORT_TRY_STATUS(process_->write_line(to_line(question), deadline));
    auto line = process_->read_line(deadline);
    if (!line.ok() && line.error().code == ErrorCode::kBudget) {
      process_.reset();
      return std::optional<Json>();
    }
    if (!line.ok()) return line.error();
    if (!line->has_value()) return Error{ErrorCode::kUnavailable, "the peer ended: is " + needs_ + " installed for " + argv_.front() + "?"};
    RETORT_TRY(Json answer, parse_json(**line));
    return std::optional<Json>(std::move(answer));
  }

 private:
  std::vector<std::string> argv_;
  std::string needs_;
  std::chrono::seconds limit_;
  std::optional<Process> process_;
};

}  // namespace retort::bench
