// Calls in plain text, by the names that SymPy and Python use; and the entry points.
#include <algorithm>

#include "math/function_names.h"
#include "math/parser.h"

namespace retort::math {
namespace {

struct PlainName {
  std::string_view plain;
  std::string_view canonical;
};
// In order of name. Those that start with a capital name a shape, which plain_shape() builds.
constexpr PlainName kPlainNames[] = {
    {"Abs", "abs"}, {"Derivative", "derivative"}, {"Eq", "="}, {"FiniteSet", "{}"}, {"Ge", ">="}, {"Gt", ">"},
    {"Integral", "integral"}, {"Interval", "[]"}, {"Interval.Lopen", "(]"}, {"Interval.Ropen", "[)"},
    {"Interval.open", "()"}, {"Le", "<="}, {"Limit", "limit"}, {"Lt", "<"}, {"Matrix", "matrix"}, {"Max", "max"},
    {"Min", "min"}, {"Mod", "mod"}, {"Ne", "!="}, {"Product", "product"}, {"Rational", "/"}, {"Sum", "sum"},
    {"Union", "union"},
    {"abs", "abs"}, {"acos", "acos"}, {"arccos", "acos"}, {"arcsin", "asin"}, {"arctan", "atan"}, {"asin", "asin"},
    {"atan", "atan"}, {"binomial", "binomial"}, {"cbrt", "cbrt"}, {"ceil", "ceil"}, {"ceiling", "ceil"}, {"comb", "binomial"},
    {"cos", "cos"}, {"cosh", "cosh"}, {"cot", "cot"}, {"csc", "csc"}, {"det", "det"}, {"diff", "derivative"}, {"exp", "exp"},
    {"factorial", "factorial"}, {"floor", "floor"}, {"gcd", "gcd"}, {"igcd", "gcd"}, {"ilcm", "lcm"},
    {"integrate", "integral"}, {"lcm", "lcm"}, {"limit", "limit"}, {"ln", "ln"}, {"log", "log"}, {"log10", "log10"},
    {"log2", "log2"}, {"max", "max"}, {"min", "min"}, {"mod", "mod"}, {"pow", "^"}, {"product", "product"}, {"root", "root"},
    {"sec", "sec"}, {"sign", "sign"}, {"sin", "sin"}, {"sinh", "sinh"}, {"sqrt", "sqrt"}, {"summation", "sum"}, {"tan", "tan"},
    {"tanh", "tanh"},
};

const PlainName* find_plain(std::string_view name) {
  const auto* at = std::lower_bound(std::begin(kPlainNames), std::end(kPlainNames), name,
                                    [](const PlainName& p, std::string_view n) { return p.plain < n; });
  return at != std::end(kPlainNames) && at->plain == name ? at : nullptr;
}

// Inside Sum(i**2, (i, 1, n)) the i is the bound symbol, read before its binding was known.
Expr free_constant(const Expr& e, std::string_view name) {
  if (e.is(Op::kConstant) && e.name() == name) return Expr::symbol(std::string(name));
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(free_constant(arg, name));
  return Expr::make(e.op(), std::move(args), e.name());
}

bool symbol_of(const Expr& e, Expr& out) {
  if (e.is(Op::kSymbol)) {
    out = e;
  } else if (e.is(Op::kConstant)) {
    out = Expr::symbol(e.name());
  } else {
    return false;
  }
  return true;
}

// The form with a bound symbol, from SymPy's arguments; false if they do not fit.
bool bound_form(std::string_view form, const std::vector<Expr>& args, Expr& out) {
  Expr variable;
  if (args.size() < 2) return false;
  const bool range = args[1].is(Op::kTuple) && args[1].args().size() == 3;
  if (!symbol_of(range ? args[1].arg(0) : args[1], variable)) return false;
  std::vector<Expr> built{free_constant(args[0], variable.name()), variable};
  if (form == "limit") {
    if (range || args.size() < 3 || args.size() > 4) return false;
    built.push_back(args[2]);
    if (args.size() == 4) {
      if (!args[3].is(Op::kText) || (args[3].name() != "+" && args[3].name() != "-")) return false;
      built.push_back(args[3]);
    }
  } else {
    if (args.size() != 2 || (range && form == "derivative") || (!range && (form == "sum" || form == "product"))) return false;
    if (range) {
      built.push_back(args[1].arg(1));
      built.push_back(args[1].arg(2));
    }
  }
  out = Expr::func(std::string(form), std::move(built));
  return true;
}

// Relations, sets and the like; false if the arguments do not fit.
bool plain_shape(std::string_view shape, const std::vector<Expr>& args, Expr& out) {
  if (shape == "{}" || shape == "union") {
    out = Expr::make(shape == "{}" ? Op::kSet : Op::kUnion, args);
    return shape == "{}" || args.size() >= 2;
  }
  if (shape == "cbrt" || shape == "log10" || shape == "log2") {
    if (args.size() != 1) return false;
    const int second = shape == "cbrt" ? 3 : shape == "log10" ? 10 : 2;
    out = Expr::func(shape == "cbrt" ? "root" : "log", {args[0], Expr::integer(second)});
    return true;
  }
  if (args.size() != 2) return false;
  if (shape == "/") {
    out = Expr::make(Op::kDiv, args);
  } else if (shape == "^") {
    out = Expr::make(Op::kPow, args);
  } else if (shape == "[]" || shape == "()" || shape == "[)" || shape == "(]") {
    out = Expr::make(Op::kInterval, args, std::string(shape));
  } else {
    out = Expr::rel(std::string(shape), args[0], args[1]);
  }
  return true;
}

}  // namespace

bool is_plain_function(std::string_view name) {
  return find_plain(name) != nullptr || (name.starts_with("log_") && name.size() > 4);
}

// The name of `token` is taken.
bool Parser::plain_call(const Token& token, Expr& out) {
  if (token.text.starts_with("log_")) {   // log_2(8)
    Expr base;
    Token digits = token;
    digits.kind = Tok::kNumber;
    digits.text = token.text.substr(4);
    if (digits.text.find_first_not_of("0123456789") != std::string_view::npos)
      return fail(ErrorCode::kUnsupported, token, "this base of a logarithm");
    std::vector<Expr> args;
    if (!number_value(digits, base) || !call_arguments(args)) return false;
    if (args.size() != 1) return fail(ErrorCode::kParse, token, "one argument expected");
    out = Expr::func("log", {args[0], base});
    return true;
  }
  const std::string_view function = find_plain(token.text)->canonical;
  if (is_elementary(function)) return elementary(std::string(function), out);
  if (function == "matrix") return plain_matrix(out);
  const bool form = function == "sum" || function == "product" || function == "integral" || function == "derivative" ||
                    function == "limit";
  if (!form && find_function(function)) return named_function(std::string(function), out);
  std::vector<Expr> args;
  if (function == "{}" && at(Tok::kOpenParen) && peek(1).kind == Tok::kCloseParen) {
    next_ += 2;
  } else if (!call_arguments(args)) {
    return false;
  }
  if (form ? bound_form(function, args, out) : plain_shape(function, args, out)) return true;
  return fail(ErrorCode::kParse, token, "the wrong arguments for " + std::string(token.text));
}

// Matrix([[1, 2], [3, 4]])
bool Parser::plain_matrix(Expr& out) {
  Level level(*this);
  return level.ok() && expect(Tok::kOpenParen, "'('") && matrix_rows(out) && expect(Tok::kCloseParen, "')'");
}

bool Parser::matrix_rows(Expr& out) {
  Level level(*this);
  const Token start = peek();
  if (!level.ok() || !expect(Tok::kOpenBracket, "'['")) return false;
  std::vector<Expr> rows;
  do {
    std::vector<Expr> cells;
    if (!expect(Tok::kOpenBracket, "'['") || !bracket_items(cells) || !expect(Tok::kCloseBracket, "']'")) return false;
    if (!rows.empty() && rows[0].args().size() != cells.size()) return fail(ErrorCode::kParse, start, "rows of different lengths");
    rows.push_back(Expr::make(Op::kTuple, std::move(cells)));
  } while (accept(Tok::kComma));
  if (!expect(Tok::kCloseBracket, "']'")) return false;
  last_was_bracket_ = false;
  out = Expr::make(Op::kMatrix, std::move(rows));
  return true;
}

Result<Expr> parse(std::string_view text, Notation notation, const ParseLimits& limits) {
  RETORT_TRY(Tokens tokens, lex(text, notation, limits));
  return Parser(std::move(tokens), notation, limits).run_all();
}

Result<Expr> parse_any(std::string_view text, const ParseLimits& limits) {
  const bool latex = text.find_first_of("\\{$") != std::string_view::npos;
  return parse(text, latex ? Notation::kLatex : Notation::kPlain, limits);
}

}  // namespace retort::math
