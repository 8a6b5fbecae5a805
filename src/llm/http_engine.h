// Thousands of HTTP requests under way on one thread: libcurl's multi interface on epoll. HTTP/2 over TLS where the server speaks it,
// HTTP/1.1 with kept connections elsewhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/process.h"

namespace retort::llm {

struct HttpCall {
  std::string url;
  std::shared_ptr<const std::vector<std::string>> headers;   // "Name: value"
  std::string body;               // sent by POST; with `get` there is none
  bool get = false;
  Milliseconds timeout{0};        // for all of it, connecting included
};

struct HttpOutcome {
  enum class End {
    kReply,          // a whole reply, whatever its status
    kNoConnection,   // refused, unreachable, name not found: nothing was sent
    kBroken,         // the connection ended in the middle
    kTimeout,
    kTooLarge,
    kUntrusted,      // TLS: the certificate does not hold
    kCancelled,
  };
  End end = End::kReply;
  int status = 0;
  std::string body;
  std::string headers;     // "name: value" lines, names in lower case
  std::string message;     // of the failure

  std::string header(const std::string& lower_name) const;   // "" when absent
};

struct HttpLimits {
  int connections = 1000;                            // open at once
  std::size_t reply_bytes = std::size_t{16} << 20;   // longer ones are kTooLarge
  Milliseconds connect{10'000};
  std::string ca_file;                               // instead of the system's certificates; empty: those
};

// All but wake() and the constructor happens on the engine's own thread: `tick` is called there after each round of events, starts
// calls, and returns when it wants to be called next at the latest.
class HttpEngine {
 public:
  using Tick = std::function<Clock::time_point()>;
  using Done = std::function<void(HttpOutcome)>;

  // kUnavailable when the system gives no descriptors for `limits`.
  static Result<std::unique_ptr<HttpEngine>> start(const HttpLimits& limits, Tick tick);
  ~HttpEngine();
  // Joins the thread and ends all calls with kCancelled: their `done` runs on the calling thread. Nothing may be begun afterwards.
  void close();

  void wake();                               // any thread: has tick called soon
  long begin(HttpCall call, Done done);      // engine thread; returns a number for cancel. `done` comes later, never from inside begin.
  void cancel(long call);                    // engine thread; its `done` gets kCancelled before this returns; unknown numbers are fine

 private:
  struct Impl;
  explicit HttpEngine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace retort::llm
