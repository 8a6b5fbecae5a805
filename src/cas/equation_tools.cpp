// One equation in one unknown, and the critical points of a function.
#include <algorithm>
#include <cmath>

#include "cas/domain.h"
#include "cas/registry.h"
#include "cas/solve.h"
#include "cas/verify.h"
#include "cas/zero_scan.h"
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

// Polynomials under a power between 0 and 1 with an odd root: x^(2/3), root(x - 1, 3).
void collect_odd_roots(const Expr& e, const std::string& variable, std::vector<math::Coefficients>& out) {
  for (const Expr& arg : e.args()) collect_odd_roots(arg, variable, out);
  const bool power = e.is(math::Op::kPow), root = e.is_func("root");
  if ((!power && !root) || !e.arg(0).contains_symbol(variable)) return;
  const auto given = math::exact_value(e.arg(1));
  if (!given.ok() || given->is_zero()) return;
  const math::Rational exponent = root ? math::Rational(1) / *given : *given;
  const auto u = math::as_polynomial(e.arg(0), variable, 12);
  if (u && u->size() > 1 && exponent.sign() > 0 && exponent < math::Rational(1) && !(exponent.den() / 2).is_integer()) out.push_back(*u);
}

// Places where the slope grows beyond all bounds: 0 for x^(2/3).
void add_steep_points(const Expr& e, const Expr& slope, const std::string& variable, Solutions& solutions) {
  std::vector<math::Coefficients> under;
  collect_odd_roots(e, variable, under);
  for (const auto& u : under)
    for (const RealRoot& root : real_roots(u)) {
      const auto at = root.exact();
      const auto value = at ? math::exact_value(*at) : Result<math::Rational>(Error{ErrorCode::kUnsupported, ""});
      if (!value.ok() || std::any_of(solutions.all.begin(), solutions.all.end(), [&](const Solution& s) { return s.value.same(*at); })) continue;
      const auto far = approximate_value(slope, variable, *value + math::Rational(1, 1'000)), near = approximate_value(slope, variable, *value + math::Rational(1) / math::Rational(1'000'000'000));
      if (!far || !near || std::abs(*near) < 10 * std::abs(*far)) continue;
      solutions.all.push_back({*at, false});
      solutions.conditions.push_back("the derivative does not exist at " + variable + " = " + math::to_plain(*at));
    }
  std::sort(solutions.all.begin(), solutions.all.end(), [](const Solution& a, const Solution& b) {
    return math::real_value(Expr::integer(1) + a.value).value_or({}).mid < math::real_value(Expr::integer(1) + b.value).value_or({}).mid;
  });
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
  if (e.symbols().size() == 1) add_steep_points(e, slope, variable, solutions);
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
       "List of the points where the derivative of a function is zero, or does not exist while the function does (its conditions say so).",
       {{"expression", ArgKind::kExpression, "a function such as \"x**3 - 3*x\""}, variable},
       {{"expression", "x**2 - 4*x + 7"}, {"variable", "x"}},
       true,
       find_critical_points},
  };
}

}  // namespace retort::cas
