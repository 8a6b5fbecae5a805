// Divisors, multiples, remainders, bases.
#include "agent/forms.h"
#include "agent/forms_terms.h"
#include "base/text.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

std::vector<Rational> values_of(const std::vector<Expr>& numbers) {
  std::vector<Rational> values;
  for (const Expr& n : numbers) values.push_back(n.value());
  return values;
}

bool all_positive(const std::vector<Rational>& numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](const Rational& n) { return n.sign() > 0; });
}

std::optional<Goal> divisor_or_multiple(const std::vector<Expr>& numbers, bool multiple, std::string setting, Closing closing) {
  auto values = values_of(numbers);
  if (!all_positive(values)) return {};
  return CommonDivisor{std::move(values), multiple, std::move(setting), std::move(closing)};
}

std::optional<Goal> gcd_of(const Captures& c) { return divisor_or_multiple(c.at("ints").exprs, false, {}, {}); }
std::optional<Goal> lcm_of(const Captures& c) { return divisor_or_multiple(c.at("ints").exprs, true, {}, {}); }

// Two numbers in a story, and what its answer means there.
std::optional<Goal> gcd_story(const Captures& c, const char* setting, const char* closing) {
  return divisor_or_multiple({c.expr("a"), c.expr("b")}, false, setting, closing);
}
std::optional<Goal> lcm_story(const Captures& c, const char* setting, const char* closing) {
  return divisor_or_multiple({c.expr("a"), c.expr("b")}, true, setting, closing);
}

std::optional<Goal> power_remainder(const Expr& power, const Expr& modulus) {
  if (!power.is(Op::kPow) || !power.arg(0).is_integer() || !power.arg(1).is_integer() || !modulus.is_integer()) return {};
  if (power.arg(1).value().sign() <= 0 || modulus.value() < Rational(2)) return {};
  return PowerRemainder{power.arg(0).value(), power.arg(1).value(), modulus.value()};
}

std::optional<Goal> remainder(const Captures& c) { return power_remainder(c.expr("n"), c.expr("m")); }

// Find r with 0 <= r < m and a^n = r (mod m).
std::optional<Goal> residue(const Captures& c) {
  const Expr& range = c.expr("range");
  const Expr& congruence = c.expr("congruence");
  const Expr& r = c.expr("v");
  if (!congruence.is(Op::kCongruence) || !congruence.arg(1).same(r) || !range.is(Op::kChain) || range.args().size() != 2) return {};
  const Expr &low = range.arg(0), &high = range.arg(1);
  bool whole_range = low.name() == "<=" && low.arg(0).is_integer() && low.arg(0).value().is_zero() && low.arg(1).same(r) &&
                     high.name() == "<" && high.arg(1).same(congruence.arg(2));
  return whole_range ? power_remainder(congruence.arg(0), congruence.arg(2)) : std::nullopt;
}

std::optional<Goal> divisor_count(const Captures& c) {
  const Rational& n = c.expr("n").value();
  if (n < Rational(2)) return {};
  return DivisorCount{n};
}

std::optional<Goal> from_base(std::string digits, const Expr& base) {
  auto b = base.value().to_int64();
  if (!b || *b < 2 || *b > 10 || digits.empty()) return {};
  for (char d : digits)
    if (d < '0' || d - '0' >= *b) return {};
  return FromBase{std::move(digits), static_cast<int>(*b)};
}

// $2314_5$; the base may be named a second time.
std::optional<Goal> subscript_base(const Captures& c) {
  const Expr& number = c.expr("n");
  if (!number.is(Op::kBase) || (c.has("base") && !c.expr("base").same(number.arg(1)))) return {};
  return from_base(number.arg(0).text(), number.arg(1));
}

std::optional<Goal> named_base(const Captures& c) {
  const Expr& digits = c.expr("n");
  return from_base(digits.text().empty() ? digits.value().to_string() : digits.text(), c.expr("base"));
}

}  // namespace

std::vector<Form> number_forms() {
  return {
      {"gcd", "<find> the (greatest|largest|highest) common (divisor|factor) [gcd|gcf] (of|between|for) {ints}", gcd_of},
      {"gcd", "<find> the (greatest|largest) [positive] (integer|number) that divides (both|all of|) {ints}", gcd_of},
      {"gcd_tiles",
       "a floor measures {int:a} cm by {int:b} cm it is covered with equal square tiles without cutting any what is the largest "
       "possible side length of a tile in cm",
       [](const Captures& c) {
         return gcd_story(c, "The side of a tile must divide both lengths, and the largest one is their greatest common divisor.",
                          "the tiles have a side of @ cm");
       }},
      {"gcd_bouquets",
       "a florist has {int:a} {word} and {int:b} {word} she makes as many identical bouquets as possible and uses all the flowers "
       "how many bouquets does she make",
       [](const Captures& c) {
         return gcd_story(c, "The number of bouquets divides both numbers of flowers, and the largest one is their greatest common divisor.",
                          "she makes @ bouquets");
       }},
      {"gcd_ropes",
       "two ropes of {int:a} cm and {int:b} cm are cut into pieces of equal length with nothing left over what is the greatest "
       "possible length of a piece in cm",
       [](const Captures& c) {
         return gcd_story(c, "The length of a piece divides both ropes, and the largest one is their greatest common divisor.",
                          "a piece has @ cm");
       }},
      {"lcm", "<find> the (least|lowest|smallest) common multiple [lcm] (of|for) {ints}", lcm_of},
      {"lcm",
       "<find> the (smallest|least) positive (integer|number) (that is a multiple of|divisible by|that is divisible by) [both|all "
       "of|each of] {ints}",
       lcm_of},
      {"lcm", "<find> the (smallest|least) positive (integer|number) that (both|all of) {ints} divide", lcm_of},
      {"lcm_buses",
       "two buses leave a station together one leaves every {int:a} minutes the other every {int:b} minutes after how many minutes "
       "do they next leave together",
       [](const Captures& c) {
         return lcm_story(c, "They leave together at the common multiples of both times, first at the least one.",
                          "they next leave together after @ minutes");
       }},
      {"lcm_lights",
       "one light flashes every {int:a} seconds and another every {int:b} seconds they flash together now in how many seconds will "
       "they next flash together",
       [](const Captures& c) {
         return lcm_story(c, "They flash together at the common multiples of both times, first at the least one.",
                          "they next flash together in @ seconds");
       }},
      {"lcm_bells",
       "two bells ring every {int:a} and every {int:b} minutes they have just rung together how many minutes pass until they ring "
       "together again",
       [](const Captures& c) {
         return lcm_story(c, "They ring together at the common multiples of both times, first at the least one.",
                          "@ minutes pass");
       }},
      {"power_remainder", "<find> the remainder when [the number] {expr:n} is divided by {int:m}", remainder},
      {"power_remainder", "when {expr:n} is divided by {int:m} what is the remainder", remainder},
      {"power_remainder", "dividing {expr:n} by {int:m} leaves which remainder", remainder},
      {"residue", "find the integer {var:v} with {rel:range} and {math:congruence}", residue},
      {"divisor_count", "how many [distinct] positive (divisors|factors) does [the number] {int:n} have", divisor_count},
      {"divisor_count", "<find> the number of positive (divisors|factors) of {int:n}", divisor_count},
      {"divisor_count", "(how many|count the) positive integers (divide|that are divisors of) {int:n}", divisor_count},
      {"from_base", "(convert|express|write) [the base [{int:base}] number] {expr:n} (to|in|as a) base (ten|10) [integer]",
       subscript_base},
      {"from_base", "what is {expr:n} in base (ten|10)", subscript_base},
      {"from_base", "which base ten number equals {expr:n}", subscript_base},
      {"from_base", "which base-ten number equals {expr:n}", subscript_base},
      {"from_base", "a number is written {int:n} in base {int:base} what is it in base (ten|10)", named_base},
  };
}

}  // namespace retort::agent
