#include "tests/support/stand_in_server.h"

#include <fmt/core.h>

#include "base/hash.h"

namespace retort::testing {

namespace {

Json error_body(int status, std::string_view message, std::string_view code = {}) {
  return {{"error", {{"message", message}, {"type", "stand_in"}, {"code", code.empty() ? Json(status) : Json(code)}}}};
}

HttpResponse error_response(int status, std::string_view message, std::string_view code = {}) {
  HttpResponse response;
  response.status = status;
  response.body = to_line(error_body(status, message, code));
  return response;
}

Json openai_reply(const llm::ChatReply& reply, const std::string& model, std::size_t body_bytes) {
  Json message = {{"role", "assistant"}, {"content", reply.content.empty() && !reply.tool_uses.empty() ? Json() : Json(reply.content)}};
  if (!reply.reasoning.empty()) message["reasoning_content"] = reply.reasoning;
  Json stored = reply.to_json();
  if (stored.contains("tool_calls")) message["tool_calls"] = stored["tool_calls"];
  long prompt = reply.usage.prompt_tokens ? reply.usage.prompt_tokens : static_cast<long>(body_bytes / 4);
  long completion = reply.usage.completion_tokens ? reply.usage.completion_tokens : static_cast<long>(reply.content.size() / 4 + 1);
  return {{"id", "chatcmpl-1"}, {"object", "chat.completion"}, {"created", 0}, {"model", model},
          {"choices", {{{"index", 0}, {"message", message}, {"finish_reason", llm::finish_reason_name(reply.finish)}}}},
          {"usage", {{"prompt_tokens", prompt}, {"completion_tokens", completion}, {"total_tokens", prompt + completion}}}};
}

bool has_header(const std::string& head, const std::string& line) { return head.find("\r\n" + line + "\r\n") != std::string::npos ||
                                                                           head.ends_with("\r\n" + line); }

}  // namespace

std::string_view fault_name(Fault fault) {
  switch (fault) {
    case Fault::kTooManyRequests: return "too_many_requests";
    case Fault::kOverloaded: return "overloaded";
    case Fault::kServerError: return "server_error";
    case Fault::kDropped: return "dropped";
    case Fault::kHalfReply: return "half_reply";
    case Fault::kSlow: return "slow";
    case Fault::kDrip: return "drip";
    case Fault::kMalformedJson: return "malformed_json";
    case Fault::kWrongTypes: return "wrong_types";
    case Fault::kHugeBody: return "huge_body";
    case Fault::kCutOff: return "cut_off";
    case Fault::kEmpty: return "empty";
  }
  return "?";
}

Result<std::unique_ptr<StandInServer>> StandInServer::start(StandInOptions options) {
  std::unique_ptr<StandInServer> server(new StandInServer(std::move(options)));
  StandInServer* self = server.get();
  RETORT_TRY(server->http_, HttpServer::start([self](const HttpRequest& request) { return self->respond(request); }, self->options_.threads));
  return server;
}

std::string StandInServer::url() const { return fmt::format("http://127.0.0.1:{}/v1", http_->port()); }

void StandInServer::set_faults(std::map<Fault, double> faults) {
  std::lock_guard lock(mutex_);
  options_.faults = std::move(faults);
}

long StandInServer::made(Fault fault) const {
  std::lock_guard lock(mutex_);
  auto it = made_.find(fault);
  return it == made_.end() ? 0 : it->second;
}

long StandInServer::requests() const {
  std::lock_guard lock(mutex_);
  return requests_;
}

long StandInServer::answered() const {
  std::lock_guard lock(mutex_);
  return answered_;
}

long StandInServer::answered_again() const {
  std::lock_guard lock(mutex_);
  return again_;
}

std::set<std::string> StandInServer::answered_bodies() const {
  std::lock_guard lock(mutex_);
  std::set<std::string> bodies;
  for (const auto& [hash, seen] : seen_)
    if (seen.answered) bodies.insert(hash);
  return bodies;
}

std::vector<std::string> StandInServer::heads() const {
  std::lock_guard lock(mutex_);
  return heads_;
}

HttpResponse StandInServer::respond(const HttpRequest& request) {
  {
    std::lock_guard lock(mutex_);
    heads_.push_back(request.head);
    if (heads_.size() > 100) heads_.erase(heads_.begin());
  }
  if (!options_.key.empty() && !has_header(request.head, "Authorization: Bearer " + options_.key))
    return error_response(401, "Incorrect API key provided", "invalid_api_key");
  if (request.method == "GET" && request.path == "/v1/models") {
    {
      std::lock_guard lock(mutex_);
      if (options_.loading > 0) {
        --options_.loading;
        return error_response(503, "Loading model", "unavailable_error");
      }
    }
    HttpResponse response;
    response.body = to_line({{"object", "list"}, {"data", {{{"id", options_.model}, {"object", "model"}, {"max_model_len", 8192}}}}});
    return response;
  }
  if (request.method != "POST" || request.path != "/v1/chat/completions") return error_response(404, "no such page");
  return chat(request);
}

// The fault of this request, if any. Bursts of 429 go by the order of requests, the others by the body and how often it was asked.
std::optional<Fault> StandInServer::fault_for(const std::string& body_hash) {
  Seen& seen = seen_[body_hash];
  Random random(options_.seed, fmt::format("{}/{}", body_hash, seen.asked++));
  if (burst_left_ > 0) {
    --burst_left_;
    return Fault::kTooManyRequests;
  }
  for (const auto& [fault, share] : options_.faults) {
    // A burst is as long as it is rare: the share stays what it was asked to be.
    bool burst = fault == Fault::kTooManyRequests;
    if (!burst && seen.faults_in_a_row >= options_.most_for_a_body) continue;
    if (!random.chance(burst ? share / options_.burst : share)) continue;
    if (burst) burst_left_ = options_.burst - 1;
    else ++seen.faults_in_a_row;
    return fault;
  }
  seen.faults_in_a_row = 0;
  return std::nullopt;
}

HttpResponse StandInServer::chat(const HttpRequest& request) {
  auto body = parse_json(request.body);
  if (!body.ok()) return error_response(400, body.error().message);
  if (string_or(*body, "model", "") != options_.model)
    return error_response(404, fmt::format("The model `{}` does not exist.", string_or(*body, "model", "")), "model_not_found");

  std::string hash = hash128(request.body);
  std::optional<Fault> fault;
  int latency = 0;
  {
    std::lock_guard lock(mutex_);
    ++requests_;
    fault = fault_for(hash);
    if (fault) ++made_[*fault];
    Random random(options_.seed, fmt::format("{}/latency", requests_));
    if (options_.latency_ms > 0) latency = static_cast<int>(random.between(options_.latency_ms / 2, options_.latency_ms * 3 / 2));
  }
  auto has = [&](Fault one) { return fault == one; };

  HttpResponse response;
  if (has(Fault::kTooManyRequests)) {
    response = error_response(429, "Rate limit reached", "rate_limit_exceeded");
    response.headers.push_back({"Retry-After", options_.retry_after});
    return response;
  }
  if (has(Fault::kOverloaded)) return error_response(503, "overloaded");
  if (has(Fault::kServerError)) return error_response(500, "internal error");

  llm::ChatReply reply = options_.answer(*body);
  if (has(Fault::kEmpty)) {
    reply.content.clear();
    reply.tool_uses.clear();
    reply.finish = llm::FinishReason::kStop;
  }
  if (has(Fault::kCutOff)) {
    reply.content.resize(reply.content.size() / 2);
    while (!reply.content.empty() && (reply.content.back() & 0x80)) reply.content.pop_back();
    reply.finish = llm::FinishReason::kLength;
  }
  response.body = to_line(openai_reply(reply, options_.model, request.body.size()));
  response.delay_ms = latency;
  bool good = false;
  if (has(Fault::kDropped)) response.ending = HttpResponse::Ending::kDropped;
  else if (has(Fault::kHalfReply)) response.ending = HttpResponse::Ending::kHalf;
  else if (has(Fault::kDrip)) response.ending = HttpResponse::Ending::kDrip;
  else if (has(Fault::kMalformedJson)) response.body.resize(response.body.size() / 2);
  else if (has(Fault::kWrongTypes)) response.body = R"({"choices":7,"usage":{"prompt_tokens":"many"}})";
  else if (has(Fault::kHugeBody)) response.body.append(std::size_t{32} << 20, ' ');
  else good = true;
  if (has(Fault::kSlow)) response.delay_ms += options_.slow_ms;
  if (good) {
    std::lock_guard lock(mutex_);
    ++answered_;
    bool& before = seen_[hash].answered;
    if (before) ++again_;
    before = true;
  }
  return response;
}

}  // namespace retort::testing
