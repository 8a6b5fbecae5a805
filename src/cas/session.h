// One tool call at work: the worker pool, the time that is left, and the names used towards the worker.
#pragma once

#include <optional>

#include "cas/giac_text.h"
#include "cas/tool.h"
#include "cas/worker_pool.h"

namespace retort::cas {

class Session {
 public:
  Session(WorkerPool& pool, Milliseconds limit) : pool_(pool), deadline_(Clock::now() + limit) {}

  // The worker's value for `operation`, raw. kUnsupported for arguments too long or too deep for it, which are not sent.
  Outcome<Json> ask(std::string_view operation, const Json& args);
  // The same for expressions in, one expression out. `variable` (when not empty) is the second argument.
  Outcome<math::Expr> apply(std::string_view operation, const math::Expr& e, const std::string& variable = {});
  // The same for a step that the call can do without: it gets at most half of the time that is left.
  std::optional<math::Expr> try_apply(std::string_view operation, const math::Expr& e);
  GiacText& names() { return names_; }

 private:
  WorkerPool& pool_;
  Clock::time_point deadline_;
  GiacText names_;
};

// A verified answer.
ToolResult answer(const math::Expr& value, std::string verified_by, math::Grade grade);
ToolResult answer(std::string plain, std::string latex, std::string verified_by, math::Grade grade);

}  // namespace retort::cas
