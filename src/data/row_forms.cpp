#include "data/row_forms.h"

#include <array>
#include <tuple>

#include "base/text.h"
#include "data/given.h"
#include "grade/grade.h"

namespace retort::data {

namespace {

Error bad(std::string what) { return {ErrorCode::kParse, std::move(what)}; }

bool has_array(const Json& row, const char* key) { return row.contains(key) && row[key].is_array() && !row[key].empty(); }

// The text of a chat message: a string, or OpenAI's list of {"type":"text","text"} parts.
std::string content_of(const Json& message, const char* key = "content") {
  if (!message.contains(key)) return "";
  const Json& content = message[key];
  if (content.is_string()) return content.get<std::string>();
  std::string text;
  if (content.is_array())
    for (const Json& part : content) text += part.is_object() ? string_or(part, "text", "") : "";
  return text;
}

// One turn of a conversation, whoever wrote it down.
enum class Speaker { kSystem, kUser, kAssistant, kTool, kCall };
struct Utterance {
  Speaker speaker = Speaker::kSystem;
  std::string text;
  std::string answers;   // a tool's: the id of the call it answers
  struct Call {
    std::string name, id;
    Json args;
  };
  std::vector<Call> calls;
};

Result<Speaker> speaker_named(const std::string& name) {
  constexpr std::array<std::pair<std::string_view, Speaker>, 14> kNames = {{{"system", Speaker::kSystem}, {"developer", Speaker::kSystem},
      {"user", Speaker::kUser}, {"human", Speaker::kUser}, {"assistant", Speaker::kAssistant}, {"gpt", Speaker::kAssistant}, {"model", Speaker::kAssistant},
      {"tool", Speaker::kTool}, {"function", Speaker::kTool}, {"observation", Speaker::kTool}, {"tool_response", Speaker::kTool}, {"ipython", Speaker::kTool},
      {"function_call", Speaker::kCall}, {"tool_call", Speaker::kCall}}};
  for (const auto& [known, speaker] : kNames)
    if (known == name) return speaker;
  return bad("a message of the unknown role \"" + shorten(name, 40) + "\"");
}

void add_call(const Json& function, const std::string& id, Utterance& turn) {
  if (function.is_object() && function.contains("name"))
    turn.calls.push_back({string_or(function, "name", ""), id, function.contains("arguments") ? function["arguments"] : Json::object()});
}

Result<Utterance> utterance_of(const Json& message, bool sharegpt) {
  if (!message.is_object()) return bad("a message is no object");
  Utterance turn;
  RETORT_TRY(turn.speaker, speaker_named(string_or(message, sharegpt ? "from" : "role", "")));
  turn.text = content_of(message, sharegpt ? "value" : "content");
  if (message.contains("tool_calls") && message["tool_calls"].is_array())
    for (const Json& call : message["tool_calls"])
      if (call.is_object()) add_call(call.contains("function") ? call["function"] : call, string_or(call, "id", ""), turn);
  if (message.contains("function_call")) add_call(message["function_call"], "", turn);
  turn.answers = string_or(message, "tool_call_id", "");
  if (turn.speaker == Speaker::kCall) {
    auto call = parse_json(turn.text);
    if (!call.ok()) return bad("a function call is no JSON");
    add_call(*call, "", turn);
    turn.text.clear();
  }
  return turn;
}

void add_turn(const Utterance& turn, TraceParts& parts) {
  if (turn.speaker == Speaker::kTool) {
    if (turn.text.find("<tool_response>") != std::string::npos) parts.add_hermes(turn.text);
    else if (!parts.add_result(turn.text, turn.answers)) parts.add_text(turn.text);
    return;
  }
  if (turn.text.find("<tool_call>") != std::string::npos) parts.add_hermes(turn.text);
  else parts.add_blocks(turn.text);
  for (const auto& call : turn.calls) parts.add_call(call.name, call.args, call.id);
}

std::string without_request(std::string_view text, std::string_view request) {
  std::string_view asked = trim(request);
  text = trim(text);
  if (!asked.empty() && text.ends_with(asked)) text.remove_suffix(asked.size());
  return std::string(trim(text));
}

bool has_tools(const std::vector<Utterance>& turns) {
  for (const Utterance& turn : turns)
    if (turn.speaker == Speaker::kTool || !turn.calls.empty() || turn.text.find("<tool_call>") != std::string::npos) return true;
  return false;
}

// The first thing the user says is the statement; what the assistant says is the work.
Result<Task> from_conversation(const Json& messages, bool sharegpt, std::string_view request, std::string_view plain_form, std::string_view tools_form) {
  std::vector<Utterance> turns;
  for (const Json& message : messages) {
    RETORT_TRY(Utterance turn, utterance_of(message, sharegpt));
    turns.push_back(std::move(turn));
  }
  Task task;
  task.has_statement = true;
  TraceParts parts;
  std::string said;
  bool blocks = false;
  int answers = 0;
  for (const Utterance& turn : turns) {
    if (turn.speaker == Speaker::kUser && task.statement.empty()) task.statement = without_request(turn.text, request);
    else if (turn.speaker == Speaker::kSystem || task.statement.empty()) continue;
    else if (turn.speaker == Speaker::kUser) continue;   // "go on" of a loop that drives the model
    else {
      add_turn(turn, parts);
      blocks = blocks || has_python_block(turn.text);
      said = turn.text;
      answers += turn.speaker == Speaker::kAssistant;
    }
  }
  if (has_tools(turns)) task.work.push_back({std::move(parts).finish(tools_form), std::string(tools_form)});
  else if (blocks) task.work.push_back({std::move(parts).finish("numina-tir"), "numina-tir"});
  else if (answers == 1) task.work.push_back({given_narrative(trim(said)), std::string(plain_form)});
  else task.lacking = answers == 0 ? "no message of an assistant" : "more than one answer of the assistant: only single questions can be used";
  return task;
}

// "<tool>..<tool_name>N</tool_name>..<args>A</args>..</tool>" and "<message>..</message>".
Json from_log(std::string_view log) {
  TraceParts parts;
  auto between = [](std::string_view text, std::string_view open, std::string_view close) {
    std::size_t from = text.find(open);
    if (from == std::string_view::npos) return std::string_view();
    from += open.size();
    std::size_t to = text.find(close, from);
    return text.substr(from, to == std::string_view::npos ? to : to - from);
  };
  long waiting = 0;   // calls whose results are still to come
  bool own = false;   // the next message is what the assistant said with the calls
  while (!log.empty()) {
    std::size_t tool = log.find("<tool>"), message = log.find("<message>");
    std::size_t at = std::min(tool, message);
    if (at == std::string_view::npos) break;
    std::string_view close = tool < message ? "</tool>" : "</message>";
    std::size_t end = std::min(log.find(close, at), log.size());
    std::string_view body = log.substr(at, end - at);
    if (tool < message) {
      parts.add_call(trim(between(body, "<tool_name>", "</tool_name>")), Json(std::string(trim(between(body, "<args>", "</args>")))));
      ++waiting;
      own = true;
    } else {
      std::string_view text = trim(body.substr(std::string_view("<message>").size()));
      bool empty = text.empty() || text == "None";
      if (own && empty) own = false;
      else if (waiting > 0 && parts.add_result(text)) --waiting, own = false;
      else if (!empty) parts.add_text(text);
    }
    log.remove_prefix(std::min(end + close.size(), log.size()));
  }
  return std::move(parts).finish("camel");
}

Result<Task> from_instruction(const Json& row, std::string_view request) {
  std::string statement = text_of(row, "instruction"), input = text_of(row, "input"), output = text_of(row, "output");
  if (!input.empty()) statement += "\n" + input;
  Task task{without_request(statement, request), true, {}, output.empty() ? "\"output\" is empty" : ""};
  if (!output.empty()) task.work.push_back({given_narrative(output), "alpaca"});
  return task;
}

Result<Task> from_text(const Json& row, std::string_view request) {
  std::string text = text_of(row, "text");
  std::size_t at = request.empty() ? std::string::npos : text.find(trim(request));
  if (at == std::string::npos) return bad("\"text\" does not say where the problem ends and the solution begins");
  std::string solution(trim(std::string_view(text).substr(at + trim(request).size())));
  return Task{std::string(trim(std::string_view(text).substr(0, at))), true, {{given_narrative(solution), "text"}}, ""};
}

// Rows whose statement has a key of its own.
Result<Task> from_problem(const Json& row) {
  Task task{first_of(row, {"problem", "question"}), row.contains("problem") || row.contains("question"), {}, ""};
  if (std::string context = text_of(row, "context"); !context.empty() && row.contains("subfield")) task.statement = context + "\n" + task.statement;
  if (row.contains("given") && row["given"].is_object()) {
    std::string form = string_or(row["given"], "form", "narrative");
    task.work.push_back({row["given"], form});
  } else if (has_array(row, "code")) {
    for (const Json& sample : row["code"]) {
      if (!sample.is_string()) return bad("\"code\" holds something that is no text");
      TraceParts parts;
      parts.add_blocks(sample.get_ref<const std::string&>());
      task.work.push_back({std::move(parts).finish("tora"), "tora"});
    }
  } else if (std::string narrative = text_of(row, "narrative"); !narrative.empty()) {
    task.work.push_back({given_narrative(narrative), "narrative"});
  } else if (std::string solution = text_of(row, "solution"); has_python_block(solution)) {
    TraceParts parts;
    parts.add_blocks(solution);
    task.work.push_back({std::move(parts).finish("numina-tir"), "numina-tir"});
  }
  return task;
}

// A log of tool calls beside the problem.
std::string log_of(const Json& row) {
  for (std::string_view key : {"solver_log", "trace", "log"})
    if (std::string log = text_of(row, key); log.find("<tool_name>") != std::string::npos || log.find("<message>") != std::string::npos) return log;
  return "";
}

}  // namespace

std::string text_of(const Json& row, std::string_view key) {
  auto found = row.find(std::string(key));
  if (found == row.end()) return "";
  if (found->is_string()) return std::string(trim(found->get_ref<const std::string&>()));
  if (found->is_number()) return found->dump();
  return "";
}

std::string first_of(const Json& row, std::initializer_list<std::string_view> keys) {
  for (std::string_view key : keys)
    if (std::string text = text_of(row, key); !text.empty()) return text;
  return "";
}

std::string reference_of(const Json& row) {
  for (std::string_view key : {"answer", "gt", "gold", "ground_truth", "expected_answer", "final_answer"}) {
    if (std::string text = text_of(row, key); !text.empty()) return text;
    auto found = row.find(std::string(key));
    if (found == row.end() || !found->is_array()) continue;
    std::vector<std::string> parts;   // OlympiadBench: one for each part of the question
    for (const Json& part : *found)
      if (part.is_string()) parts.push_back(part.get<std::string>());
    if (!parts.empty() && parts.size() == found->size()) return join(parts, ", ");
  }
  return "";
}

std::string marked_answer(std::string_view text) {
  std::size_t at = text.rfind("####");
  return at == std::string_view::npos ? "" : std::string(trim(text.substr(at + 4)));
}

std::string boxed_answer(std::string_view text) {
  auto found = grade::extract_answer(text, grade::Extraction::kBoxedOnly);
  return found ? std::string(trim(found->answer)) : "";
}

Result<Task> task_of_row(const Json& row, std::string_view request) {
  RETORT_TRY(Task task, from_problem(row));
  if (!task.work.empty()) return task;
  if (std::string log = log_of(row); !log.empty() && task.has_statement) {
    task.work.push_back({from_log(log), "camel"});
    return task;
  }
  if (has_array(row, "history")) {
    RETORT_TRY(Task told, from_conversation(row["history"], false, request, "camel", "camel"));
    if (task.has_statement) told.statement = task.statement;
    return told;
  }
  for (const auto& [key, sharegpt, form] : {std::tuple{"messages", false, "messages"}, {"conversations", true, "sharegpt"}}) {
    if (!has_array(row, key)) continue;
    RETORT_TRY(Task told, from_conversation(row[key], sharegpt, request, form, "tool-calls"));
    // A statement of its own beside the chat: the chat is the work, its first message may say more than the problem.
    if (!task.statement.empty()) told.statement = task.statement;
    return told;
  }
  if (task.has_statement) return task;
  if (row.contains("instruction") && row.contains("output")) return from_instruction(row, request);
  if (row.contains("text")) return from_text(row, request);
  return task;
}

}  // namespace retort::data
