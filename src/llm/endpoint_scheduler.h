// Inside of Endpoint: which request goes to which server, when. Everything but submit() and figures() happens on the thread of the HTTP
// engine.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/random.h"
#include "llm/chat_wire.h"
#include "llm/endpoint.h"
#include "llm/http_engine.h"
#include "llm/pace.h"

namespace retort::llm {

// A server with its key, ready to be asked.
struct ServerAccess {
  EndpointServer server;
  std::string key;
  std::shared_ptr<const std::vector<std::string>> headers;
  std::string url(std::string_view page) const;   // "/chat/completions", "/models"
};

// Reads the key of each server. kNotFound says where it looked.
Result<std::vector<ServerAccess>> open_servers(const EndpointOptions& options);

// `text` without the key, should a server repeat it.
std::string without_key(std::string text, const std::string& key);

class Endpoint::Scheduler {
 public:
  static Result<std::unique_ptr<Scheduler>> start(const EndpointOptions& options, std::vector<ServerAccess> servers);
  ~Scheduler();
  void submit(std::shared_ptr<const ChatRequest> request, const StopToken& stop, ReplyHandler done);
  EndpointFigures figures() const;
  const std::vector<ServerAccess>& servers() const { return servers_; }

 private:
  struct Job;
  struct Lane;   // one server
  using JobPtr = std::unique_ptr<Job>;

  Scheduler(const EndpointOptions& options, std::vector<ServerAccess> servers);
  Clock::time_point tick();
  void take_inbox();
  void take_due(Clock::time_point now);
  void cancel_stopped();
  void start_jobs(Clock::time_point now);
  enum class Room { kYes, kLater, kNever };
  Room budget_room(const Job& job) const;
  Lane* pick_lane(Clock::time_point now);
  void send(JobPtr job, Lane& lane, Clock::time_point now);
  void on_outcome(long number, HttpOutcome outcome);
  void on_good(JobPtr job, Lane& lane, HttpOutcome outcome, Clock::time_point now);
  void on_busy(JobPtr job, Lane& lane, const HttpOutcome& outcome, const std::string& message, Clock::time_point now);
  void on_fault(JobPtr job, ChatFailureKind kind, const std::string& message, int status, Clock::time_point now);
  void count_fault(Job& job, long EndpointFigures::* count, const char* kind);
  void count_try(Job& job, const HttpOutcome& outcome);
  void settle(Job& job, Lane& lane, const Usage& paid, Clock::time_point now);
  void finish(JobPtr job, ChatReply reply);
  void fail(JobPtr job, ChatFailureKind kind, const std::string& message, int status = 0);
  void fail_all_waiting(ChatFailureKind kind, const std::string& message);
  void publish();
  double expected_prompt_tokens(const Job& job) const;
  Milliseconds jittered(int strike);

  const EndpointOptions options_;
  const std::vector<ServerAccess> servers_;
  std::vector<Lane> lanes_;
  Pace requests_, tokens_;
  Random random_;
  std::deque<JobPtr> queue_;
  std::multimap<Clock::time_point, JobPtr> waiting_;   // to be asked again then
  std::unordered_map<long, JobPtr> sent_;              // by the engine's number
  double reserved_tokens_ = 0, reserved_cost_ = 0;     // set aside for what is under way
  double tokens_for_a_byte_ = 0.5;                     // of prompts: the most seen, to begin with a safe guess
  double usual_completion_ = 0;                        // moving mean; 0: none seen
  std::string out_of_budget_, forbidden_;              // why nothing is asked any more
  Clock::time_point next_sweep_{};
  EndpointFigures counts_;                             // engine thread's own
  std::array<long, 10> answered_in_{};                 // by second, a ring
  long current_second_ = 0;
  Clock::time_point started_ = Clock::now();

  mutable std::mutex mutex_;   // guards the three below
  std::vector<JobPtr> inbox_;
  EndpointFigures shown_;
  bool closed_ = false;

  std::unique_ptr<HttpEngine> engine_;   // last: gone first
};

}  // namespace retort::llm
