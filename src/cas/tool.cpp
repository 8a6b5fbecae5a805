#include "cas/tool.h"

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

Json ToolSpec::openai() const {
  return {{"type", "function"}, {"function", {{"name", name}, {"description", help}, {"parameters", schema}}}};
}

}  // namespace retort::cas
