#include "agent/statement_math.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "math/parse.h"

namespace retort::agent {

namespace {

// A row of a system without "and" behind it.
std::string without_joining_word(const std::string& row) {
  for (std::string_view command : {"\\text", "\\textrm", "\\mbox", "\\mathrm"}) {
    const std::string open = std::string(command) + "{";
    const std::size_t at = row.rfind(open);
    if (at == row.npos || at == 0 || row.back() != '}') continue;
    const std::string words = lower_ascii(trim(row.substr(at + open.size(), row.size() - at - open.size() - 1)));
    if (words == "and" || words == ", and" || words == ",and" || words == "and," || words == ".") return std::string(trim(row.substr(0, at)));
  }
  return row;
}

// \left\{ ... \right. around one block of rows; the last full stop may be gone already.
std::string without_brace(const std::string& latex) {
  for (std::string_view open : {"\\left\\{", "\\left \\{", "\\Big\\{", "\\{"}) {
    if (latex.compare(0, open.size(), open) != 0) continue;
    std::string inside(trim(latex.substr(open.size())));
    if (inside.compare(0, 7, "\\begin{") != 0) return latex;
    for (std::string_view close : {"\\right.", "\\right"})
      if (inside.size() > close.size() && inside.compare(inside.size() - close.size(), close.size(), close) == 0) inside = std::string(trim(inside.substr(0, inside.size() - close.size())));
    return inside.back() == '}' ? inside : latex;
  }
  return latex;
}

// "\begin{align*} a &= b \\ c &= d \end{align*}" -> "a = b", "c = d"; the whole text when it is no aligned block.
std::vector<std::string> rows_of(const std::string& latex) {
  constexpr std::string_view kBegin = "\\begin{";
  std::size_t name_end = latex.find('}');
  if (latex.compare(0, kBegin.size(), kBegin) != 0 || name_end == latex.npos) return {latex};
  const std::string name = latex.substr(kBegin.size(), name_end - kBegin.size()), close = "\\end{" + name + "}";
  const bool system = name == "cases" || name == "array";
  if ((!system && !is_aligned_block(name)) || latex.size() < close.size() || latex.compare(latex.size() - close.size(), close.size(), close) != 0)
    return {latex};
  std::string inside = latex.substr(name_end + 1, latex.size() - close.size() - name_end - 1);
  if (name == "array" || name == "cases") {
    // A system has no second column of conditions; what stands before the first row says how columns are set.
    if (name == "array" && !inside.empty() && inside[0] == '{') inside = inside.substr(std::min(inside.find('}'), inside.size() - 1) + 1);
    if (inside.find("text") != inside.npos || inside.find("mbox") != inside.npos || inside.find('=') == inside.npos) return {latex};
  }
  std::vector<std::string> rows;
  for (std::size_t start = 0;;) {
    std::size_t end = inside.find("\\\\", start);
    char mark = 0;
    std::string row = clean_math(without_joining_word(clean_math(replace_all(inside.substr(start, end == inside.npos ? end : end - start), "&", ""), mark)), mark);
    if (!row.empty()) rows.push_back(row);
    if (end == inside.npos) return rows;
    start = end + 2;
  }
}

}  // namespace

bool is_aligned_block(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kNames = {"align", "aligned", "gather", "gathered", "eqnarray"};
  if (!name.empty() && name.back() == '*') name.remove_suffix(1);
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::string clean_math(std::string_view latex, char& mark) {
  // The row ends of matrices and blocks are kept apart from the blank "\\ ".
  constexpr std::string_view kRowEnd = "\x01";
  std::string text = replace_all(latex, "\\\\", kRowEnd);
  for (std::string_view layout : {"\\displaystyle", "\\textstyle", "\\limits", "\\!", "\\,", "\\;", "\\quad", "\\qquad", "\\ "})
    text = replace_all(text, layout, " ");
  text = std::string(trim(replace_all(text, kRowEnd, "\\\\ ")));
  // A full stop or comma of the sentence; "\ldots." keeps its dots by being a command.
  while (!text.empty() && std::string_view(".,;:?").find(text.back()) != std::string_view::npos) {
    mark = text.back();
    text.pop_back();
    text = std::string(trim(text));
  }
  return text;
}

std::vector<math::Expr> read_math(const std::string& latex, const std::vector<std::string>& functions, const std::vector<std::string>& symbols) {
  math::ParseLimits limits;
  limits.functions = functions;
  limits.symbols = symbols;
  std::vector<math::Expr> read;
  for (const std::string& row : rows_of(without_brace(latex))) {
    auto expr = math::parse(row, math::Notation::kLatex, limits);
    if (!expr.ok()) return {};
    read.push_back(*expr);
  }
  return read;
}

std::vector<std::string> letters_not_constants(const std::vector<std::string>& pieces) {
  auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  bool d = false, e = false, power = false;
  for (const std::string& text : pieces) {
    bool command = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\\') command = true;
      else if (!letter(text[i])) command = false;
      if (command) continue;
      d = d || text[i] == 'd';
      e = e || text[i] == 'e';
      power = power || (text[i] == 'e' && i + 1 < text.size() && text[i + 1] == '^');
    }
  }
  return d && e && !power ? std::vector<std::string>{"e"} : std::vector<std::string>{};
}

std::vector<std::string> defined_functions(const std::vector<std::string>& pieces) {
  std::vector<std::string> letters;
  auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  for (const std::string& piece : pieces) {
    std::string text = replace_all(piece, " ", "");
    for (std::size_t i = 0; i + 4 < text.size(); ++i) {
      bool starts = i == 0 || (!letter(text[i - 1]) && text[i - 1] != '\\' && text[i - 1] != ')');
      bool of_one = text[i + 3] == ')' && text[i + 4] == '=';
      bool of_two = i + 6 < text.size() && text[i + 3] == ',' && letter(text[i + 4]) && text[i + 5] == ')' && text[i + 6] == '=';
      bool of_three = i + 8 < text.size() && text[i + 3] == ',' && text[i + 5] == ',' && letter(text[i + 6]) && text[i + 7] == ')' && text[i + 8] == '=';
      if (starts && letter(text[i]) && text[i + 1] == '(' && letter(text[i + 2]) && (of_one || of_two || of_three))
        letters.emplace_back(1, text[i]);
    }
  }
  return letters;
}

}  // namespace retort::agent
