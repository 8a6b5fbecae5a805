#include "agent/phrase_terms.h"

#include <algorithm>

#include "math/exact.h"
#include "math/number_theory.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;

Capture number_capture(Expr e) {
  Capture made;
  made.exprs = {std::move(e)};
  return made;
}

bool holds_tower(const Expr& e) {
  if (e.is(Op::kPow)) {
    auto k = math::exact_value(e.arg(1));
    if (k.ok() && (k->sign() < 0 || !e.arg(1).is_number())) return true;
  }
  return std::any_of(e.args().begin(), e.args().end(), holds_tower);
}

Expr prime_product(const Rational& n) {
  std::vector<Expr> powers;
  auto factors = math::factor_integer(n);
  if (!factors.ok()) return Expr::number(n);
  for (const auto& [prime, exponent] : *factors)
    powers.push_back(exponent == 1 ? Expr::number(prime) : pow(Expr::number(prime), Expr::integer(exponent)));
  return powers.size() == 1 ? powers[0] : Expr::make(Op::kMul, powers);
}

Lookup factoring(const Rational& n, const Expr& written) {
  std::string named = written.is_number() ? tex(n) : tex(written) + " = " + tex(n);
  return {"We factor $" + named + "$ into primes.", "factor_integer", {{"n", n.to_string()}}, {prime_product(n)}, ""};
}

}  // namespace retort::agent
