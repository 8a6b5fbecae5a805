#include "agent/tool_request.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace retort::agent {

namespace {

constexpr std::size_t kMostCalls = 64;
constexpr int kMaxDepth = 64;
constexpr std::size_t kLongestName = 64;
constexpr int kLongestThought = 400, kLongestAnswer = 120;   // characters of a message held to a schema
constexpr int kMostCandidates = 256;   // places of a text that are tried: each may cost a walk to its end

const Json* first_of(const Json& object, std::initializer_list<const char*> keys) {
  for (const char* key : keys)
    if (const auto found = object.find(key); found != object.end()) return &*found;
  return nullptr;
}

void set_arguments(ToolRequest& request, const Json& value) {
  if (value.is_object()) {
    request.call.args = value;
    return;
  }
  if (value.is_string()) {
    auto read = parse_json(value.get_ref<const std::string&>(), kMaxDepth);
    if (read.ok() && read->is_object()) {
      request.call.args = std::move(*read);
      return;
    }
    request.trouble = read.ok() ? "the arguments are not a JSON object" : "the arguments are not JSON: " + read.error().message;
    return;
  }
  request.trouble = "the arguments are not a JSON object";
}

// One call or a list of them; nothing when the value is something else.
std::vector<ToolRequest> requests_in(const Json& value) {
  std::vector<ToolRequest> out;
  if (value.is_array()) {
    for (const Json& item : value) {
      auto inner = item.is_object() ? requests_in(item) : std::vector<ToolRequest>();
      if (inner.empty()) return {};
      out.push_back(std::move(inner[0]));
    }
    return out;
  }
  if (!value.is_object()) return out;
  const Json* function = first_of(value, {"function"});
  const Json& call = function && function->is_object() ? *function : value;
  const Json* name = first_of(call, {"tool", "name"});
  const Json* args = first_of(call, {"args", "arguments", "parameters"});
  if (!name || !name->is_string() || !args) return out;
  ToolRequest request;
  request.call.tool = name->get<std::string>();
  set_arguments(request, *args);
  out.push_back(std::move(request));
  return out;
}

// The end of the JSON value that begins at `at` with a bracket: where the brackets balance, strings passed over.
std::optional<std::size_t> end_of_json(std::string_view text, std::size_t at) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = at; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      else if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      return i + 1;
    }
  }
  return std::nullopt;
}

// A call whose JSON cannot be read, {"tool": "gcd", "args": {"numbers": [48, 36}}: the model is told so. `quote` is where its first key begins.
std::optional<ToolRequest> broken_call(std::string_view text, std::size_t quote, const std::string& why) {
  constexpr std::string_view kKey = "\"tool\"";
  if (!text.substr(quote).starts_with(kKey)) return std::nullopt;
  std::size_t at = quote + kKey.size();
  for (char wanted : {':', '"'}) {
    at = text.find_first_not_of(" \n\t\r", at);
    if (at == std::string_view::npos || text[at] != wanted) return std::nullopt;
    ++at;
  }
  const std::string_view name = text.substr(at, std::min(text.find_first_of("\"\n", at), text.size()) - at);
  if (name.empty() || name.size() > kLongestName) return std::nullopt;
  ToolRequest request;
  request.call.tool = name;
  request.trouble = "the call is not JSON: " + (why.empty() ? "its brackets do not balance" : why);
  return request;
}

// Takes the marks around a call away: a fence or a tag that would be left empty.
void strip_before(std::string& words) {
  for (bool again = true; again;) {
    again = false;
    while (!words.empty() && (words.back() == ' ' || words.back() == '\n' || words.back() == '\t')) words.pop_back();
    for (std::string_view mark : {"```json", "```tool", "```tool_call", "```", "<tool_call>"}) {
      if (!std::string_view(words).ends_with(mark)) continue;
      words.resize(words.size() - mark.size());
      again = true;
      break;
    }
  }
}

std::size_t skip_after(std::string_view text, std::size_t at) {
  for (bool again = true; again;) {
    again = false;
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r')) ++at;
    for (std::string_view mark : {"```", "</tool_call>"}) {
      if (!text.substr(at).starts_with(mark)) continue;
      at += mark.size();
      again = true;
    }
  }
  return at;
}

}  // namespace

ToolRequests read_tool_requests(const llm::ChatReply& reply) {
  ToolRequests out;
  for (const llm::ToolUse& use : reply.tool_uses) {
    if (out.requests.size() == kMostCalls) break;
    ToolRequest request;
    request.id = use.id;
    request.call.tool = use.name;
    set_arguments(request, trim(use.arguments).empty() ? Json::object() : Json(use.arguments));
    out.requests.push_back(std::move(request));
  }
  const std::string_view text = reply.content;
  std::size_t taken = 0;
  int candidates = 0;
  for (std::size_t at = 0; at < text.size() && candidates < kMostCandidates;) {
    // Only what looks like the object of a call is read: mathematics is full of brackets.
    if (text[at] != '{' && text[at] != '[') {
      ++at;
      continue;
    }
    const std::size_t quote = text.find_first_not_of(" \n\t\r{[", at + 1);
    const bool candidate = quote != std::string_view::npos && text[quote] == '"';
    candidates += candidate;
    const std::optional<std::size_t> end = candidate ? end_of_json(text, at) : std::nullopt;
    auto read = end ? parse_json(text.substr(at, *end - at), kMaxDepth) : Result<Json>(Error{ErrorCode::kParse, ""});
    auto found = read.ok() ? requests_in(*read) : std::vector<ToolRequest>();
    if (candidate && !read.ok())
      if (auto broken = broken_call(text, quote, read.error().message)) found.push_back(*std::move(broken));
    if (found.empty() || out.requests.size() + found.size() > kMostCalls) {
      // An object that is no call is passed over whole, so that nothing is read twice.
      at = read.ok() ? *end : std::max(at + 1, quote == std::string_view::npos ? text.size() : quote);
      continue;
    }
    out.words += text.substr(taken, at - taken);
    strip_before(out.words);
    if (read.ok() && read->is_object()) out.words += string_or(*read, "thought", "");
    taken = at = skip_after(text, end.value_or(std::min(text.find("```", at), text.size())));
    if (!out.words.empty()) out.words += "\n";
    for (ToolRequest& request : found) out.requests.push_back(std::move(request));
  }
  out.words += text.substr(taken);
  out.words = trim(out.words);
  return out;
}

Json round_schema(bool may_call) {
  const Json thought = {{"type", "string"}, {"maxLength", kLongestThought}};
  auto object = [&](Json properties, Json required) {
    return Json{{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}, {"additionalProperties", false}};
  };
  Json answer = object({{"thought", thought}, {"answer", {{"type", "string"}, {"minLength", 1}, {"maxLength", kLongestAnswer}}}},
                       Json::array({"thought", "answer"}));
  if (!may_call) return answer;
  Json forms = Json::array({std::move(answer)});
  for (const cas::ToolSpec& spec : cas::tool_specs())
    forms.push_back(object({{"thought", thought}, {"tool", {{"const", spec.name}}}, {"args", spec.schema}}, Json::array({"thought", "tool", "args"})));
  return {{"anyOf", std::move(forms)}};
}

std::string said_in_round(const std::string& content) {
  const auto read = parse_json(content, kMaxDepth);
  if (!read.ok() || !read->is_object() || !read->contains("answer") || !(*read)["answer"].is_string()) return content;
  const std::string thought(trim(string_or(*read, "thought", ""))), answer(trim(string_or(*read, "answer", "")));
  const std::string boxed = answer.find("\\boxed") == std::string::npos ? fmt::format("\\boxed{{{}}}", answer) : answer;
  return fmt::format("{}{}The answer is ${}$.", thought, thought.empty() ? "" : "\n", boxed);
}

}  // namespace retort::agent
