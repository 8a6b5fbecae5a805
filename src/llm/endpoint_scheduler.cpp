#include "llm/endpoint_scheduler.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace retort::llm {

namespace {

constexpr Milliseconds kSweep{100};   // how often stop tokens are looked at
constexpr Milliseconds kLongestAskedWait{60 * 60'000};
constexpr double kTokensOfAMessage = 16;   // what a template writes around it

double seconds_between(Clock::time_point from, Clock::time_point to) { return std::chrono::duration<double>(to - from).count(); }

// With what earlier runs spent of the same budget.
std::string used_up(const EndpointOptions& options, const Usage& usage) {
  const Usage& before = options.spent_before;
  std::vector<std::string> budgets;
  if (options.budget_tokens > 0)
    budgets.push_back(fmt::format("{} of {} tokens are", usage.prompt_tokens + usage.completion_tokens + before.prompt_tokens + before.completion_tokens, options.budget_tokens));
  if (options.budget_cost > 0) budgets.push_back(fmt::format("{:.4f} of {:.4f} in money is", usage.cost + before.cost, options.budget_cost));
  return fmt::format("the budget is used up: {} spent, and the next request may need more than is left; with a larger one the same run goes on",
                     join(budgets, " and "));
}

}  // namespace

struct Endpoint::Scheduler::Job {
  std::shared_ptr<const ChatRequest> request;
  const StopToken* stop;
  ReplyHandler done;
  std::string body;
  Clock::time_point asked, first_sent{}, sent{};
  int tries = 0, faults = 0;
  std::map<std::string, long> faults_met;
  Lane* lane = nullptr;                 // that has it now
  double prompt_tokens = 0, reserved_tokens = 0, reserved_cost = 0, paced_tokens = 0;
};

struct Endpoint::Scheduler::Lane {
  Lane(const ServerAccess& access, int most)
      : access(&access), requests(access.server.requests_per_minute), tokens(access.server.tokens_per_minute), window(most) {}
  const ServerAccess* access;
  Pace requests, tokens;
  Window window;
  int in_flight = 0;
  int strikes = 0;                      // busy events since the last good reply
  Clock::time_point paused_until{};
  double credit = 0;                    // smooth weighted round robin
  std::string closed;                   // why it is not asked any more
};

Endpoint::Scheduler::Scheduler(const EndpointOptions& options, std::vector<ServerAccess> servers)
    : options_(options), servers_(std::move(servers)), requests_(options.requests_per_minute), tokens_(options.tokens_per_minute),
      random_(options.seed, "endpoint") {
  for (const ServerAccess& access : servers_) lanes_.emplace_back(access, options_.in_flight);
}

Result<std::unique_ptr<Endpoint::Scheduler>> Endpoint::Scheduler::start(const EndpointOptions& options, std::vector<ServerAccess> servers) {
  std::unique_ptr<Scheduler> scheduler(new Scheduler(options, std::move(servers)));
  HttpLimits limits{.connections = options.in_flight, .reply_bytes = options.reply_bytes, .connect = options.connect_timeout,
                    .ca_file = options.ca_file};
  Scheduler* self = scheduler.get();
  RETORT_TRY(scheduler->engine_, HttpEngine::start(limits, [self] { return self->tick(); }));
  return scheduler;
}

Endpoint::Scheduler::~Scheduler() {
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
  }
  if (engine_) engine_->close();   // what is under way comes back through on_outcome
  take_inbox();
  fail_all_waiting(ChatFailureKind::kCancelled, "the endpoint was closed");
}

void Endpoint::Scheduler::submit(std::shared_ptr<const ChatRequest> request, const StopToken& stop, ReplyHandler done) {
  auto job = std::make_unique<Job>();
  // {"model":"...", and then what the request prints without its first brace.
  Json head = {{"model", options_.model}};
  Json rest = request->to_json();
  if (options_.max_tokens_field != "max_tokens") {
    rest.erase("max_tokens");
    rest[options_.max_tokens_field] = request->max_tokens;
  }
  for (const auto& [key, value] : options_.extra.items()) rest[key] = value;
  std::string start = to_line(head);
  start.back() = ',';
  job->body = start + to_line(rest).substr(1);
  job->request = std::move(request);
  job->stop = &stop;
  job->done = std::move(done);
  job->asked = Clock::now();
  {
    std::lock_guard lock(mutex_);
    RETORT_CHECK(!closed_, "a closed endpoint is asked");
    inbox_.push_back(std::move(job));
    if (inbox_.size() > 1) return;   // it was woken for the first one
  }
  engine_->wake();
}

EndpointFigures Endpoint::Scheduler::figures() const {
  std::lock_guard lock(mutex_);
  return shown_;
}

Clock::time_point Endpoint::Scheduler::tick() {
  auto now = Clock::now();
  take_inbox();
  take_due(now);
  if (now >= next_sweep_) {
    cancel_stopped();
    next_sweep_ = now + kSweep;
  }
  start_jobs(now);
  publish();
  if (queue_.empty() && waiting_.empty() && sent_.empty()) return Clock::time_point::max();
  auto next = next_sweep_;
  if (!waiting_.empty()) next = std::min(next, waiting_.begin()->first);
  if (!queue_.empty()) {
    // Whatever holds the queue back ends at one of these, or with a reply.
    for (auto when : {requests_.next(), tokens_.next()})
      if (when > now) next = std::min(next, when);
    for (const Lane& lane : lanes_)
      for (auto when : {lane.paused_until, lane.requests.next(), lane.tokens.next()})
        if (when > now) next = std::min(next, when);
  }
  return next;
}

void Endpoint::Scheduler::take_inbox() {
  std::vector<JobPtr> inbox;
  {
    std::lock_guard lock(mutex_);
    inbox.swap(inbox_);
  }
  for (JobPtr& job : inbox) queue_.push_back(std::move(job));
}

void Endpoint::Scheduler::take_due(Clock::time_point now) {
  while (!waiting_.empty() && waiting_.begin()->first <= now) {
    queue_.push_front(std::move(waiting_.begin()->second));
    waiting_.erase(waiting_.begin());
  }
}

void Endpoint::Scheduler::cancel_stopped() {
  auto stopped = [](const JobPtr& job) { return job->stop->requested(); };
  std::vector<JobPtr> ended;
  for (auto it = queue_.begin(); it != queue_.end();) {
    if (stopped(*it)) {
      ended.push_back(std::move(*it));
      it = queue_.erase(it);
    } else {
      ++it;
    }
  }
  for (auto it = waiting_.begin(); it != waiting_.end();) {
    if (stopped(it->second)) {
      ended.push_back(std::move(it->second));
      it = waiting_.erase(it);
    } else {
      ++it;
    }
  }
  std::vector<long> sent;
  for (const auto& [number, job] : sent_)
    if (stopped(job)) sent.push_back(number);
  for (JobPtr& job : ended) fail(std::move(job), ChatFailureKind::kCancelled, "stopped on request");
  for (long number : sent) engine_->cancel(number);   // comes back through on_outcome
}

double Endpoint::Scheduler::expected_prompt_tokens(const Job& job) const {
  return static_cast<double>(job.body.size()) * tokens_for_a_byte_ + kTokensOfAMessage * static_cast<double>(job.request->messages.size());
}

// Is there room in the budgets for this request and its longest reply beside all that is under way?
Endpoint::Scheduler::Room Endpoint::Scheduler::budget_room(const Job& job) const {
  double prompt = expected_prompt_tokens(job), completion = job.request->max_tokens;
  double cost = (prompt * options_.prompt_price + completion * options_.completion_price) / 1e6;
  double tokens_spent = static_cast<double>(options_.spent_before.prompt_tokens + options_.spent_before.completion_tokens +
                                            counts_.usage.prompt_tokens + counts_.usage.completion_tokens);
  double cost_spent = options_.spent_before.cost + counts_.usage.cost;
  auto fits = [&](double reserved_tokens, double reserved_cost) {
    bool tokens = options_.budget_tokens <= 0 || tokens_spent + reserved_tokens + prompt + completion <= static_cast<double>(options_.budget_tokens);
    return tokens && (options_.budget_cost <= 0 || cost_spent + reserved_cost + cost <= options_.budget_cost);
  };
  if (fits(reserved_tokens_, reserved_cost_)) return Room::kYes;
  return sent_.empty() || !fits(0, 0) ? Room::kNever : Room::kLater;
}

// Smooth weighted round robin among the servers that can take a request now.
Endpoint::Scheduler::Lane* Endpoint::Scheduler::pick_lane(Clock::time_point now) {
  Lane* best = nullptr;
  double total = 0;
  for (Lane& lane : lanes_) {
    if (!lane.closed.empty() || lane.paused_until > now || lane.in_flight >= lane.window.size()) continue;
    if (lane.requests.next() > now || lane.tokens.next() > now) continue;
    lane.credit += lane.access->server.weight;
    total += lane.access->server.weight;
    if (!best || lane.credit > best->credit) best = &lane;
  }
  if (best) best->credit -= total;
  return best;
}

void Endpoint::Scheduler::start_jobs(Clock::time_point now) {
  while (!queue_.empty()) {
    if (!forbidden_.empty()) return fail_all_waiting(ChatFailureKind::kForbidden, forbidden_);
    if (!out_of_budget_.empty()) return fail_all_waiting(ChatFailureKind::kBudget, out_of_budget_);
    if (static_cast<int>(sent_.size()) >= options_.in_flight || requests_.next() > now || tokens_.next() > now) return;
    Room room = budget_room(*queue_.front());
    if (room == Room::kLater) return;
    if (room == Room::kNever) {
      out_of_budget_ = used_up(options_, counts_.usage);
      continue;
    }
    Lane* lane = pick_lane(now);
    if (!lane) return;
    JobPtr job = std::move(queue_.front());
    queue_.pop_front();
    send(std::move(job), *lane, now);
  }
}

void Endpoint::Scheduler::send(JobPtr job, Lane& lane, Clock::time_point now) {
  job->prompt_tokens = expected_prompt_tokens(*job);
  job->reserved_tokens = job->prompt_tokens + job->request->max_tokens;
  job->reserved_cost = (job->prompt_tokens * options_.prompt_price + job->request->max_tokens * options_.completion_price) / 1e6;
  reserved_tokens_ += job->reserved_tokens;
  reserved_cost_ += job->reserved_cost;
  double completion = usual_completion_ > 0 ? std::min<double>(usual_completion_, job->request->max_tokens) : job->request->max_tokens;
  job->paced_tokens = job->prompt_tokens + completion;
  for (Pace* pace : {&requests_, &lane.requests}) pace->take(1, now);
  for (Pace* pace : {&tokens_, &lane.tokens}) pace->take(job->paced_tokens, now);
  if (job->tries++ == 0) job->first_sent = now;
  job->sent = now;
  job->lane = &lane;
  ++lane.in_flight;
  ++counts_.requests;
  HttpCall call;
  call.url = lane.access->url("/chat/completions");
  call.headers = lane.access->headers;
  call.body = job->body;
  call.timeout = options_.timeout;
  // The number is known only after begin, which never calls `done` itself.
  auto number = std::make_shared<long>(0);
  *number = engine_->begin(std::move(call), [this, number](HttpOutcome outcome) { on_outcome(*number, std::move(outcome)); });
  sent_.emplace(*number, std::move(job));
  counts_.most_in_flight = std::max(counts_.most_in_flight, static_cast<int>(sent_.size()));
}

void Endpoint::Scheduler::count_fault(Job& job, long EndpointFigures::* count, const char* kind) {
  ++(counts_.*count);
  ++job.faults_met[kind];
}

void Endpoint::Scheduler::count_try(Job& job, const HttpOutcome& outcome) {
  using End = HttpOutcome::End;
  using Figures = EndpointFigures;
  if (outcome.end == End::kNoConnection) count_fault(job, &Figures::no_connection, "no_connection");
  else if (outcome.end == End::kBroken) count_fault(job, &Figures::broken, "broken");
  else if (outcome.end == End::kTimeout) count_fault(job, &Figures::timeouts, "timeouts");
  else if (outcome.end == End::kTooLarge) count_fault(job, &Figures::malformed, "malformed");
  else if (outcome.end == End::kReply && outcome.status == 429) count_fault(job, &Figures::too_many_requests, "too_many_requests");
  else if (outcome.end == End::kReply && outcome.status == 503) count_fault(job, &Figures::overloaded, "overloaded");
  else if (outcome.end == End::kReply && outcome.status >= 500) count_fault(job, &Figures::server_errors, "server_errors");
}

void Endpoint::Scheduler::on_outcome(long number, HttpOutcome outcome) {
  auto it = sent_.find(number);
  JobPtr job = std::move(it->second);
  sent_.erase(it);
  Lane& lane = *job->lane;
  auto now = Clock::now();
  --lane.in_flight;
  reserved_tokens_ -= job->reserved_tokens;
  reserved_cost_ -= job->reserved_cost;
  if (outcome.end == HttpOutcome::End::kCancelled) return fail(std::move(job), ChatFailureKind::kCancelled, outcome.message);
  count_try(*job, outcome);
  outcome.body = without_key(std::move(outcome.body), lane.access->key);
  outcome.headers = without_key(std::move(outcome.headers), lane.access->key);
  HttpJudgement judgement = judge(outcome);
  // A limit header that is down to nothing holds for good replies too.
  if (outcome.end == HttpOutcome::End::kReply)
    if (auto wait = asked_wait(outcome)) lane.paused_until = std::max(lane.paused_until, now + std::min(*wait, kLongestAskedWait));
  switch (judgement.verdict) {
    case HttpVerdict::kGood: return on_good(std::move(job), lane, std::move(outcome), now);
    case HttpVerdict::kBusy: return on_busy(std::move(job), lane, outcome, judgement.message, now);
    case HttpVerdict::kFault: return on_fault(std::move(job), ChatFailureKind::kUnavailable, judgement.message, outcome.status, now);
    case HttpVerdict::kRefused: return fail(std::move(job), ChatFailureKind::kRefused, judgement.message, outcome.status);
    case HttpVerdict::kForbidden: break;
  }
  if (lane.closed.empty()) {
    lane.closed = fmt::format("{}: {}", lane.access->server.url, judgement.message);
    counts_.problems.push_back(lane.closed);
  }
  if (std::all_of(lanes_.begin(), lanes_.end(), [](const Lane& one) { return !one.closed.empty(); })) {
    forbidden_ = lane.closed;
    return fail(std::move(job), ChatFailureKind::kForbidden, lane.closed, outcome.status);
  }
  queue_.push_front(std::move(job));
}

void Endpoint::Scheduler::settle(Job& job, Lane& lane, const Usage& paid, Clock::time_point now) {
  counts_.usage += paid;
  double actual = static_cast<double>(paid.prompt_tokens + paid.completion_tokens);
  for (Pace* pace : {&tokens_, &lane.tokens}) pace->correct(actual - job.paced_tokens);
  if (!paid.estimated) tokens_for_a_byte_ = std::clamp(static_cast<double>(paid.prompt_tokens) / static_cast<double>(job.body.size()), tokens_for_a_byte_, 4.0);
  double completion = static_cast<double>(paid.completion_tokens);
  usual_completion_ = usual_completion_ > 0 ? 0.95 * usual_completion_ + 0.05 * completion : std::max(1.0, completion);
  long second = static_cast<long>(seconds_between(started_, now));
  for (; current_second_ < second; ++current_second_) answered_in_[static_cast<std::size_t>((current_second_ + 1) % 10)] = 0;
  ++answered_in_[static_cast<std::size_t>(second % 10)];
}

void Endpoint::Scheduler::on_good(JobPtr job, Lane& lane, HttpOutcome outcome, Clock::time_point now) {
  auto read = read_chat_reply(outcome.body);
  if (!read.ok()) {
    count_fault(*job, &EndpointFigures::malformed, "malformed");
    auto kind = read.error().code == ErrorCode::kUnavailable ? ChatFailureKind::kUnavailable : ChatFailureKind::kMalformed;
    return on_fault(std::move(job), kind, read.error().message, outcome.status, now);
  }
  lane.window.on_success();
  lane.strikes = 0;
  counts_.waiting.clear();
  ChatReply reply = *std::move(read);
  Usage& usage = reply.usage;
  if (usage.estimated) usage.prompt_tokens = static_cast<long>(job->prompt_tokens);
  usage.cost = (static_cast<double>(usage.prompt_tokens) * options_.prompt_price +
                static_cast<double>(usage.completion_tokens) * options_.completion_price) / 1e6;
  usage.tries = job->tries;
  usage.seconds = seconds_between(job->asked, now);
  usage.faults = std::move(job->faults_met);
  settle(*job, lane, usage, now);
  ++counts_.answered;
  if (reply.finish == FinishReason::kLength) ++counts_.cut_off;
  if (reply.finish == FinishReason::kContentFilter) ++counts_.filtered;
  finish(std::move(job), std::move(reply));
}

void Endpoint::Scheduler::on_busy(JobPtr job, Lane& lane, const HttpOutcome& outcome, const std::string& message, Clock::time_point now) {
  bool told = outcome.end == HttpOutcome::End::kReply && asked_wait(outcome);
  counts_.waiting = without_key(message, lane.access->key);
  // One event, however many requests met it.
  if (lane.window.on_busy(job->sent, now)) {
    ++lane.strikes;
    if (!told) lane.paused_until = std::max(lane.paused_until, now + jittered(lane.strikes));
  }
  if (now - job->first_sent > options_.patience)
    return fail(std::move(job), ChatFailureKind::kUnavailable,
                fmt::format("{}: busy for {:.0f} s: {}", lane.access->server.url, seconds_between(job->first_sent, now), message), outcome.status);
  queue_.push_front(std::move(job));
}

void Endpoint::Scheduler::on_fault(JobPtr job, ChatFailureKind kind, const std::string& message, int status, Clock::time_point now) {
  if (++job->faults >= options_.tries)
    return fail(std::move(job), kind, fmt::format("{}: given up after {} tries: {}", job->lane->access->server.url, job->tries, message), status);
  auto when = now + jittered(job->faults);
  waiting_.emplace(when, std::move(job));
}

Milliseconds Endpoint::Scheduler::jittered(int strike) {
  double wait = static_cast<double>(options_.backoff.count()) * std::pow(2.0, std::min(strike - 1, 30));
  wait = std::min(wait, static_cast<double>(options_.longest_backoff.count()));
  return Milliseconds(static_cast<long long>(wait * (0.5 + 0.5 * random_.unit())));
}

void Endpoint::Scheduler::finish(JobPtr job, ChatReply reply) { job->done(std::move(reply)); }

void Endpoint::Scheduler::fail(JobPtr job, ChatFailureKind kind, const std::string& message, int status) {
  if (kind == ChatFailureKind::kRefused) ++counts_.refused;
  else if (kind == ChatFailureKind::kCancelled) ++counts_.cancelled;
  else ++counts_.failed;
  std::string text = job->lane ? without_key(message, job->lane->access->key) : message;
  ChatReply reply = failed_reply(kind, std::move(text), status);
  reply.usage.tries = job->tries;
  reply.usage.seconds = seconds_between(job->asked, Clock::now());
  reply.usage.faults = std::move(job->faults_met);
  finish(std::move(job), std::move(reply));
}

void Endpoint::Scheduler::fail_all_waiting(ChatFailureKind kind, const std::string& message) {
  std::vector<JobPtr> all;
  for (JobPtr& job : queue_) all.push_back(std::move(job));
  for (auto& [when, job] : waiting_) all.push_back(std::move(job));
  queue_.clear();
  waiting_.clear();
  for (JobPtr& job : all) fail(std::move(job), kind, message);
}

void Endpoint::Scheduler::publish() {
  counts_.in_flight = static_cast<int>(sent_.size());
  counts_.queued = static_cast<int>(queue_.size() + waiting_.size());
  counts_.window = 0;
  for (const Lane& lane : lanes_)
    if (lane.closed.empty()) counts_.window += lane.window.size();
  long second = static_cast<long>(seconds_between(started_, Clock::now()));
  for (; current_second_ < second; ++current_second_) answered_in_[static_cast<std::size_t>((current_second_ + 1) % 10)] = 0;
  long recent = 0;
  for (long n : answered_in_) recent += n;
  counts_.requests_per_second = static_cast<double>(recent) / std::clamp(seconds_between(started_, Clock::now()), 1.0, 9.5);
  std::lock_guard lock(mutex_);
  shown_ = counts_;
}

}  // namespace retort::llm
