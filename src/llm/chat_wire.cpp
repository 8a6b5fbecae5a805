#include "llm/chat_wire.h"

#include <curl/curl.h>
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <set>

#include "base/text.h"

namespace retort::llm {

namespace {

constexpr std::size_t kMaxMessageBytes = 500;
constexpr std::size_t kMaxToolUses = 256;
constexpr long kMaxTokens = 1'000'000'000;   // more in one reply is a defect of the server

const Json* member(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  auto it = object.find(key);
  return it == object.end() ? nullptr : &*it;
}

Error wrong(std::string_view what) { return {ErrorCode::kParse, fmt::format("no chat reply: {}", what)}; }

// A string, null, or a list of parts with texts.
Result<std::string> read_content(const Json& message) {
  const Json* content = member(message, "content");
  if (!content || content->is_null()) return std::string();
  if (content->is_string()) return content->get<std::string>();
  if (!content->is_array()) return wrong("content is no text");
  std::string text;
  for (const Json& part : *content) {
    if (!part.is_object()) return wrong("a part of the content is no object");
    text += string_or(part, "text", "");
  }
  return text;
}

Result<std::vector<ToolUse>> read_tool_uses(const Json& message) {
  std::vector<ToolUse> uses;
  const Json* calls = member(message, "tool_calls");
  if (!calls || calls->is_null()) return uses;
  if (!calls->is_array()) return wrong("tool_calls is no list");
  if (calls->size() > kMaxToolUses) return wrong(fmt::format("{} tool calls", calls->size()));
  std::set<std::string> ids;
  for (const Json& call : *calls) {
    const Json* function = member(call, "function");
    if (!function || !function->is_object()) return wrong("a tool call has no function");
    ToolUse use{string_or(call, "id", ""), string_or(*function, "name", ""), {}};
    // OpenAI sends the arguments as text; some servers send them as an object.
    if (const Json* arguments = member(*function, "arguments"); arguments && !arguments->is_null())
      use.arguments = arguments->is_string() ? arguments->get<std::string>() : to_line(*arguments);
    std::string id = use.id.empty() ? fmt::format("call_{}", uses.size() + 1) : use.id;
    for (int n = 2; !ids.insert(id).second; ++n) id = fmt::format("{}_{}", use.id.empty() ? "call" : use.id, n);
    use.id = id;
    uses.push_back(std::move(use));
  }
  return uses;
}

long read_count(const Json& usage, const char* key) { return static_cast<long>(std::clamp<long long>(integer_or(usage, key, 0), 0, kMaxTokens)); }

Usage read_usage(const Json& body, const ChatReply& reply, std::size_t body_bytes) {
  Usage usage;
  const Json* counts = member(body, "usage");
  if (counts && counts->is_object()) {
    usage.prompt_tokens = read_count(*counts, "prompt_tokens");
    usage.completion_tokens = read_count(*counts, "completion_tokens");
    if (const Json* details = member(*counts, "completion_tokens_details")) usage.reasoning_tokens = read_count(*details, "reasoning_tokens");
  }
  if (usage.prompt_tokens + usage.completion_tokens > 0) return usage;
  // A server that does not count must not make a budget endless.
  usage.estimated = true;
  usage.completion_tokens = static_cast<long>((reply.content.size() + reply.reasoning.size()) / 3 + body_bytes / 64 + 1);
  return usage;
}

void read_finish(const Json& choice, ChatReply& reply) {
  std::string reason = string_or(choice, "finish_reason", "");
  if (reason == "stop" || reason == "eos") reply.finish = FinishReason::kStop;
  else if (reason == "tool_calls" || reason == "function_call") reply.finish = FinishReason::kToolCalls;
  else if (reason == "length" || reason == "max_tokens") reply.finish = FinishReason::kLength;
  else if (reason == "content_filter") reply.finish = FinishReason::kContentFilter;
  else reply.finish = FinishReason::kOther;
  if (reply.finish == FinishReason::kLength)
    reply.failure = ChatFailure{ChatFailureKind::kLength, "the reply was cut off at its token limit (finish_reason \"length\")", 200};
  if (reply.finish == FinishReason::kContentFilter)
    reply.failure = ChatFailure{ChatFailureKind::kFiltered, "the server withheld the reply (finish_reason \"content_filter\")", 200};
}

}  // namespace

Result<ChatReply> read_chat_reply(std::string_view body) {
  RETORT_TRY(Json json, parse_json(body));
  if (!json.is_object()) return wrong("not an object");
  if (const Json* error = member(json, "error"); error && !error->is_null() && !member(json, "choices")) {
    std::string code;
    return Error{ErrorCode::kUnavailable, read_error_message(body, code)};
  }
  const Json* choices = member(json, "choices");
  if (!choices || !choices->is_array() || choices->empty()) return wrong("it has no choices");
  const Json& choice = (*choices)[0];
  const Json* message = member(choice, "message");
  if (!message || !message->is_object()) return wrong("its first choice has no message");
  ChatReply reply;
  RETORT_TRY(reply.content, read_content(*message));
  RETORT_TRY(reply.tool_uses, read_tool_uses(*message));
  for (const char* key : {"reasoning_content", "reasoning"})
    if (reply.reasoning.empty()) reply.reasoning = string_or(*message, key, "");
  split_reasoning(reply.content, reply.reasoning);
  reply.model = string_or(json, "model", "");
  read_finish(choice, reply);
  std::string finish = string_or(choice, "finish_reason", "");
  if (finish == "error" || finish == "abort") return Error{ErrorCode::kUnavailable, fmt::format("the server gave up (finish_reason \"{}\")", finish)};
  reply.usage = read_usage(json, reply, body.size());
  return reply;
}

std::string read_error_message(std::string_view body, std::string& code) {
  auto json = parse_json(body);
  std::string message;
  if (json.ok() && json->is_object()) {
    const Json* error = member(*json, "error");
    if (error && error->is_string()) message = error->get<std::string>();
    const Json& holder = error && error->is_object() ? *error : *json;
    if (message.empty()) message = string_or(holder, "message", "");
    code = string_or(holder, "code", string_or(holder, "type", ""));
    if (message.empty()) {
      const Json* detail = member(*json, "detail");
      if (detail) message = detail->is_string() ? detail->get<std::string>() : to_line(*detail);
    }
  }
  if (message.empty()) message = trim(body.substr(0, kMaxMessageBytes));
  if (message.starts_with('<')) {   // a page for people: its title says most
    const std::string page = lower_ascii(message);
    const std::size_t begin = page.find("<title>"), end = page.find("</title>");
    if (begin != std::string::npos && end != std::string::npos && end > begin)
      message = fmt::format("a web page, \"{}\"", trim(std::string_view(message).substr(begin + 7, end - begin - 7)));
  }
  for (char& c : message)
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  if (!valid_utf8(message)) message = "(bytes that are no text)";
  return shorten(message, kMaxMessageBytes);
}

std::optional<Milliseconds> read_wait(std::string_view text) {
  text = trim(text);
  if (text.empty()) return std::nullopt;
  double total = 0;
  const char *at = text.data(), *end = at + text.size();
  while (at < end) {
    double number = 0;
    auto read = std::from_chars(at, end, number, std::chars_format::fixed);
    if (read.ec != std::errc() || !(number >= 0)) break;
    std::string_view rest(read.ptr, static_cast<std::size_t>(end - read.ptr));
    std::size_t unit = rest.starts_with("ms") ? 2 : rest.empty() ? 0 : 1;
    if (rest.empty() && at == text.data() && number > 1e9) {   // a point in time
      double now = static_cast<double>(std::chrono::system_clock::now().time_since_epoch() / std::chrono::milliseconds(1));
      number = std::max(0.0, (number > 1e11 ? number : number * 1000) - now) / 1000;
    }
    if (unit == 2) total += number / 1000;
    else if (rest.empty() || rest[0] == 's') total += number;
    else if (rest[0] == 'm') total += number * 60;
    else if (rest[0] == 'h') total += number * 3600;
    else if (rest[0] == 'd') total += number * 86400;
    else break;
    at = read.ptr + unit;
  }
  if (at == end) return Milliseconds(static_cast<long long>(std::min(total, 1e7) * 1000));
  std::time_t when = curl_getdate(std::string(text).c_str(), nullptr);
  if (when < 0) return std::nullopt;
  return std::max(Milliseconds(0), Milliseconds(1000LL * (when - std::time(nullptr))));
}

std::optional<Milliseconds> asked_wait(const HttpOutcome& reply) {
  if (auto ms = reply.header("retry-after-ms"); !ms.empty())
    if (auto wait = read_wait(ms + "ms")) return wait;
  if (auto wait = read_wait(reply.header("retry-after"))) return wait;
  std::optional<Milliseconds> longest;
  struct Pair { const char *remaining, *reset; };
  for (const Pair& pair : {Pair{"x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"},
                           Pair{"x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"},
                           Pair{"x-ratelimit-remaining", "x-ratelimit-reset"}, Pair{"ratelimit-remaining", "ratelimit-reset"}}) {
    if (reply.header(pair.remaining) != "0") continue;
    auto wait = read_wait(reply.header(pair.reset));
    if (wait && (!longest || *wait > *longest)) longest = wait;
  }
  return longest;
}

HttpJudgement judge(const HttpOutcome& outcome) {
  using End = HttpOutcome::End;
  switch (outcome.end) {
    case End::kReply: break;
    case End::kNoConnection: return {HttpVerdict::kBusy, outcome.message};
    case End::kUntrusted: return {HttpVerdict::kForbidden, fmt::format("the server's certificate does not hold: {}", outcome.message)};
    case End::kBroken:
    case End::kTimeout:
    case End::kTooLarge:
    case End::kCancelled: return {HttpVerdict::kFault, outcome.message};
  }
  if (outcome.status == 200) return {};
  std::string code;
  std::string words = read_error_message(outcome.body, code);
  std::string message = fmt::format("status {}: {}", outcome.status, words.empty() ? "(the server says no more)" : words);
  if (outcome.status >= 300 && outcome.status < 400)
    return {HttpVerdict::kForbidden, fmt::format("status {}: the server sends us to {}: give that address", outcome.status, outcome.header("location"))};
  switch (outcome.status) {
    case 429:
      // A quota that is used up comes with the same status as a limit that passes.
      return {code == "insufficient_quota" ? HttpVerdict::kForbidden : HttpVerdict::kBusy, message};
    case 503: return {HttpVerdict::kBusy, message};
    case 408:
    case 409:
    case 425: return {HttpVerdict::kFault, message};
    case 401:
    case 402:
    case 403:
    case 404:
    case 405:
    case 501: return {HttpVerdict::kForbidden, message};
    default: break;
  }
  return {outcome.status >= 400 && outcome.status < 500 ? HttpVerdict::kRefused : HttpVerdict::kFault, message};
}

}  // namespace retort::llm
