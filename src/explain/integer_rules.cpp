// Tools on integers: the rules read the call; the derivations are in integers.cpp, modular.cpp, counting.cpp and bases.cpp.
#include "base/text.h"
#include "explain/bases.h"
#include "explain/counting.h"
#include "explain/integers.h"
#include "explain/rules.h"

namespace retort::explain {

void rule_gcd(const Call& call) {
  const auto numbers = call.numbers("numbers");
  if (!call.board().failed()) call.expect(explain_gcd(call.board(), numbers));
}

void rule_lcm(const Call& call) {
  const auto numbers = call.numbers("numbers");
  if (!call.board().failed()) call.expect(explain_lcm(call.board(), numbers));
}

void rule_factor_integer(const Call& call) {
  const Rational n = call.number("n");
  if (call.board().failed()) return;
  explain_factor_integer(call.board(), n);
  call.expect(n);
}

void rule_divisor_count(const Call& call) {
  const Rational n = call.number("n");
  if (!call.board().failed()) call.expect(explain_divisor_count(call.board(), n));
}

void rule_is_prime(const Call& call) {
  const Rational n = call.number("n");
  if (call.board().failed()) return;
  const bool prime = explain_is_prime(call.board(), n);
  if (!call.board().failed()) call.expect((lower_ascii(call.result()) == "true") == prime);
}

void rule_power_mod(const Call& call) {
  const Rational base = call.number("base"), exponent = call.number("exponent"), m = call.number("modulus");
  if (!call.board().failed()) call.expect(explain_power_mod(call.board(), base, exponent, m));
}

void rule_inverse_mod(const Call& call) {
  const Rational a = call.number("a"), m = call.number("modulus");
  if (!call.board().failed()) call.expect(explain_inverse_mod(call.board(), a, m));
}

void rule_binomial(const Call& call) {
  const Rational n = call.number("n"), k = call.number("k");
  if (!call.board().failed()) call.expect(explain_binomial(call.board(), n, k));
}

void rule_to_base(const Call& call) {
  const Rational n = call.number("n"), base = call.number("base");
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
