// Progress of long work on stderr: one line that is rewritten on a terminal, a line every few seconds elsewhere.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <string>

namespace retort {

// Where progress goes. `retort` installs one that prints; the library's default is silence.
using ProgressSink = std::function<void(const std::string& line, bool last)>;
void set_progress_sink(ProgressSink sink);

// "1h 02m", "3m 20s", "12s".
std::string human_duration(double seconds);

// Counts towards `total` and reports "label: 120/400, 31/s, 9s left" at most every 200 ms. Any thread.
class Progress {
 public:
  // total 0: unknown. `already`: units finished by an earlier run, which do not count for the rate.
  Progress(std::string label, std::size_t total, std::size_t already = 0);
  ~Progress();
  void add(std::size_t units = 1);
  void skip(std::size_t units = 1);   // found done by an earlier run: counted, but not for the rate
  void note(std::string note);   // shown after the counts

 private:
  void report(bool last);
  std::mutex mutex_;
  std::string label_, note_;
  std::size_t total_, done_, already_;
  std::chrono::steady_clock::time_point start_, shown_;
};

}  // namespace retort
