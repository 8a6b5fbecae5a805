#include "grade/notation.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "base/text.h"

namespace retort::grade {
namespace {

constexpr std::size_t kMaxOperand = 30;    // bytes of an operand of C and P
constexpr std::size_t kMaxArgument = 400;  // bytes of an argument of cis

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

std::size_t digits_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

// ---- _7C_2 -------------------------------------------------------------------------------------------------------------------

struct Operand {
  std::string_view text;
  std::size_t end = 0;
};

// `{n+1}`, `10`, `n`: what a subscript or superscript that stands at `at` holds.
std::optional<Operand> script(std::string_view text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  if (text[at] == '{') {
    const std::size_t close = text.substr(0, std::min(text.size(), at + kMaxOperand)).find('}', at);
    if (close == text.npos || close == at + 1) return std::nullopt;
    const std::string_view inside = text.substr(at + 1, close - at - 1);
    const bool plain = std::all_of(inside.begin(), inside.end(), [](char c) { return is_digit(c) || is_letter(c) || c == '+' || c == '-' || c == ' '; });
    return plain ? std::optional(Operand{inside, close + 1}) : std::nullopt;
  }
  const std::size_t end = is_digit(text[at]) ? digits_end(text, at) : is_letter(text[at]) ? at + 1 : at;
  if (end == at || end - at > kMaxOperand) return std::nullopt;
  return Operand{text.substr(at, end - at), end};
}

std::string counted(char how, std::string_view n, std::string_view k) {
  const std::string from(n), of(k);
  if (how == 'C') return "\\binom{" + from + "}{" + of + "}";
  return "\\frac{(" + from + ")!}{(" + from + "-(" + of + "))!}";
}

// Does a sign or bracket, or nothing, stand before `at`? Else a script there belongs to what stands before it.
bool stands_alone(std::string_view out) {
  const std::size_t last = out.find_last_not_of(' ');
  if (last == out.npos || std::string_view("+-*/({,=").find(out[last]) != std::string_view::npos) return true;
  return out.substr(0, last + 1).ends_with("\\cdot") || out.substr(0, last + 1).ends_with("\\times");
}

// The end of `_7C_2` that begins at `at`, which `out` gets in LaTeX; `at` when there is none.
std::size_t prefixed_count(std::string_view text, std::size_t at, std::string& out) {
  const std::size_t begin = text.substr(at, 2) == "{}" ? at + 2 : at;
  if (begin >= text.size() || (text[begin] != '_' && text[begin] != '^') || !stands_alone(out)) return at;
  const auto n = script(text, begin + 1);
  if (!n) return at;
  const std::size_t letter = skip_spaces(text, n->end);
  if (letter >= text.size() || (text[letter] != 'C' && text[letter] != 'P')) return at;
  const std::size_t bar = skip_spaces(text, letter + 1);
  const auto k = bar < text.size() && text[bar] == '_' ? script(text, bar + 1) : std::nullopt;
  if (!k) return at;
  out += counted(text[letter], n->text, k->text);
  return k->end;
}

// 7C2, 7P2: whole texts only.
std::optional<std::string> bare_count(std::string_view text) {
  const std::size_t n = digits_end(text, 0), letter = skip_spaces(text, n);
  if (n == 0 || n > 6 || letter >= text.size() || (text[letter] != 'C' && text[letter] != 'P')) return std::nullopt;
  const std::size_t begin = skip_spaces(text, letter + 1), k = digits_end(text, begin);
  if (k == begin || k != text.size() || k - begin > 6) return std::nullopt;
  return counted(text[letter], text.substr(0, n), text.substr(begin));
}

// ---- cis ---------------------------------------------------------------------------------------------------------------------

// The end of the word cis in one of its spellings, `at` when there is none.
std::size_t cis_end(std::string_view text, std::size_t at) {
  for (std::string_view name : {"\\text{cis}", "\\text{ cis}", "\\text{cis }", "\\text{ cis }", "\\cis", "cis"}) {
    if (text.substr(at, name.size()) != name) continue;
    const std::size_t end = at + name.size();
    const bool closed = name.ends_with('}');
    const bool begins = name.front() == '\\' || at == 0 || (!is_letter(text[at - 1]) && text[at - 1] != '\\');
    if (begins && (closed || end >= text.size() || !is_letter(text[end]))) return end;
  }
  return at;
}

// The end of the argument that begins at `at`: a bracket, or all up to a sign, comma or closing bracket.
std::size_t argument_end(std::string_view text, std::size_t at) {
  int depth = 0;
  const bool bracket = at < text.size() && text[at] == '(';
  for (std::size_t i = at; i < text.size() && i < at + kMaxArgument; ++i) {
    const char c = text[i];
    if (c == '(' || c == '{') ++depth;
    if ((c == ')' || c == '}') && --depth < 0) return i;
    if (bracket && depth == 0) return i + 1;
    const bool ends = c == '+' || c == ',' || c == ';' || c == '=' || c == '&' || (c == '-' && i > at);
    if (depth == 0 && ends) return i;
  }
  return text.size() <= at + kMaxArgument ? text.size() : at;
}

std::size_t expand_cis(std::string_view text, std::size_t at, std::string& out) {
  const std::size_t name = cis_end(text, at);
  if (name == at) return at;
  const std::size_t begin = skip_spaces(text, name), end = argument_end(text, begin);
  const std::string argument(trim(text.substr(begin, end - begin)));
  if (argument.empty()) return at;
  out += "(\\cos(" + argument + ")+i\\sin(" + argument + "))";
  return end;
}

// ---- degrees -----------------------------------------------------------------------------------------------------------------

// 30^\circ 15' 36'': whole texts only.
std::optional<std::string> with_minutes(std::string_view text) {
  constexpr std::string_view kCircle = "^\\circ";
  const std::size_t degrees = digits_end(text, 0);
  if (degrees == 0 || text.substr(degrees, kCircle.size()) != kCircle) return std::nullopt;
  std::size_t at = skip_spaces(text, degrees + kCircle.size());
  std::string sum = "(" + std::string(text.substr(0, degrees));
  int parts = 0;
  for (const auto& [mark, size] : {std::pair{"'", "60"}, std::pair{"''", "3600"}}) {
    const std::size_t end = digits_end(text, at);
    const std::string_view marks(mark);
    if (end == at || text.substr(end, marks.size()) != marks || text.substr(end + marks.size(), 1) == "'") continue;
    sum += "+" + std::string(text.substr(at, end - at)) + "/" + size;
    at = skip_spaces(text, end + marks.size());
    ++parts;
  }
  return parts > 0 && at == text.size() ? std::optional(sum + ")^\\circ") : std::nullopt;
}

// 60^o, 60^{o}
std::size_t expand_degree_letter(std::string_view text, std::size_t at, std::string& out) {
  if (text[at] != '^' || out.empty() || !(is_digit(out.back()) || out.back() == '}')) return at;
  for (std::string_view letter : {"^{o}", "^o"}) {
    const std::size_t end = at + letter.size();
    if (text.substr(at, letter.size()) != letter || (end < text.size() && is_letter(text[end]))) continue;
    out += "^\\circ ";
    return end;
  }
  return at;
}

// ---- numbers -----------------------------------------------------------------------------------------------------------------

// 1'234'567, 1_234: whole texts only.
std::optional<std::string> grouped_as_in_programs(std::string_view text) {
  const std::size_t sign = text.starts_with('-') ? 1 : 0;
  std::size_t end = digits_end(text, sign);
  if (end == sign || end - sign > 3 || end >= text.size() || (text[end] != '\'' && text[end] != '_')) return std::nullopt;
  const char separator = text[end];
  std::string out(text.substr(0, end));
  while (end < text.size() && text[end] == separator) {
    const std::size_t next = digits_end(text, end + 1);
    if (next - end - 1 != 3) return std::nullopt;
    out += text.substr(end + 1, 3);
    end = next;
  }
  return end == text.size() ? std::optional(out) : std::nullopt;
}

// i6 is 6i.
std::size_t expand_leading_i(std::string_view text, std::size_t at, std::string& out) {
  const bool alone = text[at] == 'i' && at + 1 < text.size() && is_digit(text[at + 1]) &&
                     (out.empty() || !(is_letter(out.back()) || is_digit(out.back()) || out.back() == '\\' || out.back() == '_' || out.back() == '{'));
  const std::size_t end = alone ? digits_end(text, at + 1) : at;
  const bool goes_on = end < text.size() && (text[end] == '.' || text[end] == '^' || text[end] == '_' || is_letter(text[end]));
  if (!alone || goes_on) return at;
  out += std::string(text.substr(at + 1, end - at - 1)) + "i";
  return end;
}

// 2 + 3I: the only letter beside digits is the imaginary unit.
bool has_capital_unit(std::string_view text) {
  bool digit = false, unit = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      while (i + 1 < text.size() && is_letter(text[i + 1])) ++i;
      continue;
    }
    if (is_letter(text[i]) && text[i] != 'I') return false;
    if (text[i] == 'I' && i > 0 && text[i - 1] == 'I') return false;
    digit = digit || is_digit(text[i]);
    unit = unit || text[i] == 'I';
  }
  return digit && unit;
}

// \frac{\text{km}}{\text{h}}
std::size_t expand_unit_fraction(std::string_view text, std::size_t at, std::string& out) {
  constexpr std::string_view kFraction = "\\frac{\\text{";
  constexpr std::size_t kMaxUnits = 80;
  if (text.substr(at, kFraction.size()) != kFraction) return at;
  const std::string_view near = text.substr(at + 5, kMaxUnits);
  std::string units;
  std::size_t i = 0;
  for (int part = 0; part < 2; ++part) {   // {\text{km}} or, where one letter is its own, {h}
    if (i >= near.size() || near[i] != '{') return at;
    const bool marked = near.substr(i + 1).starts_with("\\text{");
    const std::size_t begin = i + (marked ? 7 : 1), close = near.find('}', begin);
    if (close == near.npos || (marked && near.substr(close, 2) != "}}")) return at;
    const std::string_view unit = near.substr(begin, close - begin);
    if (!std::all_of(unit.begin(), unit.end(), [](char c) { return is_letter(c) || c == ' '; })) return at;
    units += (part == 0 ? "" : "/") + std::string(unit);
    i = close + (marked ? 2 : 1);
  }
  out += "\\text{" + units + "}";
  return at + 5 + i;
}

// The brace that closes the one at `open`; npos where none does.
std::size_t closing_brace(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
    if (depth == 0) return i;
  }
  return text.npos;
}

// The conjugate of a number in i: each i with its sign changed. Nothing for other letters, whose conjugates are unknown.
std::optional<std::string> conjugate(std::string_view text) {
  std::string out;
  bool imaginary = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      const std::size_t begin = i;
      while (i + 1 < text.size() && is_letter(text[i + 1])) ++i;
      const std::string_view command = text.substr(begin, i + 1 - begin);
      const bool real = command == "\\frac" || command == "\\pi" || command == "\\cdot" || command == "\\times" || (command == "\\sqrt" && text.substr(i + 1, 2) != "{-");
      if (!real) return std::nullopt;
      out += command;
    } else if (text[i] == 'i') {
      out += "(-i)";
      imaginary = true;
    } else if (is_letter(text[i])) {
      return std::nullopt;
    } else {
      out += text[i];
    }
  }
  return imaginary ? std::optional("(" + out + ")") : std::nullopt;
}

// \overline{1101}_2 is the number, \overline{AB} the segment's name, \overline{2+3i} the conjugate.
std::size_t expand_overline(std::string_view text, std::size_t at, std::string& out) {
  constexpr std::size_t kMaxInside = 200;
  const std::size_t open = text.substr(at).starts_with("\\overline{") ? at + 9 : text.substr(at).starts_with("\\bar{") ? at + 4 : at;
  if (open == at || (!out.empty() && (is_digit(out.back()) || out.back() == '.'))) return at;
  const std::size_t close = closing_brace(text.substr(0, open + kMaxInside), open);
  if (close == text.npos) return at;
  const std::string_view inside = text.substr(open + 1, close - open - 1);
  const bool based = close + 1 < text.size() && text[close + 1] == '_';
  const auto all = [&](auto test) { return !inside.empty() && std::all_of(inside.begin(), inside.end(), test); };
  if ((based && all([](char c) { return is_digit(c) || is_letter(c); })) || all([](char c) { return c >= 'A' && c <= 'Z'; })) {
    out += inside;
  } else if (const auto turned = conjugate(inside)) {
    out += *turned;
  } else {
    return at;
  }
  return close + 1;
}

// Rational(2, 3), Fraction(2, 3): programs' fractions.
std::size_t expand_rational(std::string_view text, std::size_t at, std::string& out) {
  for (std::string_view name : {"Rational(", "Fraction("}) {
    if (!text.substr(at).starts_with(name)) continue;
    const std::size_t begin = at + name.size(), sign = begin < text.size() && text[begin] == '-' ? 1 : 0, comma = digits_end(text, begin + sign);
    if (comma == begin + sign || comma >= text.size() || text[comma] != ',') return at;
    const std::size_t below = skip_spaces(text, comma + 1), close = digits_end(text, below);
    if (close == below || close >= text.size() || text[close] != ')') return at;
    out += std::string(sign, '-') + "\\frac{" + std::string(text.substr(begin + sign, comma - begin - sign)) + "}{" + std::string(text.substr(below, close - below)) + "}";
    return close + 1;
  }
  return at;
}

// (3+4j): the imaginary unit of programs, where j is the only letter and stands behind a number and another one before it.
bool has_program_unit(std::string_view text) {
  const bool only = std::count_if(text.begin(), text.end(), is_letter) == 1;
  const std::size_t j = text.find('j');
  if (!only || j == text.npos || j < 3 || !is_digit(text[j - 1]) || text.find_first_of("=\\") != text.npos) return false;
  const std::size_t sign = text.find_last_of("+-", j);
  return sign != text.npos && sign > 0 && std::any_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(sign), is_digit);
}

// ^{3}/_{2}
std::size_t expand_raised_fraction(std::string_view text, std::size_t at, std::string& out) {
  const std::size_t mark = text.substr(at, 2) == "{}" ? at + 2 : at;
  const auto above = mark < text.size() && text[mark] == '^' && (stands_alone(out) || is_digit(out.back())) ? script(text, mark + 1) : std::nullopt;
  if (!above || !text.substr(above->end).starts_with("/_")) return at;
  const auto below = script(text, above->end + 2);
  if (!below) return at;
  out += "\\frac{" + std::string(above->text) + "}{" + std::string(below->text) + "}";
  return below->end;
}

// (1,2) U (3,4), (1,2) union (3,4)
std::size_t expand_union(std::string_view text, std::size_t at, std::string& out) {
  std::size_t end = at;
  for (std::string_view sign : {"U", "union", "\\text{union}", "\\text{ union }", "\\text{ union}", "\\text{ U }"}) {
    if (text.substr(at, sign.size()) == sign) end = at + sign.size();
  }
  const std::size_t last = out.find_last_not_of(' '), next = skip_spaces(text, end);
  const bool between = end > at && last != out.npos && (out[last] == ')' || out[last] == ']') && next < text.size() && (text[next] == '(' || text[next] == '[');
  if (!between) return at;
  out += "\\cup ";
  return next;
}

// x \text{ in } (0,1)
std::size_t expand_membership(std::string_view text, std::size_t at, std::string& out) {
  for (std::string_view word : {"\\text{ in }", "\\text{in}", " in "}) {
    if (text.substr(at, word.size()) != word) continue;
    const std::size_t next = skip_spaces(text, at + word.size()), last = out.find_last_not_of(' ');
    const bool bracket = next < text.size() && (text[next] == '(' || text[next] == '[' || text.substr(next).starts_with("\\{") || text.substr(next).starts_with("\\R"));
    if (!bracket || last == out.npos || !is_letter(out[last])) return at;
    out += "\\in ";
    return next;
  }
  return at;
}

std::size_t expand_sign(std::string_view text, std::size_t at, std::string& out) {
  if (text.substr(at, 3) != "+/-") return at;
  out += "\\pm ";
  return at + 3;
}

// `negative 5`, `\text{minus }3`
std::string with_sign(std::string text) {
  const std::string lower = lower_ascii(text.substr(0, 20));
  for (std::string_view word : {"negative ", "minus ", "\\text{negative }", "\\text{negative}", "\\text{minus }", "\\text{minus}"}) {
    if (!lower.starts_with(word)) continue;
    const std::size_t next = skip_spaces(text, word.size());
    if (next < text.size() && (is_digit(text[next]) || text[next] == '\\')) return "-" + text.substr(next);
  }
  if (lower.starts_with("\\text{negative infinity}")) return "-\\infty";
  return text;
}

}  // namespace

std::string expand_notations(std::string text) {
  text = with_sign(std::string(trim(text)));
  if (auto count = bare_count(text)) return *count;
  if (auto angle = with_minutes(text)) return *angle;
  if (auto number = grouped_as_in_programs(text)) return *number;
  if (has_capital_unit(text)) std::replace(text.begin(), text.end(), 'I', 'i');
  if (has_program_unit(text)) std::replace(text.begin(), text.end(), 'j', 'i');
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    for (const auto& expand : {prefixed_count, expand_cis, expand_degree_letter, expand_leading_i, expand_unit_fraction, expand_overline, expand_rational, expand_raised_fraction, expand_union, expand_membership, expand_sign}) {
      if (end == at) end = expand(text, at, out);
    }
    if (end == at) out += text[end++];
    at = end;
  }
  return out;
}

}  // namespace retort::grade
