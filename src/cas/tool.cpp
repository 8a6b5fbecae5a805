#include "cas/tool.h"

#include "base/text.h"

namespace retort::cas {

Json ToolCall::to_json() const { return {{"tool", tool}, {"args", args}}; }

Result<ToolCall> ToolCall::from_json(const Json& json) {
  if (!json.is_object()) return Error{ErrorCode::kInvalidArgument, "a tool call is an object {\"tool\": name, \"args\": {...}}"};
  ToolCall call{.tool = string_or(json, "tool", "")};
  if (call.tool.empty()) return Error{ErrorCode::kInvalidArgument, "a tool call needs \"tool\": the name of the tool"};
  if (const auto args = json.find("args"); args != json.end()) call.args = *args;
  if (!call.args.is_object()) return Error{ErrorCode::kInvalidArgument, "\"args\" of a tool call is an object"};
  return call;
}

Json ToolResult::to_json() const {
  if (!ok) return {{"status", "error"}, {"kind", kind}, {"message", message}};
  Json json = {{"status", "ok"}, {"result", result}, {"latex", latex}};
  if (approximate) json["approximate"] = true;
  if (!conditions.empty()) json["conditions"] = conditions;
  json["verified_by"] = verified_by;
  json["grade"] = math::grade_name(grade);
  return json;
}

Result<ToolResult> ToolResult::from_json(const Json& json) {
  const std::string status = json.is_object() ? string_or(json, "status", "") : "";
  ToolResult r;
  if (status == "error") {
    r.kind = string_or(json, "kind", "");
    r.message = string_or(json, "message", "");
    return r;
  }
  if (status != "ok") return Error{ErrorCode::kInvalidArgument, "a tool result has \"status\": \"ok\" or \"error\""};
  r.ok = true;
  r.result = string_or(json, "result", "");
  r.latex = string_or(json, "latex", "");
  r.approximate = bool_or(json, "approximate", false);
  if (const auto list = json.find("conditions"); list != json.end() && list->is_array())
    for (const auto& c : *list)
      if (c.is_string()) r.conditions.push_back(c.get<std::string>());
  r.verified_by = string_or(json, "verified_by", "");
  const std::string grade = string_or(json, "grade", "");
  for (auto g : {math::Grade::kProved, math::Grade::kNumeric, math::Grade::kQuoted})
    if (grade == math::grade_name(g)) r.grade = g;
  return r;
}

std::vector<std::string> result_items(std::string_view result) {
  result = trim(result);
  const auto opens = [](char c) { return c == '(' || c == '[' || c == '{'; };
  const auto closes = [](char c) { return c == ')' || c == ']' || c == '}'; };
  std::vector<std::string> items;
  int depth = 0;
  std::size_t start = 1;
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (opens(result[i])) ++depth;
    if (closes(result[i])) --depth;
    const bool end = i + 1 == result.size();
    // Outside of all brackets before the end, or inside of one at the end: the first bracket does not enclose everything.
    if (end ? depth != 0 || !closes(result[i]) : depth <= 0) return {std::string(result)};
    if ((depth == 1 && result[i] == ',') || end) {
      const auto item = trim(result.substr(start, i - start));
      if (!item.empty()) items.emplace_back(item);
      start = i + 1;
    }
  }
  return items;
}

Json ToolSpec::openai() const {
  return {{"type", "function"}, {"function", {{"name", name}, {"description", help}, {"parameters", schema}}}};
}

}  // namespace retort::cas
