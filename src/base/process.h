// Child processes: worker programs spoken to over pipes, killed at their deadline, never left behind (a child dies with its
// parent), never a shell in between.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace retort {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

struct ProcessOptions {
  std::vector<std::string> argv;                      // argv[0] is the path of the program
  std::vector<std::pair<std::string, std::string>> environment;   // added to the parent's
  std::string directory;                              // working folder; empty: the parent's
  bool merge_stderr = false;                          // stderr goes to the parent's unless merged into stdout
  int inherited = -1;                                 // a descriptor of the parent that the child gets as number 3; -1: none
};

// How a child ended.
struct ExitState {
  int code = -1;      // exit status, or -1 when it died by a signal
  int signal = 0;     // the signal, or 0
};

// One running child with its stdin and stdout. Not for use by several threads at once. The destructor kills and reaps.
class Process {
 public:
  static Result<Process> start(const ProcessOptions& options);
  Process(Process&&) noexcept;
  Process& operator=(Process&&) noexcept;
  Process(const Process&) = delete;
  ~Process();

  // Writes the line and a newline. kUnavailable when the child is gone, kBudget at the deadline.
  Status write_line(std::string_view line, Clock::time_point deadline);
  // The next line of stdout; nothing at its end. kBudget at the deadline (the child is still running: kill it) and when
  // the line exceeds `max_bytes`.
  Result<std::optional<std::string>> read_line(Clock::time_point deadline, std::size_t max_bytes = std::size_t{64} << 20);
  void close_stdin();

  pid_t pid() const { return pid_; }
  void signal(int number) const;
  // SIGKILL and reap; returns how it ended. Also fine when it has ended already.
  ExitState kill();
  // Waits for the end until the deadline; kBudget when it is still running then.
  Result<ExitState> wait(Clock::time_point deadline);

 private:
  Process() = default;
  pid_t pid_ = -1;
  int in_ = -1, out_ = -1;
  std::string buffer_;
  std::optional<ExitState> ended_;
};

// Runs a program to its end and returns its stdout; kUnavailable with the exit status when it fails, kBudget at the deadline.
Result<std::string> run_process(const ProcessOptions& options, Milliseconds limit);

}  // namespace retort
