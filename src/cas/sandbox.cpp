#include "cas/sandbox.h"

#include <seccomp.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace retort::cas {

namespace {

Error system_error(const std::string& what, int code) {
  return {ErrorCode::kUnavailable, "cannot " + what + ": " + std::strerror(code)};
}

Status set_limit(int resource, rlim_t value, const std::string& what) {
  rlimit limit{value, value};
  rlimit now{};
  if (::getrlimit(resource, &now) == 0 && now.rlim_max < value) limit = {now.rlim_max, now.rlim_max};
  if (::setrlimit(resource, &limit) != 0) return system_error("limit " + what, errno);
  return {};
}

// Computing, memory, time, signals to itself and the open descriptors.
constexpr int kAllowed[] = {
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(close), SCMP_SYS(lseek),
    SCMP_SYS(fstat), SCMP_SYS(poll), SCMP_SYS(ppoll),
    SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise), SCMP_SYS(brk),
    SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep), SCMP_SYS(restart_syscall),
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times), SCMP_SYS(getrusage),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(sysinfo), SCMP_SYS(getrandom),
    SCMP_SYS(exit), SCMP_SYS(exit_group)};

int add_rules(scmp_filter_ctx filter) {
  for (int call : kAllowed)
    if (int code = ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0); code != 0) return code;
  // abort() signals its own process only; the processor limit is set for this process (0) only.
  const auto self = static_cast<scmp_datum_t>(::getpid());
  if (int code = ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, self)); code != 0) return code;
  return ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2, SCMP_A0(SCMP_CMP_EQ, 0),
                            SCMP_A1(SCMP_CMP_EQ, RLIMIT_CPU));
}

}  // namespace

Status enter_empty_folder() {
  char path[] = "/tmp/retort-cas-XXXXXX";
  if (::mkdtemp(path) == nullptr) return system_error("make an empty folder", errno);
  const int moved = ::chdir(path);
  const int code = errno;
  ::rmdir(path);
  if (moved != 0) return system_error("enter an empty folder", code);
  ::umask(0777);
  return {};
}

Status limit_resources(std::size_t memory_bytes) {
  rlimit stack{};
  if (::getrlimit(RLIMIT_STACK, &stack) == 0) {
    stack.rlim_cur = std::min<rlim_t>(rlim_t{64} << 20, stack.rlim_max);
    ::setrlimit(RLIMIT_STACK, &stack);
  }
  RETORT_TRY_STATUS(set_limit(RLIMIT_AS, memory_bytes, "memory"));
  RETORT_TRY_STATUS(set_limit(RLIMIT_FSIZE, 0, "file size"));
  RETORT_TRY_STATUS(set_limit(RLIMIT_CORE, 0, "core files"));
  RETORT_TRY_STATUS(set_limit(RLIMIT_NPROC, 0, "processes"));
  return set_limit(RLIMIT_NOFILE, 8, "descriptors");
}

void allow_processor_time(long seconds) {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  rlimit limit{};
  ::getrlimit(RLIMIT_CPU, &limit);
  const auto until = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1 + seconds);
  limit.rlim_cur = std::min(until, limit.rlim_max);
  ::setrlimit(RLIMIT_CPU, &limit);
}

Status restrict_system_calls() {
  scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == nullptr) return system_error("make a system call filter", ENOMEM);
  int code = add_rules(filter);
  if (code == 0) code = ::seccomp_load(filter);
  ::seccomp_release(filter);
  if (code != 0) return system_error("restrict system calls", -code);
  return {};
}

}  // namespace retort::cas
