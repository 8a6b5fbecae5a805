#include "agent/rules_solver_sets.h"

#include "base/text.h"
#include "math/parse.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

// Without brackets that enclose all of it.
std::string_view unwrapped(std::string_view text) {
  for (text = trim(text); text.size() > 1 && text.front() == '(' && text.back() == ')'; text = trim(text.substr(1, text.size() - 2))) {
    int depth = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
      if (depth == 0) return text;
    }
  }
  return text;
}

// Split at a sign that stands outside all brackets.
std::vector<std::string_view> outer_parts(std::string_view text, char sign) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    if (text[i] != sign || depth != 0) continue;
    parts.push_back(text.substr(start, i - start));
    start = i + 1;
  }
  parts.push_back(text.substr(start));
  return parts;
}

bool is_infinite(const Expr& e) {
  const Expr& inner = e.is(Op::kNeg) ? e.arg(0) : e;
  return inner.is(Op::kConstant) && inner.name() == "oo";
}

// One bound, "2 < x" or "x <= 3", into the piece.
bool bound(std::string_view text, std::string_view variable, SolutionPiece& piece) {
  auto relation = math::parse(unwrapped(text), math::Notation::kPlain);
  if (!relation.ok() || !relation->is(Op::kRel)) return false;
  bool closed = relation->name() == "<=";
  if (!closed && relation->name() != "<") return false;
  const Expr &left = relation->arg(0), &right = relation->arg(1);
  auto is_variable = [&](const Expr& e) { return e.is(Op::kSymbol) && e.name() == variable; };
  if (is_variable(right) && !left.contains_symbol(variable)) {
    if (!is_infinite(left)) piece.low = left, piece.low_closed = closed;
    return true;
  }
  if (!is_variable(left) || right.contains_symbol(variable)) return false;
  if (!is_infinite(right)) piece.high = right, piece.high_closed = closed;
  return true;
}

bool read_piece(std::string_view text, std::string_view variable, SolutionPiece& piece) {
  text = unwrapped(text);
  if (text.substr(0, 3) == "Eq(" && text.back() == ')') {
    auto sides = outer_parts(text.substr(3, text.size() - 4), ',');
    if (sides.size() != 2 || trim(sides[0]) != variable) return false;
    auto value = math::parse(trim(sides[1]), math::Notation::kPlain);
    if (!value.ok()) return false;
    piece = {*value, *value, true, true};
    return true;
  }
  for (std::string_view part : outer_parts(text, '&'))
    if (!bound(part, variable, piece)) return false;
  return true;
}

}  // namespace

std::optional<std::vector<SolutionPiece>> read_set(std::string_view text, std::string_view variable) {
  text = unwrapped(text);
  std::vector<SolutionPiece> pieces;
  if (text == "False") return pieces;
  for (std::string_view part : outer_parts(text, '|')) {
    SolutionPiece piece;
    if (!read_piece(part, variable, piece)) return {};
    pieces.push_back(piece);
  }
  return pieces;
}

}  // namespace retort::agent
