// What the prime factorization of a number tells: its divisors, their number and sum, its prime factors.
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

struct PrimePower { Rational prime; long long exponent = 1; };

// Nothing when a factor is not a power of a prime.
std::vector<PrimePower> read_powers(const Expr& product) {
  std::vector<PrimePower> powers;
  for (const Expr& f : product.is(Op::kMul) ? product.args() : std::vector<Expr>{product}) {
    const Expr& base = f.is(Op::kPow) ? f.arg(0) : f;
    auto exponent = f.is(Op::kPow) && f.arg(1).is_integer() ? f.arg(1).value().to_int64() : std::optional<long long>(1);
    if (!base.is_integer() || !exponent || !math::is_prime(base.value())) return {};
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
  auto powers = read_powers(*product);
  if (powers.empty()) return work.give_up("the factorization could not be read");
  std::vector<Expr> values, choices;
  std::vector<std::string> named;
  for (const PrimePower& p : powers) {
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

namespace {

// p^0 + ... + p^e for each prime, multiplied.
Expr divisor_sum(const std::vector<PrimePower>& powers) {
  std::vector<Expr> factors;
  for (const PrimePower& p : powers) {
    std::vector<Expr> terms = {Expr::integer(1)};
    for (long long e = 1; e <= p.exponent; ++e)
      terms.push_back(e == 1 ? Expr::number(p.prime) : pow(Expr::number(p.prime), Expr::integer(e)));
    factors.push_back(Expr::make(Op::kAdd, terms));
  }
  return factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, factors);
}

Rational sum_of_divisors(const Rational& n) {
  auto divisors = math::divisors(n);
  Rational sum;
  if (divisors.ok())
    for (const Rational& d : *divisors) sum += d;
  return sum;
}

void asked_sum(const PrimeFacts& goal, const std::vector<PrimePower>& powers, Work& work) {
  bool divisors = goal.ask == PrimeFacts::Ask::kDivisorSum;
  std::vector<Expr> primes;
  for (const PrimePower& p : powers) primes.push_back(Expr::number(p.prime));
  Expr sum = divisors ? divisor_sum(powers) : primes.size() == 1 ? primes[0] : Expr::make(Op::kAdd, primes);
  work.think(divisors ? "Each prime contributes the sum of its powers, and the sums are multiplied." : "The different primes are added.");
  auto value = work.number("evaluate", {{"expression", math::to_plain(sum)}});
  if (!value) return;
  if (divisors && sum_of_divisors(goal.n) != *value) return work.give_up("the sum does not agree with a list of the divisors");
  work.reflect("");
  work.finish(tex(*value), "the sum is @");
}

}  // namespace

void pursue(const PrimeFacts& goal, Work& work) {
  work.plan("Factor the number into primes, multiply them back, and read off what is asked.");
  work.think(work.vary({"We factor ", "Let us factor "}) + inline_math(tex(goal.n)) + " into primes.");
  auto product = work.expression("factor_integer", {{"n", goal.n.to_string()}});
  if (!product) return;
  auto powers = read_powers(*product);
  auto back = math::exact_value(*product);
  if (powers.empty() || !back.ok() || *back != goal.n) {
    work.reflect("The factors do not give the number back.", "rejected");
    return work.give_up("the factorization could not be confirmed");
  }
  work.reflect("Check: " + inline_math(tex(goal.n) + " = " + tex(*product)) + ".");
  switch (goal.ask) {
    case PrimeFacts::Ask::kLargest: return work.finish(tex(powers.back().prime), "the largest prime factor is @");
    case PrimeFacts::Ask::kSmallest: return work.finish(tex(powers.front().prime), "the smallest prime factor is @");
    case PrimeFacts::Ask::kCount: return work.finish(std::to_string(powers.size()), "there are @ different prime factors");
    case PrimeFacts::Ask::kSum:
    case PrimeFacts::Ask::kDivisorSum: return asked_sum(goal, powers, work);
  }
}

}  // namespace retort::agent
