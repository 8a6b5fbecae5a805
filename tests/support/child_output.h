// A program that a test has started, to its end.
#pragma once

#include <chrono>
#include <string>

#include "base/process.h"

namespace retort::testing {

// Its exit status, -1 where it does not end within four minutes; `last` gets its last line.
inline int wait_to_end(Process child, std::string& last) {
  const auto deadline = Clock::now() + std::chrono::minutes(4);
  while (true) {
    auto line = child.read_line(deadline);
    if (!line.ok() || !*line) break;
    last = **line;
  }
  auto end = child.wait(deadline);
  return end.ok() ? end->code : -1;
}

}  // namespace retort::testing
