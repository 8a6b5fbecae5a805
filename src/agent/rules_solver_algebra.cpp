// Coefficients of a product, chains of calculations.
#include "agent/rules_solver_strategies.h"
#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;

void pursue(const Coefficient& goal, Work& work) {
  Expr term = goal.power == 1 ? Expr::symbol(goal.variable) : pow(Expr::symbol(goal.variable), Expr::integer(goal.power));
  work.plan("Multiply out, read off the coefficient, and compare both sides at one value of the variable.");
  work.think(work.vary({"We multiply out ", "Let us multiply out "}) + inline_math(tex(goal.product)) + ".");
  auto expanded = work.expression("expand_expression", {{"expression", math::to_plain(goal.product)}});
  if (!expanded) return;
  auto coefficients = math::as_polynomial(*expanded, goal.variable), direct = math::as_polynomial(goal.product, goal.variable);
  if (!coefficients || !direct || *coefficients != *direct) {
    work.reflect("The two sides do not agree.", "rejected");
    return work.give_up("the expanded form is not equal to the product");
  }
  Rational wanted = static_cast<std::size_t>(goal.power) < coefficients->size() ? (*coefficients)[static_cast<std::size_t>(goal.power)] : 0;
  std::vector<Expr> sum;
  for (auto c = coefficients->rbegin(); c != coefficients->rend(); ++c)
    if (!c->is_zero()) sum.push_back(sum.empty() || c->sign() > 0 ? Expr::number(*c) : -Expr::number(-*c));
  Expr at_one = at_value(goal.product, goal.variable, Expr::integer(1));
  std::string right = sum.size() > 1 ? worked(Expr::make(Op::kAdd, sum)) : tex(Rational(0));
  work.reflect("Check with " + inline_math(goal.variable + " = 1") + ": " + inline_math(worked(at_one)) + " and " + inline_math(right) + ".");
  work.finish(tex(wanted), "the coefficient of " + inline_math(tex(term)) + " is @");
}

namespace {

// "#1" replaced by the first result, and so on.
std::string with_results(std::string text, const std::vector<Rational>& results) {
  for (std::size_t i = results.size(); i > 0; --i) text = replace_all(text, "#" + std::to_string(i), tex(results[i - 1]));
  return text;
}

}  // namespace

void pursue(const Calculation& goal, Work& work) {
  work.plan(goal.plan);
  std::vector<Rational> results;
  for (const Calculation::Step& step : goal.steps) {
    Expr expression = step.expression;
    for (std::size_t i = 0; i < results.size(); ++i)
      expression = expression.substitute("v" + std::to_string(i + 1), Expr::number(results[i]));
    work.think(with_results(step.thought, results));
    auto value = work.number("evaluate", {{"expression", math::to_plain(expression)}});
    if (!value) return;
    results.push_back(*value);
    work.reflect(with_results(step.check, results));
  }
  work.finish(tex(results.back()), goal.closing);
}

}  // namespace retort::agent
