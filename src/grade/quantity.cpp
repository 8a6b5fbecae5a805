#include "grade/quantity.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"
#include "grade/clean.h"
#include "grade/number_words.h"
#include "grade/scan.h"
#include "grade/units.h"
#include "math/number_theory.h"
#include "math/parse.h"

namespace retort::grade {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// Only what has a value: no words, relations or lists inside.
bool is_pure(const math::Expr& e) {
  using math::Op;
  switch (e.op()) {
    case Op::kRel: case Op::kChain: case Op::kCongruence: case Op::kTuple: case Op::kList: case Op::kSet: case Op::kInterval:
    case Op::kUnion: case Op::kMatrix: case Op::kPlusMinus: case Op::kText: case Op::kUnit:
      return false;
    default:
      return std::all_of(e.args().begin(), e.args().end(), is_pure);
  }
}

bool is_plain_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.'; });
}

// Where a trailing unit begins: at a \text, or at a word behind the number. text.size() when there is none.
std::size_t unit_start(std::string_view text) {
  const std::size_t marked = text.find("\\text{");
  const bool subscript = marked != std::string_view::npos && marked > 1 && text.substr(0, marked).find_last_of('_') + 2 >= marked;
  if (marked != std::string_view::npos && marked > 0 && !subscript) return marked;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
      while (i < text.size() && is_letter(text[i])) ++i;
      --i;
      continue;
    }
    if (!is_letter(text[i])) continue;
    std::size_t end = i;
    while (end < text.size() && is_letter(text[end])) ++end;
    const std::string_view word = text.substr(i, end - i);
    const bool known = word.size() >= 2 && is_unit_name(word);
    const bool rate = end + 1 < text.size() && text[end] == '/' && is_letter(text[end + 1]);
    const std::string_view power = text.substr(end);
    const bool raised = power == "^2" || power == "^3" || power == "^{2}" || power == "^{3}";
    const bool letter_unit = (end == text.size() || rate || raised || text.substr(end).starts_with(" per ")) && text[i - (i > 0)] == ' ' && (word == "m" || word == "g" || word == "L" || word == "s") && is_plain_number(trim(text.substr(0, i)));
    if (i > 0 && (known || letter_unit || (text[i - 1] == ' ' && word.size() >= 3))) return i;
    i = end - 1;
  }
  return text.size();
}

// Words with exponents, bars and spaces: nothing that could be part of the value.
bool is_unit_text(std::string_view text) {
  const std::string plain = replace_all(replace_all(text, "\\text{", " "), "}", " ");
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const char c = plain[i];
    const bool exponent = is_digit(c) && i > 0 && (plain[i - 1] == '^' || plain[i - 1] == '{' || is_letter(plain[i - 1]) || plain.substr(i - 1 - (i > 1), 2) == "{-");
    const bool allowed = is_letter(c) || exponent || c == ' ' || c == '^' || c == '{' || c == '/' || c == '.' || c == ',' || c == '\'' ||
                         c == '-' || c == '(' || c == ')' || c == '!' || static_cast<unsigned char>(c) >= 0x80;
    if (!allowed) return false;
  }
  return true;
}

// `3^{\text{rd}}`, `3^{rd}`, `3rd`: the number of the place.
std::string_view without_ordinal(std::string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  if (digits == 0 || digits == text.size()) return text;
  std::string letters;
  for (char c : replace_all(text.substr(digits), "\\text", "")) {
    if (is_letter(c) || is_digit(c)) letters += c;
    else if (c != '^' && c != '{' && c != '}' && c != ' ') return text;
  }
  const bool ordinal = letters == "st" || letters == "nd" || letters == "rd" || letters == "th";
  return ordinal ? text.substr(0, digits) : text;
}

// `25^\circ C`: a temperature.
std::optional<std::string> take_temperature(std::string_view& text) {
  if (text.empty() || (text.back() != 'C' && text.back() != 'F')) return std::nullopt;
  const std::string_view before = trim(text.substr(0, text.size() - 1));
  if (!before.ends_with("^\\circ")) return std::nullopt;
  const std::string scale = text.back() == 'C' ? "celsius" : "fahrenheit";
  text = trim(before.substr(0, before.size() - 6));
  return scale;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text = trim(text.substr(prefix.size()));
  return true;
}

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text = trim(text.substr(0, text.size() - suffix.size()));
  return true;
}

// The digits and the base of 1103_6, (1A)_{16}, 101_{\text{two}}, `1103 base 6`, `1103 in base 6`.
std::optional<std::pair<std::string, std::string>> split_base(std::string_view text) {
  constexpr std::size_t kMaxText = 260;
  if (text.size() > kMaxText) return std::nullopt;
  const std::string plain = replace_all(replace_all(replace_all(text, "\\text", " "), "{", " "), "}", " ");
  const std::size_t bar = plain.find('_'), word = plain.find("base");
  if (bar == std::string::npos && word == std::string::npos) return std::nullopt;
  const std::size_t middle = std::min(bar, word);
  std::string_view digits = trim(std::string_view(plain).substr(0, middle)), base = trim(std::string_view(plain).substr(bar == middle ? middle + 1 : middle));
  if (base.starts_with("base")) base = trim(base.substr(4));
  for (std::string_view* part : {&digits, &base}) {
    if (part->size() > 2 && ((part->front() == '(' && part->back() == ')') || (part->front() == '[' && part->back() == ']'))) *part = trim(part->substr(1, part->size() - 2));
  }
  if (middle == word && (digits.ends_with(" in") || digits.ends_with("(in"))) digits = trim(digits.substr(0, digits.size() - 2));
  if (middle == word && digits.ends_with('(') && base.ends_with(')')) {   // 17 (base 8), 17 (in base 8)
    digits = trim(digits.substr(0, digits.size() - 1));
    base = trim(base.substr(0, base.size() - 1));
  }
  return std::pair{std::string(digits), std::string(base)};
}

std::optional<math::Expr> read_based(std::string_view text) {
  auto parts = split_base(text);
  if (!parts) return std::nullopt;
  auto& [digits, base] = *parts;
  if (const auto number = number_in_words(base)) base = number->to_string();
  if (base.empty() || base.size() > 2 || !std::all_of(base.begin(), base.end(), is_digit)) return std::nullopt;
  const bool digit_first = !digits.empty() && (is_digit(digits.front()) || digits.size() > 1);
  const auto alphanumeric = [](char c) { return is_digit(c) || is_letter(c); };
  if (!digit_first || digits.size() > 200 || !std::all_of(digits.begin(), digits.end(), alphanumeric)) return std::nullopt;
  const int radix = std::stoi(base);
  if (radix < 2 || radix > 36) return std::nullopt;
  auto value = math::from_base(lower_ascii(digits), radix);
  if (!value) return std::nullopt;
  return math::Expr::number(std::move(*value));
}

// What stands behind a number: percent, degrees or a unit. Returns the factor of scale words before it: 1000000 of "million dollar".
math::Rational take_unit(std::string_view unit, Value& value) {
  math::Rational scale(1);
  for (std::size_t end = unit.find(' ');; end = unit.find(' ')) {
    const auto factor = scale_word(unit.substr(0, end));
    if (!factor) break;
    scale *= *factor;
    unit = end == unit.npos ? std::string_view() : unit.substr(end + 1);
    if (unit.empty()) break;
  }
  if (unit == "percent" || unit == "pct" || unit == "/ cent") value.percent = true;
  else if (unit == "degree") value.degrees = true;
  else if (!unit.empty() && unit != value.unit) value.unit += (value.unit.empty() ? "" : " ") + std::string(unit);
  return scale;
}

// The length of a code of currency that stands before the amount: USD 5, US\$5, Rs. 500.
std::size_t currency_code(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_letter(text[end])) ++end;
  const std::string code = lower_ascii(text.substr(0, end));
  const bool money = code == "usd" || code == "us" || code == "eur" || code == "rs" || code == "inr";
  if (!money) return 0;
  if (end < text.size() && text[end] == '.') ++end;
  const std::string_view rest = trim(text.substr(end));
  return !rest.empty() && (is_digit(rest.front()) || rest.starts_with("\\$")) ? end : 0;
}

// In \sin 18^\circ the degree belongs to the argument.
constexpr std::string_view kAngleFunctions[] = {"\\sin", "\\cos", "\\tan", "\\cot", "\\sec", "\\csc"};

// A run of five letters or more outside commands is a word of prose, never a product.
bool holds_prose(std::string_view text) {
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      while (i + 1 < text.size() && is_letter(text[i + 1])) ++i;
      run = 0;
    } else {
      run = is_letter(text[i]) ? run + 1 : 0;
      if (run >= 5) return true;
    }
  }
  return false;
}

std::optional<math::Expr> read_expression(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (holds_prose(text)) return std::nullopt;
  auto parsed = math::parse(text, math::Notation::kLatex);
  if (!parsed || !is_pure(*parsed)) return std::nullopt;
  return std::move(*parsed);
}

// `4h 35min` as `4 h 35 min`.
std::string parted(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && ((is_digit(text[i - 1]) && is_letter(text[i])) || (is_letter(text[i - 1]) && is_digit(text[i])))) out += ' ';
    out += text[i];
  }
  return out;
}

}  // namespace

std::optional<Value> read_number_word(std::string_view text) {
  constexpr std::size_t kMaxUnitWords = 3;   // "five of the balls are red" is no answer
  const auto found = leading_number_word(text);
  if (!found) return std::nullopt;
  const bool letters = std::all_of(found->rest.begin(), found->rest.end(), [](char c) { return is_letter(c) || c == ' '; });
  if (!letters || words(found->rest).size() > kMaxUnitWords) return std::nullopt;
  Value value{math::Expr::number(found->value), {}, false, false};
  take_unit(clean_unit(found->rest), value);
  return value;
}

std::optional<Value> read_compound(std::string_view text) {
  if (text.size() > 120 || text.empty() || !is_digit(text.front())) return std::nullopt;
  const std::string plain = parted(replace_all(replace_all(replace_all(text, "\\text{", " "), "}", " "), ",", " "));
  std::optional<Value> total;
  std::string unit_before, number;
  for (std::string_view word : words(plain)) {
    if (word == "and" && number.empty()) continue;
    if (number.empty()) {
      number = word;
      continue;
    }
    const std::string unit = word == "in" ? "inch" : clean_unit(word);
    const auto value = math::Rational::parse(number);
    if (!value.ok() || !is_unit_name(word) || unit.find('^') != std::string::npos) return std::nullopt;
    const auto factor = total ? unit_factor(unit, total->unit) : math::Rational(1);
    const auto step = total ? unit_factor(unit, unit_before) : math::Rational(0);
    if (!factor || !step || !(*step < math::Rational(1))) return std::nullopt;
    if (!total) total = Value{math::Expr(), unit, false, false};
    total->expr = math::Expr::number(total->expr.value() + *value * *factor);
    unit_before = unit;
    number.clear();
  }
  const bool several = total && unit_before != total->unit;
  return several && number.empty() ? total : std::nullopt;
}

namespace {

// `7 [days]`, `428 (\text{square centimeters})` with the unit out of its brackets; empty where none stands in brackets.
std::string unit_out_of_brackets(std::string_view text) {
  const std::size_t open = text.find_last_of("([");
  if (open == text.npos || open == 0 || (text.back() != ')' && text.back() != ']')) return {};
  const std::string_view inside = trim(text.substr(open + 1, text.size() - open - 2));
  const bool marked = inside.starts_with("\\text{") && inside.find('}') == inside.size() - 1;
  const std::string_view first = inside.substr(0, inside.find_first_of(" /^"));
  const bool named = is_unit_name(first) || first == "square" || first == "sq" || first == "cubic";
  if (!marked && (first.size() < 2 || !named || !is_unit_text(inside))) return {};
  return std::string(text.substr(0, open)) + (marked ? std::string(inside) : "\\text{ " + std::string(inside) + "}");
}

}  // namespace

std::optional<Value> read_quantity(std::string_view text) {
  Value value;
  text = trim(text);
  while (text.find("\\text{") != text.npos && encloses(text, "(", ")")) text = trim(text.substr(1, text.size() - 2));   // (12\text{ cm})
  const std::string unbracketed = unit_out_of_brackets(text);
  if (!unbracketed.empty()) text = unbracketed;
  if (auto based = read_based(text)) {
    value.expr = std::move(*based);
    return value;
  }
  std::string sign;
  if (text.starts_with("-\\$") || text.starts_with("-\\text{")) {
    sign = "-";
    text.remove_prefix(1);
  }
  if (text.starts_with("\\$")) {
    value.unit = "dollar";
    text = trim(text.substr(2));
  } else if (text.starts_with("\\text{")) {
    const std::size_t end = text.find('}');
    if (end == std::string_view::npos || !is_unit_text(text.substr(0, end + 1))) return std::nullopt;
    value.unit = clean_unit(text.substr(0, end + 1));
    text = trim(text.substr(end + 1));
  }
  const std::size_t code = currency_code(text);
  if (code > 0 && value.unit.empty()) {
    const std::string unit = clean_unit(text.substr(0, code));
    if (unit != "us") value.unit = unit;
    text = trim(text.substr(code));
    if (take_prefix(text, "\\$")) value.unit = "dollar";
  }
  math::Rational scale(1);
  text = without_ordinal(text);
  if (auto degrees = take_temperature(text)) value.unit = *degrees;
  const std::size_t unit = unit_start(text);
  if (unit < text.size()) {
    if (!is_unit_text(text.substr(unit))) return std::nullopt;
    scale = take_unit(clean_unit(text.substr(unit)), value);
    text = trim(text.substr(0, unit));
  }
  if (take_suffix(text, "\\$")) value.unit = "dollar";
  if (take_suffix(text, "%")) value.percent = true;
  const bool of_angle = std::any_of(std::begin(kAngleFunctions), std::end(kAngleFunctions), [&](std::string_view f) { return text.find(f) != text.npos; });
  if (!of_angle && take_suffix(text, "^\\circ")) value.degrees = true;
  auto expr = read_expression(sign + std::string(text));
  if (!expr) return std::nullopt;
  value.expr = scale == math::Rational(1) ? std::move(*expr) : *expr * math::Expr::number(scale);
  return value;
}

}  // namespace retort::grade
