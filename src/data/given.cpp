#include "data/given.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "grade/grade.h"

namespace retort::data {

namespace {

// Text up to the line that closes a fence, which is taken off `rest` too; all of it where none closes.
std::string_view take_fenced(std::string_view& rest) {
  std::size_t line = rest.find('\n');
  rest.remove_prefix(line == std::string_view::npos ? rest.size() : line + 1);
  std::size_t end = rest.starts_with("```") ? 0 : rest.find("\n```");
  std::string_view body = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + (end == 0 ? 3 : 4));
  return body;
}

// Names under which a tool that runs Python is offered.
bool runs_python(std::string_view tool) {
  constexpr std::array<std::string_view, 8> kNames = {"python", "execute_code", "execute_python", "code_interpreter",
                                                      "run_python", "python_interpreter", "execute_python_code", "stateful_python_code_exec"};
  return std::find(kNames.begin(), kNames.end(), lower_ascii(tool)) != kNames.end();
}

std::string boxed(std::string_view text) {
  auto found = grade::extract_answer(text, grade::Extraction::kBoxedOnly);
  return found ? std::string(trim(found->answer)) : "";
}

}  // namespace

Json given_narrative(std::string_view text) { return {{"kind", "narrative"}, {"text", text}}; }

bool has_python_block(std::string_view text) { return text.find("```python") != std::string_view::npos; }

void TraceParts::add_text(std::string_view text) {
  if (!trim(text).empty()) parts_.push_back({{"text", trim(text)}});
}

void TraceParts::add_code(std::string_view code) { parts_.push_back({{"code", code}}); }

void TraceParts::add_call(std::string_view tool, Json args, std::string_view id) {
  if (args.is_string()) {   // OpenAI gives the arguments as a text of JSON
    auto read = parse_json(args.get_ref<const std::string&>());
    if (read.ok()) args = *std::move(read);
  }
  bool code = runs_python(tool) && args.is_object() && args.contains("code") && args["code"].is_string();
  if (code) add_code(args["code"].get_ref<const std::string&>());
  else parts_.push_back({{"tool", tool}, {"args", std::move(args)}});
  if (!id.empty()) parts_.back()["id"] = id;
}

bool TraceParts::add_result(std::string_view result, std::string_view id) {
  Json* waiting = nullptr;
  for (Json& part : parts_) {
    if (part.contains("text") || part.contains("output") || part.contains("result")) continue;
    if (!waiting || (!id.empty() && string_or(part, "id", "") == id)) waiting = &part;
  }
  if (waiting) (*waiting)[waiting->contains("code") ? "output" : "result"] = result;
  return waiting != nullptr;
}

void TraceParts::add_blocks(std::string_view text) {
  for (;;) {
    std::size_t fence = text.find("```");
    add_text(text.substr(0, fence));
    if (fence == std::string_view::npos) return;
    std::string_view rest = text.substr(fence + 3);
    bool python = rest.starts_with("python"), output = rest.starts_with("output");
    std::string_view body = take_fenced(rest);
    if (python) add_code(body);
    else if (!output || !add_result(body)) add_text(body);
    text = rest;
  }
}

void TraceParts::add_hermes(std::string_view text) {
  constexpr std::array<std::string_view, 2> kOpen = {"<tool_call>", "<tool_response>"}, kClose = {"</tool_call>", "</tool_response>"};
  for (;;) {
    std::size_t call = text.find(kOpen[0]), response = text.find(kOpen[1]);
    std::size_t at = std::min(call, response), which = call < response ? 0 : 1;
    std::size_t end = at == std::string_view::npos ? at : text.find(kClose[which], at);
    if (end == std::string_view::npos) return add_text(text);
    add_text(text.substr(0, at));
    std::string_view body = trim(text.substr(at + kOpen[which].size(), end - at - kOpen[which].size()));
    auto json = parse_json(body);
    bool object = json.ok() && json->is_object();
    if (which == 0 && object) add_call(string_or(*json, "name", ""), json->contains("arguments") ? (*json)["arguments"] : Json::object());
    else if (which == 1) add_result(object && json->contains("content") ? ((*json)["content"].is_string() ? (*json)["content"].get<std::string>() : to_line((*json)["content"])) : std::string(body));
    text.remove_prefix(end + kClose[which].size());
  }
}

Json TraceParts::finish(std::string_view form) && {
  for (Json& part : parts_) part.erase("id");
  return {{"kind", "trace"}, {"form", form}, {"parts", std::move(parts_)}};
}

std::string answer_of_trace(const Json& given) {
  const Json& parts = given["parts"];
  for (auto part = parts.rbegin(); part != parts.rend(); ++part)
    if (std::string answer = boxed(string_or(*part, "text", "")); !answer.empty()) return answer;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part)
    if (std::string output = string_or(*part, "output", ""); !output.empty()) return std::string(trim(std::string_view(output).substr(output.find_last_of('\n', output.find_last_not_of(" \n")) + 1)));
  return "";
}

}  // namespace retort::data
