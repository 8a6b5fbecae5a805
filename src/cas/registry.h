// The tools behind their specifications: each family of tools in a file of its own.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cas/arguments.h"
#include "cas/session.h"
#include "cas/tool.h"

namespace retort::cas {

struct ToolEntry {
  std::string name, help;
  std::vector<ArgSpec> args;
  Json example;
  bool in_worker = false;
  std::function<Outcome<ToolResult>(Session&, const Arguments&)> run;
};

std::vector<ToolEntry> arithmetic_tools();    // evaluate, substitute, binomial
std::vector<ToolEntry> integer_tools();       // gcd, lcm, factor_integer, divisor_count, divisors, divisor_sum, totient, is_prime
std::vector<ToolEntry> modular_tools();       // power_mod, inverse_mod, to_base, from_base, digits, digit_sum
std::vector<ToolEntry> congruence_tools();    // solve_congruence, chinese_remainder
std::vector<ToolEntry> counting_tools();      // permutations, multinomial, arrangements, partitions
std::vector<ToolEntry> recurrence_tools();    // solve_recurrence
std::vector<ToolEntry> set_tools();           // combine_sets
std::vector<ToolEntry> value_form_tools();    // numeric_value, rectangular_form, polar_form
std::vector<ToolEntry> extremum_tools();      // maximum, minimum
std::vector<ToolEntry> geometry_tools();      // distance, midpoint, line_through, polygon_area, circle_through, circle_center_radius, angle_at
std::vector<ToolEntry> expression_tools();    // simplify_expression, expand_expression, factor_expression
std::vector<ToolEntry> equation_tools();      // solve_equation, find_critical_points
std::vector<ToolEntry> linear_system_tools();
std::vector<ToolEntry> nonlinear_system_tools();
std::vector<ToolEntry> inequality_tools();    // solve_univariate_inequality, reduce_inequalities
std::vector<ToolEntry> polynomial_tools();    // polynomial_representation, _degree, _coefficients, _division, find_roots, resultant
std::vector<ToolEntry> form_tools();          // partial_fractions, complete_the_square
std::vector<ToolEntry> analysis_tools();      // series_expansion, check_continuity
std::vector<ToolEntry> segment_tools();       // compute_line_bisectors
std::vector<ToolEntry> matrix_tools();        // compute_determinant, _inverse, _rank, _nullspace, _inner_product, matrix_multiplication
std::vector<ToolEntry> eigen_tools();         // compute_eigenvalues, compute_eigenvectors
std::vector<ToolEntry> calculus_tools();      // differentiate, integrate, definite_integral, summation
std::vector<ToolEntry> limit_tools();

// All of them, ordered by name.
const std::vector<ToolEntry>& tool_entries();

}  // namespace retort::cas
