#include "grade/readings.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "base/text.h"
#include "math/exact.h"

namespace retort::grade {
namespace {

using math::Expr;
using math::Rational;

constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kSameWords = {{
    {"no solutions", "no solution"}, {"no real solution", "no solution"}, {"no real solutions", "no solution"}, {"none", "no solution"},
    {"there is no solution", "no solution"}, {"there are no solutions", "no solution"}, {"there is no real solution", "no solution"},
    {"there are no real solutions", "no solution"}, {"does not exist", "dne"}, {"doesn't exist", "dne"}, {"it does not exist", "dne"},
    {"infinitely many solutions", "infinitely many"}, {"infinite solutions", "infinitely many"}, {"all reals", "all real numbers"},
    {"null set", "empty set"}, {"not possible", "impossible"}, {"all of the above", "all of these"},
}};

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// f(x): a letter applied to a letter
bool is_applied_letter(std::string_view s) {
  return s.size() == 4 && std::isalpha(static_cast<unsigned char>(s[0])) && s[1] == '(' && std::isalpha(static_cast<unsigned char>(s[2])) && s[3] == ')';
}

std::optional<Value> decimal_comma(const Answer& answer) {
  const std::size_t comma = answer.text.find(',');
  if (comma == std::string::npos || answer.text.size() > 30) return std::nullopt;
  std::string text = answer.text;
  text[comma] = '.';
  const auto value = Rational::parse(text);
  if (!value.ok()) return std::nullopt;
  return Value{Expr::number(*value, text), {}, false, false};
}

// The exact value of a bare number.
std::optional<Rational> number_of(const Answer& answer) {
  const Value* value = answer.as<Value>();
  if (!value || !value->unit.empty() || value->percent || value->degrees) return std::nullopt;
  const auto exact = math::exact_value(value->expr);
  return exact.ok() ? std::optional(*exact) : std::nullopt;
}

// 1,\,536: one number with its groups, or a list of numbers.
std::optional<Value> thin_groups(std::string_view text) {
  std::string digits;
  std::size_t group = 0;
  for (char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c != ',' || group == 0 || group > 3 || (digits.size() > group && group != 3))) return std::nullopt;
    group = digit ? group + 1 : 0;
    if (digit) digits += c;
  }
  const auto value = group == 3 && digits.size() <= 30 && digits.front() != '0' ? Rational::parse(digits) : Result<Rational>(Error{ErrorCode::kParse, "no groups"});
  return value.ok() ? std::optional(Value{Expr::number(*value), {}, false, false}) : std::nullopt;
}

std::optional<Value> mixed_number(const List& list) {
  const auto whole = number_of(list.items[0]), part = number_of(list.items[1]);
  const bool fraction = part && list.items[1].as<Value>()->expr.is(math::Op::kDiv) && part->sign() > 0 && *part < Rational(1);
  if (!whole || !fraction || !whole->is_integer() || whole->sign() <= 0) return std::nullopt;
  return Value{Expr::number(*whole + *part), {}, false, false};
}

}  // namespace

std::string_view meaning(std::string_view text) {
  for (std::string_view article : {"a ", "an ", "the "}) {
    if (!text.starts_with(article)) continue;
    text.remove_prefix(article.size());
    break;
  }
  for (const auto& [from, to] : kSameWords) {
    if (text == from) return to;
  }
  return text;
}

bool names_nothing(const Answer& answer) {
  if (const Set* set = answer.as<Set>()) return set->items.empty();
  const Words* found = answer.as<Words>();
  return found && (meaning(found->text) == "no solution" || meaning(found->text) == "empty set");
}

std::optional<Labelled> read_label(const Answer& answer) {
  std::string_view text = answer.text;
  const bool marked = text.starts_with("\\text{(");
  if (marked) text.remove_prefix(6);
  const std::string_view close = marked ? ")}" : ")";
  if (text.size() > 1 + close.size() && text[0] == '(' && is_capital(text[1]) && text.substr(2).starts_with(close)) {
    return Labelled{text[1], std::string(text.substr(2 + close.size()))};
  }
  const bool colon = text.size() > 2 && text[0] >= 'A' && text[0] <= 'H' && (text[1] == ':' || text[1] == ')');
  if (marked || !colon) return std::nullopt;
  return Labelled{text[0], std::string(text.substr(2))};
}

std::optional<Choice> small_choice(const Answer& answer) {
  const std::string& text = answer.text;
  if (text.size() != 3 || text[0] != '(' || text[2] != ')' || text[1] < 'a' || text[1] > 'h') return std::nullopt;
  return Choice{static_cast<char>(text[1] - 'a' + 'A')};
}

std::optional<Value> as_one_number(const Answer& answer) {
  const List* list = answer.as<List>();
  if (list && list->thin) return thin_groups(answer.text);
  if (!list || list->items.size() != 2) return std::nullopt;
  if (answer.text.find("and") != std::string::npos) return mixed_number(*list);
  return decimal_comma(answer);
}

std::optional<Value> as_count(const Tuple& tuple) {
  if ((tuple.label != 'C' && tuple.label != 'P') || tuple.items.size() != 2) return std::nullopt;
  const Expr &n = tuple.items[0].as<Value>()->expr, &k = tuple.items[1].as<Value>()->expr;
  if (tuple.label == 'C') return Value{Expr::func("binomial", {n, k}), {}, false, false};
  return Value{Expr::func("factorial", {n}) / Expr::func("factorial", {n - k}), {}, false, false};
}

std::optional<Ratio> as_ratio(const Answer& answer) {
  if (const Ratio* ratio = answer.as<Ratio>()) return *ratio;
  const ClockTime* time = answer.as<ClockTime>();
  if (!time || time->half != 0) return std::nullopt;
  std::vector<int> numbers = {time->hour, time->minute};
  if (std::count(answer.text.begin(), answer.text.end(), ':') == 2) numbers.push_back(time->second);
  Ratio ratio;
  for (int part : numbers) ratio.parts.push_back({std::to_string(part), Value{Expr::integer(part), {}, false, false}});
  return ratio;
}

bool same_placeholder(std::string_view a, std::string_view b) { return is_applied_letter(a) && is_applied_letter(b) && a[0] == b[0]; }

bool names_function_value(std::string_view a, std::string_view b) {
  return (a == "y" && is_applied_letter(b)) || (b == "y" && is_applied_letter(a));
}

}  // namespace retort::grade
