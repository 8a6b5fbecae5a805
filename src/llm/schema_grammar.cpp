#include "llm/schema_grammar.h"

#include <fmt/core.h>

#include <set>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace retort::llm {

namespace {

constexpr int kMaxDepth = 24;
constexpr std::size_t kMaxBytes = 100'000;
constexpr std::string_view kPrimitives = R"gbnf(
ws ::= [ \n]{0,2}
char ::= [^"\\\x00-\x1F] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F]{4})
string ::= "\"" char* "\""
integer ::= "-"? ("0" | [1-9] [0-9]{0,15})
number ::= integer ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,3})?
boolean ::= "true" | "false"
null ::= "null"
)gbnf";

// `text` as a terminal: "\"a\"".
std::string terminal(const std::string& text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '\n') quoted += "\\n";
    else if (c == '"' || c == '\\') (quoted += '\\') += c;
    else quoted += c;
  }
  return quoted + "\"";
}

class Writer {
 public:
  Result<std::string> write(const Json& schema) {
    RETORT_TRY(std::string root, value(schema, 0));
    return fmt::format("root ::= {}\n{}", root, kPrimitives);
  }

 private:
  // The expression of one schema, in brackets where it needs them.
  Result<std::string> value(const Json& schema, int depth) {
    if (depth > kMaxDepth) return Error{ErrorCode::kBudget, fmt::format("the schema is nested deeper than {} levels", kMaxDepth)};
    if (!schema.is_object()) return unsupported("a schema that is no object");
    RETORT_TRY_STATUS(check_keywords(schema));
    Result<std::string> made = any_form(schema, depth);
    if (made.ok() && (written_ += made->size()) > kMaxBytes) return Error{ErrorCode::kBudget, "the schema is too large"};
    return made;
  }

  static Error unsupported(std::string_view what) {
    return {ErrorCode::kUnsupported, fmt::format("this model cannot be held to {} of the schema", what)};
  }

  static Status check_keywords(const Json& schema) {
    static const std::set<std::string, std::less<>> known = {
        "type", "properties", "required", "items", "minItems", "maxItems", "enum", "const", "anyOf", "oneOf", "minLength", "maxLength",
        "title", "description", "default", "examples", "$schema", "additionalProperties"};
    for (const auto& [key, unused] : schema.items())
      if (!known.contains(key)) return unsupported("\"" + key + "\"");
    return {};
  }

  Result<std::string> any_form(const Json& schema, int depth) {
    if (schema.contains("const")) return terminal(to_line(schema["const"]));
    if (schema.contains("enum") && schema["enum"].is_array()) {
      std::vector<std::string> texts;
      for (const Json& one : schema["enum"]) texts.push_back(terminal(to_line(one)));
      return alternatives(texts);
    }
    for (const char* key : {"anyOf", "oneOf"}) {
      if (!schema.contains(key) || !schema[key].is_array()) continue;
      std::vector<std::string> forms;
      for (const Json& one : schema[key]) {
        RETORT_TRY(std::string form, value(one, depth + 1));
        forms.push_back(std::move(form));
      }
      return alternatives(forms);
    }
    if (!schema.contains("type")) return unsupported("a part without a type");
    if (!schema["type"].is_array()) return typed(string_or(schema, "type", ""), schema, depth);
    std::vector<std::string> forms;
    for (const Json& type : schema["type"]) {
      RETORT_TRY(std::string form, typed(type.is_string() ? type.get<std::string>() : std::string(), schema, depth));
      forms.push_back(std::move(form));
    }
    return alternatives(forms);
  }

  static Result<std::string> alternatives(const std::vector<std::string>& forms) {
    if (forms.empty()) return unsupported("an empty choice");
    return "(" + join(forms, " | ") + ")";
  }

  // "{2,5}", "{2,}".
  static Result<std::string> repetition(const Json& schema, const char* least, const char* most) {
    long long low = integer_or(schema, least, 0), high = integer_or(schema, most, -1);
    if (low < 0 || low > 1000 || high > 1000 || (high >= 0 && high < low)) return unsupported(fmt::format("\"{}\" or \"{}\"", least, most));
    return high < 0 ? fmt::format("{{{},}}", low) : fmt::format("{{{},{}}}", low, high);
  }

  Result<std::string> typed(const std::string& type, const Json& schema, int depth) {
    if (type == "integer" || type == "number" || type == "boolean" || type == "null") return type;
    if (type == "string") {
      if (!schema.contains("minLength") && !schema.contains("maxLength")) return type;
      RETORT_TRY(std::string times, repetition(schema, "minLength", "maxLength"));
      return fmt::format(R"("\"" char{} "\"")", times);
    }
    if (type == "array") return array(schema, depth);
    if (type == "object") return object(schema, depth);
    return unsupported("type \"" + type + "\"");
  }

  Result<std::string> array(const Json& schema, int depth) {
    if (!schema.contains("items")) return unsupported("an array without \"items\"");
    RETORT_TRY(std::string item, value(schema["items"], depth + 1));
    long long low = integer_or(schema, "minItems", 0), high = integer_or(schema, "maxItems", -1);
    RETORT_TRY([[maybe_unused]] std::string checked, repetition(schema, "minItems", "maxItems"));
    if (high == 0) return std::string(R"("[" ws "]")");
    std::string rest = high < 0 ? fmt::format("{{{},}}", std::max(0LL, low - 1)) : fmt::format("{{{},{}}}", std::max(0LL, low - 1), high - 1);
    std::string items = fmt::format(R"({} (ws "," ws {}){})", item, item, rest);
    return fmt::format(R"("[" ws {} ws "]")", low == 0 ? "(" + items + ")?" : items);
  }

  Result<std::string> object(const Json& schema, int depth) {
    std::set<std::string> required;
    if (schema.contains("required") && schema["required"].is_array())
      for (const Json& name : schema["required"])
        if (name.is_string()) required.insert(name.get<std::string>());
    std::vector<std::string> needed, optional;
    if (schema.contains("properties") && schema["properties"].is_object()) {
      for (const auto& [name, part] : schema["properties"].items()) {
        RETORT_TRY(std::string form, value(part, depth + 1));
        std::string member = fmt::format(R"({} ws ":" ws {})", terminal(to_line(Json(name))), form);
        (required.erase(name) ? needed : optional).push_back(std::move(member));
      }
    }
    if (!required.empty()) return unsupported("a required member without a form");
    constexpr std::string_view kComma = R"( ws "," ws )";
    std::string members = join(needed, kComma);
    if (!needed.empty()) {
      for (const std::string& member : optional) members += fmt::format(" ({}{})?", kComma, member);
    } else if (!optional.empty()) {
      // Any of the optional ones may be the first; those after it follow with a comma.
      std::vector<std::string> starts;
      for (std::size_t first = 0; first < optional.size(); ++first) {
        std::string start = optional[first];
        for (std::size_t i = first + 1; i < optional.size(); ++i) start += fmt::format(" ({}{})?", kComma, optional[i]);
        starts.push_back(std::move(start));
      }
      members = "(" + join(starts, " | ") + ")?";
    }
    return fmt::format(R"("{{" ws {} ws "}}")", members);
  }

  std::size_t written_ = 0;
};

}  // namespace

Result<std::string> schema_grammar(const Json& schema) { return Writer().write(schema); }

}  // namespace retort::llm
