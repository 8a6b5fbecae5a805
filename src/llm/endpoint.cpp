#include "llm/endpoint.h"

#include <fmt/core.h>

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <thread>

#include "base/files.h"
#include "base/progress.h"
#include "base/text.h"
#include "llm/endpoint_scheduler.h"

namespace retort::llm {

namespace {

constexpr std::chrono::milliseconds kStopInterval{100};   // how often a stop is looked for
constexpr Milliseconds kLongestReadyWait{2'000};          // between two looks at a server that is not ready

Error wrong(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message)}; }

Status check_url(const std::string& url) {
  if (!url.starts_with("http://") && !url.starts_with("https://"))
    return wrong(fmt::format("endpoint \"{}\": an address starts with http:// or https://", url));
  RETORT_TRY_STATUS(carries_no_key(url));
  for (char c : url)
    if (static_cast<unsigned char>(c) <= ' ') return wrong("an endpoint's address contains white space");
  return {};
}

Result<std::string> read_key(const EndpointServer& server) {
  if (!server.key_env.empty() && !server.key_file.empty())
    return wrong(fmt::format("endpoint {}: give the key in a variable or in a file, not in both", server.url));
  std::string key;
  if (!server.key_env.empty()) {
    const char* value = std::getenv(server.key_env.c_str());
    if (!value || !*value)
      return Error{ErrorCode::kNotFound, fmt::format("endpoint {}: the variable {} is not set: put the key there", server.url, server.key_env)};
    key = trim(value);
  } else if (!server.key_file.empty()) {
    RETORT_TRY(key, read_file(server.key_file, 65'536));
    key = std::string(trim(key));
    if (key.empty()) return Error{ErrorCode::kNotFound, fmt::format("endpoint {}: the file {} is empty: put the key there", server.url, server.key_file)};
  }
  for (char c : key)
    if (c <= ' ' || c == 127) return wrong(fmt::format("endpoint {}: its key contains white space or control characters", server.url));
  return key;
}

Status check_options(const EndpointOptions& options) {
  if (options.servers.empty()) return wrong("no endpoint is given");
  if (options.model.empty()) return wrong("no model is named");
  if (options.in_flight < 1 || options.in_flight > 100'000) return wrong(fmt::format("{} requests in flight: 1 to 100000 are possible", options.in_flight));
  if (options.tries < 1) return wrong("tries must be at least 1");
  if (!options.extra.is_object()) return wrong("the extra members of a request must be an object");
  if (options.budget_cost > 0 && options.prompt_price <= 0 && options.completion_price <= 0)
    return wrong("a budget in money needs the model's prices");
  for (const EndpointServer& server : options.servers) {
    RETORT_TRY_STATUS(check_url(server.url));
    if (!(server.weight > 0)) return wrong(fmt::format("endpoint {}: its weight must be above 0", server.url));
  }
  return {};
}

std::string short_count(long n) {
  if (n < 10'000) return fmt::format("{}", n);
  if (n < 10'000'000) return fmt::format("{:.1f}k", static_cast<double>(n) / 1e3);
  return fmt::format("{:.1f}M", static_cast<double>(n) / 1e6);
}

}  // namespace

Status carries_no_key(std::string_view url) {
  const std::size_t scheme = url.find("//"), query = url.find('?');
  std::string_view host = url.substr(scheme == std::string_view::npos ? 0 : scheme + 2);
  host = host.substr(0, host.find_first_of("/?"));
  if (host.find('@') != std::string_view::npos)
    return wrong("an endpoint's address carries a user name or a password: name a variable with the key instead");
  if (query == std::string_view::npos) return {};
  for (std::string_view part : split(url.substr(query + 1), '&')) {
    const std::string name = lower_ascii(part.substr(0, part.find('=')));
    for (std::string_view telling : {"key", "token", "secret", "password"})
      if (name.find(telling) != std::string::npos)
        return wrong(fmt::format("an endpoint's address carries a key (\"?{}=\"): name a variable with the key instead", shorten(name, 40)));
  }
  return {};
}

std::string ServerAccess::url(std::string_view page) const {
  std::size_t query = std::min(server.url.find('?'), server.url.size());
  std::string base = server.url.substr(0, query);
  while (base.ends_with('/')) base.pop_back();
  return base + std::string(page) + server.url.substr(query);
}

Result<std::vector<ServerAccess>> open_servers(const EndpointOptions& options) {
  std::vector<ServerAccess> servers;
  for (const EndpointServer& server : options.servers) {
    RETORT_TRY(std::string key, read_key(server));
    // Without "Expect:" libcurl asks for leave before it sends a long body.
    std::vector<std::string> headers = {"Content-Type: application/json", "Accept: application/json", "Expect:", "User-Agent: retort"};
    if (!key.empty()) headers.push_back("Authorization: Bearer " + key);
    servers.push_back({server, std::move(key), std::make_shared<const std::vector<std::string>>(std::move(headers))});
  }
  return servers;
}

std::string without_key(std::string text, const std::string& key) {
  if (key.empty() || text.find(key) == std::string::npos) return text;
  return replace_all(text, key, "[key]");
}

std::string EndpointFigures::line() const {
  std::string text = fmt::format("{} tokens", short_count(usage.prompt_tokens + usage.completion_tokens));
  if (usage.cost > 0) text += fmt::format(", {:.2f} spent", usage.cost);
  text += fmt::format(", {:.{}f} req/s, {} in flight", requests_per_second, requests_per_second < 10 ? 1 : 0, in_flight);
  if (cut_off > 0) text += fmt::format(", {} cut off", cut_off);
  if (!waiting.empty()) text += ", waits: " + shorten(waiting, 100);
  if (failed + refused > 0) text += fmt::format(", {} failed", failed + refused);
  return text;
}

Endpoint::Endpoint(EndpointOptions options, std::unique_ptr<Scheduler> scheduler)
    : options_(std::move(options)), scheduler_(std::move(scheduler)) {}
Endpoint::~Endpoint() = default;

Result<std::unique_ptr<Endpoint>> Endpoint::open(EndpointOptions options) {
  RETORT_TRY_STATUS(check_options(options));
  RETORT_TRY(auto servers, open_servers(options));
  RETORT_TRY(auto scheduler, Scheduler::start(options, std::move(servers)));
  return std::unique_ptr<Endpoint>(new Endpoint(std::move(options), std::move(scheduler)));
}

Capabilities Endpoint::capabilities() const { return options_.can; }

std::string Endpoint::identity() const {
  std::string identity = "endpoint " + options_.model;
  if (!options_.revision.empty()) identity.append(" ").append(options_.revision);
  if (!options_.extra.empty()) identity.append(" ").append(to_line(options_.extra));
  return identity;
}

EndpointFigures Endpoint::figures() const { return scheduler_->figures(); }

void Endpoint::begin(std::shared_ptr<const ChatRequest> request, const StopToken& stop, ReplyHandler done) {
  scheduler_->submit(std::move(request), stop, std::move(done));
}

namespace {

// Holds a server's list of models against the model that is wanted; takes over a context length that stands there.
Status check_models(const ServerAccess& access, const HttpOutcome& reply, const std::string& model, long& context_tokens) {
  HttpOutcome outcome = reply;
  outcome.body = without_key(std::move(outcome.body), access.key);
  if (outcome.end == HttpOutcome::End::kReply && (outcome.status == 404 || outcome.status == 405)) return {};   // it has no such list
  HttpJudgement judgement = judge(outcome);
  if (judgement.verdict != HttpVerdict::kGood)
    return Error{ErrorCode::kUnavailable, fmt::format("{}: {}", access.server.url, without_key(judgement.message, access.key))};
  auto json = parse_json(outcome.body);
  std::string code;
  if (!json.ok())
    return Error{ErrorCode::kUnavailable, fmt::format("{}: this is no chat server's answer: {}; the address of one usually ends in /v1", access.server.url,
                                                      shorten(read_error_message(outcome.body, code), 120))};
  if (!json->is_object() || !json->contains("data") || !(*json)["data"].is_array()) return {};
  std::vector<std::string> names;
  for (const Json& entry : (*json)["data"]) {
    names.push_back(string_or(entry, "id", ""));
    if (names.back() != model) continue;
    long long context = integer_or(entry, "max_model_len", 0);
    if (context == 0 && entry.contains("meta")) context = integer_or(entry["meta"], "n_ctx", 0);
    if (context_tokens == 0 && context > 0) context_tokens = static_cast<long>(context);
    return {};
  }
  std::string hint = nearest(model, names);
  if (hint.empty() && !names.empty()) hint = names[0];
  return Error{ErrorCode::kNotFound, fmt::format("{} has no model \"{}\"{}", access.server.url, model,
                                                 hint.empty() ? std::string() : fmt::format("; it has \"{}\"", shorten(hint, 100)))};
}

// It is there, but loading or busy.
bool is_not_ready(const HttpOutcome& outcome) { return outcome.end == HttpOutcome::End::kReply && judge(outcome).verdict == HttpVerdict::kBusy; }

}  // namespace

Result<std::vector<HttpOutcome>> Endpoint::ask_for_models(const StopToken& stop) const {
  const auto& servers = scheduler_->servers();
  std::vector<HttpOutcome> outcomes(servers.size());
  std::mutex mutex;
  std::condition_variable arrived;
  std::size_t left = servers.size();
  bool asked = false;
  std::unique_ptr<HttpEngine> engine;
  std::mutex starting;   // held until `engine` is set
  std::unique_lock not_yet(starting);
  auto tick = [&]() -> Clock::time_point {
    std::lock_guard wait(starting);
    if (std::exchange(asked, true)) return Clock::time_point::max();
    for (std::size_t i = 0; i < servers.size(); ++i) {
      HttpCall call;
      call.url = servers[i].url("/models");
      call.headers = servers[i].headers;
      call.get = true;
      call.timeout = Milliseconds(30'000);
      engine->begin(std::move(call), [&, i](HttpOutcome outcome) {
        std::lock_guard lock(mutex);
        outcomes[i] = std::move(outcome);
        --left;
        arrived.notify_all();
      });
    }
    return Clock::time_point::max();
  };
  HttpLimits limits{.connections = static_cast<int>(servers.size()), .connect = options_.connect_timeout, .ca_file = options_.ca_file};
  RETORT_TRY(engine, HttpEngine::start(limits, tick));
  not_yet.unlock();
  engine->wake();
  {
    std::unique_lock lock(mutex);
    while (left > 0 && !stop.requested()) arrived.wait_for(lock, kStopInterval);
  }
  engine.reset();
  if (stop.requested()) return Error{ErrorCode::kCancelled, "stopped on request"};
  return outcomes;
}

Status Endpoint::check(const StopToken& stop) {
  const auto& servers = scheduler_->servers();
  const auto begin = Clock::now();
  std::optional<Progress> waiting;
  for (Milliseconds wait = options_.backoff;; wait = std::min({wait * 2, kLongestReadyWait, options_.longest_backoff})) {
    RETORT_TRY(const std::vector<HttpOutcome> outcomes, ask_for_models(stop));
    const auto busy = std::find_if(outcomes.begin(), outcomes.end(), is_not_ready);
    if (busy == outcomes.end()) {
      for (std::size_t i = 0; i < servers.size(); ++i) RETORT_TRY_STATUS(check_models(servers[i], outcomes[i], options_.model, options_.can.context_tokens));
      return {};
    }
    const ServerAccess& access = servers[static_cast<std::size_t>(busy - outcomes.begin())];
    const std::string words = without_key(fmt::format("{}: {}", access.server.url, judge(*busy).message), access.key);
    const double waited = std::chrono::duration<double>(Clock::now() - begin).count();
    if (Clock::now() - begin >= options_.patience)
      return Error{ErrorCode::kUnavailable, fmt::format("{} (waited {}; run it again when the server is ready)", words, human_duration(waited))};
    if (!waiting) waiting.emplace("waiting until the server is ready: looked", 0);
    waiting->note(words);
    waiting->add();
    for (const auto until = Clock::now() + wait; Clock::now() < until && !stop.requested();) std::this_thread::sleep_for(std::min<Clock::duration>(kStopInterval, wait));
  }
}

}  // namespace retort::llm
