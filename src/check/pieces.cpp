#include "check/pieces.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>

#include "base/text.h"

namespace retort::check {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

// Is there a word of three or more small letters outside commands and \text{...}? Functions written without a backslash are none.
bool holds_word(std::string_view text) {
  constexpr std::array<std::string_view, 10> kFunctions = {"sin", "cos", "tan", "log", "gcd", "lcm", "mod", "max", "min", "sqrt"};
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '\\') {
      std::size_t end = i + 1;
      while (end < text.size() && is_letter(text[end])) ++end;
      const std::string_view name = text.substr(i + 1, end - i - 1);
      i = end == i + 1 ? i + 2 : end;
      const bool words = name.starts_with("text") || name == "mathrm" || name == "begin" || name == "end" || name == "mbox" || name == "operatorname" ||
                         name == "mathbf" || name == "mathit" || name == "color" || name == "hspace";
      if (words && i < text.size() && text[i] == '{') {
        const std::size_t close = text.find('}', i);
        i = close == std::string_view::npos ? text.size() : close + 1;
      }
      continue;
    }
    if (!is_letter(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i, small = 0;
    for (; end < text.size() && is_letter(text[end]); ++end) small += text[end] >= 'a';
    const bool function = std::find(kFunctions.begin(), kFunctions.end(), text.substr(i, end - i)) != kFunctions.end();
    bool row = true;   // abc, rst: a product
    for (std::size_t k = i + 1; k < end; ++k) row = row && text[k] == text[k - 1] + 1;
    if (small >= 3 && !function && !row) return true;
    i = end;
  }
  return false;
}

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

// `$5 x 3 = $15`: does what stands between two signs, with `after` behind the second, show that they are signs of money?
bool is_money_gap(std::string_view inside, std::string_view after) {
  const std::string_view text = trim(inside);
  if (text.empty() || inside.find("\n\n") != std::string_view::npos || holds_word(inside)) return true;
  if (is_one_of(text.back(), "+-*/=(<>") || text.ends_with("\xc3\x97")) return true;
  if (!is_digit(text.front()) && text.front() != '.') return false;
  const bool amount_follows = !after.empty() && (is_digit(after[0]) || (after[0] == '.' && after.size() > 1 && is_digit(after[1])));
  return amount_follows || (is_space(inside.back()) && !is_space(inside.front()));
}

// The end of the $..$ formula that opens at `at`, behind its closing sign.
std::optional<std::size_t> dollar_end(std::string_view text, std::size_t at) {
  const std::string_view near = text.substr(at + 1, kMaxFormula);
  for (std::size_t i = 0; i < near.size(); ++i) {
    if (near[i] == '\\') {
      ++i;
    } else if (near[i] == '$') {
      if (is_money_gap(near.substr(0, i), text.substr(at + 2 + i))) return std::nullopt;
      return at + 1 + i + 1;
    }
  }
  return std::nullopt;
}

struct Marks { std::string_view open, close; };
constexpr std::array<Marks, 13> kMarks = {{
    {"$$", "$$"}, {"\\(", "\\)"}, {"\\[", "\\]"},
    {"\\begin{align*}", "\\end{align*}"}, {"\\begin{align}", "\\end{align}"}, {"\\begin{equation*}", "\\end{equation*}"},
    {"\\begin{equation}", "\\end{equation}"}, {"\\begin{gather*}", "\\end{gather*}"}, {"\\begin{gather}", "\\end{gather}"},
    {"\\begin{aligned}", "\\end{aligned}"}, {"\\begin{eqnarray*}", "\\end{eqnarray*}"}, {"\\begin{eqnarray}", "\\end{eqnarray}"},
    {"\\begin{multline*}", "\\end{multline*}"},
}};

std::optional<Piece> formula_at(std::string_view text, std::size_t at) {
  for (const Marks& marks : kMarks) {
    if (text.substr(at, marks.open.size()) != marks.open) continue;
    const std::size_t inner = at + marks.open.size();
    const std::size_t length = text.substr(inner, kMaxFormula).find(marks.close);
    if (length == std::string_view::npos) return std::nullopt;
    return Piece{true, at, inner + length + marks.close.size(), inner, inner + length};
  }
  if (text[at] != '$') return std::nullopt;
  const auto end = dollar_end(text, at);
  if (!end) return std::nullopt;
  return Piece{true, at, *end, at + 1, *end - 1};
}

}  // namespace

std::vector<Piece> split_pieces(std::string_view text) {
  std::vector<Piece> pieces;
  std::size_t words = 0;   // where the words since the last formula began
  const auto close_words = [&](std::size_t end) {
    if (end > words) pieces.push_back({false, words, end, words, end});
  };
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '$' && text[at] != '\\') {
      ++at;
      continue;
    }
    const auto formula = formula_at(text, at);
    if (!formula) {
      at += text[at] == '\\' ? 2 : 1;
      continue;
    }
    close_words(at);
    pieces.push_back(*formula);
    at = words = formula->end;
  }
  close_words(text.size());
  return pieces;
}

}  // namespace retort::check
