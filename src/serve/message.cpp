#include "serve/message.h"

namespace retort::serve {

std::variant<Message, Ignored, Malformed> read_message(const Json& json) {
  const auto malformed = [](Json id, int code, std::string message) { return Malformed{std::move(id), {code, std::move(message), Json()}}; };
  if (!json.is_object()) return malformed(nullptr, kInvalidRequest, "a message is a JSON object");
  const bool has_id = json.contains("id");
  Json id = has_id ? json["id"] : Json();
  if (has_id && !id.is_string() && !id.is_number()) {
    // A response to a request that could not be identified has the id null too.
    if (id.is_null() && !json.contains("method") && json.contains("error")) return Ignored{};
    return malformed(nullptr, kInvalidRequest, "the id of a request is a string or a number");
  }
  if (string_or(json, "jsonrpc", "") != "2.0") return malformed(std::move(id), kInvalidRequest, "a message has \"jsonrpc\": \"2.0\"");
  if (!json.contains("method") && (json.contains("result") || json.contains("error"))) return Ignored{};
  Message message{.id = std::move(id), .method = string_or(json, "method", "")};
  if (message.method.empty()) return malformed(message.id, kInvalidRequest, "a request names its \"method\", a text");
  const auto params = json.find("params");
  if (params == json.end()) return message;
  if (params->is_object()) message.params = *params;
  else if (!message.is_notification()) return malformed(message.id, kInvalidParams, "\"params\" is an object");
  return message;
}

Json result_response(const Json& id, Json result) { return {{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}}; }

Json error_response(const Json& id, const Refusal& refusal) {
  Json error = {{"code", refusal.code}, {"message", refusal.message}};
  if (!refusal.data.is_null()) error["data"] = refusal.data;
  return {{"jsonrpc", "2.0"}, {"id", id}, {"error", std::move(error)}};
}

}  // namespace retort::serve
