#include "cli/command.h"

#include <fmt/core.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <mutex>

#include "base/progress.h"
#include "store/store.h"

namespace retort::cli {

namespace {

std::mutex stderr_mutex;
bool line_open = false;   // a progress line stands unfinished on the terminal

void close_line() {
  if (line_open) std::fputc('\n', stderr);
  line_open = false;
}

}  // namespace

int fail(const Error& error) {
  if (error.code == ErrorCode::kCancelled) {
    say("stopped; everything finished is kept: run it again to continue");
    return kInterrupted;
  }
  std::lock_guard lock(stderr_mutex);
  close_line();
  fmt::print(stderr, "retort: {}\n", error.message);
  return kFailed;
}

int usage(const Error& error) {
  fail(error);
  return kUsage;
}

int finish(const Status& status) { return status.ok() ? kDone : fail(status.error()); }

void say(const std::string& sentence) {
  std::lock_guard lock(stderr_mutex);
  close_line();
  std::fputs((sentence + "\n").c_str(), stderr);
}

void show_progress() {
  bool terminal = ::isatty(STDERR_FILENO) == 1;
  auto shown = std::chrono::steady_clock::now();
  set_progress_sink([terminal, shown](const std::string& line, bool last) mutable {
    std::lock_guard lock(stderr_mutex);
    if (terminal) {
      std::fputs(("\r\033[K" + line).c_str(), stderr);
      line_open = true;
      if (last) close_line();
      std::fflush(stderr);
      return;
    }
    auto now = std::chrono::steady_clock::now();
    if (!last && now - shown < std::chrono::seconds(5)) return;
    shown = now;
    std::fputs((line + "\n").c_str(), stderr);   // whoever read it may be gone: not by throwing
  });
}

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void print_json(const Json& json) { print(to_line(json) + "\n"); }

std::string version_text() {
  return fmt::format("retort {} (run version {}, llama.cpp {})", RETORT_VERSION, store::kStoreVersion, RETORT_LLAMA_COMMIT);
}

}  // namespace retort::cli
