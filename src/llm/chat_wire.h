// What OpenAI-compatible servers send, read strictly: chat replies, error bodies in their several forms, headers about limits. All of it
// is hostile: any type may stand anywhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "llm/chat.h"
#include "llm/http_engine.h"

namespace retort::llm {

// The reply in a body of status 200. A cut-off or withheld one is a reply with its failure set. kParse says what is wrong with the body;
// kUnavailable carries the words of a server that reports an error under 200.
Result<ChatReply> read_chat_reply(std::string_view body);

// The server's own words in the body of an error, at most about 500 bytes, with its error code in `code` if it has one.
std::string read_error_message(std::string_view body, std::string& code);

// How long to wait before the next request, by Retry-After or the limit headers of several makers; nothing when they do not ask for it.
std::optional<Milliseconds> asked_wait(const HttpOutcome& reply);

// "1m30s", "250ms", "2", "Wed, 21 Oct 2026 07:28:00 GMT", seconds or milliseconds since 1970: the time until then, never negative.
std::optional<Milliseconds> read_wait(std::string_view text);

// What a reply means for the request and for the server that gave it.
enum class HttpVerdict {
  kGood,       // status 200
  kBusy,       // 429, 503, no connection: ask again later, and less
  kFault,      // broken, 5xx, timeout: ask again
  kRefused,    // this request never
  kForbidden,  // this server with this key never
};
struct HttpJudgement {
  HttpVerdict verdict = HttpVerdict::kGood;
  std::string message;
};
HttpJudgement judge(const HttpOutcome& outcome);

}  // namespace retort::llm
