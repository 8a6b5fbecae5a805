// Numbers, names and what stands behind them: powers, factorials, percent signs, degrees, bases.
#include <algorithm>
#include <array>

#include "math/function_names.h"
#include "math/lexer_tables.h"
#include "math/parser.h"
#include "math/print_levels.h"

namespace retort::math {
namespace {

// 0.1\overline{6} -> 1/6
Result<Rational> repeating(std::string_view text) {
  const auto bar = text.find("\\overline{");
  const auto dot = text.find('.');
  std::string start(text.substr(0, bar));
  const std::string_view period = text.substr(bar + 10, text.size() - bar - 11);
  const std::size_t places = bar - dot - 1;
  if (start.back() == '.') start += '0';
  if (start.front() == '.') start.insert(0, "0");
  RETORT_TRY(Rational head, Rational::parse(start));
  RETORT_TRY(Rational digits, Rational::parse(period));
  RETORT_TRY(Rational shift, Rational::pow(10, static_cast<long long>(period.size())));
  RETORT_TRY(Rational scale, Rational::pow(10, static_cast<long long>(places)));
  return head + digits / ((shift - 1) * scale);
}

bool plain_integer(const Token& t) {
  return t.kind == Tok::kNumber && t.text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

bool reads_as_word(const std::string& letters) {
  if (letters.size() < 2) return false;
  static constexpr std::array<std::string_view, 5> kMore{"pi", "log", "arcsin", "arccos", "arctan"};
  if (find_function(letters) || std::find(kMore.begin(), kMore.end(), letters) != kMore.end()) return true;
  const bool lower = std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'a'; });
  return letters.size() >= 4 && lower && !std::is_sorted(letters.begin(), letters.end());
}

bool Parser::number_value(const Token& token, Expr& out) {
  const std::string_view text = token.text;
  if (plain_integer(token) && (text.size() == 1 || text[0] != '0') && text.size() <= 18) {
    long long value = 0;
    for (char c : text) value = value * 10 + (c - '0');
    out = Expr::integer(value);
    return true;
  }
  std::string digits(text);
  std::erase(digits, ',');
  const bool repeats = digits.find('\\') != digits.npos;
  Result<Rational> value = repeats ? repeating(digits) : Rational::parse(digits);
  if (!value) return fail(value.error().code, token, value.error().message);
  const bool as_is = plain_integer(token) && text[0] != '0';
  out = as_is ? Expr::number(std::move(*value)) : Expr::number(std::move(*value), std::string(text));
  return true;
}

bool Parser::number(Expr& out) {
  const Token digits = take();
  if (at(Tok::kUnderscore)) return in_base(digits, out);
  if (latex_ && plain_integer(digits)) {   // 2A_{16}
    std::size_t n = 0;
    while (peek(n).kind == Tok::kName && peek(n).text[0] >= 'A' && peek(n).text[0] <= 'F' && !peek(n).space_before) ++n;
    if (n > 0 && peek(n).kind == Tok::kUnderscore)
      return fail(ErrorCode::kUnsupported, digits, "digits above 9");
  }
  return number_value(digits, out) && mixed(digits, out);
}

// 3\frac{1}{3}, 3 1/3: the whole number stands directly before a proper fraction of numbers.
bool Parser::mixed(const Token& whole, Expr& value) {
  if (!plain_integer(whole)) return true;
  if (plain_integer(peek()) && peek(1).kind == Tok::kDivide && plain_integer(peek(2)) && peek().space_before &&
      !peek(1).space_before && !peek(2).space_before) {
    const Token above = take();
    take();
    const Token below = take();
    Expr a, b;
    if (!number_value(above, a) || !number_value(below, b)) return false;
    if (at(Tok::kCaret) || at(Tok::kBang) || !(a.value() < b.value()))
      return fail(ErrorCode::kUnsupported, above, "ambiguous: neither a mixed number nor a product");
    value = Expr::make(Op::kMixed, {value, Expr::make(Op::kDiv, {a, b})});
    return true;
  }
  if (!numeric_fraction_ahead()) return true;
  const Token start = peek();
  Expr fraction_read;
  if (!command(fraction_read)) return false;
  if (!(fraction_read.arg(0).value() < fraction_read.arg(1).value()))
    return fail(ErrorCode::kUnsupported, start, "ambiguous: neither a mixed number nor a product");
  value = Expr::make(Op::kMixed, {value, fraction_read});
  return true;
}

// \frac12, \frac{1}{2} and what lies between.
bool Parser::numeric_fraction_ahead() const {
  if (!(at_command("frac") || at_command("dfrac") || at_command("tfrac"))) return false;
  const auto braced = [this](std::size_t n) {
    return peek(n).kind == Tok::kOpenBrace && plain_integer(peek(n + 1)) && peek(n + 2).kind == Tok::kCloseBrace;
  };
  if (braced(1)) return braced(4) || plain_integer(peek(4));
  if (!plain_integer(peek(1))) return false;
  return peek(1).text.size() > 1 || braced(2) || plain_integer(peek(2));
}

// 12_{7}, 1011_2
bool Parser::in_base(const Token& digits, Expr& out) {
  const Token mark = take();
  if (!plain_integer(digits)) return fail(ErrorCode::kUnsupported, mark, "a base behind something other than digits");
  const bool braced = accept(Tok::kOpenBrace);
  if (!plain_integer(peek())) return expected("the base");
  Token base = peek();
  if (latex_ && !braced && base.text.size() > 1)
    return fail(ErrorCode::kUnsupported, base, "ambiguous: write the base in braces");
  take();
  if (braced && !expect(Tok::kCloseBrace, "'}'")) return false;
  Expr base_value;
  if (!number_value(base, base_value)) return false;
  Result<Rational> value = Rational::parse(digits.text);
  if (!value) return fail(value.error().code, digits, value.error().message);
  out = Expr::make(Op::kBase, {Expr::number(std::move(*value), std::string(digits.text)), base_value});
  return true;
}

bool Parser::is_applied_letter(std::string_view name) const {
  const std::string_view letter = name.substr(0, name.find_first_of("_'"));
  return letter == "f" || letter == "g" || letter == "h" ||
         std::find(limits_.functions.begin(), limits_.functions.end(), letter) != limits_.functions.end();
}

bool Parser::is_plain_symbol(std::string_view name) const {
  return std::find(bound_.begin(), bound_.end(), name) != bound_.end() ||
         std::find(limits_.symbols.begin(), limits_.symbols.end(), name) != limits_.symbols.end();
}

// Bare letters of a word or of a function's name are no product: "sqrt(2)" in LaTeX, "speed".
bool Parser::check_word() {
  if (next_ > 0) {
    const Token& before = tokens_.list[next_ - 1];
    if (before.kind == Tok::kName && before.end == peek().pos && before.end - before.pos == 1) return true;
  }
  std::string word;
  for (std::size_t n = 0; peek(n).kind == Tok::kName && peek(n).end - peek(n).pos == 1; ++n) {
    if (n > 0 && (peek(n).pos != peek(n - 1).end)) break;
    if (word.size() < 24) word += peek(n).text;
  }
  if (reads_as_word(word)) return fail(ErrorCode::kUnsupported, peek(), "the bare word '" + word + "'");
  return true;
}

bool Parser::name(Expr& out) {
  if (latex_ && !check_word()) return false;
  const Token token = take();
  std::string name(token.text);
  const bool underscored = !latex_ && name.size() > 1 && name.back() == '_';
  if (underscored) name.pop_back();
  if (at(Tok::kUnderscore) && !subscript(name)) return false;
  bool primes = false;
  while (at(Tok::kPrime)) {
    take();
    name += '\'';
    primes = true;
  }
  if (!latex_ && !underscored && !primes && !is_plain_symbol(name) && is_plain_function(name)) return plain_call(token, out);
  if (is_applied_letter(name)) {
    if (at(Tok::kOpenParen) && !starts_modulus()) return applied(name, out);
    if (inverse_mark_ahead()) {   // f^{-1}(x)
      next_ += 5;
      return applied(name + "_inverse", out);
    }
  }
  if (!underscored && !primes && !is_plain_symbol(name)) {
    const bool imaginary = name == "i" || (!latex_ && name == "I");
    const bool euler = name == "e" || (!latex_ && name == "E");
    if (!latex_ && name == "EmptySet") {
      out = Expr::make(Op::kSet, {});
      return true;
    }
    if (imaginary || euler || name == "pi" || name == "oo") {
      out = Expr::constant(imaginary ? "i" : euler ? "e" : name);
      return true;
    }
  }
  if (!latex_ && name.size() > 1 && at(Tok::kOpenParen) && !starts_modulus() && !underscored && !is_greek(name) && !token.text.ends_with('_') &&
      name.find('_') == name.npos)
    return fail(ErrorCode::kUnsupported, token, "the function '" + name + "'");
  out = Expr::symbol(std::move(name));
  return true;
}

bool Parser::inverse_mark_ahead() const {
  return latex_ && at(Tok::kCaret) && peek(1).kind == Tok::kOpenBrace && peek(2).kind == Tok::kMinus && peek(3).text == "1" &&
         peek(4).kind == Tok::kCloseBrace && peek(5).kind == Tok::kOpenParen;
}

// x_1, x_{12}, x_{max}, a_{n+1}: part of the name.
bool Parser::subscript(std::string& name) {
  const Token mark = take();
  name += '_';
  if (accept(Tok::kOpenBrace)) {
    std::string inner;
    int depth = 0;
    while (!at(Tok::kEnd) && (depth > 0 || !at(Tok::kCloseBrace))) {
      const Token t = take();
      if (t.kind == Tok::kOpenBrace) ++depth;
      if (t.kind == Tok::kCloseBrace) --depth;
      if (t.kind == Tok::kCommand || depth > 0) return fail(ErrorCode::kUnsupported, t, "this subscript");
      inner += t.text;
    }
    if (!expect(Tok::kCloseBrace, "'}'")) return false;
    const bool simple = std::all_of(inner.begin(), inner.end(), [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
    if (inner.empty()) return fail(ErrorCode::kParse, mark, "an empty subscript");
    name += simple ? inner : "{" + inner + "}";
    return true;
  }
  if (at(Tok::kNumber)) {
    Token digit;
    if (!first_digit(digit)) return false;
    name += digit.text;
    return true;
  }
  if (at(Tok::kName)) {
    name += take().text;
    return true;
  }
  return expected("a subscript");
}

bool Parser::applied(const std::string& name, Expr& out) {
  std::vector<Expr> args;
  if (!call_arguments(args)) return false;
  out = Expr::func(name, std::move(args));
  last_was_bracket_ = false;
  return true;
}

// One digit of the number ahead, as TeX takes it; the rest stays.
bool Parser::first_digit(Token& digit) {
  Token& number = tokens_.list[next_];
  digit = number;
  if (!latex_ || number.text.size() == 1) {
    ++next_;
    return true;
  }
  if (!plain_integer(number) || number.end - number.pos != number.text.size())
    return fail(ErrorCode::kUnsupported, number, "ambiguous: put this number in braces");
  digit.text = number.text.substr(0, 1);
  digit.end = digit.pos + 1;
  number.text.remove_prefix(1);
  ++number.pos;
  number.space_before = false;
  return true;
}

bool Parser::postfix(Expr& out) {
  const Token start = peek();
  last_was_bracket_ = false;
  if (!primary(out)) return false;
  bool powered = false;
  for (;;) {
    if (at(Tok::kCaret) || at(Tok::kSuperscript)) {
      if (in_limit_target_ && at(Tok::kCaret) &&
          (peek(1).kind == Tok::kPlus || peek(1).kind == Tok::kMinus || peek(1).kind == Tok::kOpenBrace) &&
          (peek(2).kind == Tok::kCloseBrace || peek(2).kind == Tok::kPlus || peek(2).kind == Tok::kMinus))
        return true;
      const bool braced = latex_ && (peek(1).kind == Tok::kOpenBrace || peek(1).kind == Tok::kName);
      if (!power(out, powered)) return false;
      if (powered && at(Tok::kOpenParen) && !starts_modulus() && start.kind == Tok::kName && is_applied_letter(start.text))
        return fail(ErrorCode::kUnsupported, start, "a power of a function");
      last_was_bracket_ = braced;   // 2^{3}5^{2}
      continue;
    } else if (at(Tok::kBang)) {
      const Token bang = take();
      if (powered || at(Tok::kBang))
        return fail(ErrorCode::kUnsupported, bang, powered ? "ambiguous: bracket what the '!' belongs to" : "a double factorial");
      out = Expr::func("factorial", {out});
      last_was_bracket_ = latex_;   // 3!6!
      continue;
    } else if (at(Tok::kPercent)) {
      if (!latex_ && peek().space_before && peek(1).kind == Tok::kNumber) return true;   // 7 % 3
      take();
      out = Expr::make(Op::kPercent, {out});
    } else if (at(Tok::kDegree)) {
      take();
      out = Expr::make(Op::kDegree, {out});
    } else {
      return true;
    }
    last_was_bracket_ = false;
  }
}

// x^2, x^{n+1}, 60^\circ, x²
bool Parser::power(Expr& out, bool& powered) {
  const Token mark = take();
  if (mark.kind == Tok::kSuperscript) {
    std::string digits(mark.text);
    while (at(Tok::kSuperscript) && digits.size() < 18) digits += take().text;
    if (powered || at(Tok::kSuperscript)) return fail(ErrorCode::kParse, mark, "a power of a power without brackets");
    out = Expr::make(Op::kPow, {out, Expr::integer(std::stoll(digits))});
    powered = true;
    return true;
  }
  if (latex_ && (at(Tok::kDegree) || (at(Tok::kOpenBrace) && peek(1).kind == Tok::kDegree && peek(2).kind == Tok::kCloseBrace))) {
    const bool braced = accept(Tok::kOpenBrace);
    take();
    if (braced) take();
    out = Expr::make(Op::kDegree, {out});
    return true;
  }
  if (powered) return fail(ErrorCode::kParse, mark, "a power of a power without brackets");
  Expr e;
  if (!exponent(e)) return false;
  out = Expr::make(Op::kPow, {out, e});
  powered = true;
  return true;
}

bool Parser::exponent(Expr& out) {
  Level level(*this);
  if (!level.ok()) return false;
  if (latex_) {
    const bool minus = at(Tok::kMinus) && peek(1).kind != Tok::kOpenBrace && !at(Tok::kEnd);
    if (minus) take();
    if (at(Tok::kNumber) && peek().text.size() > 1)
      return fail(ErrorCode::kUnsupported, peek(), "ambiguous: put the exponent in braces");
    if (at(Tok::kWords) || at(Tok::kPrime) || at(Tok::kTimes)) return fail(ErrorCode::kUnsupported, peek(), "this exponent");
    if (!argument(out)) return false;
    if (out.is(Op::kText)) return fail(ErrorCode::kUnsupported, peek(), "words as an exponent");
    if (minus) out = Expr::make(Op::kNeg, {out});
    return true;
  }
  // Plain text: 2^-3, 2^3^2 = 2^(3^2).
  int minus = 0;
  while (accept(Tok::kMinus))
    if (++minus > limits_.max_depth) return fail(ErrorCode::kBudget, peek(), "more minus signs than the limit");
  if (!primary(out)) return false;
  if (accept(Tok::kCaret)) {
    Expr above;
    if (!exponent(above)) return false;
    out = Expr::make(Op::kPow, {out, above});
  }
  for (; minus > 0; --minus) out = Expr::make(Op::kNeg, {out});
  return true;
}

}  // namespace retort::math
