// Powers and inverses modulo a number, and numbers in other bases.
#include "base/text.h"
#include "cas/registry.h"
#include "math/number_theory.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

constexpr long kMaxModularBits = 4000;   // of base, exponent and modulus
constexpr std::size_t kMaxDigits = 1000;

Failure disagree() { return {FailureKind::kUnverified, "two computations of this value disagree"}; }

Status check_modulus(const Rational& m) {
  if (m.sign() <= 0) return Error{ErrorCode::kInvalidArgument, "'modulus' must be positive"};
  if (m.bits() > kMaxModularBits) return Error{ErrorCode::kUnsupported, "'modulus' is too large"};
  return {};
}

// Squares of squares from the lowest bit of the exponent up.
Rational power_by_squaring(const Rational& base, Rational exponent, const Rational& m) {
  Rational result = math::mod(1, m), square = math::mod(base, m);
  while (!exponent.is_zero()) {
    const Rational half = (exponent / 2).floor();
    if (exponent != half * 2) result = math::mod(result * square, m);
    square = math::mod(square * square, m);
    exponent = half;
  }
  return result;
}

Outcome<ToolResult> power_mod(Session&, const Arguments& args) {
  const Rational &base = args.integer("base"), &exponent = args.integer("exponent"), &m = args.integer("modulus");
  RETORT_TRY_STATUS(check_modulus(m));
  if (base.bits() > kMaxModularBits || exponent.bits() > kMaxModularBits) return Failure(FailureKind::kUnsupported, "the numbers are too large");
  auto value = math::power_mod(base, exponent, m);
  if (!value.ok()) return Failure(FailureKind::kDomain, value.error().message);
  // A negative exponent is a power of the inverse.
  Rational check_base = base;
  if (exponent.sign() < 0) {
    RETORT_TRY(check_base, math::inverse_mod(base, m));
    if (math::mod(check_base * base, m) != math::mod(1, m)) return disagree();
  }
  if (power_by_squaring(check_base, exponent.abs(), m) != *value) return disagree();
  return answer(Expr::number(*value), "squared step by step (second algorithm)", Grade::kProved);
}

Outcome<ToolResult> inverse_mod(Session&, const Arguments& args) {
  const Rational &a = args.integer("a"), &m = args.integer("modulus");
  RETORT_TRY_STATUS(check_modulus(m));
  if (a.bits() > kMaxModularBits) return Failure(FailureKind::kUnsupported, "'a' is too large");
  auto value = math::inverse_mod(a, m);
  if (!value.ok()) return Failure(FailureKind::kDomain, value.error().message);
  if (math::mod(*value * a, m) != math::mod(1, m)) return disagree();
  return answer(Expr::number(*value), "multiplied back", Grade::kProved);
}

Outcome<int> base_of(const Arguments& args) {
  const auto base = args.integer("base").to_int64();
  if (!base || *base < 2 || *base > 36) return Failure(FailureKind::kArguments, "'base' must be between 2 and 36");
  return static_cast<int>(*base);
}

// Digits up to 9 in an expression with their base; letters as text.
ToolResult digits_answer(const std::string& digits, int base) {
  const std::string latex = digits.find_first_not_of("0123456789-") == std::string::npos ? digits : "\\text{" + digits + "}";
  return answer(digits, latex + "_{" + std::to_string(base) + "}", "read back", Grade::kProved);
}

Outcome<ToolResult> to_base(Session&, const Arguments& args) {
  const Rational& n = args.integer("n");
  RETORT_TRY(const int base, base_of(args));
  if (n.bits() > 4 * kMaxModularBits) return Failure(FailureKind::kUnsupported, "'n' is too large");
  const std::string digits = math::to_base(n.abs(), base);
  RETORT_TRY(auto back, math::from_base(digits, base));
  if (back != n.abs()) return disagree();
  return digits_answer((n.sign() < 0 ? "-" : "") + digits, base);
}

Outcome<ToolResult> from_base(Session&, const Arguments& args) {
  RETORT_TRY(const int base, base_of(args));
  std::string digits = lower_ascii(args.text("digits"));
  const bool negative = digits.starts_with("-");
  if (negative) digits.erase(0, 1);
  if (digits.size() > kMaxDigits) return Failure(FailureKind::kUnsupported, "more than 1000 digits");
  auto value = math::from_base(digits, base);
  if (!value.ok()) return Failure(FailureKind::kArguments, "'digits': " + value.error().message);
  const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  if (math::to_base(*value, base) != digits.substr(zeros)) return disagree();
  return answer(Expr::number(negative ? -*value : *value), "written back", Grade::kProved);
}

// Digits of n >= 0 by repeated division, the first one first; read back by Horner's rule.
Outcome<std::vector<Rational>> checked_digits(const Rational& n, const Rational& base) {
  if (n.sign() < 0) return Failure(FailureKind::kDomain, "'n' must not be negative");
  const std::string written = math::to_base(n, static_cast<int>(*base.to_int64()));
  std::vector<Rational> digits;
  Rational back;
  for (const char c : written) {
    digits.emplace_back(c <= '9' ? c - '0' : c - 'a' + 10);
    if (written.size() <= kMaxDigits) back = back * base + digits.back();
  }
  // Long numbers: their remainder modulo base - 1 is that of the sum of the digits.
  if (written.size() > kMaxDigits) {
    Rational sum;
    for (const Rational& d : digits) sum += d;
    if (base > Rational(2) && math::mod(sum, base - 1) != math::mod(n, base - 1)) return disagree();
    return digits;
  }
  if (back != n) return disagree();
  return digits;
}

Outcome<Rational> digit_base(const Arguments& args) {
  if (!args.has("base")) return Rational(10);
  RETORT_TRY(const int base, base_of(args));
  return Rational(base);
}

Outcome<ToolResult> digits(Session&, const Arguments& args) {
  RETORT_TRY(const Rational base, digit_base(args));
  RETORT_TRY(const auto found, checked_digits(args.integer("n"), base));
  if (found.size() > kMaxDigits) return Failure(FailureKind::kUnsupported, "more than 1000 digits: use digit_sum");
  std::string list;
  for (const Rational& d : found) list += (list.empty() ? "" : ", ") + d.to_string();
  return answer("[" + list + "]", list, "put together again", Grade::kProved);
}

Outcome<ToolResult> digit_sum(Session&, const Arguments& args) {
  RETORT_TRY(const Rational base, digit_base(args));
  RETORT_TRY(const auto found, checked_digits(args.integer("n"), base));
  Rational sum;
  for (const Rational& d : found) sum += d;
  return answer(Expr::number(sum), "the digits put together again or compared modulo base - 1", Grade::kProved);
}

}  // namespace

std::vector<ToolEntry> modular_tools() {
  const ArgSpec modulus{"modulus", ArgKind::kInteger, "a positive integer"};
  const ArgSpec base{"base", ArgKind::kInteger, "the base, 2 to 36"};
  const ArgSpec ten{"base", ArgKind::kInteger, "the base, 2 to 36; 10 when left out", false};
  const ArgSpec digits_of{"n", ArgKind::kInteger, "an integer that is not negative, such as 5082 or \"2^100\""};
  return {
      {"power_mod",
       "Remainder of a power: base**exponent modulo modulus.",
       {{"base", ArgKind::kInteger, "an integer"}, {"exponent", ArgKind::kInteger, "an integer"}, modulus},
       {{"base", 7}, {"exponent", 100}, {"modulus", 13}},
       false,
       power_mod},
      {"inverse_mod",
       "The number that times a leaves remainder 1 modulo modulus.",
       {{"a", ArgKind::kInteger, "an integer"}, modulus},
       {{"a", 3}, {"modulus", 11}},
       false,
       inverse_mod},
      {"to_base", "Digits of an integer in another base.", {{"n", ArgKind::kInteger, "an integer"}, base}, {{"n", 25}, {"base", 2}}, false, to_base},
      {"from_base",
       "Value of digits written in another base.",
       {{"digits", ArgKind::kDigits, "digits 0-9 and a-z, such as \"1011\""}, base},
       {{"digits", "1011"}, {"base", 2}},
       false,
       from_base},
      {"digits", "List of the digits of an integer, the first digit first.", {digits_of, ten}, {{"n", 5082}}, false, digits},
      {"digit_sum", "Sum of the digits of an integer.", {digits_of, ten}, {{"n", 5082}}, false, digit_sum},
  };
}

}  // namespace retort::cas
