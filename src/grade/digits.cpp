#include "grade/digits.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "math/rational.h"

namespace retort::grade {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

std::size_t digits_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

// The end of the run `\d{1,3}(S\d{3})+` that starts at `at`, or `at` when there is none; S is the separator.
std::size_t groups_end(std::string_view text, std::size_t at, char separator) {
  std::size_t end = digits_end(text, at);
  if (end - at > 3 || end == at || (text[at] == '0')) return at;
  bool grouped = false;
  while (end < text.size() && text[end] == separator) {
    const std::size_t next = digits_end(text, end + 1);
    if (next - end - 1 != 3) return at;
    end = next;
    grouped = true;
  }
  return grouped ? end : at;
}

}  // namespace

std::string join_digit_groups(std::string_view text) {
  std::string out;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool escaped = i > 0 && text[i - 1] == '\\';
    if (c == '(' || c == '[' || (c == '{' && escaped)) ++depth;
    if (c == ')' || c == ']' || (c == '}' && escaped)) --depth;
    const bool starts = is_digit(c) && (i == 0 || (!is_digit(text[i - 1]) && text[i - 1] != '.' && text[i - 1] != ',' && text[i - 1] != '_'));
    if (!starts || depth > 0) {
      out += c;
      continue;
    }
    std::size_t end = groups_end(text, i, ',');
    if (end == i && !(i >= 2 && text[i - 1] == ' ' && is_digit(text[i - 2]))) {
      end = groups_end(text, i, ' ');
      if (end < text.size() && text[end] == '/') end = i;   // 48 519/1225 is a mixed number
    }
    if (end == i) end = digits_end(text, i);
    for (; i < end; ++i) {
      if (is_digit(text[i])) out += text[i];
    }
    --i;
  }
  return out;
}

namespace {

// 0.1818: the digits before the block that stands twice at the end, and the block; nothing where none does.
std::optional<std::pair<std::string_view, std::string_view>> repeated_end(std::string_view number, std::size_t point) {
  for (std::size_t length = 1; length <= 6; ++length) {
    if (number.size() < point + 1 + 2 * length) return std::nullopt;
    const std::string_view block = number.substr(number.size() - length);
    if (number.substr(number.size() - 2 * length, length) != block) continue;
    return std::pair{number.substr(0, number.size() - 2 * length), block};
  }
  return std::nullopt;
}

// 1.234.567 and 1.234,56: groups of three behind points; with one group only where two digits stand behind a comma, as of money.
std::optional<std::string> with_point(std::string_view text) {
  const std::size_t comma = text.find(',');
  const std::string_view whole = text.substr(0, comma);
  const auto groups = std::count(whole.begin(), whole.end(), '.');
  if (groups < 1 || (groups < 2 && (comma == text.npos || text.size() - comma != 3)) || whole.size() > 40 || whole.front() == '0') return std::nullopt;
  if (comma != text.npos && (comma + 1 == text.size() || digits_end(text, comma + 1) != text.size())) return std::nullopt;
  std::string out;
  for (std::size_t at = 0, group = 0; at <= whole.size(); ++group) {
    const std::size_t end = digits_end(whole, at);
    const std::size_t length = end - at;
    if ((group > 0 && length != 3) || length < 1 || length > 3 || (end < whole.size() && whole[end] != '.')) return std::nullopt;
    out += whole.substr(at, length);
    at = end + 1;
  }
  return comma == text.npos ? out : out + "." + std::string(text.substr(comma + 1));
}

}  // namespace

std::string expand_dots(std::string_view text) {
  if (const auto number = with_point(text)) return *number;
  for (std::string_view dots : {"...", "\\ldots", "\\dots", "\\cdots"}) {
    const std::size_t at = text.find(dots);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = text.substr(at + dots.size());
    const std::size_t sign = text.starts_with('-') ? 1 : 0, point = digits_end(text, sign);
    if (point >= at || text[point] != '.' || digits_end(text, point + 1) != at || rest.find_first_not_of(' ') != rest.npos) return std::string(text);
    const auto repeated = repeated_end(text.substr(0, at), point);
    if (!repeated) return std::string(text.substr(0, at)) + "\\ldots";
    return std::string(repeated->first) + "\\overline{" + std::string(repeated->second) + "}";
  }
  return std::string(text);
}

std::string expand_powers_of_ten(std::string_view text) {
  const auto ends_number = [&](std::size_t at) {   // no letter, power or subscript goes on
    if (at >= text.size()) return true;
    const char c = text[at];
    return !(is_letter(c) || is_digit(c) || c == '_' || c == '^' || c == '.' || c == '{');
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool behind_digit = i > 0 && is_digit(text[i - 1]);
    if (behind_digit && (text[i] == 'e' || text[i] == 'E')) {
      const std::size_t sign = i + 1 < text.size() && (text[i + 1] == '-' || text[i + 1] == '+') ? 1 : 0;
      const std::size_t end = digits_end(text, i + 1 + sign);
      std::size_t begin = i;
      while (begin > 0 && (is_digit(text[begin - 1]) || text[begin - 1] == '.')) --begin;
      const bool alone = begin == 0 || !(is_letter(text[begin - 1]) || text[begin - 1] == '_' || text[begin - 1] == '\\');
      if (alone && end > i + 1 + sign && end - i < 8 && ends_number(end)) {
        out += "\\times 10^{" + std::string(sign == 1 && text[i + 1] == '-' ? "-" : "") + std::string(text.substr(i + 1 + sign, end - i - 1 - sign)) + "}";
        i = end - 1;
        continue;
      }
    }
    const bool spaced = i > 0 && text[i] == 'x' && (behind_digit || (text[i - 1] == ' ' && i > 1 && is_digit(text[i - 2])));
    const std::size_t ten = spaced && i + 1 < text.size() && text[i + 1] == ' ' ? i + 2 : i + 1;
    if (spaced && text.substr(ten, 3) == "10^") {
      out += "\\times ";
      i = ten - 1;
      continue;
    }
    out += text[i];
  }
  return out;
}

std::string expand_mixed_numbers(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const bool starts = is_digit(text[i]) && (i == 0 || (!is_digit(text[i - 1]) && text[i - 1] != '.' && text[i - 1] != '/'));
    const std::size_t whole = starts ? digits_end(text, i) : i;
    const std::size_t num = whole > i && whole < text.size() && text[whole] == ' ' ? digits_end(text, whole + 1) : whole;
    const bool bar = num > whole + 1 && num < text.size() && text[num] == '/';
    const std::size_t den = bar ? digits_end(text, num + 1) : num;
    if (!bar || den == num + 1) {
      const std::size_t next = std::max(whole, i + 1);
      out += text.substr(i, next - i);
      i = next;
      continue;
    }
    out += "(" + std::string(text.substr(i, whole - i)) + "+" + std::string(text.substr(whole + 1, den - whole - 1)) + ")";
    i = den;
  }
  return out;
}

std::string expand_repeating_decimals(std::string_view text) {
  constexpr std::size_t kMaxDigits = 60;
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t mark = std::string_view::npos, open = 0;
    const bool starts = (is_digit(text[i]) || text[i] == '.') && (i == 0 || (!is_digit(text[i - 1]) && text[i - 1] != '.'));
    const std::size_t whole = starts ? digits_end(text, i) : i;
    const std::size_t fixed = whole < text.size() && text[whole] == '.' ? digits_end(text, whole + 1) : whole;
    if (starts && fixed > whole) {
      for (std::string_view command : {std::string_view("\\overline{"), std::string_view("\\dot{"), std::string_view("\\bar{")}) {
        if (text.substr(fixed, command.size()) == command) mark = fixed, open = fixed + command.size();
      }
    }
    std::size_t close = mark == std::string_view::npos ? mark : digits_end(text, open);
    bool closed = mark != std::string_view::npos && close > open && close < text.size() && text[close] == '}' && close - i < kMaxDigits;
    std::string repeat(closed ? text.substr(open, close - open) : std::string_view());
    if (starts && fixed > whole && !closed) {   // 0.1(6)
      const std::size_t end = fixed < text.size() && text[fixed] == '(' ? digits_end(text, fixed + 1) : fixed;
      closed = end > fixed + 1 && end < text.size() && text[end] == ')' && end - i < kMaxDigits;
      if (closed) repeat = text.substr(fixed + 1, end - fixed - 1), close = end;
    } else if (closed && text.substr(open - 5, 5) == "\\dot{" && text.substr(digits_end(text, close + 1), 5) == "\\dot{") {   // 0.\dot{1}4\dot{2}
      const std::size_t last = digits_end(text, close + 1) + 5, end = digits_end(text, last);
      if (end == last + 1 && end < text.size() && text[end] == '}' && end - i < kMaxDigits) {
        repeat += std::string(text.substr(close + 1, last - 5 - close - 1)) + text[last];
        close = end;
      }
    }
    if (!closed) {
      const std::size_t next = std::max(fixed, i + 1);
      out += text.substr(i, next - i);
      i = next;
      continue;
    }
    const std::string before(text.substr(whole + 1, fixed - whole - 1));
    const std::string integer = whole > i ? std::string(text.substr(i, whole - i)) : "0";
    const math::Rational shift = *math::Rational::parse("1" + std::string(before.size(), '0'));
    const math::Rational nines = *math::Rational::parse(std::string(repeat.size(), '9'));
    const math::Rational value = (*math::Rational::parse(integer + before) + *math::Rational::parse(repeat) / nines) / shift;
    out += "(" + value.to_string() + ")";
    i = close + 1;
  }
  return out;
}

}  // namespace retort::grade
