// What stands in brackets: groups, tuples, intervals, sets, absolute values, matrices, and the choice of a primary.
#include <algorithm>

#include "math/parser.h"

namespace retort::math {

bool Parser::primary(Expr& out) {
  const Token t = peek();
  switch (t.kind) {
    case Tok::kNumber: return number(out);
    case Tok::kName: return name(out);
    case Tok::kCommand: return command(out);
    case Tok::kRoman: return roman(out);
    case Tok::kItalic:
      take();
      if (at(Tok::kOpenParen) && is_applied_letter(t.text)) return applied(std::string(t.text), out);
      out = Expr::symbol(std::string(t.text));
      return true;
    case Tok::kWords:
      if (find_function(t.text)) return roman(out);
      take();
      out = Expr::make(Op::kText, {}, std::string(t.text));
      return true;
    case Tok::kDollar: {
      take();
      Expr amount;
      if (!postfix(amount)) return false;
      out = Expr::make(Op::kUnit, {amount, Expr::make(Op::kText, {}, "$")});
      last_was_bracket_ = false;
      return true;
    }
    case Tok::kRoot: {
      Level level(*this, false);
      take();
      Expr inside;
      if (!level.ok() || !primary(inside)) return false;
      if (at(Tok::kBang) || at(Tok::kCaret) || at(Tok::kSuperscript))
        return fail(ErrorCode::kUnsupported, t, "ambiguous: bracket what is under the root");
      out = Expr::func("sqrt", {inside});
      last_was_bracket_ = false;
      return true;
    }
    case Tok::kOpenBracket: return !latex_ && peek(1).kind == Tok::kOpenBracket ? matrix_rows(out) : bracket(out);
    case Tok::kOpenParen: return bracket(out);
    case Tok::kOpenBrace: return braces(out);
    case Tok::kOpenSet: return set(out);
    case Tok::kBar: case Tok::kOpenBar: return bars(out);
    case Tok::kOpenFloor: return fences(out, Tok::kCloseFloor, "floor");
    case Tok::kOpenCeil: return fences(out, Tok::kCloseCeil, "ceil");
    case Tok::kBegin: return matrix(out);
    default: break;
  }
  return expected("a number, a name or a bracket");
}

bool Parser::bracket_items(std::vector<Expr>& items) {
  do {
    Expr item;
    if (!relation(item)) return false;
    items.push_back(std::move(item));
  } while (accept(Tok::kComma));
  return true;
}

namespace {
bool has_infinite_end(const std::vector<Expr>& ends) {
  return std::any_of(ends.begin(), ends.end(), [](const Expr& e) {
    const Expr& bare = e.is(Op::kNeg) ? e.arg(0) : e;
    return bare.is(Op::kConstant) && bare.name() == "oo";
  });
}
}  // namespace

// (x+1) | (1, 2) | [0, 1) | (2, 3] | [0, 1] | [x+1]
bool Parser::bracket(Expr& out) {
  const Token start = peek();
  std::vector<Expr> items;
  Tok closer;
  {
    Level level(*this);
    take();
    if (!level.ok() || !bracket_items(items)) return false;
    if (!at(Tok::kCloseParen) && !at(Tok::kCloseBracket)) return expected("')' or ','");
    closer = take().kind;
  }
  const bool open_low = start.kind == Tok::kOpenParen, open_high = closer == Tok::kCloseParen;
  last_was_bracket_ = true;
  if (items.size() == 1) {
    if (open_low != open_high) return fail(ErrorCode::kParse, start, "brackets that do not match");
    out = items[0];
    return true;
  }
  const bool round = open_low && open_high;
  if (round && !(items.size() == 2 && has_infinite_end(items))) {
    out = Expr::make(Op::kTuple, std::move(items));
    return true;
  }
  if (items.size() != 2) {
    if (open_low != open_high || latex_) return fail(ErrorCode::kUnsupported, start, "a list in square brackets");
    out = Expr::make(Op::kTuple, std::move(items));
    return true;
  }
  const std::string kind = std::string(open_low ? "(" : "[") + (open_high ? ")" : "]");
  out = Expr::make(Op::kInterval, std::move(items), kind);
  return true;
}

// A LaTeX group; {a \over b} and {n \choose k} live here.
bool Parser::braces(Expr& out) {
  Level level(*this);
  take();
  if (!level.ok() || !list(out)) return false;
  if (at_command("over") || at_command("choose")) {
    const bool over = take().text == "over";
    Expr below;
    if (!list(below)) return false;
    out = over ? Expr::make(Op::kDiv, {out, below}) : Expr::func("binomial", {out, below});
  }
  last_was_bracket_ = false;
  return expect(Tok::kCloseBrace, "'}'");
}

bool Parser::set(Expr& out) {
  Level level(*this);
  take();
  std::vector<Expr> items;
  if (!level.ok()) return false;
  if (!at(Tok::kCloseSet) && !bracket_items(items)) return false;
  if (!expect(Tok::kCloseSet, "the end of the set")) return false;
  out = Expr::make(Op::kSet, std::move(items));
  return true;
}

// |x|, \left|x\right|
bool Parser::bars(Expr& out) {
  Level level(*this);
  const Tok close = take().kind == Tok::kOpenBar ? Tok::kCloseBar : Tok::kBar;
  if (!level.ok()) return false;
  if (close == Tok::kBar) open_bars_ = 1;
  Expr inside;
  if (!sum(inside)) return false;
  if (!expect(close, "'|'")) return false;
  last_was_bracket_ = false;
  out = Expr::func("abs", {inside});
  return true;
}

bool Parser::fences(Expr& out, Tok close, const char* function) {
  Level level(*this);
  take();
  Expr inside;
  if (!level.ok() || !sum(inside) || !expect(close, "the other half of the bracket")) return false;
  last_was_bracket_ = false;
  out = Expr::func(function, {inside});
  return true;
}

// \begin{pmatrix} a & b \\ c & d \end{pmatrix}
bool Parser::matrix(Expr& out) {
  Level level(*this);
  const Token begin = take();
  if (!level.ok()) return false;
  if (begin.text != "pmatrix" && begin.text != "bmatrix" && begin.text != "vmatrix")
    return fail(ErrorCode::kUnsupported, begin, "the environment " + std::string(begin.text));
  std::vector<Expr> rows;
  std::vector<Expr> cells;
  for (;;) {
    Expr cell;
    if (!sum(cell)) return false;
    cells.push_back(std::move(cell));
    if (accept(Tok::kAmpersand)) continue;
    rows.push_back(Expr::make(Op::kTuple, std::move(cells)));
    cells.clear();
    if (rows.back().args().size() != rows.front().args().size())
      return fail(ErrorCode::kParse, peek(), "rows of different lengths");
    if (accept(Tok::kRow) && !at(Tok::kEnvEnd)) continue;
    break;
  }
  if (!at(Tok::kEnvEnd) || peek().text != begin.text) return expected("the end of the matrix");
  take();
  last_was_bracket_ = false;
  out = Expr::make(Op::kMatrix, std::move(rows));
  if (begin.text == "vmatrix") out = Expr::func("det", {out});
  return true;
}

// (a, b, c)
bool Parser::call_arguments(std::vector<Expr>& args) {
  Level level(*this);
  if (!expect(Tok::kOpenParen, "'('") || !level.ok() || !bracket_items(args)) return false;
  if (!expect(Tok::kCloseParen, "')'")) return false;
  last_was_bracket_ = false;
  return true;
}

}  // namespace retort::math
