#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "cas/sandbox.h"

namespace retort::cas {
namespace {

// The exit status of `body` in a child process of its own; -signal when it died by one.
int in_child(const std::function<int()>& body) {
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(body());
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int locked_in(const std::function<bool()>& refused) {
  return in_child([&] {
    if (!enter_empty_folder().ok() || !limit_resources(std::size_t{1} << 30).ok() || !restrict_system_calls().ok()) return 2;
    return refused() ? 0 : 1;
  });
}

bool not_permitted(long result) { return result < 0 && errno == EPERM; }

TEST(Sandbox, RefusesFilesProgramsSocketsAndProcesses) {
  EXPECT_EQ(locked_in([] { return not_permitted(::open("new", O_WRONLY | O_CREAT, 0600)); }), 0);
  EXPECT_EQ(locked_in([] { return not_permitted(::open("/etc/passwd", O_RDONLY)); }), 0);
  EXPECT_EQ(locked_in([] { return not_permitted(::socket(AF_INET, SOCK_STREAM, 0)); }), 0);
  EXPECT_EQ(locked_in([] { return not_permitted(::fork()); }), 0);
  EXPECT_EQ(locked_in([] {
              char name[] = "/bin/true";
              char* argv[] = {name, nullptr};
              return not_permitted(::execve(name, argv, nullptr));
            }), 0);
  EXPECT_EQ(locked_in([] { return not_permitted(::unlink("/tmp/anything")); }), 0);
  EXPECT_EQ(locked_in([] { return not_permitted(::kill(::getppid(), 0)); }), 0);
}

TEST(Sandbox, LeavesNoFolderToWriteIn) {
  EXPECT_EQ(in_child([] {
              if (!enter_empty_folder().ok()) return 2;
              return ::open("new", O_WRONLY | O_CREAT, 0600) < 0 && errno == ENOENT ? 0 : 1;
            }), 0);
}

TEST(Sandbox, BoundsMemoryAndTime) {
  EXPECT_EQ(in_child([] {
              if (!limit_resources(std::size_t{256} << 20).ok()) return 2;
              return std::malloc(std::size_t{300} << 20) == nullptr ? 0 : 1;
            }), 0);
  EXPECT_EQ(in_child([] {
              allow_processor_time(0);
              for (volatile unsigned long i = 0;; i = i + 1) {}
              return 0;
            }), -SIGXCPU);
}

TEST(Sandbox, ComputingGoesOn) {
  EXPECT_EQ(locked_in([] {
              std::vector<std::string> some(10'000, std::string(100, 'x'));
              return some.size() == 10'000 && ::write(2, "", 0) == 0;
            }), 0);
}

}  // namespace
}  // namespace retort::cas
