// What the parent and the worker `retort-cas` say to each other: one JSON object a line over the worker's stdin and stdout.
//
//   worker, once after its start   {"worker":"retort-cas","protocol":1,"giac":"1.9.0"}
//   parent                         {"id":7,"op":"solve","args":["v0^2-4","v0"],"cpu_s":3}
//   worker                         {"id":7,"value":["-2","2"]}   or   {"id":7,"error":"engine","message":"..."}
//
// Arguments are texts in a restricted form of Giac's syntax (see `check_worker_text`) or lists of such texts. Values are
// texts and lists as Giac prints them. Errors: "request" (the request breaks this protocol), "engine" (Giac refused), "memory".
#pragma once

#include <cstddef>
#include <string_view>

#include "base/error.h"

namespace retort::cas {

inline constexpr int kWorkerProtocol = 1;
inline constexpr std::string_view kWorkerName = "retort-cas";
inline constexpr std::size_t kMaxWorkerText = std::size_t{1} << 16;     // bytes of one argument
inline constexpr std::size_t kMaxWorkerLine = std::size_t{1} << 20;     // bytes of one request or answer
inline constexpr int kMaxWorkerBrackets = 400;                          // nesting

// Whether `text` is made of digits, + - * / ^ ( ) , the symbols v0, v1, ... v999 and the names of elementary functions and
// constants only, with balanced brackets. It is what the parent prints and what the worker admits: no strings, assignments,
// indices, commands or files can be written in it.
Status check_worker_text(std::string_view text);

}  // namespace retort::cas
