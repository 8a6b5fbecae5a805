// JSON-RPC 2.0 as the Model Context Protocol uses it: reading one message, writing answers.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/json.h"

namespace retort::serve {

enum RpcCode : int {
  kParseError = -32700,
  kInvalidRequest = -32600,
  kMethodNotFound = -32601,
  kInvalidParams = -32602,
  kInternalError = -32603,
  kBusy = -32000,                  // of ours: too many calls wait
  kUnsupportedVersion = -32022,
};

// Why a request gets no result.
struct Refusal {
  int code = kInvalidRequest;
  std::string message;
  Json data;                       // null: left out
};

struct Message {
  Json id;                         // a string or a number; null in a notification
  std::string method;
  Json params = Json::object();
  bool is_notification() const { return id.is_null(); }
};

struct Ignored {};                 // a response: this server asks nothing, so it belongs to nobody
struct Malformed {
  Json id;                         // of the request where it could be read, else null
  Refusal refusal;
};

// One message that was read as JSON.
std::variant<Message, Ignored, Malformed> read_message(const Json& json);

Json result_response(const Json& id, Json result);
Json error_response(const Json& id, const Refusal& refusal);

}  // namespace retort::serve
