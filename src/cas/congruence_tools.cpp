// Linear congruences in one unknown, one at a time and several at once.
#include <fmt/core.h>

#include "base/text.h"
#include "cas/registry.h"
#include "math/number_theory.h"

namespace retort::cas {

using math::Grade;
using math::Rational;

namespace {

constexpr long kMaxBits = 4000;

Failure disagree() { return {FailureKind::kUnverified, "the solution found does not satisfy the congruence"}; }

// All x with x = r modulo m.
struct ResidueClass {
  Rational r, m;
};

ToolResult class_answer(const ResidueClass& c, std::string verified_by) {
  return answer(fmt::format("({}, {})", c.r.to_string(), c.m.to_string()), fmt::format("x \\equiv {} \\pmod{{{}}}", c.r.to_string(), c.m.to_string()),
                std::move(verified_by), Grade::kProved);
}

Status check_modulus(const Rational& m) {
  if (m.sign() <= 0) return Error{ErrorCode::kInvalidArgument, "a modulus must be positive, not " + shorten(m.to_string(), 40)};
  if (m.bits() > kMaxBits) return Error{ErrorCode::kUnsupported, "the modulus is too large"};
  return {};
}

Outcome<ToolResult> solve_congruence(Session&, const Arguments& args) {
  const Rational &a = args.integer("a"), &b = args.integer("b"), &m = args.integer("modulus");
  RETORT_TRY_STATUS(check_modulus(m));
  if (std::max(a.bits(), b.bits()) > kMaxBits) return Failure(FailureKind::kUnsupported, "the numbers are too large");
  const Rational g = math::gcd(a, m);
  if (!(b / g).is_integer())
    return Failure(FailureKind::kDomain, fmt::format("no solution: {0} divides {1} and the modulus but not {2}", shorten(g.to_string(), 40),
                                                     shorten(a.to_string(), 40), shorten(b.to_string(), 40)));
  ResidueClass found{0, m / g};
  if (found.m != Rational(1)) {
    RETORT_TRY(const auto inverse, math::inverse_mod(a / g, found.m));
    found.r = math::mod(inverse * (b / g), found.m);
  }
  // The class solves the congruence, and a solution stays one exactly when it moves by a multiple of m/g.
  if (math::mod(a * found.r - b, m) != Rational(0) || math::lcm(a, m) != (a * found.m).abs()) return disagree();
  return class_answer(found, "put into the congruence; the modulus from lcm(a, modulus)");
}

// The class of the numbers in both; nothing when there are none.
std::optional<ResidueClass> common_class(const ResidueClass& a, const ResidueClass& b) {
  const Rational g = math::gcd(a.m, b.m), difference = b.r - a.r;
  if (!(difference / g).is_integer()) return std::nullopt;
  const Rational step = b.m / g, m = a.m * step;
  const auto inverse = math::inverse_mod(a.m / g, step);
  if (!inverse.ok()) return std::nullopt;
  return ResidueClass{math::mod(a.r + a.m * (difference / g) * *inverse, m), m};
}

Outcome<ToolResult> chinese_remainder(Session&, const Arguments& args) {
  const auto &remainders = args.integers("remainders"), &moduli = args.integers("moduli");
  if (remainders.size() != moduli.size())
    return Failure(FailureKind::kArguments, fmt::format("'remainders' has {} entries and 'moduli' {}: give one remainder for each modulus",
                                                        remainders.size(), moduli.size()));
  ResidueClass all{0, 1};
  Rational m = 1;
  for (std::size_t i = 0; i < moduli.size(); ++i) {
    RETORT_TRY_STATUS(check_modulus(moduli[i]));
    const auto next = common_class(all, {math::mod(remainders[i], moduli[i]), moduli[i]});
    if (!next)
      return Failure(FailureKind::kDomain, fmt::format("no solution: remainder {} modulo {} contradicts the ones before it",
                                                       shorten(remainders[i].to_string(), 40), shorten(moduli[i].to_string(), 40)));
    all = *next;
    m = math::lcm(m, moduli[i]);
    RETORT_TRY_STATUS(check_modulus(m));
  }
  for (std::size_t i = 0; i < moduli.size(); ++i)
    if (math::mod(all.r - remainders[i], moduli[i]) != Rational(0)) return disagree();
  if (all.m != m) return disagree();
  return class_answer(all, "every remainder put back; the modulus is the lcm");
}

}  // namespace

std::vector<ToolEntry> congruence_tools() {
  return {
      {"solve_congruence",
       "Solution of a*x = b modulo m as (r, k): all x that leave remainder r on division by k.",
       {{"a", ArgKind::kInteger, "the factor of x"}, {"b", ArgKind::kInteger, "the right side"}, {"modulus", ArgKind::kInteger, "a positive integer"}},
       {{"a", 3}, {"b", 4}, {"modulus", 7}},
       false,
       solve_congruence},
      {"chinese_remainder",
       "Number with given remainders as (r, m): all x that leave remainder r on division by m.",
       {{"remainders", ArgKind::kIntegers, "the remainders, such as [2, 3, 2]"}, {"moduli", ArgKind::kIntegers, "their moduli, such as [3, 5, 7]"}},
       {{"remainders", {2, 3, 2}}, {"moduli", {3, 5, 7}}},
       false,
       chinese_remainder},
  };
}

}  // namespace retort::cas
