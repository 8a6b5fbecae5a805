// Work that comes with a problem: a narrative made elsewhere, or a trace of tool calls. Kept in trace::Problem::given as
//   {"kind": "narrative", "text"}                      to be judged by the gates as it stands
//   {"kind": "trace", "form", "parts": [PART...]}      to be run again; PART is {"text"}, {"code", "output"} or {"tool", "args", "result"};
//                                                      "output" and "result" are absent where none was recorded
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json.h"

namespace retort::data {

Json given_narrative(std::string_view text);

// Gathers the parts of a trace in order.
class TraceParts {
 public:
  void add_text(std::string_view text);   // nothing for blank text
  void add_code(std::string_view code);
  void add_call(std::string_view tool, Json args, std::string_view id = {});
  // The output of the call named `id`; of the first code or call that has none yet where that names none. False when none is waiting.
  bool add_result(std::string_view result, std::string_view id = {});
  // Text with ```python and ```output blocks (ToRA, NuminaMath-TIR).
  void add_blocks(std::string_view text);
  // Text with <tool_call>{...}</tool_call> and <tool_response> blocks (Hermes).
  void add_hermes(std::string_view text);

  Json finish(std::string_view form) &&;  // the trace

 private:
  Json parts_ = Json::array();
};

// Is there a block of Python in this text?
bool has_python_block(std::string_view text);

// What the trace takes for the answer: the box of its last text that has one, else the last line of the last output; may be empty.
std::string answer_of_trace(const Json& given);

}  // namespace retort::data
