#include "base/json.h"

#include <fmt/core.h>

namespace retort {

namespace {

// Depth of the deepest bracket outside strings; no recursion, so any input is safe.
int nesting_depth(std::string_view text) {
  int depth = 0, deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      else if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return deepest;
}

const Json* member(const Json& object, std::string_view key) {
  if (!object.is_object()) return nullptr;
  auto it = object.find(std::string(key));
  return it == object.end() ? nullptr : &*it;
}

// The parser's own words without its name, number and place: "[...] parse error at line 1, column 2: syntax error ..." -> "syntax error ...".
std::string_view what_is_wrong(std::string_view message) {
  std::size_t place = message.find("column ");
  std::size_t colon = place == std::string_view::npos ? place : message.find(": ", place);
  return colon == std::string_view::npos ? message : message.substr(colon + 2);
}

}  // namespace

Result<Json> parse_json(std::string_view text, int max_depth) {
  if (nesting_depth(text) > max_depth)
    return Error{ErrorCode::kBudget, fmt::format("JSON nested deeper than {} levels", max_depth)};
  try {
    return Json::parse(text.begin(), text.end());
  } catch (const Json::parse_error& e) {
    return Error{ErrorCode::kParse, fmt::format("not valid JSON at byte {}: {}", e.byte, what_is_wrong(e.what()))};
  } catch (const std::exception& e) {
    return Error{ErrorCode::kParse, fmt::format("not valid JSON: {}", e.what())};
  }
}

std::string to_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string string_or(const Json& object, std::string_view key, std::string_view fallback) {
  const Json* m = member(object, key);
  return m && m->is_string() ? m->get<std::string>() : std::string(fallback);
}

double number_or(const Json& object, std::string_view key, double fallback) {
  const Json* m = member(object, key);
  return m && m->is_number() ? m->get<double>() : fallback;
}

long long integer_or(const Json& object, std::string_view key, long long fallback) {
  const Json* m = member(object, key);
  return m && m->is_number_integer() ? m->get<long long>() : fallback;
}

bool bool_or(const Json& object, std::string_view key, bool fallback) {
  const Json* m = member(object, key);
  return m && m->is_boolean() ? m->get<bool>() : fallback;
}

}  // namespace retort
