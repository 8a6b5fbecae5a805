#include "math/parser.h"

#include <algorithm>

#include "math/lexer_tables.h"

namespace retort::math {

bool Parser::fail(ErrorCode code, const Token& where, std::string what) {
  if (!failed_) {
    failed_ = true;
    error_ = {code, "byte " + std::to_string(where.pos) + ": " + std::move(what)};
  }
  return false;
}

bool Parser::expected(const char* what) {
  const Token& t = peek();
  const std::string found = t.kind == Tok::kEnd ? "the end" : "'" + std::string(t.text.substr(0, 30)) + "'";
  return fail(ErrorCode::kParse, t, std::string(what) + " expected, found " + found);
}

bool Parser::expect(Tok kind, const char* what) { return accept(kind) || expected(what); }

Result<Expr> Parser::run_all() {
  Expr out;
  if (!list(out)) return error_;
  if (!at(Tok::kEnd)) {
    expected("an operator or the end");
    return error_;
  }
  return out;
}

bool Parser::is_separator_word() const {
  return (at(Tok::kWords) || (!latex_ && at(Tok::kName))) && (peek().text == "or" || peek().text == "and");
}

// a, b, c   or   x = 1 \text{ or } x = 2
bool Parser::list(Expr& out) {
  if (!relation(out)) return false;
  if (!at(Tok::kComma) && !is_separator_word()) return true;
  std::vector<Expr> items{out};
  while (at(Tok::kComma) || is_separator_word()) {
    if (take().kind == Tok::kComma && is_separator_word()) take();   // "1, 2, and 3"
    Expr item;
    if (!relation(item)) return false;
    items.push_back(std::move(item));
  }
  out = Expr::make(Op::kList, std::move(items));
  return true;
}

bool Parser::starts_modulus() const {
  const auto mod = [](const Token& t) {
    return (t.kind == Tok::kCommand && (t.text == "bmod" || t.text == "mod" || t.text == "pmod")) ||
           ((t.kind == Tok::kName || t.kind == Tok::kWords || t.kind == Tok::kRoman) && t.text == "mod");
  };
  return mod(peek()) || (at(Tok::kOpenParen) && mod(peek(1)));
}

bool Parser::relation(Expr& out) {
  std::vector<Expr> sides(1);
  std::vector<std::string> relations;
  if (!unions(sides[0])) return false;
  const bool outer = in_congruence_;
  while (at(Tok::kRelation)) {
    relations.emplace_back(take().text);
    in_congruence_ = in_congruence_ || relations.back() == "equiv";
    Expr side;
    if (!unions(side)) return false;
    sides.push_back(std::move(side));
  }
  in_congruence_ = outer;
  if (relations.empty()) {
    out = std::move(sides[0]);
    return true;
  }
  const bool equivalent = std::find(relations.begin(), relations.end(), "equiv") != relations.end();
  if (equivalent || (starts_modulus())) return congruence(sides, relations, out);
  std::vector<Expr> links;
  for (std::size_t i = 0; i < relations.size(); ++i) links.push_back(Expr::rel(relations[i], sides[i], sides[i + 1]));
  out = links.size() == 1 ? links[0] : Expr::make(Op::kChain, std::move(links));
  return true;
}

// a \equiv b \pmod{m}; `=` beside \equiv stays an equation, `=` alone before \pmod is a congruence.
bool Parser::congruence(const std::vector<Expr>& sides, const std::vector<std::string>& relations, Expr& out) {
  if (!starts_modulus()) return expected("\\pmod{..}");
  const bool bracketed = accept(Tok::kOpenParen);
  const Token how = take();
  Expr modulus;
  if (how.text == "pmod") {
    if (!argument(modulus)) return false;
  } else if (!sum(modulus)) {
    return false;
  }
  if (bracketed && !expect(Tok::kCloseParen, "')'")) return false;
  const bool equivalent = std::find(relations.begin(), relations.end(), "equiv") != relations.end();
  std::vector<Expr> links;
  for (std::size_t i = 0; i < relations.size(); ++i) {
    const bool is_congruence = relations[i] == "equiv" || (!equivalent && relations[i] == "=");
    if (!is_congruence && relations[i] != "=") return fail(ErrorCode::kUnsupported, how, "an order modulo a number");
    links.push_back(is_congruence ? Expr::make(Op::kCongruence, {sides[i], sides[i + 1], modulus})
                                  : Expr::rel("=", sides[i], sides[i + 1]));
  }
  out = links.size() == 1 ? links[0] : Expr::make(Op::kChain, std::move(links));
  return true;
}

namespace {
// (2, \infty) beside \cup, and any pair with an infinite end, is an interval.
Expr as_interval(const Expr& e) {
  return e.is(Op::kTuple) && e.args().size() == 2 ? Expr::make(Op::kInterval, e.args(), "()") : e;
}
}  // namespace

bool Parser::unions(Expr& out) {
  if (!modulo(out)) return false;
  if (!at(Tok::kCup)) return true;
  std::vector<Expr> parts{as_interval(out)};
  while (accept(Tok::kCup)) {
    Expr part;
    if (!modulo(part)) return false;
    parts.push_back(as_interval(part));
  }
  out = Expr::make(Op::kUnion, std::move(parts));
  return true;
}

// 2^{10} \bmod 7: the whole product is reduced; beside + and - the reach is not clear.
bool Parser::modulo(Expr& out) {
  if (!sum(out)) return false;
  if (in_congruence_ || !(at_command("bmod") || at_command("mod") || (!latex_ && at_name("mod")))) return true;
  const Token where = take();
  if (sum_terms_ > 1)
    return fail(ErrorCode::kUnsupported, where, "ambiguous: put the sum before \\bmod in brackets");
  std::vector<Expr> factors;
  if (!run(factors)) return false;
  if (factors.size() != 1 || at(Tok::kTimes) || at(Tok::kDivide) || at(Tok::kPlus) || at(Tok::kMinus))
    return fail(ErrorCode::kUnsupported, where, "ambiguous: bracket what belongs to \\bmod");
  out = Expr::func("mod", {out, factors[0]});
  return true;
}

bool Parser::sum(Expr& out) {
  if (at(Tok::kPlusMinus)) {
    if (!plus_minus(out)) return false;
  } else {
    accept(Tok::kPlus);
    if (!term(out)) return false;
  }
  sum_terms_ = 1;
  if (!at(Tok::kPlus) && !at(Tok::kMinus) && !at(Tok::kPlusMinus)) return true;
  std::vector<Expr> terms{out};
  std::vector<bool> bracketed{last_was_bracket_};
  for (;;) {
    const bool minus = at(Tok::kMinus);
    if (at(Tok::kPlusMinus)) {
      take();
      Expr right;
      if (!term(right)) return false;
      Expr left = terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, terms);
      terms = {Expr::make(Op::kPlusMinus, {left, right})};
      bracketed = {false};
      continue;
    }
    if (!minus && !at(Tok::kPlus)) break;
    take();
    Expr next;
    if (!term(next)) return false;
    terms.push_back(minus ? Expr::make(Op::kNeg, {next}) : next);
    bracketed.push_back(last_was_bracket_);
  }
  if (!check_bound_variable(terms, bracketed)) return false;
  sum_terms_ = 2;
  out = terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, std::move(terms));
  return true;
}

bool Parser::plus_minus(Expr& out) {
  take();
  Expr right;
  if (!term(right)) return false;
  out = Expr::make(Op::kPlusMinus, {right});
  return true;
}

namespace {
bool has_constant(const Expr& e, const std::string& name) {
  if (e.is(Op::kConstant)) return e.name() == name;
  return std::any_of(e.args().begin(), e.args().end(), [&](const Expr& a) { return has_constant(a, name); });
}
}  // namespace

// \sum_{k=1}^n k^2 + k: the reach of the sum is not what it seems when its variable is met behind it.
bool Parser::check_bound_variable(const std::vector<Expr>& terms, const std::vector<bool>& bracketed) {
  if (!latex_) return true;
  for (std::size_t i = 0; i + 1 < terms.size(); ++i) {
    if (bracketed[i]) continue;
    const Expr& t = terms[i].is(Op::kNeg) ? terms[i].arg(0) : terms[i];
    const Expr& last = t.is(Op::kMul) ? t.args().back() : t;
    if (!last.is_func("sum") && !last.is_func("product") && !last.is_func("limit")) continue;
    // The constant i or e, where that is the letter, would have been the variable inside.
    const std::string& variable = last.arg(1).name();
    if (terms[i + 1].contains_symbol(variable) || has_constant(terms[i + 1], variable))
      return fail(ErrorCode::kUnsupported, peek(), "ambiguous: put what the sum, product or limit reaches over in brackets");
  }
  return true;
}

namespace {
Expr product_of(std::vector<Expr> factors) {
  return factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, std::move(factors));
}
}  // namespace

// 2x \cdot 3 / 4: left to right; the factors so far are one product.
bool Parser::term(Expr& out) {
  std::vector<Expr> factors;
  int minus = 0;
  while (accept(Tok::kMinus))
    if (++minus > limits_.max_depth) return fail(ErrorCode::kBudget, peek(), "more minus signs than the limit");
  if (!run(factors)) return false;
  for (;;) {
    if (accept(Tok::kTimes)) {
      if (!signed_run(factors)) return false;
    } else if (at(Tok::kDivide)) {
      if (!divide(factors)) return false;
    } else if (!latex_ && at(Tok::kPercent)) {   // 7 % 3
      const Token sign = take();
      std::vector<Expr> right;
      if (!run(right)) return false;
      if (right.size() != 1) return fail(ErrorCode::kUnsupported, sign, "ambiguous: bracket what belongs to '%'");
      factors = {Expr::func("mod", {product_of(std::move(factors)), right[0]})};
    } else {
      break;
    }
  }
  out = product_of(std::move(factors));
  for (; minus > 0; --minus) out = Expr::make(Op::kNeg, {out});
  return true;
}

// The operand of an explicit sign: 2 \cdot -3x.
bool Parser::signed_run(std::vector<Expr>& factors) {
  int minus = 0;
  while (accept(Tok::kMinus))
    if (++minus > limits_.max_depth) return fail(ErrorCode::kBudget, peek(), "more minus signs than the limit");
  if (minus == 0) return run(factors);
  std::vector<Expr> own;
  if (!run(own)) return false;
  Expr value = product_of(std::move(own));
  for (; minus > 0; --minus) value = Expr::make(Op::kNeg, {value});
  factors.push_back(std::move(value));
  return true;
}

bool Parser::divide(std::vector<Expr>& factors) {
  const Token slash = take();
  std::vector<Expr> below;
  if (!signed_run(below)) return false;
  if (below.size() > 1)
    return fail(ErrorCode::kUnsupported, slash, "ambiguous: bracket what belongs below the '/'");
  Expr above = product_of(std::move(factors));
  // 3/4 \text{ cup} is three quarters of a cup.
  if (below[0].is(Op::kUnit) && !last_was_bracket_ && !above.is(Op::kUnit) && below[0].arg(0).is_number()) {
    factors = {Expr::make(Op::kUnit, {Expr::make(Op::kDiv, {above, below[0].arg(0)}), below[0].arg(1)})};
  } else {
    factors = {Expr::make(Op::kDiv, {above, below[0]})};
  }
  return true;
}

bool Parser::starts_factor(bool after_bracket) const {
  const Token& t = peek();
  switch (t.kind) {
    case Tok::kNumber: return after_bracket;
    case Tok::kName:
      if (in_integral_ && t.text == "d" && peek(1).kind == Tok::kName) return false;
      return !(!latex_ && (t.text == "mod" || t.text == "and" || t.text == "or"));
    case Tok::kCommand: return !starts_modulus() && t.text != "to" && t.text != "over" && t.text != "choose" &&
                               t.text != "rightarrow";
    case Tok::kOpenParen: return !starts_modulus();
    case Tok::kRoman: return find_function(t.text) != nullptr;
    case Tok::kItalic: case Tok::kRoot: case Tok::kOpenBracket: case Tok::kOpenBrace: case Tok::kOpenBar:
    case Tok::kOpenFloor: case Tok::kOpenCeil: case Tok::kBegin: return true;
    case Tok::kBar: return open_bars_ == 0;
    default: return false;
  }
}

// 2x(y+1)\sqrt{3}\text{ cm}: factors side by side.
bool Parser::run(std::vector<Expr>& factors) {
  const std::size_t first = factors.size();
  for (;;) {
    Expr factor;
    const Token start = peek();
    if (!postfix(factor)) return false;
    const bool repeats_word = !latex_ && factors.size() > first && start.kind == Tok::kName &&
                              start.text.size() > 1 && factors.back().is(Op::kSymbol);
    if (repeats_word && !is_greek(start.text))
      return fail(ErrorCode::kParse, start, "an operator expected between two names");
    factors.push_back(std::move(factor));
    if ((at(Tok::kWords) || at(Tok::kRoman)) && !is_separator_word() && !starts_modulus() &&
        !(at(Tok::kRoman) && find_function(peek().text))) {
      std::vector<Expr> quantity(factors.begin() + static_cast<std::ptrdiff_t>(first), factors.end());
      factors.resize(first);
      return attach_unit(quantity) && (factors.push_back(quantity[0]), true);
    }
    if (!starts_factor(last_was_bracket_)) return true;
  }
}

// The words behind a quantity, with a power: \text{ cm}^2 becomes the unit "cm^2".
bool Parser::attach_unit(std::vector<Expr>& factors) {
  std::string unit(take().text);
  if (accept(Tok::kCaret)) {
    const bool braced = accept(Tok::kOpenBrace);
    if (!at(Tok::kNumber)) return expected("the power of a unit");
    unit += "^" + std::string(take().text);
    if (braced && !expect(Tok::kCloseBrace, "'}'")) return false;
  } else if (at(Tok::kSuperscript)) {
    unit += "^" + std::string(take().text);
  }
  Expr quantity = Expr::make(Op::kUnit, {product_of(std::move(factors)), Expr::make(Op::kText, {}, std::move(unit))});
  factors = {std::move(quantity)};
  last_was_bracket_ = false;
  return true;
}

}  // namespace retort::math
