#include "check/notation.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "math/parse.h"

namespace retort::check {
namespace {

using math::Rational;

void show_digits(std::string_view text, bool of_problem, std::vector<Shown>& out) {
  for (const NumberPlace& number : numbers_in(text)) {
    const std::size_t at = of_problem ? 0 : number.at, end = number.at + number.length;
    const std::string_view before = text.substr(0, number.at);
    if (before.ends_with("\\log_{") || before.ends_with("\\log_")) out.push_back({number.value, at});
    const bool block = before.ends_with("\\overline{"), numeral = of_problem && end < text.size() && text[end] == '_';
    if (!block && !numeral) continue;
    for (char c : text.substr(number.at, number.length)) {
      if (c >= '0' && c <= '9') out.push_back({Rational(c - '0'), at});
    }
  }
}

void show_rules(std::string_view text, const std::vector<Piece>& pieces, std::vector<Shown>& out) {
  constexpr std::size_t kLongest = 24;
  constexpr std::string_view kLetters = "abchnprs";
  for (const Piece& piece : pieces) {
    const std::string_view inner = text.substr(piece.inner_begin, piece.inner_end - piece.inner_begin);
    const bool relates = inner.find_first_of("=<>") != std::string_view::npos;
    if (piece.formula && trim(inner) == "2\\pi") out.push_back({Rational(2), piece.begin});   // a full turn
    const auto read = piece.formula && inner.size() <= kLongest && !relates ? math::parse(inner, math::Notation::kLatex) : Result<math::Expr>(Error{});
    if (!read.ok() || read->args().empty()) continue;
    const std::vector<std::string> symbols = read->symbols();
    const auto general = [&](const std::string& symbol) { return symbol.size() == 1 && kLetters.find(symbol[0]) != std::string_view::npos; };
    if (symbols.empty() || !std::all_of(symbols.begin(), symbols.end(), general)) continue;
    for (const NumberPlace& number : numbers_in(inner)) {
      if (number.value.is_integer() && number.value <= Rational(4)) out.push_back({number.value, piece.begin});
    }
  }
}

}  // namespace

std::vector<Shown> shown_by_notation(std::string_view problem, std::string_view narrative, const std::vector<Piece>& pieces) {
  std::vector<Shown> out;
  show_digits(problem, true, out);
  show_digits(narrative, false, out);
  show_rules(narrative, pieces, out);
  return out;
}

bool is_ordinal(std::string_view text, const NumberPlace& number) {
  const std::string_view ending = text.substr(std::min(number.at + number.length, text.size()), 2);
  return ending == "st" || ending == "nd" || ending == "rd" || ending == "th";
}

bool is_enumeration(std::string_view text, const NumberPlace& number) {
  const std::size_t line = text.substr(0, number.at).rfind('\n');
  const std::string_view before = trim(text.substr(line == std::string_view::npos ? 0 : line + 1, number.at - (line == std::string_view::npos ? 0 : line + 1)));
  const std::size_t end = number.at + number.length;
  const char after = end < text.size() ? text[end] : ' ';
  if ((before.empty() || before == "**" || before == "(") && (after == ')' || (after == '.' && end + 1 < text.size() && text[end + 1] == ' '))) return true;
  const std::string lower = lower_ascii(before.substr(before.size() > 8 ? before.size() - 8 : 0));
  return lower.ends_with("step") || lower.ends_with("case") || lower.ends_with("equation (") || lower.ends_with("equation") || lower.ends_with("year") || lower.ends_with("day") || lower.ends_with("week");
}

bool is_named_by(const RowStep& step, std::string_view narrative, const Rational& value) {
  const std::string_view matrix = narrative.substr(step.left_at, step.left_length);
  Rational rows(1);
  for (std::size_t at = matrix.find("\\\\"); at != std::string_view::npos; at = matrix.find("\\\\", at + 2)) rows += Rational(1);
  if (value.is_integer() && value <= rows) return true;
  const std::vector<NumberPlace> entries = numbers_in(matrix);
  return std::any_of(entries.begin(), entries.end(), [&](const NumberPlace& a) {
    return std::any_of(entries.begin(), entries.end(), [&](const NumberPlace& b) { return !b.value.is_zero() && (a.value / b.value).abs() == value; });
  });
}

}  // namespace retort::check
