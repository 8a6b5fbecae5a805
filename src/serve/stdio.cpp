#include "serve/stdio.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <string>

namespace retort::serve {

namespace {

constexpr std::size_t kLongestLine = std::size_t{4} << 20;
constexpr int kLookAround = 100;   // milliseconds between looks at the stop token

// Standard output for this transport alone: for its lifetime descriptor 1 leads to stderr.
class Output {
 public:
  explicit Output(const StopToken& stop) : stop_(stop) {
    std::fflush(stdout);
    descriptor_ = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
  }
  ~Output() {
    std::fflush(stdout);
    ::dup2(descriptor_, STDOUT_FILENO);
    ::close(descriptor_);
  }
  Output(const Output&) = delete;

  // Waits while the reader is slow; gives up on a stop and when the reader has gone.
  void send(std::string line) {
    line += '\n';
    std::string_view rest = line;
    while (!rest.empty() && !gone_ && !stop_.requested()) {
      pollfd ready{descriptor_, POLLOUT, 0};
      if (::poll(&ready, 1, kLookAround) <= 0) continue;
      const ssize_t n = ::write(descriptor_, rest.data(), std::min<std::size_t>(rest.size(), PIPE_BUF));   // what a ready pipe takes at once
      if (n > 0) rest.remove_prefix(static_cast<std::size_t>(n));
      else if (n < 0 && errno != EINTR && errno != EAGAIN) gone_ = true;
    }
  }
  bool reader_gone() const { return gone_; }

 private:
  const StopToken& stop_;
  int descriptor_ = -1;
  std::atomic<bool> gone_{false};
};

// Cuts the bytes of stdin into lines; of a line that is too long only the fact is kept.
class Lines {
 public:
  explicit Lines(Server& server) : server_(server) {}
  void feed(std::string_view bytes) {
    while (!bytes.empty()) {
      const std::size_t end = bytes.find('\n');
      const std::string_view part = bytes.substr(0, end);
      oversized_ = oversized_ || line_.size() + part.size() > kLongestLine;
      if (oversized_) line_.clear();
      else line_ += part;
      if (end == std::string_view::npos) return;
      finish();
      bytes.remove_prefix(end + 1);
    }
  }
  // The end of a line, or of the input.
  void finish() {
    if (oversized_) server_.receive_oversized(kLongestLine);
    else server_.receive(line_);
    line_.clear();
    oversized_ = false;
  }

 private:
  Server& server_;
  std::string line_;
  bool oversized_ = false;
};

}  // namespace

Status serve_stdio(std::vector<Offer> offers, ServerOptions options, const StopToken& stop) {
  Output output(stop);
  Server server(std::move(offers), [&](const std::string& line) { output.send(line); }, std::move(options));
  Lines lines(server);
  std::string block(1 << 16, '\0');
  while (!stop.requested() && !output.reader_gone()) {
    pollfd ready{STDIN_FILENO, POLLIN, 0};
    if (::poll(&ready, 1, kLookAround) <= 0) continue;
    const ssize_t n = ::read(STDIN_FILENO, block.data(), block.size());
    if (n > 0) lines.feed(std::string_view(block.data(), static_cast<std::size_t>(n)));
    if (n < 0 && errno != EINTR && errno != EAGAIN) return Error{ErrorCode::kIo, std::string("cannot read stdin: ") + std::strerror(errno)};
    if (n != 0) continue;
    lines.finish();
    server.finish(stop);
    break;
  }
  server.stop();
  return {};
}

}  // namespace retort::serve
