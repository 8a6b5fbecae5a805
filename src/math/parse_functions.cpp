// sin, log, gcd and the rest, in both notations: what their name is and how far their argument reaches.
#include <algorithm>
#include <array>

#include "math/function_names.h"
#include "math/parser.h"

namespace retort::math {

const FunctionInfo* find_function(std::string_view name) {
  const auto* at = std::find_if(std::begin(kFunctions), std::end(kFunctions), [&](const FunctionInfo& f) { return f.name == name; });
  return at == std::end(kFunctions) ? nullptr : at;
}

bool is_trigonometric(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kNames{"sin", "cos", "tan", "cot", "sec", "csc"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

bool is_elementary(std::string_view name) {
  static constexpr std::array<std::string_view, 9> kNames{"asin", "acos", "atan", "sinh", "cosh", "tanh", "ln", "log", "exp"};
  return is_trigonometric(name) || std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::string_view canonical_function(std::string_view name) {
  if (name == "arcsin") return "asin";
  if (name == "arccos") return "acos";
  if (name == "arctan") return "atan";
  return find_function(name) ? name : std::string_view{};
}

bool Parser::named_function(const std::string& function, Expr& out) {
  if (is_elementary(function)) return elementary(function, out);
  const FunctionInfo* info = find_function(function);
  const Token where = peek();
  std::vector<Expr> args;
  if ((function == "max" || function == "min" || function == "gcd" || function == "lcm") && at(Tok::kOpenSet)) {
    Expr items;
    if (!set(items)) return false;
    args = items.args();
  } else if (function == "det" && at(Tok::kBegin)) {
    args.resize(1);
    if (!matrix(args[0])) return false;
  } else if (!call_arguments(args)) {
    return false;
  }
  const int count = static_cast<int>(args.size());
  if (count < info->min_args || (info->max_args >= 0 && count > info->max_args))
    return fail(ErrorCode::kParse, where, "the wrong number of arguments for " + function);
  out = Expr::func(function, std::move(args));
  return true;
}

// The 2 of \sin^2 x; the -1 of \sin^{-1} x makes `inverse`.
bool Parser::function_power(bool& inverse, Expr& power) {
  const Token mark = peek();
  if (accept(Tok::kSuperscript)) {
    power = Expr::integer(std::stoll(std::string(mark.text)));
    return true;
  }
  take();
  if (!exponent(power)) return false;
  inverse = power.is(Op::kNeg) && power.arg(0).is_integer() && power.arg(0).value() == 1;
  if (!inverse && !(power.is_integer() && power.value().sign() > 0) && !power.is(Op::kSymbol))
    return fail(ErrorCode::kUnsupported, mark, "this power of a function");
  return true;
}

// \sin x, \sin(x+1), \sin^2 x, \sin^{-1} x, \log_2 8, \ln 2x
bool Parser::elementary(const std::string& function, Expr& out) {
  Level level(*this, false);
  if (!level.ok()) return false;
  const Token start = peek();
  std::string name = function;
  Expr base, raised;
  const bool has_base = name == "log" && accept(Tok::kUnderscore);
  if (has_base && !argument(base)) return false;
  const bool has_power = at(Tok::kCaret) || at(Tok::kSuperscript);
  bool inverse = false;
  if (has_power && !function_power(inverse, raised)) return false;
  if (inverse) {
    if (name != "sin" && name != "cos" && name != "tan") return fail(ErrorCode::kUnsupported, start, "this inverse function");
    name = "a" + name;
  }
  Expr argument_read;
  if (!latex_ && name == "log" && !has_power && at(Tok::kOpenParen)) {
    std::vector<Expr> args;
    if (!call_arguments(args)) return false;
    if (args.size() > 2) return fail(ErrorCode::kParse, start, "the wrong number of arguments for log");
    const char* function_name = args.size() == 1 ? "ln" : "log";
    out = Expr::func(function_name, std::move(args));
    return true;
  }
  if (at(Tok::kOpenParen) || at(Tok::kOpenBracket)) {
    if (!bracket(argument_read)) return false;
    if (argument_read.is(Op::kTuple) || argument_read.is(Op::kInterval))
      return fail(ErrorCode::kUnsupported, start, "this argument of " + name);
    if (at(Tok::kBang) || (latex_ && (at(Tok::kCaret) || at(Tok::kSuperscript)) && !starts_degree()))
      return fail(ErrorCode::kUnsupported, peek(), "ambiguous: bracket what the power belongs to");
  } else if (at(Tok::kOpenBrace)) {
    if (!postfix(argument_read)) return false;
  } else if (!bare_argument(name, argument_read)) {
    return false;
  }
  last_was_bracket_ = false;
  if (!latex_ && name == "log" && !has_base) name = "ln";
  std::vector<Expr> args{std::move(argument_read)};
  if (has_base) args.push_back(std::move(base));
  out = Expr::func(name, std::move(args));
  if (has_power && !inverse) out = Expr::make(Op::kPow, {out, raised});
  return true;
}

bool Parser::starts_degree() const {
  return at(Tok::kCaret) && (peek(1).kind == Tok::kDegree || (peek(1).kind == Tok::kOpenBrace && peek(2).kind == Tok::kDegree));
}

// 2x of \sin 2x: letters, numbers, fractions and roots side by side; a function's name, an operator or a bracket ends it.
bool Parser::bare_argument(const std::string& function, Expr& out) {
  const auto continues = [this] {
    if (!starts_factor(false)) return false;
    if (at(Tok::kName) || at(Tok::kItalic)) return true;
    return at(Tok::kRoot) || at_command("angle") || at_command("frac") || at_command("dfrac") || at_command("tfrac") || at_command("sqrt");
  };
  const bool nested = at(Tok::kCommand) && is_elementary(canonical_function(peek().text));
  if (!(nested || continues() || at(Tok::kNumber) || at(Tok::kBar) || at(Tok::kOpenBar) || at_command("binom")))
    return expected("an argument");
  std::vector<Expr> factors(1);
  if (!postfix(factors[0])) return false;
  while (!nested && continues()) {
    Expr factor;
    if (!postfix(factor)) return false;
    factors.push_back(std::move(factor));
  }
  const bool ends_in_degrees = factors.back().is(Op::kDegree);
  const bool letter = factors.size() == 1 && factors[0].is(Op::kSymbol) && is_trigonometric(function);
  if ((at(Tok::kOpenParen) && !starts_modulus()) || at(Tok::kOpenBracket)) {
    if (!letter && !ends_in_degrees) return fail(ErrorCode::kUnsupported, peek(), "ambiguous: bracket the argument");
  }
  if (at(Tok::kDivide) && !ends_in_degrees && !(peek(1).kind == Tok::kCommand && is_elementary(canonical_function(peek(1).text))))
    return fail(ErrorCode::kUnsupported, peek(), "ambiguous: bracket the argument");
  out = factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, std::move(factors));
  return true;
}

}  // namespace retort::math
