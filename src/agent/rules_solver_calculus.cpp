// Derivatives at a point, definite integrals, extrema of quadratics, limits of quotients.
#include "agent/rules_solver_strategies.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

using math::Coefficients;
using math::Expr;
using math::Op;
using math::Rational;

namespace {

// p(a) by Horner's rule in steps: "3 \cdot 4 - 2 = 10", "10 \cdot 4 + 1 = 41".
std::vector<std::string> horner(const Coefficients& p, const Rational& a) {
  std::vector<std::string> steps;
  Rational sum = p.back();
  for (std::size_t i = p.size() - 1; i > 0; --i) {
    Expr step = Expr::number(sum) * Expr::number(a);
    if (p[i - 1].sign() > 0) step = step + Expr::number(p[i - 1]);
    if (p[i - 1].sign() < 0) step = step - Expr::number(-p[i - 1]);
    sum = sum * a + p[i - 1];
    steps.push_back(inline_math(tex(step) + " = " + tex(sum)));
  }
  return steps;
}

Json values_of(const std::string& variable, const Expr& at) { return Json{{variable, math::to_plain(at)}}; }

std::optional<Rational> value_at(const Expr& e, const std::string& variable, const Rational& at) {
  auto value = math::exact_value(e.substitute(variable, Expr::number(at)));
  return value.ok() ? std::optional<Rational>(*value) : std::nullopt;
}

}  // namespace

void pursue(const DerivativeAt& goal, Work& work) {
  const std::string& v = goal.variable;
  auto at = math::exact_value(goal.at);
  auto p = math::as_polynomial(goal.function, v);
  if (!at.ok() || !p || math::degree(*p) < 1) return work.give_up("the derivative is asked of something other than a polynomial");
  work.plan("Differentiate term by term, put the point in, and check the value with Horner's rule.");
  work.think(work.vary({"We differentiate ", "Let us differentiate "}) + inline_math(tex(goal.function)) + ".");
  auto derivative = work.expression("differentiate", {{"expression", math::to_plain(goal.function)}, {"variable", v}});
  if (!derivative) return;
  auto d = math::as_polynomial(*derivative, v);
  if (!d || *d != math::derivative(*p)) {
    work.reflect("This is not the derivative.", "rejected");
    return work.give_up("the derivative does not agree with the one of the coefficients");
  }
  work.reflect((*p)[0].is_zero() ? "Every power went down by one." : "Every power went down by one, and the constant is gone.");
  work.think("We put in " + inline_math(v + " = " + tex(*at)) + ".");
  auto value = work.number("substitute", {{"expression", math::to_plain(*derivative)}, {"values", values_of(v, Expr::number(*at))}});
  if (!value) return;
  if (math::evaluate(*d, *at) != *value) return work.give_up("the value of the derivative does not agree with Horner's rule");
  auto steps = horner(*d, *at);
  work.reflect(steps.empty() ? "The derivative is constant." : "Check step by step: " + and_list(steps) + ".");
  work.finish(tex(*value), goal.closing);
}

namespace {

// A function that rises from a to b has its integral between the areas of two rectangles; with Simpson's rule, exact for cubics,
// the value is certain.
bool simpson_agrees(const Coefficients& p, const Rational& a, const Rational& b, const Rational& value) {
  if (math::degree(p) > 3) {
    Coefficients whole = math::antiderivative(p);
    return math::evaluate(whole, b) - math::evaluate(whole, a) == value;
  }
  return (b - a) / 6 * (math::evaluate(p, a) + 4 * math::evaluate(p, (a + b) / 2) + math::evaluate(p, b)) == value;
}

std::string between_rectangles(const Coefficients& p, const Rational& a, const Rational& b) {
  Rational low = math::evaluate(p, a), high = math::evaluate(p, b);
  if (high < low) std::swap(low, high);
  auto area = [&](const Rational& height) { return inline_math(worked(Expr::number(b - a) * Expr::number(height))); };
  return "Check: the function goes from " + inline_math(tex(math::evaluate(p, a))) + " to " + inline_math(tex(math::evaluate(p, b))) +
         ", so the value lies between " + area(low) + " and " + area(high) + ".";
}

}  // namespace

void pursue(const DefiniteIntegral& goal, Work& work) {
  const std::string& v = goal.variable;
  auto a = math::exact_value(goal.low), b = math::exact_value(goal.high);
  auto p = math::as_polynomial(goal.function, v);
  if (!a.ok() || !b.ok() || !p || p->empty() || !(*a < *b)) return work.give_up("the integral is no integral of a polynomial from left to right");
  if (goal.area && (math::count_real_roots(*p, *a, *b) > 0 || math::evaluate(*p, *a).sign() < 0))
    return work.give_up("the function has a zero between the bounds, so the area is no single integral");
  work.plan("Find an antiderivative, take its difference between the bounds, and compare with rectangles.");
  work.think(work.vary({"We integrate ", "Let us integrate "}) + inline_math(tex(goal.function)) + " from " + inline_math(tex(*a)) + " to " +
             inline_math(tex(*b)) + ".");
  auto value = work.number("definite_integral", {{"expression", math::to_plain(goal.function)}, {"variable", v},
                                                 {"lower", a->to_string()}, {"upper", b->to_string()}});
  if (!value) return;
  if (!simpson_agrees(*p, *a, *b, *value)) {
    work.reflect("Simpson's rule gives another value.", "rejected");
    return work.give_up("the integral does not agree with Simpson's rule");
  }
  bool monotone = math::degree(*p) < 1 || math::count_real_roots(math::derivative(*p), *a, *b) == 0;
  work.reflect(monotone ? between_rectangles(*p, *a, *b) : "Simpson's rule gives the same value.");
  work.finish(tex(*value), goal.area ? "the area is @" : "the integral is @");
}

void pursue(const Extremum& goal, Work& work) {
  const std::string& v = goal.variable;
  std::string kind = goal.maximum ? "maximum" : "minimum";
  auto p = math::as_polynomial(goal.function, v);
  if (!p || math::degree(*p) != 2) return work.give_up("the extremum is asked of something other than a quadratic");
  if (((*p)[2].sign() < 0) != goal.maximum) return work.give_up("the quadratic has no " + kind);
  work.plan("Find where the derivative is zero, see from the leading coefficient that it is the " + kind + ", and put the place in.");
  work.think(work.vary({"We look for ", "We find "}) + "the place where the derivative of " + inline_math(tex(goal.function)) + " is zero.");
  auto places = work.items("find_critical_points", {{"expression", math::to_plain(goal.function)}, {"variable", v}});
  if (!places) return;
  auto at = places->size() == 1 ? math::exact_value(places->front()) : Result<Rational>(Error{});
  if (!at.ok() || *at != -(*p)[1] / (2 * (*p)[2])) {
    work.reflect("This is not the vertex.", "rejected");
    return work.give_up("the critical point is not the vertex of the parabola");
  }
  work.reflect("So this is the " + kind + ", since the coefficient " + inline_math(tex((*p)[2])) + " of " + inline_math(v + "^2") + " is " +
               (goal.maximum ? "negative." : "positive."));
  work.think("We put in " + inline_math(v + " = " + tex(*at)) + ".");
  auto value = work.number("substitute", {{"expression", math::to_plain(goal.function)}, {"values", values_of(v, Expr::number(*at))}});
  if (!value) return;
  Rational beside = *at + 1;
  auto near = value_at(goal.function, v, beside);
  if (!near || (goal.maximum ? *near >= *value : *near <= *value)) return work.give_up("a value beside the vertex contradicts it");
  work.reflect("Check beside it: at " + inline_math(v + " = " + tex(beside)) + " the value is " + inline_math(tex(*near)) + ", which is " +
               (goal.maximum ? "smaller." : "larger."));
  work.finish(tex(*value), goal.closing.empty() ? "the " + kind + " value is @" : goal.closing);
}

void pursue(const Limit& goal, Work& work) {
  const std::string& v = goal.variable;
  auto at = math::exact_value(goal.point);
  auto f = math::as_fraction(goal.function, v);
  bool quotient = goal.function.is(Op::kDiv);
  auto above = quotient ? math::as_polynomial(goal.function.arg(0), v) : std::nullopt;
  auto below = quotient ? math::as_polynomial(goal.function.arg(1), v) : std::nullopt;
  if (!at.ok() || !f || !above || !below) return work.give_up("the limit is not one of a quotient of polynomials");
  bool zero_below = math::evaluate(*below, *at).is_zero();
  if (math::evaluate(f->den, *at).is_zero()) return work.give_up("the quotient has no finite limit");
  work.plan("See what numerator and denominator do at the point, cancel the common factor, and check with the derivatives.");
  work.think("We need the limit of " + inline_math(tex(goal.function)) + " as " + inline_math(v) + " goes to " + inline_math(tex(*at)) + ".");
  if (zero_below) work.think("At " + inline_math(v + " = " + tex(*at)) + " numerator and denominator are both $0$, so a common factor cancels.");
  auto value = work.number("compute_limit", {{"expression", math::to_plain(goal.function)}, {"variable", v}, {"point", at->to_string()}});
  if (!value) return;
  if (math::evaluate(f->num, *at) / math::evaluate(f->den, *at) != *value) {
    work.reflect("The reduced quotient has another value.", "rejected");
    return work.give_up("the limit does not agree with the reduced quotient");
  }
  Rational up = math::evaluate(math::derivative(*above), *at), down = math::evaluate(math::derivative(*below), *at);
  if (zero_below && !down.is_zero())
    work.reflect("Check: the derivatives of numerator and denominator are " + inline_math(tex(up)) + " and " + inline_math(tex(down)) +
                 " there, and " + inline_math(worked(Expr::number(up) / Expr::number(down))) + ".");
  else
    work.reflect("The reduced quotient has this value at the point.");
  work.finish(tex(*value), "the limit is @");
}

}  // namespace retort::agent
