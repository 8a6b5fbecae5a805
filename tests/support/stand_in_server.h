// A stand-in for an OpenAI-compatible chat server: real HTTP on real sockets, replies by a function that sees the body of the request and
// nothing else, faults switched on one by one and counted.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "base/random.h"
#include "llm/chat.h"
#include "tests/support/http_server.h"

namespace retort::testing {

enum class Fault {
  kTooManyRequests,   // 429 with Retry-After, for `burst` requests in a row
  kOverloaded,        // 503 without a hint
  kServerError,       // 500
  kDropped,           // the connection closes without a byte
  kHalfReply,         // the connection closes in the middle of the body
  kSlow,              // comes whole, after `slow_ms`
  kDrip,              // comes one byte every 50 ms
  kMalformedJson,     // cut in the middle, with a Content-Length that fits
  kWrongTypes,        // JSON, but "choices" is a number
  kHugeBody,          // 32 MB
  kCutOff,            // a good reply with finish_reason "length" and half its content
  kEmpty,             // a good reply without content
};
std::string_view fault_name(Fault fault);

struct StandInOptions {
  // Makes the reply to a body (its "messages", "tools", ...). Usage is counted by the server when the reply has none.
  std::function<llm::ChatReply(const Json& body)> answer;
  std::map<Fault, double> faults;   // share of requests that get it; which ones follows from the seed and the body
  int most_for_a_body = 2;          // faults in a row for equal bodies (bursts of 429 apart)
  int burst = 20;
  std::string retry_after = "0.05";   // seconds; no server sends fractions, but tests have no time
  int slow_ms = 500;
  int latency_ms = 0;               // mean; each reply takes half to one and a half of it
  int loading = 0;                  // so many requests for its models find it loading: 503 "Loading model"
  std::string key;                  // required as the bearer when not empty
  std::string model = "stand-in";   // another one is answered with 404
  std::uint64_t seed = 1;
  unsigned threads = 0;             // on which `answer` runs; 0: on the server's one thread
};

// Any thread.
class StandInServer {
 public:
  static Result<std::unique_ptr<StandInServer>> start(StandInOptions options);

  std::string url() const;                       // "http://127.0.0.1:PORT/v1"
  void set_faults(std::map<Fault, double> faults);
  long made(Fault fault) const;
  long requests() const;                         // chat requests received
  long answered() const;                         // whole good replies sent, kSlow, kCutOff and kEmpty included
  long answered_again() const;                   // of those, to a body that had been answered before (so samples need seeds)
  int most_waiting() const { return http_->most_waiting(); }
  std::set<std::string> answered_bodies() const; // hash128 of each body answered
  std::vector<std::string> heads() const;        // of the last 100 requests: for what clients send in headers

 private:
  explicit StandInServer(StandInOptions options) : options_(std::move(options)) {}
  HttpResponse respond(const HttpRequest& request);
  HttpResponse chat(const HttpRequest& request);
  std::optional<Fault> fault_for(const std::string& body_hash);

  StandInOptions options_;
  mutable std::mutex mutex_;   // guards all below
  std::map<Fault, long> made_;
  long requests_ = 0, answered_ = 0, again_ = 0, burst_left_ = 0;
  struct Seen { int asked = 0, faults_in_a_row = 0; bool answered = false; };
  std::unordered_map<std::string, Seen> seen_;
  std::vector<std::string> heads_;
  std::unique_ptr<HttpServer> http_;   // last: its threads use all above
};

}  // namespace retort::testing
