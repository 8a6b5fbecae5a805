#include "cas/arguments.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::cas {

using math::Expr;
using math::Op;
using math::Rational;

namespace {

constexpr std::size_t kMaxItems = 100;
constexpr std::size_t kMaxMatrixSide = 30;

Failure wrong(const ArgSpec& spec, const std::string& what) {
  return {FailureKind::kArguments, fmt::format("'{}' {}", spec.name, what)};
}

Json text_or_number() { return {{"type", Json::array({"string", "number"})}}; }

Json item_schema(ArgKind kind) {
  switch (kind) {
    case ArgKind::kExpression:
    case ArgKind::kExpressions: return text_or_number();
    case ArgKind::kInteger:
    case ArgKind::kIntegers: return {{"type", Json::array({"integer", "string"})}};
    case ArgKind::kPoints: return {{"type", "array"}, {"items", text_or_number()}, {"minItems", 2}, {"maxItems", 2}};
    case ArgKind::kDigits: return {{"type", Json::array({"string", "integer"})}};
    case ArgKind::kDirection: return {{"type", "string"}, {"enum", Json::array({"+", "-", "+-"})}};
    case ArgKind::kValues: return {{"type", "object"}, {"additionalProperties", text_or_number()}};
    case ArgKind::kMatrix:
      return {{"type", Json::array({"array", "string"})}, {"items", {{"type", "array"}, {"items", text_or_number()}, {"minItems", 1}}}, {"minItems", 1}};
    case ArgKind::kVector: return {{"type", Json::array({"array", "string"})}, {"items", text_or_number()}, {"minItems", 1}};
    default: return {{"type", "string"}};
  }
}

bool is_list(ArgKind kind) {
  return kind == ArgKind::kExpressions || kind == ArgKind::kRelations || kind == ArgKind::kVariables || kind == ArgKind::kIntegers ||
         kind == ArgKind::kPoints;
}

bool is_relation(const Expr& e) { return e.is(Op::kRel) || e.is(Op::kChain); }

bool has_bare_log(const Expr& e) {
  if (e.is_func("log") && e.args().size() == 1) return true;
  return std::any_of(e.args().begin(), e.args().end(), has_bare_log);
}

// JSON numbers of more digits than a double holds were rounded before we see them.
bool was_rounded(const Json& json) {
  if (json.is_structured()) return std::any_of(json.begin(), json.end(), was_rounded);
  if (!json.is_number_float()) return false;
  const std::string text = json.dump();
  const auto mantissa = std::string_view(text).substr(0, text.find('e'));
  const auto digits = std::count_if(mantissa.begin(), mantissa.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits > 16 || std::abs(json.get<double>()) >= 9007199254740992.0;   // 2^53
}

// The text of a JSON string or number.
std::optional<std::string> text_of(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  if (json.is_number()) return json.dump();
  return std::nullopt;
}

Outcome<Expr> read_expression(const ArgSpec& spec, const Json& json, bool relation) {
  const auto text = text_of(json);
  if (!text) return wrong(spec, fmt::format("must be text such as \"x**2 - 4\", not {}", json.type_name()));
  if (json.is_number()) {
    auto value = Rational::parse(*text);
    if (!value.ok()) return wrong(spec, "is not a number that can be used: " + value.error().message);
    return Expr::number(std::move(value).value());
  }
  if (trim(*text).empty()) return wrong(spec, "is empty: give a mathematical expression");
  if (text->find("Piecewise") != std::string::npos || text->find("\\begin{cases}") != std::string::npos)
    return wrong(spec, "is a function in pieces: call once for each piece, on its own part of the line (an absolute value or max( , ) is accepted as it is)");
  // `==` is how programs write an equation.
  auto e = math::parse_any(relation ? replace_all(*text, "==", "=") : *text);
  if (!e.ok()) return wrong(spec, fmt::format("cannot be read ({}): {}", shorten(*text, 60), e.error().message));
  if (has_bare_log(*e)) return wrong(spec, "holds \\log without a base: write \\ln or \\log_{10}");
  if (is_relation(*e) && !relation) return wrong(spec, "must be an expression without '=', '<' or '>'");
  return std::move(e).value();
}

// [1, 2] or "(1, 2)".
Outcome<Expr> read_point(const ArgSpec& spec, const Json& json) {
  if (json.is_array() && json.size() == 2) {
    RETORT_TRY(auto x, read_expression(spec, json[0], false));
    RETORT_TRY(auto y, read_expression(spec, json[1], false));
    return Expr::make(Op::kTuple, {std::move(x), std::move(y)});
  }
  if (!json.is_string()) return wrong(spec, "must hold points such as [1, 2] or \"(1, 2)\"");
  RETORT_TRY(auto e, read_expression(spec, json, false));
  if (!e.is(Op::kTuple) || e.args().size() != 2) return wrong(spec, "must hold points such as [1, 2] or \"(1, 2)\"");
  return e;
}

Outcome<Rational> read_integer(const ArgSpec& spec, const Json& json) {
  RETORT_TRY(auto e, read_expression(spec, json, false));
  auto value = math::exact_value(e);
  if (!value.ok()) return wrong(spec, "must be an integer: " + value.error().message);
  if (!value->is_integer()) return wrong(spec, fmt::format("must be an integer, not {}", shorten(value->to_string(), 60)));
  return std::move(value).value();
}

Outcome<std::string> read_variable(const ArgSpec& spec, const Json& json) {
  if (!json.is_string()) return wrong(spec, "must be the name of a variable, such as \"x\"");
  const auto text = json.get<std::string>();
  auto e = math::parse_any(text);
  if (!e.ok() || !e->is(Op::kSymbol)) return wrong(spec, fmt::format("must be the name of a variable, such as \"x\", not \"{}\"", shorten(text, 40)));
  return e->name();
}

Outcome<std::string> read_word(const ArgSpec& spec, const Json& json) {
  auto text = text_of(json);
  if (!text) return wrong(spec, fmt::format("must be text, not {}", json.type_name()));
  const std::string word(trim(*text));
  if (spec.kind == ArgKind::kDirection && word != "+" && word != "-" && word != "+-")
    return wrong(spec, "must be \"+\" (from above), \"-\" (from below) or \"+-\" (both)");
  return word;
}

Failure unknown_member(const std::string& name, const std::vector<ArgSpec>& specs) {
  std::vector<std::string> known;
  for (const auto& spec : specs) known.push_back(spec.name);
  const std::string near = nearest(name, known);
  return {FailureKind::kArguments, near.empty() ? fmt::format("unknown argument '{}'; this tool takes {}", shorten(name, 40), join(known, ", "))
                                                : fmt::format("unknown argument '{}': did you mean '{}'?", shorten(name, 40), near)};
}

}  // namespace

Json schema_of(const std::vector<ArgSpec>& specs) {
  Json properties = Json::object(), required = Json::array();
  for (const auto& spec : specs) {
    Json member = item_schema(spec.kind);
    if (is_list(spec.kind)) member = {{"type", "array"}, {"items", member}, {"minItems", spec.least}};
    if (is_list(spec.kind) && spec.most > 0) member["maxItems"] = spec.most;
    member["description"] = spec.help;
    properties[spec.name] = member;
    if (spec.required) required.push_back(spec.name);
  }
  return {{"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", false}};
}

Outcome<Arguments::Value> Arguments::read_matrix(const ArgSpec& spec, const Json& json) {
  const char* form = "must be a list of rows such as [[1, 2], [3, 4]]";
  Value value;
  if (json.is_string()) {
    auto e = math::parse_any(json.get<std::string>());
    if (!e.ok()) return wrong(spec, "cannot be read: " + e.error().message);
    if (!e->is(Op::kMatrix)) return wrong(spec, form);
    for (const Expr& row : e->args()) value.rows.push_back(row.args());
  } else {
    if (!json.is_array() || json.empty()) return wrong(spec, form);
    for (const Json& row : json) {
      if (!row.is_array() || row.empty()) return wrong(spec, form);
      if (json.size() > kMaxMatrixSide || row.size() > kMaxMatrixSide) break;
      auto& cells = value.rows.emplace_back();
      for (const Json& cell : row) {
        RETORT_TRY(auto e, read_expression(spec, cell, false));
        cells.push_back(e);
      }
    }
  }
  if (value.rows.empty() || value.rows.size() > kMaxMatrixSide || value.rows[0].size() > kMaxMatrixSide)
    return wrong(spec, fmt::format("has more than {} rows or columns", kMaxMatrixSide));
  for (const auto& row : value.rows)
    if (row.size() != value.rows[0].size()) return wrong(spec, "has rows of different lengths");
  return value;
}

Outcome<Arguments::Value> Arguments::read_vector(const ArgSpec& spec, const Json& json) {
  const char* form = "must be a list such as [1, 2, 3]";
  Value value;
  if (json.is_string()) {
    std::string text(trim(json.get_ref<const std::string&>()));
    if (text.size() > 1 && text.front() == '[' && text.back() == ']') text = "(" + text.substr(1, text.size() - 2) + ")";
    auto e = math::parse_any(text);
    if (!e.ok()) return wrong(spec, "cannot be read: " + e.error().message);
    if (e->is(Op::kTuple) || e->is(Op::kList)) {
      value.exprs = e->args();
    } else if (e->is(Op::kMatrix) && (e->args().size() == 1 || e->arg(0).args().size() == 1)) {
      for (const Expr& row : e->args()) value.exprs.insert(value.exprs.end(), row.args().begin(), row.args().end());
    } else {
      return wrong(spec, form);
    }
    return value;
  }
  if (!json.is_array() || json.empty()) return wrong(spec, form);
  if (json.size() > kMaxItems) return wrong(spec, fmt::format("has more than {} entries", kMaxItems));
  for (const Json& item : json) {
    // A column [[1], [2]] is a vector too.
    const bool nested = item.is_array() && item.size() == 1;
    RETORT_TRY(auto e, read_expression(spec, nested ? item[0] : item, false));
    value.exprs.push_back(e);
  }
  return value;
}

Outcome<Arguments::Value> Arguments::read_value(const ArgSpec& spec, const Json& json) {
  if (spec.kind == ArgKind::kMatrix) return read_matrix(spec, json);
  if (spec.kind == ArgKind::kVector) return read_vector(spec, json);
  Value value;
  if (spec.kind == ArgKind::kValues) {
    if (!json.is_object() || json.empty() || json.size() > kMaxItems) return wrong(spec, "must be an object such as {\"x\": \"3\"}");
    for (const auto& [name, item] : json.items()) {
      RETORT_TRY(auto symbol, read_variable(spec, name));
      RETORT_TRY(auto e, read_expression(spec, item, false));
      value.bindings.emplace_back(symbol, e);
    }
    return value;
  }
  Json items = Json::array({json});
  if (is_list(spec.kind)) {
    if (!json.is_array() || json.empty()) return wrong(spec, "must be a list with at least one entry");
    if (json.size() > kMaxItems) return wrong(spec, fmt::format("has more than {} entries", kMaxItems));
    items = json;
  }
  for (const Json& item : items) {
    switch (spec.kind) {
      case ArgKind::kExpression:
      case ArgKind::kExpressions:
      case ArgKind::kRelation:
      case ArgKind::kRelations: {
        const bool relation = spec.kind == ArgKind::kRelation || spec.kind == ArgKind::kRelations;
        RETORT_TRY(auto e, read_expression(spec, item, relation));
        value.exprs.push_back(e);
        break;
      }
      case ArgKind::kPoints: {
        RETORT_TRY(auto point, read_point(spec, item));
        value.exprs.push_back(point);
        break;
      }
      case ArgKind::kInteger:
      case ArgKind::kIntegers: {
        RETORT_TRY(auto n, read_integer(spec, item));
        value.integers.push_back(n);
        break;
      }
      case ArgKind::kVariable:
      case ArgKind::kVariables: {
        RETORT_TRY(auto name, read_variable(spec, item));
        value.texts.push_back(name);
        break;
      }
      default: {
        RETORT_TRY(auto word, read_word(spec, item));
        value.texts.push_back(word);
      }
    }
  }
  return value;
}

Outcome<Arguments> Arguments::read(const std::vector<ArgSpec>& specs, const Json& json) {
  if (!json.is_object()) return Failure(FailureKind::kArguments, "the arguments must be a JSON object");
  for (const auto& [name, value] : json.items()) {
    const bool known = std::any_of(specs.begin(), specs.end(), [&name = name](const ArgSpec& s) { return s.name == name; });
    if (!known) return unknown_member(name, specs);
  }
  Arguments args;
  for (const auto& spec : specs) {
    const auto at = json.find(spec.name);
    if (at == json.end() || at->is_null()) {
      if (spec.required) return Failure(FailureKind::kArguments, fmt::format("'{}' is missing: {}", spec.name, spec.help));
      continue;
    }
    if (was_rounded(*at)) return wrong(spec, "holds a number of more digits than JSON numbers keep: write it as text, \"36893488147419103233\"");
    RETORT_TRY(auto value, read_value(spec, *at));
    args.values_.emplace(spec.name, std::move(value));
  }
  return args;
}

const Arguments::Value& Arguments::at(std::string_view name) const {
  const auto found = values_.find(std::string(name));
  RETORT_CHECK(found != values_.end(), "a tool asked for an argument that it does not have");
  return found->second;
}
const Expr& Arguments::expr(std::string_view name) const { return at(name).exprs.at(0); }
const std::vector<Expr>& Arguments::exprs(std::string_view name) const { return at(name).exprs; }
const std::vector<std::vector<Expr>>& Arguments::rows(std::string_view name) const { return at(name).rows; }
const Rational& Arguments::integer(std::string_view name) const { return at(name).integers.at(0); }
const std::vector<Rational>& Arguments::integers(std::string_view name) const { return at(name).integers; }
const std::string& Arguments::text(std::string_view name) const { return at(name).texts.at(0); }
const std::vector<std::string>& Arguments::texts(std::string_view name) const { return at(name).texts; }
const std::vector<std::pair<std::string, Expr>>& Arguments::values(std::string_view name) const { return at(name).bindings; }

Outcome<std::string> chosen_variable(const Arguments& args, const std::vector<Expr>& in) {
  if (args.has("variable")) return args.text("variable");
  std::vector<std::string> symbols;
  for (const Expr& e : in)
    for (const auto& s : e.symbols())
      if (std::find(symbols.begin(), symbols.end(), s) == symbols.end()) symbols.push_back(s);
  if (symbols.size() == 1) return symbols[0];
  if (symbols.empty()) return Failure(FailureKind::kArguments, "there is no variable in this expression");
  return Failure(FailureKind::kArguments, "give 'variable': one of " + join(symbols, ", "));
}

}  // namespace retort::cas
