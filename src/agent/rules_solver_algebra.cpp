// Integers in a range, coefficients of a product, chains of calculations.
#include "agent/rules_solver_sets.h"
#include "agent/rules_solver_strategies.h"
#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;

namespace {

using Outcome = math::Verdict::Outcome;

// The integer next to an end of a piece, inside it.
std::optional<Rational> inner_integer(const Expr& end, bool closed, bool low) {
  auto exact = math::exact_value(end);
  Rational n;
  if (exact.ok()) {
    n = low ? exact->ceil() : exact->floor();
    if (*exact == n && !closed) n += low ? 1 : -1;
    return n;
  }
  auto ball = math::real_value(end, 20);
  if (!ball.ok() || ball->radius > 1e-6 || std::abs(ball->mid) > 1e9) return {};
  long long below = static_cast<long long>(std::floor(ball->mid));
  if (ball->mid - static_cast<double>(below) < 1e-5 || static_cast<double>(below + 1) - ball->mid < 1e-5) return {};
  return Rational(low ? below + 1 : below);
}

bool satisfies(const IntegerCount& goal, const Rational& n) {
  return math::holds(goal.relation.substitute(goal.variable, Expr::number(n))).outcome == Outcome::kEqual;
}

// The term of the relation that holds the variable, at n: "7 \cdot 26 + 2 = 184".
std::string at_integer(const IntegerCount& goal, const Rational& n) {
  const Expr& link = goal.relation.is(Op::kChain) ? goal.relation.arg(0) : goal.relation;
  const Expr& side = link.arg(1).contains_symbol(goal.variable) ? link.arg(1) : link.arg(0);
  return inline_math(worked(at_value(side, goal.variable, Expr::number(n))));
}

}  // namespace

void pursue(const IntegerCount& goal, Work& work) {
  const std::string& v = goal.variable;
  work.plan("Solve the inequality, find the smallest and the largest integer that satisfy it, and count from one to the other.");
  work.think(work.vary({"We solve ", "Let us solve "}) + inline_math(tex(goal.relation)) + ".");
  const auto& result = work.call("solve_univariate_inequality", {{"inequality", math::to_plain(goal.relation)}, {"variable", v}});
  auto pieces = result.ok && !result.approximate ? read_set(result.result, v) : std::nullopt;
  if (!pieces) return work.give_up("the inequality was not solved: " + result.message);
  if (pieces->size() != 1 || !pieces->front().low || !pieces->front().high)
    return work.give_up("the solutions of the inequality are no bounded interval");
  const Piece& piece = pieces->front();
  auto low = inner_integer(*piece.low, piece.low_closed, true), high = inner_integer(*piece.high, piece.high_closed, false);
  if (!low || !high || *high < *low) return work.give_up("no integer satisfies the inequality for certain");
  if (!satisfies(goal, *low) || !satisfies(goal, *high) || satisfies(goal, *low - 1) || satisfies(goal, *high + 1)) {
    work.reflect("These ends do not fit.", "rejected");
    return work.give_up("the ends of the interval do not satisfy the inequality as they should");
  }
  work.reflect("So the integers run from " + inline_math(tex(*low)) + " to " + inline_math(tex(*high)) + ". Check: " + at_integer(goal, *low) +
               " and " + at_integer(goal, *high) + " are allowed, " + at_integer(goal, *high + 1) + " is not.");
  work.think("The number of integers is one more than the difference of the ends.");
  Expr count = Expr::number(*high) - Expr::number(*low) + Expr::integer(1);
  auto value = work.number("evaluate", {{"expression", math::to_plain(count)}});
  if (!value) return;
  work.reflect("Check: " + inline_math(worked(Expr::number(*low) + Expr::number(*value) - Expr::integer(1))) + ".");
  work.finish(tex(*value), "there are @ such integers");
}

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
