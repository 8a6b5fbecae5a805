// Errors as values: every call that can fail on account of its input, a file, a process or a model returns a
// Result<T>. A programmer's error is a RETORT_CHECK. Exceptions of third-party libraries stop in their adapters.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace retort {

enum class ErrorCode {
  kInvalidArgument,   // the value given is wrong: mend it and call again
  kNotFound,          // no such file, record, tool or model
  kParse,             // text that does not follow its grammar; the message names the place
  kUnsupported,       // well-formed, but outside what this call can do
  kBudget,            // time, memory or size limit reached
  kCorruption,        // stored data that fails its own checks
  kUnavailable,       // a process, device or server that is needed does not answer
  kCancelled,         // the caller asked to stop
  kIo,                // the operating system refused a read or a write
  kInternal,          // a defect of ours
};

std::string_view error_code_name(ErrorCode code);

// What went wrong, for a reader: `message` names the file or value and what to try next.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
};

// A T or an Error. `value()` on an error is a programmer's error and ends the program with the message.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit by design
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return std::get<1>(state_); }
  T& value() & { return checked(); }
  const T& value() const& { return const_cast<Result*>(this)->checked(); }
  T&& value() && { return std::move(checked()); }
  T& operator*() & { return checked(); }
  const T& operator*() const& { return const_cast<Result*>(this)->checked(); }
  T&& operator*() && { return std::move(checked()); }
  T* operator->() { return &checked(); }
  const T* operator->() const { return &const_cast<Result*>(this)->checked(); }
  T value_or(T fallback) const& { return ok() ? std::get<0>(state_) : std::move(fallback); }

 private:
  T& checked() {
    if (!ok()) {
      std::fprintf(stderr, "retort: value of a failed result: %s\n", error().message.c_str());
      std::abort();
    }
    return std::get<0>(state_);
  }
  std::variant<T, Error> state_;
};

// Success without a value, or an Error.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT: implicit by design
  bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace retort

// Ends the program when `condition` is false: only for what no user, file or model can cause.
#define RETORT_CHECK(condition, sentence)                                                             \
  do {                                                                                                \
    if (!(condition)) {                                                                               \
      std::fprintf(stderr, "retort: defect at %s:%d: %s\n", __FILE__, __LINE__, sentence);            \
      std::abort();                                                                                   \
    }                                                                                                 \
  } while (false)

// RETORT_TRY(auto x, f()): x is f()'s value, or this function returns f()'s error.
#define RETORT_TRY_CONCAT_(a, b) a##b
#define RETORT_TRY_NAME_(a, b) RETORT_TRY_CONCAT_(a, b)
#define RETORT_TRY(declaration, call)                                                   \
  auto RETORT_TRY_NAME_(result_, __LINE__) = (call);                                    \
  if (!RETORT_TRY_NAME_(result_, __LINE__).ok()) return RETORT_TRY_NAME_(result_, __LINE__).error(); \
  declaration = std::move(RETORT_TRY_NAME_(result_, __LINE__)).value()
#define RETORT_TRY_STATUS(call) \
  if (auto status_ = (call); !status_.ok()) return status_.error()
