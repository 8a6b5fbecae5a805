#include "check/formula.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"
#include "grade/scan.h"
#include "grade/units.h"

namespace retort::check {
namespace {

std::string_view plain_sign(std::string_view mark) {
  if (mark == "\\leq" || mark == "\\le" || mark == "\\leqslant") return "<=";
  if (mark == "\\geq" || mark == "\\ge" || mark == "\\geqslant") return ">=";
  if (mark == "\\ne" || mark == "\\neq") return "!=";
  if (mark == "\\lt") return "<";
  if (mark == "\\gt") return ">";
  if (mark == "\\approx" || mark == "\\simeq") return "\\approx";
  return mark;
}

std::vector<grade::Cut> relation_cuts(std::string_view text) {
  return grade::cuts(text, {"=", "<", ">", "<=", ">=", "!=", "\\leq", "\\le", "\\leqslant", "\\geq", "\\ge", "\\geqslant", "\\ne", "\\neq", "\\lt",
                            "\\gt", "\\approx", "\\simeq", "\\equiv", "\\in", "\\to", "\\mid"});
}

// The places where one statement ends and another begins: commas, arrows, wide spaces, row breaks, words between.
std::vector<std::string_view> clauses(std::string_view text) {
  std::vector<std::string_view> found;
  for (std::string_view clause : grade::pieces(text, grade::cuts(text, {",", ";", "\\\\", "\\quad", "\\qquad", "\\implies", "\\Rightarrow", "\\rightarrow",
                                                                        "\\Longrightarrow", "\\iff", "\\Leftrightarrow", "\\therefore"}))) {
    if (!clause.empty()) found.push_back(clause);
  }
  return found;
}

// Splits at \text{...} that holds connecting words; words of measure stay.
std::vector<std::string_view> split_words(std::string_view clause) {
  constexpr std::array<std::string_view, 12> kConnecting = {"and", "or", "so", "if", "for", "where", "then", "when", "since", "thus", "hence", "which"};
  std::vector<std::string_view> found;
  std::size_t begin = 0;
  for (std::size_t at = clause.find("\\text{"); at != std::string_view::npos; at = clause.find("\\text{", at + 1)) {
    const std::size_t close = clause.find('}', at);
    if (close == std::string_view::npos) break;
    const std::string inside = lower_ascii(clause.substr(at + 6, close - at - 6));
    const bool connects = std::any_of(kConnecting.begin(), kConnecting.end(), [&](std::string_view word) {
      const auto all = words(inside);
      return std::find(all.begin(), all.end(), word) != all.end();
    });
    if (!connects) continue;
    found.push_back(trim(clause.substr(begin, at - begin)));
    begin = close + 1;
  }
  found.push_back(trim(clause.substr(begin)));
  return found;
}

std::string without_alignment(std::string_view text) {
  if (text.find("\\begin") != std::string_view::npos) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '&' && (i == 0 || text[i - 1] != '\\')) continue;
    out += text[i];
  }
  return out;
}

// `\text{ cm}` behind numbers is their unit and leaves the LaTeX.
void take_units(Side& side) {
  for (std::size_t at = side.latex.find("\\text{"); at != std::string::npos; at = side.latex.find("\\text{", at)) {
    const std::size_t close = side.latex.find('}', at);
    if (close == std::string::npos) return;
    side.units.push_back(grade::clean_unit(side.latex.substr(at, close + 1 - at)));
    side.latex.erase(at, close + 1 - at);
  }
}

Side read_side(std::string_view text, std::string_view side) {
  while (!side.empty() && (side.back() == '.' || side.back() == ' ' || side.back() == '\n')) side.remove_suffix(1);
  Side read{without_alignment(trim(side)), {}, static_cast<std::size_t>(side.data() - text.data()), side.size(), true};
  read.latex = std::string(trim(read.latex));
  take_units(read);
  if (read.latex.find("\\$") != std::string::npos) {
    read.units.push_back("dollar");
    read.latex = replace_all(read.latex, "\\$", "");
  }
  read.latex = std::string(trim(read.latex));
  const auto digit = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
  read.has_operator = !std::all_of(read.latex.begin(), read.latex.end(), digit);
  return read;
}

// `... \pmod{7}` on the last side of a congruence belongs to all sides.
void take_modulus(Statement& statement) {
  for (Side& side : statement.sides) {
    for (std::string_view mark : {"\\pmod", "\\mod", "\\bmod"}) {
      const std::size_t at = side.latex.find(mark);
      if (at == std::string::npos) continue;
      std::string modulus(trim(std::string_view(side.latex).substr(at + mark.size())));
      if (modulus.size() >= 2 && modulus.front() == '{' && modulus.back() == '}') modulus = modulus.substr(1, modulus.size() - 2);
      while (!modulus.empty() && modulus.back() == ')') modulus.pop_back();
      statement.modulus = modulus;
      side.latex = side.latex.substr(0, at);
      while (!side.latex.empty() && (side.latex.back() == '(' || side.latex.back() == ' ')) side.latex.pop_back();
      return;
    }
  }
}

// One clause becomes a statement, or continues the last one of this formula when it starts with a sign (a row of align).
void read_clause(std::string_view text, std::string_view clause, std::size_t first, std::vector<Statement>& out) {
  const std::vector<grade::Cut> at = relation_cuts(clause);
  if (at.empty() || at.size() > 30) return;
  Statement statement;
  for (std::string_view side : grade::pieces(clause, at)) statement.sides.push_back(read_side(text, side));
  for (const grade::Cut& cut : at) statement.signs.emplace_back(plain_sign(cut.mark));
  for (const std::string& sign : statement.signs) {
    if (sign == "\\in" || sign == "\\to" || sign == "\\mid") return;
  }
  const bool congruence = std::find(statement.signs.begin(), statement.signs.end(), "\\equiv") != statement.signs.end();
  if (statement.sides.front().latex.empty() && out.size() > first) {
    Statement& last = out.back();
    last.sides.insert(last.sides.end(), statement.sides.begin() + 1, statement.sides.end());
    last.signs.insert(last.signs.end(), statement.signs.begin(), statement.signs.end());
    last.length = statement.sides.back().at + statement.sides.back().length - last.at;
    if (congruence) take_modulus(last);
    return;
  }
  if (congruence) take_modulus(statement);
  statement.at = static_cast<std::size_t>(clause.data() - text.data());
  statement.length = clause.size();
  out.push_back(std::move(statement));
}

}  // namespace

void read_formula(std::string_view text, const Piece& piece, std::vector<Statement>& out) {
  const std::size_t first = out.size();
  const std::string_view inner = text.substr(piece.inner_begin, piece.inner_end - piece.inner_begin);
  for (std::string_view clause : clauses(inner)) {
    for (std::string_view part : split_words(clause)) {
      if (!part.empty()) read_clause(text, part, first, out);
    }
  }
}

}  // namespace retort::check
