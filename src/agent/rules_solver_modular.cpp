// Remainders of powers and of terms, inverses.
#include "agent/rules_solver_strategies.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;

namespace {

// base^exponent mod m by repeated multiplication along its cycle; nothing for large numbers.
std::optional<long long> residue_by_steps(const PowerRemainder& goal) {
  auto a = goal.base.to_int64(), n = goal.exponent.to_int64(), m = goal.modulus.to_int64();
  if (!a || !n || !m || *m > 1'000'000 || *n > 100'000) return {};
  long long step = (*a % *m + *m) % *m, value = 1 % *m;
  for (long long i = 0; i < *n; ++i) value = value * step % *m;
  return value;
}

}  // namespace

void pursue(const PowerRemainder& goal, Work& work) {
  Expr power = pow(Expr::number(goal.base), Expr::number(goal.exponent));
  work.plan("Square repeatedly and keep only remainders, then combine the squares that the exponent needs.");
  work.think(work.vary({"We reduce ", "We work out "}) + inline_math(tex(power)) + " modulo " + inline_math(tex(goal.modulus)) + ".");
  auto value = work.number("power_mod", {{"base", goal.base.to_string()}, {"exponent", goal.exponent.to_string()}, {"modulus", goal.modulus.to_string()}});
  if (!value) return;
  auto stepwise = residue_by_steps(goal);
  if (value->sign() < 0 || *value >= goal.modulus || (stepwise && Rational(*stepwise) != *value)) {
    work.reflect("This cannot be the remainder.", "rejected");
    return work.give_up("the remainder does not agree with repeated multiplication");
  }
  work.reflect("Since " + inline_math("0 \\le " + tex(*value) + " < " + tex(goal.modulus)) + ", this is the remainder.");
  work.finish(tex(*value), "the remainder is @");
}

void pursue(const Remainder& goal, Work& work) {
  Closing closing = goal.closing.empty() ? "the remainder is @" : goal.closing;
  std::string modulus = inline_math(tex(goal.modulus));
  work.plan("Reduce the parts of the term before they are put together, and compare with the exact value where it is not too large.");
  work.think(work.vary({"We reduce ", "We work out "}) + inline_math(tex(goal.dividend)) + " modulo " + modulus + ".");
  Expr residue = Expr::func("mod", {goal.dividend, Expr::number(goal.modulus)});
  auto value = work.number("evaluate", {{"expression", math::to_plain(residue)}});
  if (!value) return;
  auto exact = math::exact_value(goal.dividend);
  bool agrees = value->sign() >= 0 && *value < goal.modulus && value->is_integer() &&
                (!exact.ok() || (exact->is_integer() && math::mod(*exact, goal.modulus) == *value));
  if (!agrees) {
    work.reflect("This cannot be the remainder.", "rejected");
    return work.give_up("the remainder does not agree with the exact value");
  }
  if (exact.ok() && exact->bits() < 40)
    work.reflect("Check: " + inline_math(worked(Expr::number((*exact - *value) / goal.modulus) * Expr::number(goal.modulus) + Expr::number(*value))) + ".");
  else
    work.reflect("Since " + inline_math("0 \\le " + tex(*value) + " < " + tex(goal.modulus)) + ", this is the remainder.");
  work.finish(tex(*value), closing);
}

void pursue(const InverseMod& goal, Work& work) {
  work.plan("Run Euclid's algorithm backwards and multiply the inverse by the number.");
  work.think("We look for the inverse of " + inline_math(tex(goal.number)) + " modulo " + inline_math(tex(goal.modulus)) + ".");
  auto value = work.number("inverse_mod", {{"a", goal.number.to_string()}, {"modulus", goal.modulus.to_string()}});
  if (!value) return;
  Rational product = goal.number * *value;
  if (value->sign() < 0 || *value >= goal.modulus || math::mod(product, goal.modulus) != Rational(1)) {
    work.reflect("This is not the inverse.", "rejected");
    return work.give_up("the product with the inverse does not leave 1");
  }
  work.reflect("Check: " + inline_math(tex(Expr::number(goal.number) * Expr::number(*value)) + " = " + tex(product) + " = " +
                                       tex(Expr::number((product - 1) / goal.modulus) * Expr::number(goal.modulus)) + " + 1") + ".");
  work.finish(tex(*value), "the inverse is @");
}

}  // namespace retort::agent
