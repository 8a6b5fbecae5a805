// One rule for each tool: from a call and its result to steps at the board.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cas/tool.h"
#include "explain/board.h"
#include "explain/numerals.h"
#include "math/expr.h"

namespace retort::explain {

// A tool call as the rules read it. Reading what is not there makes the board fail with kInvalidArgument and gives a harmless
// value, so that a rule checks once, before it writes.
class Call {
 public:
  Call(const cas::ToolCall& call, const cas::ToolResult& result, Board& board);

  Board& board() const { return board_; }
  // The same call with the steps written elsewhere.
  Call on(Board& board) const { return Call(call_, result_, board); }
  const std::string& result() const { return result_.result; }
  bool has(std::string_view name) const;
  std::string text(std::string_view name) const;                        // a string or number as text
  math::Expr expr(std::string_view name) const;
  std::vector<math::Expr> exprs(std::string_view name) const;
  std::vector<std::string> texts(std::string_view name) const;
  Rational number(std::string_view name) const;                         // an exact value
  std::vector<Rational> numbers(std::string_view name) const;
  Rational worked_number(std::string_view name) const;                  // the same; one given as arithmetic is worked out at the board
  std::vector<std::pair<std::string, math::Expr>> values(std::string_view name) const;   // {"x": "3", ...}
  // The argument "variable", or the only symbol of `in`.
  std::string variable(const math::Expr& in) const;
  math::Expr parse(std::string_view text) const;
  Json json(std::string_view name) const { return argument(name); }     // as it was given

  // kCorruption unless the tool's result is this value.
  void expect(const Rational& value) const;
  void expect(const math::Expr& value) const;
  void expect(bool agrees) const;
  math::Expr result_expr() const { return parse(result_.result); }

 private:
  Json argument(std::string_view name) const;
  math::Expr read(const Json& json) const;
  const cas::ToolCall& call_;
  const cas::ToolResult& result_;
  Board& board_;
};

using Rule = void (*)(const Call&);
// Null when no rule covers the tool.
Rule find_rule(std::string_view tool);

// Works out `e`, which has no symbols and need not be a fraction; the last claim states the tool's result.
void write_number(const Call& call, const math::Expr& e);
// Solves lhs = rhs by any method of general_equation.h down to the values that the tool names. False, and nothing written, where
// no method gets there.
bool write_general_equation(const Call& call, const math::Expr& lhs, const math::Expr& rhs, const std::string& variable, const std::vector<math::Expr>& values);

// e = goal by multiplying out, one product a claim; goal holds the same terms in its own order.
void write_expanded(Board& board, const math::Expr& e, const math::Expr& goal);

// arithmetic
void rule_evaluate(const Call& call);
void rule_substitute(const Call& call);
// equations
void rule_solve_equation(const Call& call);
// Elimination for as many equations as letters; kUnsupported without exactly one solution.
void solve_by_elimination(const Call& call);
void rule_solve_linear_system(const Call& call);
void rule_solve_nonlinear_system(const Call& call);
void rule_solve_univariate_inequality(const Call& call);
void rule_reduce_inequalities(const Call& call);
// polynomials
void rule_expand_expression(const Call& call);
void rule_factor_expression(const Call& call);
void rule_simplify_expression(const Call& call);
void rule_find_roots(const Call& call);
void rule_partial_fractions(const Call& call);
void rule_polynomial_coefficients(const Call& call);
void rule_polynomial_degree(const Call& call);
void rule_polynomial_division(const Call& call);
void rule_polynomial_representation(const Call& call);
// matrices
void rule_compute_determinant(const Call& call);
void rule_compute_eigenvalues(const Call& call);
void rule_compute_eigenvectors(const Call& call);
void rule_compute_inner_product(const Call& call);
void rule_compute_inverse(const Call& call);
void rule_compute_nullspace(const Call& call);
void rule_compute_line_bisectors(const Call& call);
void rule_compute_rank(const Call& call);
void rule_matrix_multiplication(const Call& call);
// calculus
void rule_differentiate(const Call& call);
void rule_integrate(const Call& call);
void rule_definite_integral(const Call& call);
void rule_find_critical_points(const Call& call);
void rule_compute_limit(const Call& call);
void rule_check_continuity(const Call& call);
void rule_series_expansion(const Call& call);
void rule_summation(const Call& call);
// integers
void rule_gcd(const Call& call);
void rule_lcm(const Call& call);
void rule_factor_integer(const Call& call);
void rule_divisor_count(const Call& call);
void rule_is_prime(const Call& call);
void rule_power_mod(const Call& call);
void rule_inverse_mod(const Call& call);
void rule_binomial(const Call& call);
void rule_to_base(const Call& call);
void rule_from_base(const Call& call);
void rule_divisors(const Call& call);
void rule_divisor_sum(const Call& call);
void rule_totient(const Call& call);
void rule_solve_congruence(const Call& call);
void rule_chinese_remainder(const Call& call);
void rule_digits(const Call& call);
void rule_digit_sum(const Call& call);
// counting
void rule_permutations(const Call& call);
void rule_multinomial(const Call& call);
void rule_arrangements(const Call& call);
void rule_partitions(const Call& call);

}  // namespace retort::explain
