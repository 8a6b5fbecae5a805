// One equation in one unknown, and the critical points of a function.
#include <algorithm>

#include "cas/domain.h"
#include "cas/registry.h"
#include "cas/solve.h"
#include "cas/verify.h"
#include "math/derivative.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;

namespace {

ToolResult list_answer(Solutions s) {
  std::string plain, latex;
  bool approximate = false;
  for (const auto& solution : s.all) {
    plain += (plain.empty() ? "" : ", ") + math::to_plain(solution.value);
    latex += (latex.empty() ? "" : ", ") + math::to_latex(solution.value);
    approximate |= solution.approximate;
  }
  ToolResult r = answer("[" + plain + "]", latex.empty() ? "\\emptyset" : latex, std::move(s.verified_by), s.grade);
  r.approximate = approximate;
  r.conditions = std::move(s.conditions);
  return r;
}

// lhs and rhs of an equation; an expression is meant to be zero.
Outcome<std::pair<Expr, Expr>> sides(const Expr& e) {
  if (e.is(Op::kRel) && e.name() == "=") return std::pair(e.arg(0), e.arg(1));
  if (e.is(Op::kRel)) return Failure(FailureKind::kArguments, "this is no equation; for inequalities use solve_univariate_inequality");
  if (e.is(Op::kChain)) return Failure(FailureKind::kArguments, "give one equation with one '='");
  return std::pair(e, Expr::integer(0));
}

Outcome<ToolResult> solve_equation(Session& session, const Arguments& args) {
  RETORT_TRY(const auto equation, sides(args.expr("sympy_equation")));
  RETORT_TRY(const auto variable, chosen_variable(args, {equation.first, equation.second}));
  RETORT_TRY(auto solutions, solve(session, equation.first, equation.second, variable));
  return list_answer(std::move(solutions));
}

bool is_defined_at(const Expr& e, const std::string& variable, const Expr& point) {
  const Expr there = e.substitute(variable, point);
  return math::exact_value(there).ok() || math::real_value(there, 5).ok();
}

// Points where an abs( ) changes its sign and the slopes on both sides differ.
Status add_kinks(const Expr& e, const std::string& variable, Solutions& solutions) {
  const auto arguments = abs_arguments(e, variable);
  if (!arguments) return {};
  math::Coefficients product{math::Rational(1)};
  for (const auto& p : *arguments)
    if (!p.empty()) product = math::multiply(product, p);
  if (math::degree(product) < 1) return {};
  auto breaks = real_roots(product);
  const auto samples = cell_samples(breaks);
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    const auto at = breaks[i].exact();
    if (!at) return Error{ErrorCode::kUnsupported, "an absolute value changes its sign at a number without a simple form"};
    RETORT_TRY(const auto left, math::derivative(without_abs(e, variable, samples[i]), variable));
    RETORT_TRY(const auto right, math::derivative(without_abs(e, variable, samples[i + 1]), variable));
    if (confirm_equal(left.substitute(variable, *at), right.substitute(variable, *at)).ok()) continue;
    solutions.all.push_back({*at, false});
    solutions.conditions.push_back("the derivative does not exist at " + variable + " = " + math::to_plain(*at));
  }
  std::sort(solutions.all.begin(), solutions.all.end(), [](const Solution& a, const Solution& b) {
    return math::real_value(a.value).value_or({}).mid < math::real_value(b.value).value_or({}).mid;
  });
  return {};
}

Outcome<ToolResult> find_critical_points(Session& session, const Arguments& args) {
  const Expr& e = args.expr("expression");
  RETORT_TRY(const auto variable, chosen_variable(args, {e}));
  RETORT_TRY(auto slope, math::derivative(e, variable));
  if (!slope.contains_symbol(variable)) {
    const auto value = math::exact_value(slope);
    if (value.ok() && value->is_zero()) return Failure(FailureKind::kDomain, "the function is constant: every point is critical");
    return list_answer({.verified_by = "the derivative is the constant " + math::to_plain(tidy(slope)), .grade = Grade::kProved});
  }
  RETORT_TRY(auto solutions, solve(session, slope, Expr::integer(0), variable));
  RETORT_TRY_STATUS(add_kinks(e, variable, solutions));
  if (e.symbols().size() == 1)
    std::erase_if(solutions.all, [&](const Solution& s) { return !is_defined_at(e, variable, s.value); });
  return list_answer(std::move(solutions));
}

}  // namespace

std::vector<ToolEntry> equation_tools() {
  const ArgSpec variable{"variable", ArgKind::kVariable, "the unknown, such as \"x\"; may be left out when there is only one symbol", false};
  return {
      {"solve_equation",
       "List of the real solutions of one equation, ascending.",
       {{"sympy_equation", ArgKind::kRelation, "an equation such as \"2*x + 3 = 7\", or an expression that is to be zero"}, variable},
       {{"sympy_equation", "x**2 - 2*x - 3 = 0"}, {"variable", "x"}},
       true,
       solve_equation},
      {"find_critical_points",
       "List of the points where the derivative of a function is zero.",
       {{"expression", ArgKind::kExpression, "a function such as \"x**3 - 3*x\""}, variable},
       {{"expression", "x**2 - 4*x + 7"}, {"variable", "x"}},
       true,
       find_critical_points},
  };
}

}  // namespace retort::cas
