// Chat models behind OpenAI-compatible servers (vLLM, SGLang, llama-server, hosted ones): a thousand requests in flight on one thread, over
// several servers and keys, within limits and budgets.
//
// What happens to a request that is not answered well:
//   429, 503, no connection    asked again, after Retry-After or a growing jittered wait, with half as many in flight; at most `patience`
//   5xx, broken, late, no JSON asked again, after a growing jittered wait; at most `tries` times
//   400, 413, 422              kRefused at once, with the server's words
//   401, 402, 403, 404, TLS    this server is not asked again; when none is left, everything is kForbidden with the server's words
// Keys are read from the environment or a file, sent to their server and nowhere else, and cut out of whatever a server says.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/process.h"
#include "llm/chat.h"

namespace retort::llm {

struct EndpointServer {
  std::string url;                     // "https://host/v1": /chat/completions is added, before a "?" if there is one
  std::string key_env, key_file;       // where the key is: a variable of the environment or a file; both empty: none is sent
  double weight = 1;                   // share of the requests that it gets while it is able
  double requests_per_minute = 0, tokens_per_minute = 0;   // of this server and key; 0: no limit
};

struct EndpointOptions {
  std::vector<EndpointServer> servers;   // at least one; all serve the same model
  std::string model;                     // as the servers name it
  std::string revision;                  // declared: part of the identity, not sent
  Capabilities can;                      // declared
  Json extra = Json::object();           // further members of each request's body, part of the identity
  std::string max_tokens_field = "max_tokens";   // "max_completion_tokens" for some hosted reasoning models

  int in_flight = 256;                   // most requests at once, over all servers
  double requests_per_minute = 0, tokens_per_minute = 0;   // of all servers together; 0: no limit
  long budget_tokens = 0;                // prompt and reply; 0: none. Never exceeded: room for the longest reply is set aside before asking
  double budget_cost = 0;
  double prompt_price = 0, completion_price = 0;   // for a million tokens
  Usage spent_before;                    // by earlier runs on the same budget

  int tries = 5;                         // faults that one request may meet
  Milliseconds patience{15 * 60'000};    // with a busy server, from a request's first sending
  Milliseconds timeout{10 * 60'000};     // of one try
  Milliseconds connect_timeout{10'000};
  Milliseconds backoff{500}, longest_backoff{60'000};
  std::size_t reply_bytes = std::size_t{16} << 20;
  std::string ca_file;                   // certificates to trust instead of the system's; empty: those
  std::uint64_t seed = 1;                // of the jitter
};

// Counts since the start.
struct EndpointFigures {
  long requests = 0;           // HTTP requests for replies, failed ones included
  long answered = 0, cut_off = 0, filtered = 0;   // whole replies; of which finish_reason length, content_filter
  long refused = 0, failed = 0, cancelled = 0;    // requests given up: by the server's word, after all tries, on request
  long too_many_requests = 0, overloaded = 0, server_errors = 0, no_connection = 0, broken = 0, timeouts = 0, malformed = 0;   // tries
  Usage usage;                 // of this run
  int in_flight = 0, queued = 0, window = 0, most_in_flight = 0;
  double requests_per_second = 0;      // answered, over the last ten seconds
  std::string waiting;                 // what a busy server said last; empty after a good reply
  std::vector<std::string> problems;   // servers that are not asked any more, and why
  // "1.2M tokens, 3.41 spent, 310 req/s, 640 in flight": to be shown with Progress::note.
  std::string line() const;
};

// Addresses are shown, logged and kept: kInvalidArgument, which does not quote it, for one with a user name, a password, or a parameter that is
// named as keys are.
Status carries_no_key(std::string_view url);

struct HttpOutcome;

class Endpoint : public Chat {
 public:
  // kInvalidArgument for options that cannot be (no server, an address with a password, a wrong limit), kNotFound for a key that is not
  // where it should be. Sends nothing.
  static Result<std::unique_ptr<Endpoint>> open(EndpointOptions options);
  ~Endpoint() override;   // what is under way ends with kCancelled

  // Waits for servers that say that they are busy or still loading (429, 503), at most `patience`, and says so (base/progress.h); then
  // kUnavailable. Asks each server for its models: finds wrong addresses, keys and model names before anything is spent. kUnavailable or kNotFound with
  // the server's own words; a server without such a list passes. Takes over the context length that the servers give, if none was declared.
  Status check(const StopToken& stop);

  Capabilities capabilities() const override;
  std::string identity() const override;
  EndpointFigures figures() const;   // any thread

 protected:
  void begin(std::shared_ptr<const ChatRequest> request, const StopToken& stop, ReplyHandler done) override;

 private:
  class Scheduler;
  Result<std::vector<HttpOutcome>> ask_for_models(const StopToken& stop) const;   // of each server
  Endpoint(EndpointOptions options, std::unique_ptr<Scheduler> scheduler);
  EndpointOptions options_;
  std::unique_ptr<Scheduler> scheduler_;
};

}  // namespace retort::llm
