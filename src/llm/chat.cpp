#include "llm/chat.h"

#include <future>
#include <fmt/core.h>

#include <utility>

#include "base/hash.h"
#include "base/text.h"

namespace retort::llm {

namespace {

template <typename E>
struct Named {
  E value;
  std::string_view name;
};

constexpr Named<Role> kRoles[] = {
    {Role::kSystem, "system"}, {Role::kUser, "user"}, {Role::kAssistant, "assistant"}, {Role::kTool, "tool"}};

constexpr Named<FinishReason> kFinishReasons[] = {{FinishReason::kStop, "stop"},
                                                  {FinishReason::kLength, "length"},
                                                  {FinishReason::kToolCalls, "tool_calls"},
                                                  {FinishReason::kContentFilter, "content_filter"},
                                                  {FinishReason::kOther, "other"}};

constexpr Named<ChatFailureKind> kFailureKinds[] = {{ChatFailureKind::kLength, "length"},
                                                    {ChatFailureKind::kFiltered, "filtered"},
                                                    {ChatFailureKind::kRefused, "refused"},
                                                    {ChatFailureKind::kUnsupported, "unsupported"},
                                                    {ChatFailureKind::kForbidden, "forbidden"},
                                                    {ChatFailureKind::kUnavailable, "unavailable"},
                                                    {ChatFailureKind::kMalformed, "malformed"},
                                                    {ChatFailureKind::kBudget, "budget"},
                                                    {ChatFailureKind::kCancelled, "cancelled"},
                                                    {ChatFailureKind::kNotRecorded, "not_recorded"}};

template <typename E, std::size_t n>
std::string_view name_of(const Named<E> (&table)[n], E value) {
  for (const auto& row : table)
    if (row.value == value) return row.name;
  return "?";
}

template <typename E, std::size_t n>
std::optional<E> find_name(const Named<E> (&table)[n], std::string_view name) {
  for (const auto& row : table)
    if (row.name == name) return row.value;
  return std::nullopt;
}

Json to_json(const ToolUse& use) {
  return {{"id", use.id}, {"type", "function"}, {"function", {{"name", use.name}, {"arguments", use.arguments}}}};
}

ToolUse tool_use_from(const Json& json) {
  Json function = json.is_object() && json.contains("function") ? json["function"] : Json::object();
  return {string_or(json, "id", ""), string_or(function, "name", ""), string_or(function, "arguments", "")};
}

Json to_json(const ChatMessage& message) {
  Json json = {{"role", role_name(message.role)}, {"content", message.content}};
  if (!message.tool_uses.empty()) {
    json["tool_calls"] = Json::array();
    for (const ToolUse& use : message.tool_uses) json["tool_calls"].push_back(to_json(use));
  }
  if (message.role == Role::kTool) json["tool_call_id"] = message.tool_use_id;
  return json;
}

Result<ChatMessage> message_from(const Json& json) {
  auto role = find_name(kRoles, string_or(json, "role", ""));
  if (!role) return Error{ErrorCode::kParse, "a chat message has no role that is known"};
  ChatMessage message{*role, string_or(json, "content", ""), {}, string_or(json, "tool_call_id", "")};
  if (json.contains("tool_calls") && json["tool_calls"].is_array())
    for (const Json& use : json["tool_calls"]) message.tool_uses.push_back(tool_use_from(use));
  return message;
}

std::optional<double> number_in(const Json& json, const char* key) {
  if (!json.contains(key) || !json[key].is_number()) return std::nullopt;
  return json[key].get<double>();
}

Json tool_choice_json(const std::string& choice) {
  if (choice == "none" || choice == "required") return choice;
  return {{"type", "function"}, {"function", {{"name", choice}}}};
}

std::string tool_choice_from(const Json& json) {
  if (!json.contains("tool_choice")) return {};
  const Json& choice = json["tool_choice"];
  if (choice.is_string()) return choice.get<std::string>();
  return choice.is_object() && choice.contains("function") ? string_or(choice["function"], "name", "") : std::string();
}

}  // namespace

std::string_view role_name(Role role) { return name_of(kRoles, role); }
std::string_view finish_reason_name(FinishReason reason) { return name_of(kFinishReasons, reason); }
std::string_view failure_kind_name(ChatFailureKind kind) { return name_of(kFailureKinds, kind); }

ChatMessage system_message(std::string content) { return {Role::kSystem, std::move(content), {}, {}}; }
ChatMessage user_message(std::string content) { return {Role::kUser, std::move(content), {}, {}}; }
ChatMessage assistant_message(std::string content) { return {Role::kAssistant, std::move(content), {}, {}}; }
ChatMessage tool_message(std::string tool_use_id, std::string content) {
  return {Role::kTool, std::move(content), {}, std::move(tool_use_id)};
}

Json ChatRequest::to_json() const {
  Json json = {{"messages", Json::array()}};
  for (const ChatMessage& message : messages) json["messages"].push_back(llm::to_json(message));
  if (!tools.empty()) json["tools"] = tools;
  if (!tool_choice.empty()) json["tool_choice"] = tool_choice_json(tool_choice);
  if (schema)
    json["response_format"] = {{"type", "json_schema"}, {"json_schema", {{"name", "reply"}, {"strict", true}, {"schema", *schema}}}};
  if (!grammar.empty()) json["grammar"] = grammar;
  if (temperature) json["temperature"] = *temperature;
  if (top_p) json["top_p"] = *top_p;
  json["max_tokens"] = max_tokens;
  if (seed) json["seed"] = *seed;
  if (!stop.empty()) json["stop"] = stop;
  return json;
}

Result<ChatRequest> ChatRequest::from_json(const Json& json) {
  if (!json.is_object() || !json.contains("messages") || !json["messages"].is_array())
    return Error{ErrorCode::kParse, "a chat request has no list of messages"};
  ChatRequest request;
  for (const Json& entry : json["messages"]) {
    RETORT_TRY(ChatMessage message, message_from(entry));
    request.messages.push_back(std::move(message));
  }
  if (json.contains("tools")) request.tools = json["tools"];
  request.tool_choice = tool_choice_from(json);
  if (json.contains("response_format")) {
    const Json& format = json["response_format"];
    if (!format.is_object() || !format.contains("json_schema") || !format["json_schema"].contains("schema"))
      return Error{ErrorCode::kParse, "a chat request's response_format holds no schema"};
    request.schema = format["json_schema"]["schema"];
  }
  request.grammar = string_or(json, "grammar", "");
  request.temperature = number_in(json, "temperature");
  request.top_p = number_in(json, "top_p");
  request.max_tokens = static_cast<int>(integer_or(json, "max_tokens", request.max_tokens));
  if (json.contains("seed") && json["seed"].is_number_integer()) request.seed = json["seed"].get<std::uint64_t>();
  if (json.contains("stop") && json["stop"].is_array())
    for (const Json& text : json["stop"])
      if (text.is_string()) request.stop.push_back(text.get<std::string>());
  return request;
}

bool ChatFailure::ends_run() const {
  return kind == ChatFailureKind::kForbidden || kind == ChatFailureKind::kBudget || kind == ChatFailureKind::kCancelled ||
         kind == ChatFailureKind::kUnsupported;
}

Error ChatFailure::error() const {
  switch (kind) {
    case ChatFailureKind::kLength:
    case ChatFailureKind::kBudget: return {ErrorCode::kBudget, message};
    case ChatFailureKind::kUnsupported: return {ErrorCode::kUnsupported, message};
    case ChatFailureKind::kRefused:
    case ChatFailureKind::kFiltered: return {ErrorCode::kInvalidArgument, message};
    case ChatFailureKind::kCancelled: return {ErrorCode::kCancelled, message};
    case ChatFailureKind::kNotRecorded: return {ErrorCode::kNotFound, message};
    case ChatFailureKind::kMalformed: return {ErrorCode::kParse, message};
    case ChatFailureKind::kForbidden:
    case ChatFailureKind::kUnavailable: break;
  }
  return {ErrorCode::kUnavailable, message};
}

Usage& Usage::operator+=(const Usage& other) {
  prompt_tokens += other.prompt_tokens;
  completion_tokens += other.completion_tokens;
  reasoning_tokens += other.reasoning_tokens;
  cost += other.cost;
  tries += other.tries;
  seconds += other.seconds;
  estimated = estimated || other.estimated;
  for (const auto& [kind, n] : other.faults) faults[kind] += n;
  return *this;
}

ChatMessage ChatReply::to_message() const { return {Role::kAssistant, content, tool_uses, {}}; }

Json ChatReply::to_json() const {
  Json json = {{"content", content}};
  if (failure)
    json["failure"] = {{"kind", failure_kind_name(failure->kind)}, {"message", failure->message}, {"http_status", failure->http_status}};
  if (!reasoning.empty()) json["reasoning"] = reasoning;
  if (!tool_uses.empty()) {
    json["tool_calls"] = Json::array();
    for (const ToolUse& use : tool_uses) json["tool_calls"].push_back(llm::to_json(use));
  }
  json["finish_reason"] = finish_reason_name(finish);
  json["usage"] = {{"prompt_tokens", usage.prompt_tokens}, {"completion_tokens", usage.completion_tokens},
                   {"reasoning_tokens", usage.reasoning_tokens}, {"cost", usage.cost}, {"tries", usage.tries}, {"seconds", usage.seconds}};
  if (usage.estimated) json["usage"]["estimated"] = true;
  if (!usage.faults.empty()) json["usage"]["faults"] = usage.faults;
  json["model"] = model;
  return json;
}

Result<ChatReply> ChatReply::from_json(const Json& json) {
  auto finish = find_name(kFinishReasons, string_or(json, "finish_reason", ""));
  if (!finish || !json.contains("usage")) return Error{ErrorCode::kParse, "no stored chat reply: finish_reason or usage is missing"};
  ChatReply reply;
  if (json.contains("failure")) {
    const Json& failure = json["failure"];
    auto kind = find_name(kFailureKinds, string_or(failure, "kind", ""));
    if (!kind) return Error{ErrorCode::kParse, "a stored chat reply failed in a way that is not known"};
    reply.failure = ChatFailure{*kind, string_or(failure, "message", ""), static_cast<int>(integer_or(failure, "http_status", 0))};
  }
  reply.content = string_or(json, "content", "");
  reply.reasoning = string_or(json, "reasoning", "");
  if (json.contains("tool_calls") && json["tool_calls"].is_array())
    for (const Json& use : json["tool_calls"]) reply.tool_uses.push_back(tool_use_from(use));
  reply.finish = *finish;
  const Json& usage = json["usage"];
  reply.usage = {integer_or(usage, "prompt_tokens", 0), integer_or(usage, "completion_tokens", 0), integer_or(usage, "reasoning_tokens", 0),
                 number_or(usage, "cost", 0), static_cast<int>(integer_or(usage, "tries", 0)), number_or(usage, "seconds", 0), bool_or(usage, "estimated", false), {}};
  if (usage.contains("faults") && usage["faults"].is_object())
    for (const auto& [kind, n] : usage["faults"].items())
      if (n.is_number_integer()) reply.usage.faults[kind] = n.get<long>();
  reply.model = string_or(json, "model", "");
  return reply;
}

ChatReply failed_reply(ChatFailureKind kind, std::string message, int http_status) {
  ChatReply reply;
  reply.failure = ChatFailure{kind, std::move(message), http_status};
  reply.finish = FinishReason::kOther;
  return reply;
}

void split_reasoning(std::string& content, std::string& reasoning) {
  constexpr std::string_view kOpen = "<think>", kClose = "</think>";
  std::string_view text = trim(content);
  bool opened = text.starts_with(kOpen);
  if (opened) text.remove_prefix(kOpen.size());
  std::size_t close = text.find(kClose);
  if (!opened && close == std::string_view::npos) return;
  std::string thought(trim(text.substr(0, close)));
  std::string rest(close == std::string_view::npos ? std::string_view() : trim(text.substr(close + kClose.size())));
  if (!reasoning.empty() && !thought.empty()) reasoning += "\n";
  reasoning += thought;
  content = std::move(rest);
}

std::string refusal(const ChatRequest& request, const Capabilities& can) {
  if (request.messages.empty()) return "the request has no messages";
  if (request.schema && !request.grammar.empty()) return "the request has a schema and a grammar: give one of them";
  if (request.max_tokens < 1) return fmt::format("max_tokens is {}: it must be at least 1", request.max_tokens);
  auto lacks = [](std::string_view what) { return fmt::format("this model cannot honour {}: leave it out, or use a model that can", what); };
  if (request.tools.empty() && !request.tool_choice.empty()) return "the request chooses a tool and has none";
  if (!request.tools.empty() && !can.tools) return lacks("tools");
  if (request.schema && !can.schema) return lacks("a schema for the reply");
  if (!request.grammar.empty() && !can.grammar) return lacks("a grammar for the reply");
  if (request.seed && !can.seed) return lacks("a seed");
  if (!request.stop.empty() && !can.stop) return lacks("stop texts");
  return {};
}

std::string exchange_id(std::string_view identity, const ChatRequest& request) {
  return hash128(fmt::format("chat\n{}\n{}\n{}", identity, request.sample, to_line(request.to_json())));
}

void Chat::ask(std::shared_ptr<const ChatRequest> request, const StopToken& stop, ReplyHandler done) {
  std::string why_not = refusal(*request, capabilities());
  if (!why_not.empty()) return done(failed_reply(ChatFailureKind::kUnsupported, std::move(why_not)));
  if (stop.requested()) return done(failed_reply(ChatFailureKind::kCancelled, "stopped on request"));
  begin(std::move(request), stop, std::move(done));
}

ChatReply Chat::ask(ChatRequest request, const StopToken& stop) {
  // Shared: whoever delivers may still be inside set_value when the value has been taken.
  auto arrived = std::make_shared<std::promise<ChatReply>>();
  std::future<ChatReply> reply = arrived->get_future();
  ask(std::make_shared<const ChatRequest>(std::move(request)), stop, [arrived](ChatReply made) { arrived->set_value(std::move(made)); });
  return reply.get();
}

}  // namespace retort::llm
