#include "explain/program_calls.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "explain/numerals.h"
#include "math/identity.h"
#include "math/parse.h"
#include "math/print.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {

// Functions whose arguments are an expression and at most a variable.
struct OneExpression {
  std::string_view name, tool, argument;
  bool variable = false;
};
constexpr OneExpression kOneExpression[] = {
    {"simplify", "simplify_expression", "expression"}, {"trigsimp", "simplify_expression", "expression"}, {"radsimp", "simplify_expression", "expression"},
    {"cancel", "simplify_expression", "expression"},   {"nsimplify", "simplify_expression", "expression"}, {"expand", "expand_expression", "expression"},
    {"factor", "factor_expression", "expression"},     {"apart", "partial_fractions", "expression", true}, {"degree", "polynomial_degree", "expression", true},
    {"isprime", "is_prime", "n"},                      {"is_prime", "is_prime", "n"},                      {"factorint", "factor_integer", "n"},
    {"divisors", "divisors", "n"},                     {"divisor_count", "divisor_count", "n"},            {"totient", "totient", "n"},
};

std::string plain(const Expr& e) { return math::to_plain(e); }

Json plain_list(const std::vector<Expr>& items) {
  Json out = Json::array();
  for (const Expr& item : items) out.push_back(plain(item));
  return out;
}

// solve(equation or equations, unknown or unknowns)
std::optional<cas::ToolCall> solve_call(const std::vector<Expr>& args) {
  if (args.empty() || args.size() > 8) return std::nullopt;
  const std::vector<Expr> equations = args[0].is(Op::kTuple) ? args[0].args() : std::vector<Expr>{args[0]};
  std::vector<Expr> unknowns;
  for (std::size_t i = 1; i < args.size(); ++i) {
    if (args[i].is(Op::kTuple)) unknowns.insert(unknowns.end(), args[i].args().begin(), args[i].args().end());
    else unknowns.push_back(args[i]);
  }
  if (!std::all_of(unknowns.begin(), unknowns.end(), [](const Expr& u) { return u.is(Op::kSymbol); })) return std::nullopt;
  if (unknowns.empty() && equations.size() == 1)
    for (const std::string& name : equations[0].symbols()) unknowns.push_back(Expr::symbol(name));
  if (equations.size() == 1 && unknowns.size() == 1) {
    if (equations[0].is(Op::kRel) && equations[0].name() != "=")
      return cas::ToolCall{"solve_univariate_inequality", {{"inequality", plain(equations[0])}, {"variable", plain(unknowns[0])}}};
    return cas::ToolCall{"solve_equation", {{"sympy_equation", plain(equations[0])}, {"variable", plain(unknowns[0])}}};
  }
  if (unknowns.empty()) return std::nullopt;
  return cas::ToolCall{"solve_linear_system", {{"equations", plain_list(equations)}, {"variables", plain_list(unknowns)}}};
}

// integrate(f, x), integrate(f, (x, 0, 1)), summation(f, (k, 1, n)), product(f, (k, 1, n))
std::optional<cas::ToolCall> range_call(std::string_view name, const std::vector<Expr>& args) {
  if (args.size() != 2) return std::nullopt;
  const bool range = args[1].is(Op::kTuple) && args[1].args().size() == 3 && args[1].arg(0).is(Op::kSymbol);
  const bool integral = name == "integrate" || name == "Integral";
  if (integral && args[1].is(Op::kSymbol)) return cas::ToolCall{"integrate", {{"expression", plain(args[0])}, {"variable", plain(args[1])}}};
  if (!range) return std::nullopt;
  const std::string tool = integral ? "definite_integral" : name == "summation" || name == "Sum" ? "summation" : "product";
  return cas::ToolCall{tool, {{"expression", plain(args[0])}, {"variable", plain(args[1].arg(0))}, {"lower", plain(args[1].arg(1))}, {"upper", plain(args[1].arg(2))}}};
}

Json matrix_json(const Expr& matrix) {
  Json rows = Json::array();
  for (const Expr& row : matrix.args()) rows.push_back(plain_list(row.args()));
  return rows;
}

// {2: 3, 5: 1} of 2**3*5
Expr factors_of(const Expr& product) {
  std::vector<Expr> pairs;
  for (const Expr& factor : product.is(Op::kMul) ? product.args() : std::vector<Expr>{product}) {
    const bool power = factor.is(Op::kPow);
    pairs.push_back(power ? factor.arg(0) : factor);
    pairs.push_back(power ? factor.arg(1) : Expr::integer(1));
  }
  return Expr::func("dict", std::move(pairs));
}

// {x: 2, y: 3} of the names and "(2, 3)"
Result<Expr> read_solution(const Json& names, const std::string& text) {
  const auto values = list_elements(text);
  if (values.size() != names.size()) return Error{ErrorCode::kUnsupported, "this form of a solution"};
  std::vector<Expr> pairs;
  for (std::size_t i = 0; i < values.size(); ++i) {
    RETORT_TRY(Expr value, math::parse(values[i], math::Notation::kPlain));
    pairs.push_back(Expr::symbol(names[i].get<std::string>()));
    pairs.push_back(std::move(value));
  }
  return Expr::func("dict", std::move(pairs));
}

Result<Expr> read_items(const std::vector<std::string>& items) {
  std::vector<Expr> out;
  for (const std::string& item : items) {
    RETORT_TRY(Expr e, math::parse(item, math::Notation::kPlain));
    out.push_back(std::move(e));
  }
  return Expr::make(Op::kTuple, std::move(out));
}

bool same_value(const Expr& a, const Expr& b) { return math::equal(a, b).outcome == math::Verdict::Outcome::kEqual; }

bool same_items(const std::vector<Expr>& values, const std::vector<std::string>& printed) {
  if (values.size() != printed.size()) return false;
  std::vector<bool> used(printed.size());
  return std::all_of(values.begin(), values.end(), [&](const Expr& value) {
    for (std::size_t i = 0; i < printed.size(); ++i)
      if (!used[i] && is_printed(value, printed[i])) return used[i] = true, true;
    return false;
  });
}

}  // namespace

std::optional<cas::ToolCall> tool_call_of(std::string_view name, const std::vector<Expr>& args) {
  if (args.empty()) return std::nullopt;
  for (const OneExpression& one : kOneExpression) {
    if (one.name != name) continue;
    if (args.size() > (one.variable ? 2u : 1u) || args[0].is(Op::kTuple)) return std::nullopt;
    cas::ToolCall call{std::string(one.tool), {{std::string(one.argument), plain(args[0])}}};
    if (one.variable && args.size() == 2) call.args["variable"] = plain(args[1]);
    return call;
  }
  if (name == "solve" || name == "linsolve" || name == "nonlinsolve" || name == "solveset" || name == "solve_univariate_inequality") return solve_call(args);
  if (name == "integrate" || name == "Integral" || name == "summation" || name == "Sum" || name == "product" || name == "Product") return range_call(name, args);
  if ((name == "diff" || name == "Derivative") && args.size() == 2) return cas::ToolCall{"differentiate", {{"expression", plain(args[0])}, {"variable", plain(args[1])}}};
  if ((name == "limit" || name == "Limit") && (args.size() == 3 || (args.size() == 4 && args[3].is(Op::kText)))) {
    cas::ToolCall call{"compute_limit", {{"expression", plain(args[0])}, {"variable", plain(args[1])}, {"point", plain(args[2])}}};
    if (args.size() == 4) call.args["direction"] = args[3].name();
    return call;
  }
  if (name == "gcd" || name == "igcd" || name == "lcm" || name == "ilcm")
    return cas::ToolCall{name.ends_with("gcd") ? "gcd" : "lcm", {{"numbers", plain_list(args.size() == 1 && args[0].is(Op::kTuple) ? args[0].args() : args)}}};
  if ((name == "comb" || name == "binomial" || name == "perm") && args.size() == 2)
    return cas::ToolCall{name == "perm" ? "permutations" : "binomial", {{"n", plain(args[0])}, {"k", plain(args[1])}}};
  if (name == "pow" && args.size() == 3) return cas::ToolCall{"power_mod", {{"base", plain(args[0])}, {"exponent", plain(args[1])}, {"modulus", plain(args[2])}}};
  if ((name == "mod_inverse" || name == "invert") && args.size() == 2) return cas::ToolCall{"inverse_mod", {{"a", plain(args[0])}, {"modulus", plain(args[1])}}};
  if (args[0].is(Op::kMatrix) && args.size() == 1 && (name == "det" || name == "inv" || name == "rank"))
    return cas::ToolCall{name == "det" ? "compute_determinant" : name == "inv" ? "compute_inverse" : "compute_rank", {{"matrix", matrix_json(args[0])}}};
  return std::nullopt;
}

Result<Expr> value_of_result(const cas::ToolCall& call, const cas::ToolResult& result) {
  if (result.result == "True" || result.result == "False") return Expr::make(Op::kText, {}, result.result);
  if (call.tool == "solve_linear_system") {
    if (result.result.starts_with("[")) return Expr::make(Op::kTuple, {});
    return read_solution(call.args["variables"], result.result);
  }
  if (call.tool == "solve_nonlinear_system") {
    std::vector<Expr> solutions;
    for (const std::string& one : list_elements(result.result)) {
      RETORT_TRY(Expr solution, read_solution(call.args["variables"], one));
      solutions.push_back(std::move(solution));
    }
    return Expr::make(Op::kTuple, std::move(solutions));
  }
  if (result.result.starts_with("[")) return read_items(list_elements(result.result));
  RETORT_TRY(Expr value, math::parse(result.result, math::Notation::kPlain));
  return call.tool == "factor_integer" ? factors_of(value) : value;
}

std::optional<Printed> last_number(std::string_view output) {
  const auto digit = [&](std::size_t i) { return i < output.size() && output[i] >= '0' && output[i] <= '9'; };
  std::size_t end = output.size();
  while (end > 0 && !digit(end - 1)) --end;
  std::size_t start = end;
  const auto inside = [&](std::size_t i) { return output[i] == '.' || output[i] == '/' || (output[i] == ',' && i > 0 && digit(i - 1) && digit(i + 1) && digit(i + 2) && digit(i + 3)); };
  while (start > 0 && (digit(start - 1) || inside(start - 1))) --start;
  if (start > 0 && output[start - 1] == '-') --start;
  std::string text(output.substr(start, end - start));
  std::erase(text, ',');
  const auto value = Rational::parse(text);
  if (!value) return std::nullopt;
  const auto dot = text.find('.');
  return Printed{*value, dot == std::string::npos ? 0 : static_cast<int>(text.size() - dot - 1)};
}

bool is_printed(const Expr& value, std::string_view output) {
  std::string_view text = trim(output);
  if (const auto line = text.rfind('\n'); line != text.npos) text = trim(text.substr(line + 1));
  if (value.is(Op::kText)) return text.ends_with(value.name());
  if (value.is(Op::kTuple)) {
    const auto open = text.find_first_of("[({");
    if (open == text.npos) return false;
    std::string_view inside = text.substr(open + 1);
    const auto close = inside.find_last_of("])}");
    return close != inside.npos && same_items(value.args(), list_elements(fmt::format("[{}]", inside.substr(0, close))));
  }
  if (value.is_func("dict")) {
    if (text.starts_with("(")) {   // the values alone, in order
      const auto values = list_elements(text);
      bool all = 2 * values.size() == value.args().size();
      for (std::size_t i = 0; all && i < values.size(); ++i) all = is_printed(value.arg(2 * i + 1), values[i]);
      return all;
    }
    const auto open = text.find('{'), close = text.rfind('}');
    if (open == text.npos || close == text.npos || close < open) return false;
    const auto pairs = list_elements(text.substr(open + 1, close - open - 1));
    if (2 * pairs.size() != value.args().size()) return false;
    for (std::size_t i = 0; i < value.args().size(); i += 2) {
      const std::string key = math::to_plain(value.arg(i));
      const bool found = std::any_of(pairs.begin(), pairs.end(), [&](const std::string& pair) {
        const auto colon = pair.find(':');
        return colon != std::string::npos && trim(std::string_view(pair).substr(0, colon)) == key && is_printed(value.arg(i + 1), std::string_view(pair).substr(colon + 1));
      });
      if (!found) return false;
    }
    return true;
  }
  for (std::string_view part = text; !part.empty();) {   // "x = 3": what stands behind the sign
    const auto read = math::parse(part, math::Notation::kPlain);
    if (read.ok() && (read->is(Op::kRel) == value.is(Op::kRel))) return value.is(Op::kRel) ? read->same(value) : same_value(value, *read);
    const auto sign = part.find_first_of("=: ");
    if (sign == part.npos) return false;
    part = trim(part.substr(sign + 1));
  }
  return false;
}

}  // namespace retort::explain
