#include "base/process.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <thread>

namespace retort {

namespace {

// Milliseconds until `deadline` for poll, rounded up, at least 0.
int poll_time(Clock::time_point deadline) {
  auto left = std::chrono::duration_cast<Milliseconds>(deadline - Clock::now()).count();
  return left < 0 ? 0 : static_cast<int>(std::min<long long>(left + 1, 1'000'000'000));
}

// Waits until fd is ready for `events`. False at the deadline.
bool ready(int fd, short events, Clock::time_point deadline) {
  for (;;) {
    pollfd p{fd, events, 0};
    int n = ::poll(&p, 1, poll_time(deadline));
    if (n > 0) return true;
    if (n == 0 && Clock::now() >= deadline) return false;
    if (n < 0 && errno != EINTR) return true;  // the read or write that follows reports it
  }
}

void close_fd(int& fd) {
  if (fd >= 0) ::close(fd);
  fd = -1;
}

std::vector<std::string> merged_environment(const ProcessOptions& options) {
  std::vector<std::string> merged;
  for (char** e = environ; *e; ++e) {
    std::string_view entry(*e);
    bool replaced = false;
    for (const auto& [name, value] : options.environment)
      replaced |= entry.size() > name.size() && entry.substr(0, name.size()) == name && entry[name.size()] == '=';
    if (!replaced) merged.emplace_back(entry);
  }
  for (const auto& [name, value] : options.environment) merged.push_back(name + "=" + value);
  return merged;
}

// A write to a child that is gone is an error, never a SIGPIPE that ends this program.
class NoPipeSignal {
 public:
  NoPipeSignal() {
    ::sigemptyset(&pipe_);
    ::sigaddset(&pipe_, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~NoPipeSignal() {
    const timespec now{};
    while (::sigtimedwait(&pipe_, nullptr, &now) < 0 && errno == EINTR) {}
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  NoPipeSignal(const NoPipeSignal&) = delete;

 private:
  sigset_t pipe_{}, before_{};
};

ExitState exit_state(int status) {
  ExitState state;
  if (WIFEXITED(status)) state.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) state.signal = WTERMSIG(status);
  return state;
}

}  // namespace

Result<Process> Process::start(const ProcessOptions& options) {
  RETORT_CHECK(!options.argv.empty(), "a process needs a program");
  if (::access(options.argv[0].c_str(), X_OK) != 0)
    return Error{ErrorCode::kNotFound, fmt::format("cannot run {}: {}", options.argv[0], std::strerror(errno))};
  // Everything the child needs is made before fork: after it only async-signal-safe calls are allowed.
  std::vector<char*> argv;
  for (const auto& a : options.argv) argv.push_back(const_cast<char*>(a.c_str()));
  argv.push_back(nullptr);
  std::vector<std::string> environment = merged_environment(options);
  std::vector<char*> envp;
  for (auto& e : environment) envp.push_back(e.data());
  envp.push_back(nullptr);

  int to_child[2], from_child[2];
  if (::pipe2(to_child, O_CLOEXEC) != 0) return Error{ErrorCode::kUnavailable, fmt::format("no pipe for {}: {}", options.argv[0], std::strerror(errno))};
  if (::pipe2(from_child, O_CLOEXEC) != 0) {
    int code = errno;
    ::close(to_child[0]), ::close(to_child[1]);
    return Error{ErrorCode::kUnavailable, fmt::format("no pipe for {}: {}", options.argv[0], std::strerror(code))};
  }
  pid_t parent = ::getpid();
  pid_t pid = ::fork();
  if (pid == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(127);
    ::dup2(to_child[0], 0);
    ::dup2(from_child[1], 1);
    if (options.merge_stderr) ::dup2(from_child[1], 2);
    if (options.inherited >= 0 && ::dup2(options.inherited, 3) < 0) ::_exit(127);
    if (options.inherited == 3) ::fcntl(3, F_SETFD, 0);   // dup2 onto itself keeps the mark that closes it
    if (!options.directory.empty() && ::chdir(options.directory.c_str()) != 0) ::_exit(127);
    ::signal(SIGPIPE, SIG_DFL);
    ::execve(argv[0], argv.data(), envp.data());
    ::_exit(127);
  }
  int fork_error = errno;
  ::close(to_child[0]);
  ::close(from_child[1]);
  Process child;
  child.in_ = to_child[1];
  child.out_ = from_child[0];
  if (pid < 0) {
    child.ended_ = ExitState{};
    return Error{ErrorCode::kUnavailable, fmt::format("cannot start {}: {}", options.argv[0], std::strerror(fork_error))};
  }
  child.pid_ = pid;
  ::fcntl(child.in_, F_SETFL, O_NONBLOCK);
  return child;
}

Process::Process(Process&& other) noexcept { *this = std::move(other); }

Process& Process::operator=(Process&& other) noexcept {
  if (this != &other) {
    kill();
    close_fd(in_), close_fd(out_);
    pid_ = std::exchange(other.pid_, -1);
    in_ = std::exchange(other.in_, -1);
    out_ = std::exchange(other.out_, -1);
    buffer_ = std::move(other.buffer_);
    ended_ = std::exchange(other.ended_, std::nullopt);
  }
  return *this;
}

Process::~Process() {
  kill();
  close_fd(in_), close_fd(out_);
}

Status Process::write_line(std::string_view line, Clock::time_point deadline) {
  const NoPipeSignal no_signal;
  std::string data(line);
  data += '\n';
  std::string_view rest = data;
  while (!rest.empty()) {
    if (in_ < 0) return Error{ErrorCode::kUnavailable, "the process no longer reads"};
    ssize_t n = ::write(in_, rest.data(), rest.size());
    if (n >= 0) rest.remove_prefix(static_cast<std::size_t>(n));
    else if (errno == EAGAIN) {
      if (!ready(in_, POLLOUT, deadline)) return Error{ErrorCode::kBudget, "the process did not read its input in time"};
    } else if (errno != EINTR) {
      return Error{ErrorCode::kUnavailable, fmt::format("the process no longer reads: {}", std::strerror(errno))};
    }
  }
  return {};
}

Result<std::optional<std::string>> Process::read_line(Clock::time_point deadline, std::size_t max_bytes) {
  for (std::size_t searched = 0;;) {
    std::size_t at = buffer_.find('\n', searched);
    if (at != std::string::npos) {
      std::string line = buffer_.substr(0, at);
      buffer_.erase(0, at + 1);
      return std::optional<std::string>(std::move(line));
    }
    searched = buffer_.size();
    if (searched > max_bytes) return Error{ErrorCode::kBudget, fmt::format("the process wrote a line longer than {} bytes", max_bytes)};
    if (out_ < 0) return std::optional<std::string>();
    if (!ready(out_, POLLIN, deadline)) return Error{ErrorCode::kBudget, "the process did not answer in time"};
    char block[1 << 14];
    ssize_t n = ::read(out_, block, sizeof block);
    if (n > 0) buffer_.append(block, static_cast<std::size_t>(n));
    if (n == 0) close_fd(out_);
    if (n < 0 && errno != EINTR && errno != EAGAIN) return Error{ErrorCode::kUnavailable, fmt::format("cannot read from the process: {}", std::strerror(errno))};
  }
}

void Process::close_stdin() { close_fd(in_); }

void Process::signal(int number) const {
  if (pid_ > 0 && !ended_) ::kill(pid_, number);
}

ExitState Process::kill() {
  if (ended_ || pid_ <= 0) return ended_.value_or(ExitState{});
  ::kill(pid_, SIGKILL);
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {}
  ended_ = exit_state(status);
  return *ended_;
}

Result<ExitState> Process::wait(Clock::time_point deadline) {
  for (auto pause = Milliseconds(1); !ended_; pause = std::min(pause * 2, Milliseconds(50))) {
    int status = 0;
    pid_t done = ::waitpid(pid_, &status, WNOHANG);
    if (done == pid_) ended_ = exit_state(status);
    else if (done < 0 && errno != EINTR) return Error{ErrorCode::kInternal, fmt::format("cannot wait for process {}: {}", pid_, std::strerror(errno))};
    else if (Clock::now() >= deadline) return Error{ErrorCode::kBudget, fmt::format("process {} is still running", pid_)};
    else std::this_thread::sleep_for(pause);
  }
  return *ended_;
}

Result<std::string> run_process(const ProcessOptions& options, Milliseconds limit) {
  auto deadline = Clock::now() + limit;
  RETORT_TRY(auto child, Process::start(options));
  child.close_stdin();
  std::string output;
  for (;;) {
    RETORT_TRY(auto line, child.read_line(deadline));
    if (!line) break;
    output += *line + "\n";
  }
  RETORT_TRY(auto end, child.wait(deadline));
  if (end.code != 0)
    return Error{ErrorCode::kUnavailable, fmt::format("{} ended with {} {}: {}", options.argv[0], end.signal ? "signal" : "status",
                                                      end.signal ? end.signal : end.code, output.substr(0, 500))};
  return output;
}

}  // namespace retort
