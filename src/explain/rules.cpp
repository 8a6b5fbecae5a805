#include "explain/rules.h"

#include <algorithm>

#include "explain/evaluate.h"
#include "explain/extremum_rules.h"
#include "explain/form_rules.h"
#include "explain/geometry_rules.h"
#include "explain/product_rule.h"
#include "explain/sequence_rules.h"
#include "math/exact.h"
#include "math/parse.h"

namespace retort::explain {

using math::Expr;

namespace {

struct Entry {
  std::string_view tool;
  Rule rule;
};
constexpr Entry kRules[] = {
    {"angle_at", rule_angle_at},
    {"arrangements", rule_arrangements},
    {"binomial", rule_binomial},
    {"check_continuity", rule_check_continuity},
    {"chinese_remainder", rule_chinese_remainder},
    {"circle_center_radius", rule_circle_center_radius},
    {"circle_through", rule_circle_through},
    {"combine_sets", rule_combine_sets},
    {"complete_the_square", rule_complete_the_square},
    {"compute_determinant", rule_compute_determinant},
    {"compute_eigenvalues", rule_compute_eigenvalues},
    {"compute_eigenvectors", rule_compute_eigenvectors},
    {"compute_inner_product", rule_compute_inner_product},
    {"compute_inverse", rule_compute_inverse},
    {"compute_limit", rule_compute_limit},
    {"compute_line_bisectors", rule_compute_line_bisectors},
    {"compute_nullspace", rule_compute_nullspace},
    {"compute_rank", rule_compute_rank},
    {"definite_integral", rule_definite_integral},
    {"differentiate", rule_differentiate},
    {"digit_sum", rule_digit_sum},
    {"digits", rule_digits},
    {"distance", rule_distance},
    {"divisor_count", rule_divisor_count},
    {"divisor_sum", rule_divisor_sum},
    {"divisors", rule_divisors},
    {"evaluate", rule_evaluate},
    {"expand_expression", rule_expand_expression},
    {"factor_expression", rule_factor_expression},
    {"factor_integer", rule_factor_integer},
    {"find_critical_points", rule_find_critical_points},
    {"find_roots", rule_find_roots},
    {"from_base", rule_from_base},
    {"gcd", rule_gcd},
    {"integrate", rule_integrate},
    {"inverse_mod", rule_inverse_mod},
    {"is_prime", rule_is_prime},
    {"lcm", rule_lcm},
    {"line_through", rule_line_through},
    {"matrix_multiplication", rule_matrix_multiplication},
    {"maximum", rule_maximum},
    {"midpoint", rule_midpoint},
    {"minimum", rule_minimum},
    {"multinomial", rule_multinomial},
    {"numeric_value", rule_numeric_value},
    {"partial_fractions", rule_partial_fractions},
    {"partitions", rule_partitions},
    {"permutations", rule_permutations},
    {"polar_form", rule_polar_form},
    {"polygon_area", rule_polygon_area},
    {"polynomial_coefficients", rule_polynomial_coefficients},
    {"polynomial_degree", rule_polynomial_degree},
    {"polynomial_division", rule_polynomial_division},
    {"polynomial_representation", rule_polynomial_representation},
    {"power_mod", rule_power_mod},
    {"product", rule_product},
    {"rectangular_form", rule_rectangular_form},
    {"reduce_inequalities", rule_reduce_inequalities},
    {"resultant", rule_resultant},
    {"series_expansion", rule_series_expansion},
    {"simplify_expression", rule_simplify_expression},
    {"solve_congruence", rule_solve_congruence},
    {"solve_equation", rule_solve_equation},
    {"solve_linear_system", rule_solve_linear_system},
    {"solve_nonlinear_system", rule_solve_nonlinear_system},
    {"solve_recurrence", rule_solve_recurrence},
    {"solve_univariate_inequality", rule_solve_univariate_inequality},
    {"substitute", rule_substitute},
    {"summation", rule_summation},
    {"to_base", rule_to_base},
    {"totient", rule_totient},
};

}  // namespace

Rule find_rule(std::string_view tool) {
  const auto* at = std::lower_bound(std::begin(kRules), std::end(kRules), tool, [](const Entry& e, std::string_view t) { return e.tool < t; });
  return at != std::end(kRules) && at->tool == tool ? at->rule : nullptr;
}

Call::Call(const cas::ToolCall& call, const cas::ToolResult& result, Board& board) : call_(call), result_(result), board_(board) {}

bool Call::has(std::string_view name) const {
  const auto it = call_.args.find(name);
  return it != call_.args.end() && !it->is_null();
}

Json Call::argument(std::string_view name) const {
  if (has(name)) return *call_.args.find(name);
  board_.fail({ErrorCode::kInvalidArgument, fmt::format("{} needs the argument \"{}\"", call_.tool, name)});
  return Json();
}

std::string Call::text(std::string_view name) const {
  const Json j = argument(name);
  return j.is_string() ? j.get<std::string>() : j.dump();
}

Expr Call::parse(std::string_view text) const {
  math::ParseLimits limits;
  if (has("variable")) limits.symbols.push_back(string_or(call_.args, "variable", ""));
  auto read = math::parse_any(text, limits);
  if (read) return std::move(*read);
  board_.fail(read.error());
  return Expr();
}

Expr Call::read(const Json& json) const {
  if (json.is_string()) return parse(json.get_ref<const std::string&>());
  if (json.is_number()) return parse(json.dump());
  board_.fail({ErrorCode::kInvalidArgument, fmt::format("{}: text or a number expected, found {}", call_.tool, json.dump())});
  return Expr();
}

Expr Call::expr(std::string_view name) const { return board_.failed() ? Expr() : read(argument(name)); }

std::vector<Expr> Call::exprs(std::string_view name) const {
  std::vector<Expr> out;
  if (board_.failed()) return out;
  const Json list = argument(name);
  if (!list.is_array()) {
    board_.fail({ErrorCode::kInvalidArgument, fmt::format("{}: \"{}\" is a list", call_.tool, name)});
    return out;
  }
  for (const Json& item : list) out.push_back(read(item));
  return out;
}

std::vector<std::string> Call::texts(std::string_view name) const {
  std::vector<std::string> out;
  const Json list = argument(name);
  for (const Json& item : list)
    if (item.is_string()) out.push_back(item.get<std::string>());
  if (!board_.failed() && (!list.is_array() || out.size() != list.size()))
    board_.fail({ErrorCode::kInvalidArgument, fmt::format("{}: \"{}\" is a list of texts", call_.tool, name)});
  return out;
}

Rational Call::number(std::string_view name) const {
  const auto value = math::exact_value(expr(name));
  if (value) return *value;
  board_.fail(value.error());
  return Rational(1);
}

Rational Call::worked_number(std::string_view name) const {
  const Rational value = number(name);
  const Expr e = expr(name);
  const bool plain = e.is_number() || (e.is(math::Op::kNeg) && e.arg(0).is_number());
  return plain || board_.failed() ? value : write_value(board_, e, Form::kFractions);
}

std::vector<Rational> Call::numbers(std::string_view name) const {
  std::vector<Rational> out;
  for (const Expr& e : exprs(name)) {
    const auto value = math::exact_value(e);
    if (value)
      out.push_back(*value);
    else
      board_.fail(value.error());
  }
  return out;
}

std::vector<std::pair<std::string, Expr>> Call::values(std::string_view name) const {
  std::vector<std::pair<std::string, Expr>> out;
  const Json object = argument(name);
  if (!object.is_object()) {
    board_.fail({ErrorCode::kInvalidArgument, fmt::format("{}: \"{}\" is an object of symbols and values", call_.tool, name)});
    return out;
  }
  for (const auto& [symbol, value] : object.items()) out.emplace_back(symbol, read(value));
  return out;
}

std::string Call::variable(const Expr& in) const {
  if (has("variable")) return text("variable");
  const auto symbols = in.symbols();
  if (symbols.size() == 1) return symbols[0];
  board_.fail({ErrorCode::kInvalidArgument, fmt::format("{}: name the variable", call_.tool)});
  return "x";
}

void Call::expect(bool agrees) const {
  if (agrees || board_.failed()) return;
  const std::string last = board_.steps().empty() ? std::string("nothing") : board_.steps().back().claim;
  board_.fail({ErrorCode::kCorruption, fmt::format("the steps lead to \"{}\" and not to the result {} of {}", last, result_.result, call_.tool)});
}

void Call::expect(const Rational& value) const {
  if (board_.failed()) return;
  const auto found = math::exact_value(result_expr());
  expect(found.ok() && *found == value);
}

void Call::expect(const Expr& value) const {
  if (board_.failed()) return;
  const Expr found = result_expr();
  if (!board_.failed()) expect(math::equal(found, value).outcome == math::Verdict::Outcome::kEqual);
}

}  // namespace retort::explain
