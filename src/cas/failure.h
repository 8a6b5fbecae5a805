// How a tool fails: a kind that programs decide on and a message that a model can act on.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/error.h"

namespace retort::cas {

enum class FailureKind {
  kArguments, kUnknownTool, kDomain, kNoSolutionFound, kUnverified, kDeadline, kMemory, kCrash, kUnsupported,
};
std::string_view failure_name(FailureKind kind);   // "arguments", "unknown_tool", ... as ToolResult::kind

struct Failure {
  FailureKind kind = FailureKind::kUnsupported;
  std::string message;

  Failure(FailureKind k, std::string m) : kind(k), message(std::move(m)) {}
  // What an error of the modules below means for a tool: bad text and values are arguments, exceeded budgets and what is outside
  // an engine's reach are unsupported.
  Failure(const Error& error);  // NOLINT: implicit by design
};

// A T or a Failure.
template <typename T>
class [[nodiscard]] Outcome {
 public:
  Outcome(T value) : state_(std::in_place_index<0>, std::move(value)) {}          // NOLINT: implicit by design
  Outcome(Failure failure) : state_(std::in_place_index<1>, std::move(failure)) {}  // NOLINT
  Outcome(const Error& error) : Outcome(Failure(error)) {}                        // NOLINT

  bool ok() const { return state_.index() == 0; }
  const Failure& error() const { return std::get<1>(state_); }
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::move(std::get<0>(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, Failure> state_;
};

}  // namespace retort::cas
