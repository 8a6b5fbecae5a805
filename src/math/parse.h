// Reading mathematics as people and models write it: LaTeX, plain text (`3*x^2`, `2x`, `x**2`, `sqrt(2)`), Unicode.
// The text may be hostile: no recursion deeper than the limits, no input takes longer than linear time in its size.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "math/expr.h"

namespace retort::math {

struct ParseLimits {
  std::size_t max_bytes = 20'000;
  int max_depth = 120;
  std::size_t max_digits = 5'000;   // of one number
  // Letters that apply to the bracket behind them, besides f, g and h: with "P" here, P(x) is no product.
  std::vector<std::string> functions = {};
  // Names that are plain symbols here although e, i, E, I and the like are constants otherwise.
  std::vector<std::string> symbols = {};
};

// The functions an Expr can hold, by canonical name. log(x) without a base is LaTeX's \log, whose base the text leaves open
// (plain text's log(x) is SymPy's: ln). The forms bind a symbol: sum(f, k, low, high), product(f, k, low, high),
// integral(f, x) or integral(f, x, low, high), derivative(f, x), limit(f, x, point) or limit(f, x, point, "+" or "-" as kText).
struct FunctionInfo {
  std::string_view name;
  int min_args;
  int max_args;   // -1: any number
};
inline constexpr FunctionInfo kFunctions[] = {
    {"sqrt", 1, 1},  {"root", 2, 2},  {"abs", 1, 1},       {"sin", 1, 1},      {"cos", 1, 1},      {"tan", 1, 1},
    {"cot", 1, 1},   {"sec", 1, 1},   {"csc", 1, 1},       {"asin", 1, 1},     {"acos", 1, 1},     {"atan", 1, 1},
    {"sinh", 1, 1},  {"cosh", 1, 1},  {"tanh", 1, 1},      {"ln", 1, 1},       {"log", 1, 2},      {"exp", 1, 1},
    {"factorial", 1, 1}, {"binomial", 2, 2}, {"floor", 1, 1}, {"ceil", 1, 1},  {"sign", 1, 1},     {"gcd", 2, -1},
    {"lcm", 2, -1},  {"mod", 2, 2},   {"min", 1, -1},      {"max", 1, -1},     {"det", 1, 1},      {"sum", 4, 4},
    {"product", 4, 4}, {"integral", 2, 4}, {"derivative", 2, 2}, {"limit", 3, 4},
};
const FunctionInfo* find_function(std::string_view name);   // null: none of these

enum class Notation {
  kLatex,  // \frac12, x^{2}, 2(8) is a product, letters stand alone: ab is a*b, AB too
  kPlain,  // ** and ^, names of several letters (Python, SymPy), implicit products `2x`, `2(x+1)`
};

// Reads the whole text or fails: kParse names the byte and what was expected, kUnsupported what was met, kBudget the limit.
// Never repairs silently: `((x+1` is an error, `2x = ` is an error.
Result<Expr> parse(std::string_view text, Notation notation = Notation::kLatex, const ParseLimits& limits = {});

// kPlain unless the text holds a backslash, a brace or a `$`.
Result<Expr> parse_any(std::string_view text, const ParseLimits& limits = {});

}  // namespace retort::math
