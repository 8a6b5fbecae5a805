// Locks a process in before it handles what may be hostile: bounds on memory, files and processes, and a list of the system
// calls it may still make.
#pragma once

#include <cstddef>

#include "base/error.h"

namespace retort::cas {

// Makes the working folder a deleted, empty one: relative paths name nothing and nothing can be created there.
Status enter_empty_folder();

// Limits that hold from now on: address space, no file written, no core, no further descriptor, a larger stack.
Status limit_resources(std::size_t memory_bytes);

// Another `seconds` of processor time from now, then SIGXCPU ends the process.
void allow_processor_time(long seconds);

// From now on only computing, memory and the descriptors that are open already: opening files, sockets, new processes,
// programs and threads fail with EPERM. Cannot be undone.
Status restrict_system_calls();

}  // namespace retort::cas
