// LaTeX commands: fractions, roots, binomials, sums, limits, integrals.
#include <utility>

#include "math/function_names.h"
#include "math/parser.h"

namespace retort::math {

bool Parser::command(Expr& out) {
  const Token t = peek();
  const std::string_view name = t.text;
  if (name == "frac" || name == "dfrac" || name == "tfrac" || name == "cfrac") return fraction(out);
  if (name == "sqrt") return square_root(out);
  if (name == "binom" || name == "dbinom" || name == "tbinom") {
    take();
    Expr n, k;
    if (!argument(n) || !argument(k)) return false;
    out = Expr::func("binomial", {n, k});
    return true;
  }
  if (name == "boxed") {
    take();
    return at(Tok::kOpenBrace) ? braces(out) : expected("'{'");
  }
  if (name == "emptyset" || name == "varnothing") {
    take();
    out = Expr::make(Op::kSet, {});
    return true;
  }
  if (name == "sum" || name == "prod") {
    take();
    return big_operator(name == "sum" ? "sum" : "product", out);
  }
  if (name == "lim") return limit(out);
  if (name == "angle") return angle(out);
  if (name == "overline") return segment(out);
  if (name == "int") return integral(out);
  const std::string_view function = canonical_function(name);
  if (function.empty() || name == "product" || name == "integral" || name == "derivative" || name == "limit")
    return fail(ErrorCode::kUnsupported, t, "the command \\" + std::string(name.substr(0, 40)));
  take();
  return named_function(std::string(function), out);
}

// \operatorname{lcm}(4, 6); other upright letters are words.
bool Parser::roman(Expr& out) {
  const Token t = take();
  const std::string_view function = canonical_function(t.text);
  if (!function.empty() && function != "sum" && function != "product" && function != "integral" && function != "derivative" &&
      function != "limit" && (at(Tok::kOpenParen) || is_elementary(function)))
    return named_function(std::string(function), out);
  out = Expr::make(Op::kText, {}, std::string(t.text));
  return true;
}

// \angle ABC: one quantity, the same as \angle CBA, under the name angle_ABC.
bool Parser::angle(Expr& out) {
  const Token t = take();
  std::string points;
  const auto capital = [this] { return at(Tok::kName) && peek().text.size() == 1 && peek().text[0] >= 'A' && peek().text[0] <= 'Z'; };
  while (capital() && points.size() < 3) points += take().text;
  if (points.empty() || points.size() == 2 || capital() || at(Tok::kUnderscore) || at(Tok::kPrime))
    return fail(ErrorCode::kUnsupported, t, "an angle that is not named by one or three capitals");
  if (points.front() > points.back()) std::swap(points.front(), points.back());
  out = Expr::symbol("angle_" + points);
  return true;
}

// \overline{AB}: the segment, the same as \overline{BA}, under the name overline_AB.
bool Parser::segment(Expr& out) {
  const Token t = take();
  const auto capital = [this](std::size_t n) {
    return peek(n).kind == Tok::kName && peek(n).text.size() == 1 && peek(n).text[0] >= 'A' && peek(n).text[0] <= 'Z';
  };
  if (!at(Tok::kOpenBrace) || !capital(1) || !capital(2) || peek(3).kind != Tok::kCloseBrace)
    return fail(ErrorCode::kUnsupported, t, "a bar that is not over two capitals");
  std::string points = std::string(peek(1).text) + std::string(peek(2).text);
  if (points[0] > points[1]) std::swap(points[0], points[1]);
  next_ += 4;
  out = Expr::symbol("overline_" + points);
  return true;
}

// What a command takes: {a group}, or one digit, letter or command.
bool Parser::argument(Expr& out) {
  Level level(*this);
  if (!level.ok()) return false;
  last_was_bracket_ = false;
  switch (peek().kind) {
    case Tok::kOpenBrace: return braces(out);
    case Tok::kNumber: {
      Token digit;
      return first_digit(digit) && number_value(digit, out);
    }
    case Tok::kName: {
      const Token t = take();
      const std::string name(t.text);
      const bool plain = is_plain_symbol(name);
      out = !plain && (name == "pi" || name == "oo" || name == "e" || name == "i") ? Expr::constant(name) : Expr::symbol(name);
      return true;
    }
    case Tok::kCommand: return command(out);
    default: return expected("'{', a digit or a letter");
  }
}

bool Parser::fraction(Expr& out) {
  take();
  bool met = false;
  if (!derivative_fraction(out, met)) return false;
  if (met) return true;
  Expr above, below;
  if (!argument(above) || !argument(below)) return false;
  last_was_bracket_ = false;
  out = Expr::make(Op::kDiv, {above, below});
  return true;
}

// \frac{d}{dx} f, \frac{dy}{dx}: not a quotient of products.
bool Parser::derivative_fraction(Expr& out, bool& met) {
  if (!(at(Tok::kOpenBrace) && at_name("d", 1))) return true;
  const auto closes = [this](std::size_t n) { return peek(n).kind == Tok::kCloseBrace; };
  std::size_t below = 1;
  while (!closes(below) && peek(below).kind != Tok::kEnd) ++below;
  ++below;
  if (peek(below).kind != Tok::kOpenBrace || !at_name("d", below + 1) || peek(below + 2).kind != Tok::kName) return true;
  const Token start = peek();
  const Token variable = peek(below + 2);
  const bool operator_form = below == 3, quotient_form = below == 4 && peek(2).kind == Tok::kName;
  if (!closes(below + 3) || !(operator_form || quotient_form)) return fail(ErrorCode::kUnsupported, start, "this derivative");
  Expr body = quotient_form ? Expr::symbol(std::string(peek(2).text)) : Expr();
  next_ += below + 4;
  met = true;
  if (operator_form) {
    Level level(*this, false);
    std::vector<Expr> factors;
    if (!level.ok() || !run(factors)) return false;
    body = factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, std::move(factors));
  }
  out = Expr::func("derivative", {body, Expr::symbol(std::string(variable.text))});
  return true;
}

// \sqrt{x}, \sqrt2, \sqrt[3]{x}
bool Parser::square_root(Expr& out) {
  take();
  Expr index;
  const bool has_index = at(Tok::kOpenBracket);
  if (has_index) {
    Level level(*this);
    take();
    if (!level.ok() || !sum(index) || !expect(Tok::kCloseBracket, "']'")) return false;
  }
  Expr inside;
  if (!argument(inside)) return false;
  last_was_bracket_ = false;
  out = has_index ? Expr::func("root", {inside, index}) : Expr::func("sqrt", {inside});
  return true;
}

// \sum_{k=1}^{n} k^2: reaches over one term.
bool Parser::big_operator(const std::string& function, Expr& out) {
  Level level(*this, false);
  if (!level.ok()) return false;
  const Token start = peek();
  if (!accept(Tok::kUnderscore) || !at(Tok::kOpenBrace) || peek(1).kind != Tok::kName || peek(2).kind != Tok::kRelation ||
      peek(2).text != "=")
    return fail(ErrorCode::kUnsupported, start, "a sum or product without bounds of the form _{k=a}^{b}");
  take();
  const std::string variable(take().text);
  take();
  Expr low, high, body;
  if (!sum(low) || !expect(Tok::kCloseBrace, "'}'") || !expect(Tok::kCaret, "the upper bound")) return false;
  if (at(Tok::kNumber) && peek().text.size() > 1)
    return fail(ErrorCode::kUnsupported, peek(), "ambiguous: put the upper bound in braces");
  if (!argument(high)) return false;
  bound_.push_back(variable);
  const bool ok = term(body);
  bound_.pop_back();
  if (!ok) return false;
  last_was_bracket_ = false;
  out = Expr::func(function, {body, Expr::symbol(variable), low, high});
  return true;
}

// \lim_{x \to 0^+} \frac{1}{x}
bool Parser::limit(Expr& out) {
  Level level(*this, false);
  const Token start = take();
  if (!level.ok()) return false;
  if (!accept(Tok::kUnderscore) || !at(Tok::kOpenBrace) || peek(1).kind != Tok::kName || peek(2).kind != Tok::kCommand ||
      (peek(2).text != "to" && peek(2).text != "rightarrow"))
    return fail(ErrorCode::kUnsupported, start, "a limit without _{x \\to a}");
  take();
  const std::string variable(take().text);
  take();
  Expr point, body;
  in_limit_target_ = true;
  const bool read = sum(point);
  in_limit_target_ = false;
  if (!read) return false;
  std::string side;
  if (accept(Tok::kCaret)) {
    const bool braced = accept(Tok::kOpenBrace);
    side = take().kind == Tok::kPlus ? "+" : "-";
    if (braced && !expect(Tok::kCloseBrace, "'}'")) return false;
  }
  if (!expect(Tok::kCloseBrace, "'}'") || !term(body)) return false;
  std::vector<Expr> args{body, Expr::symbol(variable), point};
  if (!side.empty()) args.push_back(Expr::make(Op::kText, {}, side));
  last_was_bracket_ = false;
  out = Expr::func("limit", std::move(args));
  return true;
}

// \int_a^b f\,dx, \int f\,dx
bool Parser::integral(Expr& out) {
  Level level(*this, false);
  take();
  if (!level.ok()) return false;
  Expr low, high, body = Expr::integer(1);
  const bool bounds = accept(Tok::kUnderscore);
  const auto bound = [this](Expr& value) {
    if (at(Tok::kMinus)) return expected("a bound in braces");
    if (at(Tok::kNumber) && peek().text.size() > 1)
      return fail(ErrorCode::kUnsupported, peek(), "ambiguous: put the bound in braces");
    return argument(value);
  };
  if (bounds && !(bound(low) && expect(Tok::kCaret, "the upper bound") && bound(high))) return false;
  const bool outer = in_integral_;
  in_integral_ = true;
  const bool empty = at_name("d") && peek(1).kind == Tok::kName;
  const bool read = empty || sum(body);
  in_integral_ = outer;
  if (!read) return false;
  if (!at_name("d") || peek(1).kind != Tok::kName) return expected("'dx' at the end of the integral");
  take();
  const Expr variable = Expr::symbol(std::string(take().text));
  last_was_bracket_ = false;
  out = bounds ? Expr::func("integral", {body, variable, low, high}) : Expr::func("integral", {body, variable});
  return true;
}

}  // namespace retort::math
