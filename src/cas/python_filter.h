// The system calls that a program in the Python sandbox may make.
#pragma once

#include "base/error.h"

namespace retort::cas {

// A descriptor, open for reading, of the compiled filter as `bwrap --seccomp` takes it. The caller closes it. What is not listed fails with EPERM: new
// processes, threads, sockets, signals to others, limits, mounts.
Result<int> python_filter();

}  // namespace retort::cas
