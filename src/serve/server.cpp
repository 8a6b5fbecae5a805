#include "serve/server.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace retort::serve {

namespace {

constexpr std::size_t kLongestBatch = 1000;
constexpr long kListLifetime = 3'600'000;   // milliseconds; the list does not change while the program runs

constexpr std::string_view kInstructions =
    "Symbolic mathematics with exact, verified results. Expressions are plain text or LaTeX: 2x + 3 = 7, x^2, \\frac{1}{2}, sqrt(2), oo, pi. "
    "explain derives a tool's result by hand, grade_answer compares an answer with a reference, check_narrative checks a worked solution.";

Json described(const Offer& offer, const Dialect& dialect) {
  Json tool = {{"name", offer.name}, {"description", offer.description}, {"inputSchema", offer.input_schema}};
  if (dialect.structured) {
    tool["title"] = offer.title;
    tool["outputSchema"] = offer.output_schema;
  }
  if (dialect.annotated) tool["annotations"] = {{"readOnlyHint", offer.pure}, {"destructiveHint", false}, {"idempotentHint", offer.pure}, {"openWorldHint", false}};
  return tool;
}

}  // namespace

// Where answers to one line go: each at once, or all of a batch in one array when the last of its calls has let go of the sink.
class Server::Sink {
 public:
  Sink(Server& server, bool batch) : server_(server), batch_(batch) {}
  ~Sink() {
    if (!answers_.empty()) send(answers_);
  }
  Sink(const Sink&) = delete;

  void add(Json answer) {
    if (!batch_) return send(answer);
    std::lock_guard lock(mutex_);
    answers_.push_back(std::move(answer));
  }

 private:
  void send(const Json& json) {
    std::lock_guard lock(server_.send_mutex_);
    server_.send_(to_line(json));
  }
  Server& server_;
  const bool batch_;
  std::mutex mutex_;
  Json answers_ = Json::array();
};

struct Server::Call {
  Json id;
  const Offer* offer = nullptr;
  Json arguments;
  const Dialect* dialect = nullptr;
  std::shared_ptr<Sink> sink;
  StopToken stop;              // cancelled, or the server ends
};

Server::Server(std::vector<Offer> offers, Send send, ServerOptions options)
    : offers_(std::move(offers)), send_(std::move(send)), options_(std::move(options)) {
  for (unsigned i = 0; i < std::max(1u, options_.threads); ++i) threads_.emplace_back([this] { work(); });
}

Server::~Server() { stop(); }

void Server::receive(std::string_view line) {
  line = trim(line);
  if (line.empty()) return;
  auto json = parse_json(line);
  if (json.ok() && json->is_array()) return receive_batch(*json);
  auto sink = std::make_shared<Sink>(*this, false);
  if (json.ok()) handle(*json, sink);
  else sink->add(error_response(nullptr, {kParseError, json.error().message, Json()}));
}

void Server::receive_oversized(std::size_t limit) {
  Sink(*this, false).add(error_response(nullptr, {kParseError, fmt::format("a message may have {} bytes at most", limit), Json()}));
}

void Server::receive_batch(const Json& batch) {
  const bool known = agreed_ != nullptr && agreed_->batches;
  if (!known || batch.empty() || batch.size() > kLongestBatch) {
    const std::string why = !known        ? "this revision of the protocol has no batches: send one message a line"
                            : batch.empty() ? "an empty batch"
                                            : fmt::format("a batch may have {} messages at most", kLongestBatch);
    return Sink(*this, false).add(error_response(nullptr, {kInvalidRequest, why, Json()}));
  }
  auto sink = std::make_shared<Sink>(*this, true);
  for (const Json& json : batch) handle(json, sink);
}

void Server::handle(const Json& json, const std::shared_ptr<Sink>& sink) {
  const auto read = read_message(json);
  if (const auto* malformed = std::get_if<Malformed>(&read)) return sink->add(error_response(malformed->id, malformed->refusal));
  const auto* message = std::get_if<Message>(&read);
  if (message == nullptr) return;
  if (!message->is_notification()) return answer(*message, sink);
  if (message->method == "notifications/cancelled") cancel(message->params);
}

void Server::answer(const Message& message, const std::shared_ptr<Sink>& sink) {
  const Dialect* dialect = agreed_;
  if (names_own_dialect(message.params) && message.method != "initialize") {
    const auto own = dialect_of(message.params);
    if (const auto* refusal = std::get_if<Refusal>(&own)) return sink->add(error_response(message.id, *refusal));
    dialect = std::get<const Dialect*>(own);
  }
  if (message.method == "tools/call" && dialect != nullptr) return start_call(message, *dialect, sink);
  auto value = answer_at_once(message, dialect);
  if (auto* refusal = std::get_if<Refusal>(&value)) sink->add(error_response(message.id, *refusal));
  else sink->add(result_response(message.id, std::get<Json>(std::move(value))));
}

std::variant<Json, Refusal> Server::answer_at_once(const Message& message, const Dialect* dialect) {
  const bool handshake = dialect == nullptr || !dialect->stateless;
  if (handshake && message.method == "ping") return Json::object();
  if (message.method == "initialize") {
    if (agreed_ != nullptr) return Refusal{kInvalidRequest, "this connection is initialized already", Json()};
    if (!message.params.contains("protocolVersion") || !message.params["protocolVersion"].is_string())
      return Refusal{kInvalidParams, "initialize needs \"protocolVersion\", a text", Json()};
    return initialize(message.params);
  }
  if (dialect == nullptr) return Refusal{kInvalidRequest, "initialize first, or name the protocol version in _meta", Json()};
  if (dialect->stateless && message.method == "server/discover") return complete(discover(), *dialect);
  if (message.method == "tools/list") return list_tools(message.params, *dialect);
  return Refusal{kMethodNotFound, "no method '" + shorten(message.method, 60) + "' here", Json()};
}

Json Server::initialize(const Json& params) {
  agreed_ = &agreed_dialect(params["protocolVersion"].get<std::string>());
  return {{"protocolVersion", agreed_->version}, {"capabilities", {{"tools", Json::object()}}}, {"serverInfo", server_info()},
          {"instructions", kInstructions}};
}

Json Server::discover() const {
  return {{"supportedVersions", stateless_versions()}, {"capabilities", {{"tools", Json::object()}}}, {"instructions", kInstructions},
          {"ttlMs", kListLifetime}, {"cacheScope", "public"}};
}

// The cursor is the number of the first tool of the page.
std::variant<Json, Refusal> Server::list_tools(const Json& params, const Dialect& dialect) const {
  std::size_t from = 0;
  if (params.contains("cursor")) {
    const std::string cursor = string_or(params, "cursor", "");
    const auto [end, error] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), from);
    if (error != std::errc() || end != cursor.data() + cursor.size() || from == 0 || from >= offers_.size())
      return Refusal{kInvalidParams, "no such cursor: use the one that the page before gave", Json()};
  }
  const std::size_t to = std::min(offers_.size(), from + options_.page);
  Json result = {{"tools", Json::array()}};
  for (std::size_t i = from; i < to; ++i) result["tools"].push_back(described(offers_[i], dialect));
  if (to < offers_.size()) result["nextCursor"] = std::to_string(to);
  if (dialect.stateless) {
    result["ttlMs"] = kListLifetime;
    result["cacheScope"] = "public";
  }
  return complete(std::move(result), dialect);
}

void Server::start_call(const Message& message, const Dialect& dialect, const std::shared_ptr<Sink>& sink) {
  const auto refuse = [&](int code, const std::string& why) { sink->add(error_response(message.id, {code, why, Json()})); };
  const std::string name = string_or(message.params, "name", "");
  const auto offer = std::find_if(offers_.begin(), offers_.end(), [&](const Offer& o) { return o.name == name; });
  if (name.empty()) return refuse(kInvalidParams, "tools/call needs \"name\", a text");
  if (offer == offers_.end()) return refuse(kInvalidParams, "no tool '" + shorten(name, 60) + "': tools/list names them");
  const auto arguments = message.params.find("arguments");
  if (arguments != message.params.end() && !arguments->is_object()) return refuse(kInvalidParams, "\"arguments\" is an object");
  auto call = std::make_shared<Call>();
  call->id = message.id;
  call->offer = &*offer;
  call->arguments = arguments == message.params.end() ? Json::object() : *arguments;
  call->dialect = &dialect;
  call->sink = sink;
  {
    std::unique_lock lock(mutex_);
    const bool busy = waiting_.size() >= options_.waiting, taken = open_.contains(to_line(message.id));
    if (!busy && !taken) {
      open_[to_line(message.id)] = call;
      waiting_.push_back(std::move(call));
    }
    lock.unlock();
    if (taken) return refuse(kInvalidRequest, "a call with this id is not answered yet");
    if (busy) return refuse(kBusy, fmt::format("{} calls wait already: send this one again later", options_.waiting));
  }
  changed_.notify_one();
}

// Cancelled calls get no answer; one at work is asked to end.
void Server::cancel(const Json& params) {
  const auto id = params.find("requestId");
  if (id == params.end()) return;
  std::lock_guard lock(mutex_);
  if (const auto call = open_.find(to_line(*id)); call != open_.end()) call->second->stop.request();
}

void Server::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return;
    auto call = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    run(*call);
    lock.lock();
    open_.erase(to_line(call->id));
    lock.unlock();
    call.reset();          // may send a batch
    lock.lock();
    changed_.notify_all();
  }
}

void Server::run(Call& call) {
  if (call.stop.requested()) return;
  Answer answer;
  try {
    answer = call.offer->run(call.arguments, call.stop);
  } catch (const std::exception& e) {
    return call.sink->add(error_response(call.id, {kInternalError, std::string("a defect of this server: ") + e.what(), Json()}));
  }
  if (call.stop.requested()) return;
  Json result = {{"content", Json::array({{{"type", "text"}, {"text", to_line(answer.value)}}})}, {"isError", answer.failed}};
  if (call.dialect->structured) result["structuredContent"] = answer.value;
  call.sink->add(result_response(call.id, complete(std::move(result), *call.dialect)));
}

void Server::finish(const StopToken& stop) {
  std::unique_lock lock(mutex_);
  while (!open_.empty() && !stop.requested()) changed_.wait_for(lock, std::chrono::milliseconds(50));
}

void Server::stop() {
  std::deque<std::shared_ptr<Call>> dropped;
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    dropped.swap(waiting_);
    for (const auto& [id, call] : open_) call->stop.request();
    open_.clear();
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

Json Server::complete(Json result, const Dialect& dialect) const {
  if (!dialect.stateless) return result;
  result["resultType"] = "complete";
  result["_meta"] = {{"io.modelcontextprotocol/serverInfo", server_info()}};
  return result;
}

Json Server::server_info() const { return {{"name", "retort"}, {"version", options_.version}}; }

}  // namespace retort::serve
