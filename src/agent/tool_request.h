// Tool calls in a model's reply: native ones, and those written as JSON into the text.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "cas/tool.h"
#include "llm/chat.h"

namespace retort::agent {

struct ToolRequest {
  std::string id;               // of a native call; empty for one in the text
  cas::ToolCall call;           // the tool's name is there even when the arguments are not
  std::string trouble;          // why the arguments could not be read; empty when they could
};

struct ToolRequests {
  std::vector<ToolRequest> requests;   // in the order written
  std::string words;                   // the reply's text without the calls
};

// Native calls first, then the objects {"tool" or "name": NAME, "args" or "arguments" or "parameters": {...}} (or lists of them) that
// stand in the text: in ```json fences, in <tool_call> tags, or bare at its end. Arguments given as text that holds an object are
// read. Bounded: at most 64 calls are taken, linear time.
// A string "thought" inside the object of a call is part of the words.
ToolRequests read_tool_requests(const llm::ChatReply& reply);

// The two forms of a message under CallForm::kSchema, for the tools there are; `may_call` false: the answer alone.
Json round_schema(bool may_call);

// {"thought", "answer"} as text that ends in a box; any other text as it is.
std::string said_in_round(const std::string& content);

}  // namespace retort::agent
