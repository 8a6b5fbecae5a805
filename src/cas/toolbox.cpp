#include <fmt/core.h>

#include <atomic>

#include "base/files.h"
#include "base/parallel.h"
#include "base/text.h"
#include "cas/accepted_forms.h"
#include "cas/registry.h"
#include "cas/worker_pool.h"
#include "cas/worker_protocol.h"

namespace retort::cas {

namespace {

WorkerOptions worker_options(const ToolOptions& options) {
  return {.program = options.worker_program.empty() ? program_directory() + "/" + std::string(kWorkerName) : options.worker_program,
          .memory_bytes = options.memory_bytes,
          .count = options.workers == 0 ? usable_threads() : options.workers};
}

ToolResult error_result(const Failure& failure) {
  ToolResult r;
  r.kind = failure_name(failure.kind);
  r.message = failure.message;
  return r;
}

Failure unknown_tool(const std::string& name) {
  std::vector<std::string> known;
  for (const auto& entry : tool_entries()) known.push_back(entry.name);
  const std::string near = nearest(name, known);
  return {FailureKind::kUnknownTool, near.empty() ? fmt::format("no tool '{}'; the tools are {}", shorten(name, 40), join(known, ", "))
                                                  : fmt::format("no tool '{}': did you mean '{}'?", shorten(name, 40), near)};
}

}  // namespace

struct Toolbox::Impl {
  explicit Impl(const ToolOptions& options) : options(options), pool(worker_options(options)) {}
  Outcome<ToolResult> run(const ToolCall& call);

  ToolOptions options;
  WorkerPool pool;
  std::atomic<long> calls{0}, errors{0}, deadlines{0}, crashes{0};
};

Outcome<ToolResult> Toolbox::Impl::run(const ToolCall& call) {
  for (const ToolEntry& entry : tool_entries()) {
    if (entry.name != call.tool) continue;
    RETORT_TRY(auto args, Arguments::read(entry.args, call.args));
    Session session(pool, options.deadline);
    return entry.run(session, args);
  }
  return unknown_tool(call.tool);
}

Toolbox::Toolbox(ToolOptions options) : impl_(std::make_unique<Impl>(options)) {}
Toolbox::~Toolbox() = default;

ToolResult Toolbox::call(const ToolCall& call) {
  ++impl_->calls;
  auto outcome = impl_->run(in_documented_form(call));
  if (outcome.ok()) return std::move(outcome).value();
  ++impl_->errors;
  if (outcome.error().kind == FailureKind::kDeadline) ++impl_->deadlines;
  if (outcome.error().kind == FailureKind::kCrash) ++impl_->crashes;
  return error_result(outcome.error());
}

Toolbox::Counts Toolbox::counts() const { return {impl_->calls, impl_->errors, impl_->deadlines, impl_->crashes}; }

std::vector<int> Toolbox::worker_pids() const { return impl_->pool.pids(); }

}  // namespace retort::cas
