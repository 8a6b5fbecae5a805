// One interface to all chat models: an OpenAI-compatible server (endpoint.h), a local GGUF (local_chat.h), the records of earlier
// exchanges (recorded_chat.h), a script in tests (tests/support/scripted_chat.h).
//
//   llm::ChatRequest request;
//   request.messages = {llm::system_message(prompt), llm::user_message(statement)};
//   request.temperature = 0.7;
//   request.seed = 11;
//   request.sample = 3;                                   // the fourth of n samples: its own record
//   llm::ChatReply reply = chat.ask(request, stop);       // sleeps until the reply is there: one thread for each request in flight
//   if (!reply.ok()) return reply.failure->error();       // or branch on reply.failure->kind
//
// To send tool results: push reply.to_message(), then one tool_message for each of reply.tool_uses, in their order, and ask again.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/stop.h"

namespace retort::llm {

enum class Role { kSystem, kUser, kAssistant, kTool };
std::string_view role_name(Role role);

// A tool call as a model wrote it. The arguments are its raw text: they may be no JSON at all.
struct ToolUse {
  std::string id, name, arguments;
  bool operator==(const ToolUse&) const = default;
};

struct ChatMessage {
  Role role = Role::kUser;
  std::string content;
  std::vector<ToolUse> tool_uses;   // kAssistant
  std::string tool_use_id;          // kTool: which call this is the result of
  bool operator==(const ChatMessage&) const = default;
};
ChatMessage system_message(std::string content);
ChatMessage user_message(std::string content);
ChatMessage assistant_message(std::string content);
ChatMessage tool_message(std::string tool_use_id, std::string content);

// What is asked. Everything but `purpose` is part of its identity.
struct ChatRequest {
  std::vector<ChatMessage> messages;
  Json tools = Json::array();             // OpenAI's form, cas::ToolSpec::openai(); empty: none
  std::string tool_choice;                // "": the model decides; "none", "required", or the name of a tool
  std::optional<Json> schema;             // the reply must be JSON that follows this schema
  std::string grammar;                    // the reply must follow this GBNF grammar; not together with a schema
  std::optional<double> temperature, top_p;   // absent: the model's own default
  int max_tokens = 2048;                  // of the reply, reasoning included
  std::optional<std::uint64_t> seed;
  std::vector<std::string> stop;          // texts that end the reply; not part of it
  long sample = 0;                        // tells apart equal requests that are meant to be answered each for itself
  std::string purpose;                    // "solver", "translator": for counts; not sent, not part of the identity

  // The body of OpenAI's /chat/completions without "model". Equal requests print equal bytes.
  Json to_json() const;
  // Reads back what to_json gave. kParse names the field.
  static Result<ChatRequest> from_json(const Json& json);
};

enum class FinishReason { kStop, kLength, kToolCalls, kContentFilter, kOther };
std::string_view finish_reason_name(FinishReason reason);

enum class ChatFailureKind {
  kLength,        // the reply was cut off at max_tokens: what there is lies in `content`, it is no answer
  kFiltered,      // the server withheld the reply
  kRefused,       // this request can never succeed (too long for the context, malformed): skip it
  kUnsupported,   // the back end cannot honour an option of the request; the message names it
  kForbidden,     // no request can succeed (bad key, no such model, quota used up): end the run
  kUnavailable,   // every try failed (connection, 429, 5xx): may succeed later
  kMalformed,     // every try was answered with what is no chat reply
  kBudget,        // the run's budget of tokens or money is used up: end the run
  kCancelled,     // the caller's stop token
  kNotRecorded,   // replay from records alone, and this exchange is not among them
};
std::string_view failure_kind_name(ChatFailureKind kind);

struct ChatFailure {
  ChatFailureKind kind = ChatFailureKind::kUnavailable;
  std::string message;     // the server's own words where it had any; never a key
  int http_status = 0;     // of the last try, 0: none
  // Would every further request fail too? Then the run stops; otherwise this piece of work is skipped and counted.
  bool ends_run() const;
  Error error() const;     // the same as an Error: code by kind
};

struct Usage {
  long prompt_tokens = 0, completion_tokens = 0, reasoning_tokens = 0;   // reasoning: part of completion
  double cost = 0;         // in the currency of the prices given for the model; 0 without prices
  int tries = 0;           // requests made for it, failed ones included
  double seconds = 0;      // from asking to the reply
  bool estimated = false;  // the server did not count: tokens are a guess from the bytes
  std::map<std::string, long> faults;   // of its tries, by kind: "too_many_requests", "broken", ... (EndpointFigures)
  Usage& operator+=(const Usage& other);
};

struct ChatReply {
  std::optional<ChatFailure> failure;
  std::string content;                 // without the reasoning
  std::string reasoning;               // reasoning_content, or what stood in <think>...</think>
  std::vector<ToolUse> tool_uses;      // in the order written; ids are never empty and differ
  FinishReason finish = FinishReason::kStop;
  Usage usage;                         // what was paid, for failures too
  std::string model;                   // as the server names it
  bool from_record = false;            // answered from a record: nothing was paid now

  bool ok() const { return !failure; }
  // The assistant's turn for the next request: content and tool uses, no reasoning.
  ChatMessage to_message() const;
  Json to_json() const;                // the stored form, without from_record
  static Result<ChatReply> from_json(const Json& json);
};
ChatReply failed_reply(ChatFailureKind kind, std::string message, int http_status = 0);

// Moves a leading <think>...</think> (or what precedes a lone </think>) out of `content`; an unclosed <think> takes all of it.
void split_reasoning(std::string& content, std::string& reasoning);

// What a back end can honour: asked of it or declared by the user. A request that needs more is answered with kUnsupported at once.
struct Capabilities {
  bool tools = true, schema = true, grammar = false, seed = true, stop = true;
  long context_tokens = 0;             // prompt and reply together; 0: unknown
  bool operator==(const Capabilities&) const = default;
};

using ReplyHandler = std::function<void(ChatReply)>;

class Chat {
 public:
  virtual ~Chat() = default;
  virtual Capabilities capabilities() const = 0;
  // Names the model and all that changes its replies but is not in a request (file hash, adapter, name and revision declared): part of
  // the identity of each exchange and of the records made with it. No address, no key.
  virtual std::string identity() const = 0;

  // Asks and waits. Any thread, any number at once; `stop` must outlive the call and ends it with kCancelled within a second.
  ChatReply ask(ChatRequest request, const StopToken& stop);
  // The same by callback: `done` is called exactly once, from any thread, perhaps before this returns; it must be quick.
  void ask(std::shared_ptr<const ChatRequest> request, const StopToken& stop, ReplyHandler done);

 protected:
  // Of a request that the capabilities allow.
  virtual void begin(std::shared_ptr<const ChatRequest> request, const StopToken& stop, ReplyHandler done) = 0;
};

// What `request` needs and `can` lacks, as a sentence; empty when all is well. Wrong requests (no messages, a schema and a grammar) too.
std::string refusal(const ChatRequest& request, const Capabilities& can);

// Names an exchange: hash over the model's identity and the request.
std::string exchange_id(std::string_view identity, const ChatRequest& request);

}  // namespace retort::llm
