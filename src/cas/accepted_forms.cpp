#include "cas/accepted_forms.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "cas/arguments.h"
#include "cas/registry.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::cas {

namespace {

constexpr std::size_t kMaxBytes = 20'000;   // longer texts are refused by the reader anyhow
constexpr std::size_t kLongestProduct = 4;  // letters of a name that may be a product

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool in_name(char c) { return letter(c) || digit(c) || c == '_'; }

bool is_list(ArgKind kind) {
  return kind == ArgKind::kExpressions || kind == ArgKind::kRelations || kind == ArgKind::kVariables || kind == ArgKind::kIntegers || kind == ArgKind::kPoints;
}
bool is_formula(ArgKind kind) {
  return kind == ArgKind::kExpression || kind == ArgKind::kExpressions || kind == ArgKind::kRelation || kind == ArgKind::kRelations || kind == ArgKind::kMatrix || kind == ArgKind::kVector;
}

// Names that are one word: functions, constants, Greek letters.
bool is_word(std::string_view name) {
  static const std::set<std::string, std::less<>> kWords = {"pi", "oo", "or", "in", "if", "mu", "nu", "xi", "Pi", "Mu", "Nu", "Xi", "phi", "psi", "chi", "rho", "tau", "eta", "Eq", "Ne", "Lt", "Le", "Gt", "Ge", "and", "not", "inf", "deg", "beta", "zeta", "iota"};
  return kWords.contains(name) || math::find_function(name) != nullptr || name == "exp" || name == "log" || name == "Abs" || name == "Max" || name == "Min" || name == "Mod" || name == "Sum" ||
         name == "cbrt" || name == "comb" || name == "root" || name == "sqrt" || name == "diff" || name == "pow" || name == "log2" || name == "acos" || name == "asin" || name == "atan";
}

// sin, ln, log: of what follows, with or without brackets.
bool takes_one_argument(std::string_view name) {
  const math::FunctionInfo* function = math::find_function(name);
  return function != nullptr && name.size() > 1 && function->min_args == 1 && (function->max_args == 1 || name == "log");
}

// Those whose name is a command of LaTeX with the same meaning.
bool is_latex_function(std::string_view name) {
  static const std::set<std::string, std::less<>> kCommands = {"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "ln", "exp", "arcsin", "arccos", "arctan"};
  return kCommands.contains(name);
}

// Letters that stand alone in the formulas of a call, and the longer names that it gives to its unknowns.
struct Names {
  std::set<char> letters, unknowns;
  std::set<std::string, std::less<>> whole;
};

template <typename Take>
void each_name(std::string_view text, const Take& take) {
  for (std::size_t i = 0; i < text.size();) {
    if (!letter(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && in_name(text[end])) ++end;
    take(i, end);
    i = end;
  }
}

bool is_plain(std::string_view text) { return text.find_first_of("\\{$\"") == text.npos; }

void learn(std::string_view text, Names& names) {
  if (!is_plain(text)) return;
  each_name(text, [&](std::size_t from, std::size_t to) {
    if (to - from == 1) names.letters.insert(text[from]);
  });
}

bool is_product(std::string_view name, std::string_view before, const Names& names) {
  if (name.size() < 2 || name.size() > kLongestProduct || is_word(name) || names.whole.contains(name) || !std::all_of(name.begin(), name.end(), letter)) return false;
  if (std::all_of(name.begin(), name.end(), [&](char c) { return names.letters.contains(c); })) return true;
  if (name.size() <= 3 && !before.empty() && digit(before.back()) && name.front() != 'e' && name.front() != 'E') return true;
  return name.size() == 2 && std::any_of(name.begin(), name.end(), [&](char c) { return names.unknowns.contains(c); });
}

// 7xy as 7x*y, "x sin(x)" as "x*sin(x)".
std::string with_products(std::string_view text, const Names& names) {
  if (!is_plain(text)) return std::string(text);
  std::string out;
  std::size_t copied = 0;
  each_name(text, [&](std::size_t from, std::size_t to) {
    const std::string_view name = text.substr(from, to - from);
    const bool applied = to < text.size() && text[to] == '(';
    std::size_t next = to;
    while (next < text.size() && text[next] == ' ') ++next;
    std::size_t end = next;
    while (end < text.size() && in_name(text[end])) ++end;
    const std::string_view word = text.substr(next, end - next);
    const bool before_function = next > to && name.size() == 1 && end < text.size() && ((text[end] == '(' && is_word(word)) || (text[end] == ' ' && takes_one_argument(word)));
    // x**0 is 1, at 0 too.
    const std::string_view behind = text.substr(to);
    const std::size_t power = behind.starts_with("**0") ? 3 : behind.starts_with("^0") ? 2 : 0;
    if (power > 0 && name.size() == 1 && (behind.size() == power || !(in_name(behind[power]) || behind[power] == '.' || behind[power] == '*' || behind[power] == '^'))) {
      out += std::string(text.substr(copied, from - copied)) + "(1)";
      copied = to + power;
      return;
    }
    const bool product = is_product(name, text.substr(0, from), names) && !(applied && math::find_function(name) != nullptr);
    if (!product && !before_function) return;
    out += text.substr(copied, from - copied);
    for (std::size_t i = 0; i < name.size(); ++i) out += (i == 0 ? "" : "*") + std::string(1, name[i]);
    if (before_function) out += "*";
    copied = to;
  });
  return out + std::string(text.substr(copied));
}

std::string without_dollars(std::string_view text) {
  text = trim(text);
  const bool wrapped = text.size() > 2 && text.front() == '$' && text.back() == '$' && text.substr(1, text.size() - 2).find('$') == text.npos;
  return std::string(wrapped ? trim(text.substr(1, text.size() - 2)) : text);
}

// \sqrt(16) as \sqrt{16}.
std::string with_braced_roots(std::string text) {
  constexpr std::string_view kRoot = "\\sqrt(";
  for (auto at = text.find(kRoot); at != text.npos; at = text.find(kRoot, at + 1)) {
    const std::size_t open = at + kRoot.size() - 1;
    int depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
      depth += (text[i] == '(') - (text[i] == ')');
      if (depth != 0) continue;
      text[open] = '{';
      text[i] = '}';
      break;
    }
  }
  return text;
}

// LaTeX's braces with functions as programs write them, "sin(x)^{2}" or "\\frac{sin(x)}{x}": braces as brackets where these are the only
// LaTeX, else the functions as LaTeX's.
std::string in_one_notation(std::string text) {
  const bool commands = text.find('\\') != text.npos;
  if (commands) text = with_braced_roots(std::move(text));
  if ((text.find('{') == text.npos && !commands) || text.find("_{") != text.npos) return text;
  std::string out;
  std::size_t copied = 0;
  bool mixed = false;
  each_name(text, [&](std::size_t from, std::size_t to) {
    const std::string_view name = std::string_view(text).substr(from, to - from);
    if ((!takes_one_argument(name) && !is_latex_function(name)) || (from > 0 && text[from - 1] == '\\') || (to < text.size() && text[to] == '}')) return;
    mixed = true;
    if (!commands || !is_latex_function(name)) return;
    out += text.substr(copied, from - copied) + '\\';
    copied = from;
  });
  if (!mixed) return text;
  if (commands) return out + text.substr(copied);
  std::replace(text.begin(), text.end(), '{', '(');
  std::replace(text.begin(), text.end(), '}', ')');
  return text;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) { return text.find(what) == text.npos ? text : replace_all(text, what, by); }

// "[a, (b, c)]" or "a; b" as ["a", "(b, c)"].
Json split_list(std::string_view text) {
  text = trim(text);
  const auto closes = [&](char open, char close) {
    if (text.size() < 2 || text.front() != open || text.back() != close) return false;
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      depth += (text[i] == open) - (text[i] == close);
      if (depth == 0) return i + 1 == text.size();
    }
    return false;
  };
  if (closes('[', ']') || closes('(', ')')) text = text.substr(1, text.size() - 2);
  Json out = Json::array();
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size()) depth += (text[i] == '(' || text[i] == '[' || text[i] == '{') - (text[i] == ')' || text[i] == ']' || text[i] == '}');
    if (i < text.size() && (depth != 0 || (text[i] != ',' && text[i] != ';'))) continue;
    const std::string_view part = trim(text.substr(start, i - start));
    if (!part.empty()) out.push_back(std::string(part));
    start = i + 1;
  }
  return out;
}

// A set as the reader takes it.
Json as_set(const Json& given) {
  if (given.is_array()) {
    std::string items;
    for (const Json& item : given) {
      if (!item.is_string() && !item.is_number()) return given;
      items += (items.empty() ? "" : ", ") + (item.is_string() ? item.get<std::string>() : item.dump());
    }
    return items.empty() ? "EmptySet" : "FiniteSet(" + items + ")";
  }
  if (!given.is_string()) return given;
  const std::string text(trim(given.get_ref<const std::string&>()));
  for (const char* empty : {"{}", "\\{\\}", "\xE2\x88\x85", "set()", "\\varnothing", "\\emptyset", "[]", "{ }"})
    if (text == empty) return "EmptySet";
  const bool braces = text.size() > 2 && text.front() == '{' && text.back() == '}' && text.find('\\') == text.npos && text.find_first_of("{}", 1) == text.size() - 1;
  return braces ? Json(fmt::format("FiniteSet({})", text.substr(1, text.size() - 2))) : given;
}

std::string as_direction(const std::string& given) {
  const std::string word = lower_ascii(trim(given));
  for (const char* below : {"left", "below", "from below", "from the left", "-0", "0-"})
    if (word == below) return "-";
  for (const char* above : {"right", "above", "from above", "from the right", "+0", "0+"})
    if (word == above) return "+";
  for (const char* both : {"both", "two-sided", "real", "-+", "\xC2\xB1"})
    if (word == both) return "+-";
  return given;
}

std::string as_operation(const std::string& given) {
  const std::string word = replaced(replaced(lower_ascii(trim(given)), " ", "_"), "-", "_");
  static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"\xE2\x88\xAA", "union"}, {"\\cup", "union"}, {"|", "union"}, {"or", "union"}, {"\xE2\x88\xA9", "intersection"}, {"\\cap", "intersection"}, {"&", "intersection"}, {"and", "intersection"}, {"intersect", "intersection"},
      {"minus", "difference"}, {"\\setminus", "difference"}, {"_", "difference"}, {"set_difference", "difference"}, {"complement", "difference"}, {"\xE2\x88\x96", "difference"}, {"\\triangle", "symmetric_difference"},
      {"\xE2\x96\xB3", "symmetric_difference"}, {"^", "symmetric_difference"}, {"xor", "symmetric_difference"}};
  const auto at = std::find_if(std::begin(kNames), std::end(kNames), [&](const auto& pair) { return pair.first == word; });
  return at == std::end(kNames) ? word : std::string(at->second);
}

void rewrite_formulas(Json& value, const Names& names) {
  if (value.is_array())
    for (Json& item : value) rewrite_formulas(item, names);
  if (!value.is_string() || value.get_ref<const std::string&>().size() > kMaxBytes) return;
  std::string text = replaced(replaced(without_dollars(value.get_ref<const std::string&>()), "=<", "<="), "=>", ">=");
  value = with_products(in_one_notation(std::move(text)), names);
}

void learn_all(const Json& value, Names& names) {
  if (value.is_array())
    for (const Json& item : value) learn_all(item, names);
  if (value.is_string()) learn(value.get_ref<const std::string&>(), names);
}

void learn_unknown(const Json& value, Names& names) {
  if (value.is_array())
    for (const Json& item : value) learn_unknown(item, names);
  if (!value.is_string()) return;
  const std::string name(trim(value.get_ref<const std::string&>()));
  if (name.size() == 1) {
    names.letters.insert(name[0]);
    names.unknowns.insert(name[0]);
  } else {
    names.whole.insert(name);
  }
}

}  // namespace

namespace {

// The items of "(a, b), (c, d)" outside of brackets.
std::vector<std::string> items_outside(std::string_view text) {
  std::vector<std::string> out(1);
  int depth = 0;
  for (const char c : text) {
    depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
    if (c == ',' && depth == 0)
      out.emplace_back();
    else
      out.back() += c;
  }
  return out;
}

// Does "x < 2" hold with the number for the letter? Nothing for what is no comparison.
std::optional<bool> condition_holds(const std::string& text, const math::Rational& at) {
  if (trim(text) == "True") return true;
  std::string relation;
  std::size_t where = text.npos;
  for (const char* sign : {"<=", ">=", "!=", "==", "<", ">", "="})
    if (where = text.find(sign); where != text.npos) {
      relation = sign;
      break;
    }
  if (relation.empty()) return std::nullopt;
  const auto side = [&](std::string_view part) -> Result<math::Rational> {
    const auto e = math::parse_any(trim(part));
    if (!e.ok() || e->symbols().size() > 1) return Error{ErrorCode::kInvalidArgument, "no comparison"};
    return math::exact_value(e->symbols().empty() ? *e : e->substitute(e->symbols()[0], math::Expr::number(at)));
  };
  const auto a = side(std::string_view(text).substr(0, where)), b = side(std::string_view(text).substr(where + relation.size()));
  if (!a.ok() || !b.ok()) return std::nullopt;
  if (relation == "<") return *a < *b;
  if (relation == "<=") return *a <= *b;
  if (relation == ">") return *b < *a;
  if (relation == ">=") return *b <= *a;
  return relation == "!=" ? *a != *b : *a == *b;
}

// Piecewise((a, x < 2), (b, True)) at a point: the piece there, and the pieces beside it.
void split_pieces(Json& args) {
  const auto given = args.find("expression"), point = args.find("point");
  if (given == args.end() || point == args.end() || !given->is_string()) return;
  const std::string text(trim(given->get_ref<const std::string&>()));
  constexpr std::string_view kName = "Piecewise(";
  if (text.size() > kMaxBytes || !text.starts_with(kName) || text.back() != ')') return;
  const auto where = math::parse_any(point->is_string() ? point->get<std::string>() : point->dump());
  const auto at = where.ok() ? math::exact_value(*where) : Result<math::Rational>(Error{ErrorCode::kInvalidArgument, ""});
  if (!at.ok()) return;
  const math::Rational step = math::Rational(1) / math::Rational(1'000'000'000);
  std::optional<std::string> here, left, right;
  for (const std::string& item : items_outside(std::string_view(text).substr(kName.size(), text.size() - kName.size() - 1))) {
    const std::string_view piece = trim(item);
    if (piece.size() < 2 || piece.front() != '(' || piece.back() != ')') return;
    const auto parts = items_outside(piece.substr(1, piece.size() - 2));
    if (parts.size() != 2) return;
    for (auto& [slot, place] : {std::pair(&here, *at), std::pair(&left, *at - step), std::pair(&right, *at + step)}) {
      const auto holds = condition_holds(parts[1], place);
      if (!holds) return;
      if (*holds && !*slot) *slot = parts[0];
    }
  }
  if (!here || !left || !right) return;
  args["expression"] = *here;
  if (*left != *here) args["left"] = *left;
  if (*right != *here) args["right"] = *right;
}

}  // namespace

ToolCall in_documented_form(const ToolCall& call) {
  const auto& entries = tool_entries();
  const auto entry = std::find_if(entries.begin(), entries.end(), [&](const ToolEntry& e) { return e.name == call.tool; });
  if (entry == entries.end() || !call.args.is_object()) return call;
  ToolCall out = call;
  if (call.tool == "check_continuity") split_pieces(out.args);
  Names names;
  for (const ArgSpec& spec : entry->args) {
    const auto at = out.args.find(spec.name);
    if (at == out.args.end()) continue;
    Json& value = *at;
    const bool text = value.is_string() && value.get_ref<const std::string&>().size() <= kMaxBytes;
    if (is_list(spec.kind) && text) value = split_list(value.get_ref<const std::string&>());
    if (spec.name == "sets" && value.is_array())
      for (Json& set : value) set = as_set(set);
    if (spec.name == "operation" && text) value = as_operation(value.get<std::string>());
    if (spec.kind == ArgKind::kDirection && text) value = as_direction(value.get<std::string>());
    if (spec.kind == ArgKind::kDigits && value.is_array() && !value.empty() && std::all_of(value.begin(), value.end(), [](const Json& d) { return d.is_number_unsigned() && d.get<unsigned>() < 36; })) {
      std::string digits;
      for (const Json& d : value) digits += "0123456789abcdefghijklmnopqrstuvwxyz"[d.get<unsigned>()];
      value = digits;
    }
    if (spec.kind == ArgKind::kVector && text) {
      const std::string vector = replaced(replaced(value.get<std::string>(), "\\langle", "("), "\\rangle", ")");
      value = std::string(trim(vector));
    }
    if (spec.kind == ArgKind::kVariable || spec.kind == ArgKind::kVariables) learn_unknown(value, names);
    if (spec.kind == ArgKind::kValues && value.is_object())
      for (const auto& [name, item] : value.items()) learn_unknown(Json(name), names);
    if (is_formula(spec.kind)) learn_all(value, names);
  }
  for (const ArgSpec& spec : entry->args) {
    const auto at = out.args.find(spec.name);
    if (at != out.args.end() && is_formula(spec.kind) && spec.name != "sets") rewrite_formulas(*at, names);
  }
  return out;
}

}  // namespace retort::cas
