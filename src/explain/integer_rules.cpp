// Tools on integers: the rules read the call; the derivations are in integers.cpp, modular.cpp, counting.cpp and bases.cpp.
#include "base/text.h"
#include "explain/bases.h"
#include "explain/counting.h"
#include "explain/evaluate.h"
#include "explain/integers.h"
#include "explain/rules.h"
#include "math/exact.h"
#include "math/number_theory.h"

namespace retort::explain {
namespace {

// The numbers of the list; those given as arithmetic are worked out at the board.
std::vector<Rational> worked_numbers(const Call& call, std::string_view name) {
  std::vector<Rational> out;
  for (const math::Expr& e : call.exprs(name)) {
    const auto value = math::exact_value(e);
    if (!value) {
      call.board().fail(value.error());
      return out;
    }
    const bool plain = e.is_number() || (e.is(math::Op::kNeg) && e.arg(0).is_number());
    out.push_back(plain ? *value : write_value(call.board(), e, Form::kFractions));
  }
  return out;
}

}  // namespace

void rule_gcd(const Call& call) {
  const auto numbers = worked_numbers(call, "numbers");
  if (!call.board().failed()) call.expect(explain_gcd(call.board(), numbers));
}

void rule_lcm(const Call& call) {
  const auto numbers = worked_numbers(call, "numbers");
  if (!call.board().failed()) call.expect(explain_lcm(call.board(), numbers));
}

void rule_factor_integer(const Call& call) {
  const Rational n = call.worked_number("n");
  if (call.board().failed()) return;
  Board& board = call.board();
  const Rational positive = n.abs();
  const PrimePowers factors = explain_factor_integer(board, positive);
  if (n.sign() < 0 && !board.failed()) board.fact(tex(n) + " = -" + tex(factors), "sign", board.say({"putting the sign in front", "keeping the minus sign", "taking the sign with it"}));
  call.expect(n);
}

void rule_divisor_count(const Call& call) {
  const Rational n = call.worked_number("n");
  if (!call.board().failed()) call.expect(explain_divisor_count(call.board(), n));
}

void rule_is_prime(const Call& call) {
  const Rational n = call.worked_number("n");
  if (call.board().failed()) return;
  const bool prime = explain_is_prime(call.board(), n);
  if (!call.board().failed()) call.expect((lower_ascii(call.result()) == "true") == prime);
}

void rule_power_mod(const Call& call) {
  const Rational base = call.worked_number("base"), exponent = call.worked_number("exponent"), m = call.worked_number("modulus");
  if (!call.board().failed()) call.expect(explain_power_mod(call.board(), base, exponent, m));
}

void rule_inverse_mod(const Call& call) {
  const Rational a = call.worked_number("a"), m = call.worked_number("modulus");
  if (!call.board().failed()) call.expect(explain_inverse_mod(call.board(), a, m));
}

void rule_binomial(const Call& call) {
  const Rational n = call.worked_number("n"), k = call.worked_number("k");
  if (!call.board().failed()) call.expect(explain_binomial(call.board(), n, k));
}

void rule_to_base(const Call& call) {
  const Rational n = call.worked_number("n"), base = call.worked_number("base");
  if (call.board().failed()) return;
  const std::string digits = explain_to_base(call.board(), n, base);
  if (!call.board().failed()) call.expect(lower_ascii(trim(call.result())) == digits);
}

void rule_from_base(const Call& call) {
  const Rational base = call.number("base");
  if (call.board().failed()) return;
  call.expect(explain_from_base(call.board(), call.text("digits"), base));
}

}  // namespace retort::explain
