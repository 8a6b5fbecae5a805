// Common divisors and multiples, bases.
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

std::string equality(const Rational& whole, const Rational& a, const Rational& b) {
  return inline_math(tex(whole) + " = " + tex(Expr::make(Op::kMul, {Expr::number(a), Expr::number(b)})));
}

Json plain_list(const std::vector<Rational>& numbers) {
  Json list = Json::array();
  for (const Rational& n : numbers) list.push_back(n.to_string());
  return list;
}

Rational gcd_of(const std::vector<Rational>& numbers) {
  Rational g;
  for (const Rational& n : numbers) g = math::gcd(g, n);
  return g;
}

}  // namespace

// The cofactors must be whole and have no common factor: this certifies both the divisor and the multiple.
void pursue(const CommonDivisor& goal, Work& work) {
  std::string name = goal.multiple ? "least common multiple" : "greatest common divisor";
  work.plan("Find the " + name + " and check that the factors which remain have nothing in common.");
  std::vector<std::string> numbers;
  for (const Rational& n : goal.numbers) numbers.push_back(inline_math(tex(n)));
  work.think(goal.setting);
  work.think(work.vary({"We look for ", "We need "}) + "the " + name + " of " + and_list(numbers) + ".");
  auto value = work.number(goal.multiple ? "lcm" : "gcd", {{"numbers", plain_list(goal.numbers)}});
  if (!value) return;
  std::vector<Rational> cofactors;
  std::vector<std::string> checks, rest;
  for (const Rational& n : goal.numbers) {
    Rational cofactor = goal.multiple ? *value / n : n / *value;
    cofactors.push_back(cofactor);
    checks.push_back(goal.multiple ? equality(*value, n, cofactor) : equality(n, *value, cofactor));
    rest.push_back(inline_math(tex(cofactor)));
    if (!cofactor.is_integer()) return work.give_up("the " + name + " does not divide as it must");
  }
  if (gcd_of(cofactors) != Rational(1)) return work.give_up("the factors which remain have a common factor");
  work.reflect("Check: " + and_list(checks) + ", and " + and_list(rest) + " have no common factor.");
  work.finish(tex(*value), goal.closing.empty() ? "the " + name + " is @" : goal.closing);
}

void pursue(const FromBase& goal, Work& work) {
  std::string base = std::to_string(goal.base), number = goal.digits + "_{" + base + "}";
  work.plan("Multiply each digit by its power of the base and add, then check by working from the left.");
  work.think(work.vary({"We write ", "Let us write "}) + inline_math(number) + " with powers of " + inline_math(base) + ".");
  auto value = work.number("from_base", {{"digits", goal.digits}, {"base", goal.base}});
  if (!value) return;
  std::vector<std::string> steps;
  Rational sum = goal.digits[0] - '0';
  for (char digit : goal.digits.substr(1)) {
    Rational next = sum * goal.base + (digit - '0');
    steps.push_back(inline_math(tex(sum) + " \\cdot " + base + " + " + digit + " = " + tex(next)));
    sum = next;
  }
  if (sum != *value) return work.give_up("the value does not agree with the one from the left");
  if (!steps.empty()) work.reflect("Check from the left: " + and_list(steps) + ".");
  else work.reflect("One digit is its own value.");
  work.finish(tex(*value), inline_math(number) + " is @ in base ten");
}

void pursue(const ToBase& goal, Work& work) {
  std::string base = std::to_string(goal.base);
  work.plan("Divide by the base again and again, read the remainders upwards, and turn the digits back.");
  if (!looked_up(goal.before, work)) return;
  work.think(work.vary({"We write ", "Let us write "}) + inline_math(tex(goal.n)) + " in base " + inline_math(base) + ".");
  const auto& result = work.call("to_base", {{"n", goal.n.to_string()}, {"base", goal.base}});
  if (!result.ok) return work.give_up("to_base: " + result.message);
  std::string digits = result.result.substr(0, result.result.find('_'));
  auto back = math::from_base(digits, goal.base);
  if (!back.ok() || *back != goal.n) return work.give_up("the digits do not give the number back");
  std::vector<std::string> steps;
  Rational sum = digits[0] - '0';
  for (char digit : digits.substr(1)) {
    Rational next = sum * goal.base + (digit - '0');
    steps.push_back(inline_math(tex(sum) + " \\cdot " + base + " + " + digit + " = " + tex(next)));
    sum = next;
  }
  work.reflect(steps.empty() ? "One digit is its own value." : "Check from the left: " + and_list(steps) + ".");
  work.finish(digits + "_{" + base + "}", "the number is @");
}

}  // namespace retort::agent
