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

// `\text{ cm}^2` behind numbers is their unit and leaves the LaTeX.
void take_units(Side& side) {
  for (std::string_view mark : {"\\text{", "\\mbox{", "\\textrm{", "\\mathrm{", "\\textnormal{"}) {
    for (std::size_t at = side.latex.find(mark); at != std::string::npos; at = side.latex.find(mark, at + 1)) {
      const std::size_t close = side.latex.find('}', at);
      std::size_t before = at;
      while (before > 0 && (side.latex[before - 1] == ' ' || side.latex[before - 1] == '~')) --before;
      if (before > 1 && side.latex.compare(before - 2, 2, "\\,") == 0) before -= 2;
      const char last = before > 0 ? side.latex[before - 1] : ' ';
      const bool measure = (last >= '0' && last <= '9') || last == '}' || last == ')' || last == 'i';
      if (close == std::string::npos || !measure) continue;
      std::size_t end = close + 1;
      for (std::string_view power : {"^2", "^3", "^{2}", "^{3}"}) {
        if (side.latex.compare(end, power.size(), power) == 0) end += power.size();
      }
      side.units.push_back(grade::clean_unit(side.latex.substr(at, end - at)));
      side.latex.erase(at, end - at);
      at = at > 0 ? at - 1 : 0;
    }
  }
}

Side read_side(std::string_view text, std::string_view side) {
  while (side.size() > 1 && std::string_view(". \n?~").find(side.back()) != std::string_view::npos) side.remove_suffix(1);
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
      while (!modulus.empty() && std::string_view(")?.,;~ ").find(modulus.back()) != std::string_view::npos) modulus.pop_back();
      if (modulus.size() >= 2 && modulus.front() == '{' && modulus.back() == '}') modulus = modulus.substr(1, modulus.size() - 2);
      statement.modulus = modulus;
      side.latex = side.latex.substr(0, at);
      while (!side.latex.empty() && (side.latex.back() == '(' || side.latex.back() == ' ')) side.latex.pop_back();
      return;
    }
  }
}

// Signs of equality that stand below the top level, where no statement was found: in brackets left open, in a box. Not those of bounds
// (\sum_{k=1}) and of words.
bool hides_equality(std::string_view clause) {
  std::vector<char> open;   // 'b' of bounds, 'w' of words, ' ' of others
  for (std::size_t i = 0; i < clause.size(); ++i) {
    const char c = clause[i];
    if (c == '{' || c == '(' || c == '[') {
      const std::string_view before = trim(clause.substr(0, i));
      const bool word = before.ends_with("\\text") || before.ends_with("\\mbox") || before.ends_with("\\textbf") || before.ends_with("\\phantom");
      open.push_back(c == '{' && (before.ends_with('_') || before.ends_with('^') || word) ? 'b' : ' ');
    } else if ((c == '}' || c == ')' || c == ']') && !open.empty()) {
      open.pop_back();
    } else if (c == '=' && !open.empty() && std::find(open.begin(), open.end(), 'b') == open.end()) {
      return true;
    }
  }
  return false;
}

// \boxed{x = 3} says x = 3.
std::string_view unboxed(std::string_view clause) {
  while (clause.ends_with('.') || clause.ends_with(' ')) clause.remove_suffix(1);
  constexpr std::string_view kBox = "\\boxed{";
  if (!clause.starts_with(kBox) || clause.find('=') == std::string_view::npos || !clause.ends_with('}')) return clause;
  return grade::encloses(clause.substr(kBox.size() - 1), "{", "}") ? trim(clause.substr(kBox.size(), clause.size() - kBox.size() - 1)) : clause;
}

class FormulaReader {
 public:
  FormulaReader(std::string_view text, std::vector<Statement>& out) : text_(text), out_(out), first_(out.size()) {}

  // One clause becomes a statement, or continues the last one of this formula when it starts with a sign (a row of align).
  void read(std::string_view whole) {
    const std::string_view clause = unboxed(whole);
    const std::vector<grade::Cut> at = relation_cuts(clause);
    if (hides_equality(clause)) return unreadable(clause);
    if (at.empty()) pending_ = clause;
    if (at.empty() || at.size() > 30) return;
    Statement statement;
    for (std::string_view side : grade::pieces(clause, at)) statement.sides.push_back(read_side(text_, side));
    for (const grade::Cut& cut : at) statement.signs.emplace_back(plain_sign(cut.mark));
    for (const std::string& sign : statement.signs) {
      if (sign == "\\in" || sign == "\\to" || sign == "\\mid") return;
    }
    if (statement.sides.front().latex.empty() && out_.size() > first_) return go_on(statement);
    if (statement.sides.front().latex.empty() && !pending_.empty()) statement.sides.front() = read_side(text_, pending_);   // a first row without a sign
    if (is_congruence(statement)) take_modulus(statement);
    statement.at = std::min(statement.sides.front().at, static_cast<std::size_t>(clause.data() - text_.data()));
    statement.length = static_cast<std::size_t>(clause.data() - text_.data()) + clause.size() - statement.at;
    out_.push_back(std::move(statement));
  }

 private:
  static bool is_congruence(const Statement& statement) { return std::find(statement.signs.begin(), statement.signs.end(), "\\equiv") != statement.signs.end(); }

  void go_on(const Statement& statement) {
    Statement& last = out_.back();
    last.sides.insert(last.sides.end(), statement.sides.begin() + 1, statement.sides.end());
    last.signs.insert(last.signs.end(), statement.signs.begin(), statement.signs.end());
    last.length = statement.sides.back().at + statement.sides.back().length - last.at;
    if (is_congruence(statement)) take_modulus(last);
  }

  void unreadable(std::string_view clause) {
    Statement statement;
    const std::size_t at = static_cast<std::size_t>(clause.data() - text_.data());
    statement.sides = {Side{"?", {}, at, clause.size(), true}, Side{"?", {}, at, clause.size(), true}};
    statement.signs = {"="};
    statement.unreadable = true;
    statement.at = at;
    statement.length = clause.size();
    out_.push_back(std::move(statement));
  }

  std::string_view text_;
  std::vector<Statement>& out_;
  std::size_t first_;
  std::string_view pending_;   // the last clause without a sign
};

// The inside of an environment that only aligns: \begin{aligned} ... \end{aligned}.
std::string_view without_environment(std::string_view inner) {
  const std::string_view text = trim(inner);
  for (std::string_view name : {"aligned}", "split}", "gathered}", "align*}", "align}", "alignedat}"}) {
    const std::string open = "\\begin{" + std::string(name), close = "\\end{" + std::string(name);
    const std::size_t end = text.rfind(close);
    if (!text.starts_with(open) || end == std::string_view::npos || end < open.size()) continue;
    return text.substr(open.size(), end - open.size());
  }
  return inner;
}

}  // namespace

void read_formula(std::string_view text, const Piece& piece, std::vector<Statement>& out) {
  FormulaReader reader(text, out);
  const std::string_view inner = without_environment(text.substr(piece.inner_begin, piece.inner_end - piece.inner_begin));
  for (std::string_view clause : clauses(inner)) {
    for (std::string_view part : split_words(clause)) {
      if (!part.empty()) reader.read(part);
    }
  }
}

}  // namespace retort::check
