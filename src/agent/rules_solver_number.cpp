// Divisors, multiples, remainders, bases.
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

namespace {

struct PrimePower { Rational prime; long long exponent = 1; };

std::optional<std::vector<PrimePower>> prime_powers(const Expr& product) {
  std::vector<Expr> factors = product.is(Op::kMul) ? product.args() : std::vector<Expr>{product};
  std::vector<PrimePower> powers;
  for (const Expr& f : factors) {
    const Expr& base = f.is(Op::kPow) ? f.arg(0) : f;
    auto exponent = f.is(Op::kPow) && f.arg(1).is_integer() ? f.arg(1).value().to_int64() : std::optional<long long>(1);
    if (!base.is_integer() || !exponent || (f.is(Op::kPow) && !f.arg(1).is_integer())) return {};
    powers.push_back({base.value(), *exponent});
  }
  return powers;
}

}  // namespace

void pursue(const DivisorCount& goal, Work& work) {
  work.plan("Factor the number into primes, multiply the numbers of choices for the exponents, and check the parity of the result.");
  work.think(work.vary({"We factor ", "Let us factor "}) + inline_math(tex(goal.n)) + " into primes.");
  auto product = work.expression("factor_integer", {{"n", goal.n.to_string()}});
  if (!product) return;
  auto powers = prime_powers(*product);
  if (!powers) return work.give_up("the factorization could not be read");
  std::vector<Expr> values, choices;
  std::vector<std::string> named;
  for (const PrimePower& p : *powers) {
    auto value = Rational::pow(p.prime, p.exponent);
    if (!value.ok()) return work.give_up("the factorization has a power that is too large");
    values.push_back(Expr::number(*value));
    choices.push_back(Expr::integer(p.exponent) + Expr::integer(1));
    named.push_back(inline_math(std::to_string(p.exponent)));
  }
  work.reflect("Check: " + inline_math(values.size() > 1 ? worked(Expr::make(Op::kMul, values)) : worked(*product)) + ".");
  work.think(named.size() == 1 ? "The exponent of a divisor goes from $0$ to " + named[0] + "."
                               : "The exponents of a divisor go from $0$ to " + and_list(named) + ".");
  Expr count = choices.size() == 1 ? choices[0] : Expr::make(Op::kMul, choices);
  auto value = work.number("evaluate", {{"expression", math::to_plain(count)}});
  if (!value) return;
  auto divisors = math::divisors(goal.n);
  if (!divisors.ok() || Rational(static_cast<long long>(divisors->size())) != *value)
    return work.give_up("the number of divisors does not agree with a list of them");
  bool odd = divisors->size() % 2 == 1;
  work.reflect(inline_math(tex(goal.n)) + (odd ? " is a square, so an odd number fits." : " is no square, so an even number fits."));
  work.finish(tex(*value), "there are @ positive divisors");
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
