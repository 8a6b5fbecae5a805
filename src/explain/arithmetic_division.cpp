// Division and powers of numbers.
#include <algorithm>

#include "explain/arithmetic.h"
#include "math/number_theory.h"

namespace retort::explain {
namespace {

bool is_power_of_ten(const Rational& n) {
  return n.sign() > 0 && significant_digits(n) == 1 && n.to_string()[0] == '1';
}

// 1200 and 40 -> 10
Rational common_zeros(Rational a, Rational b) {
  Rational tens(1);
  while ((a / 10).is_integer() && (b / 10).is_integer()) {
    a /= 10;
    b /= 10;
    tens *= 10;
  }
  return tens;
}

// A quotient that is found in the head: short divisor and at most two digits, or one digit.
bool quotient_is_easy(const Rational& divisor, const Rational& quotient, bool full) {
  if (is_power_of_ten(divisor) || significant_digits(quotient) == 1) return true;
  if (full) return false;
  return (significant_digits(divisor) == 1 || divisor <= Rational(12)) && significant_digits(quotient) <= 2;
}

}  // namespace

// a, b integers with b | a.
Worked Arithmetic::divided_exactly(const Rational& a, const Rational& b) {
  const Rational q = a / b, x = a.abs(), y = b.abs();
  Worked w{number(a) + " / " + bracketed(b), q, "divide", {}};
  w.because = board_.say({"dividing {0} by {1}", "working out {0} divided by {1}", "seeing how many times {1} goes into {0}"}, word(a), word(b));
  if (board_.brief() || q.is_zero() || a.sign() < 0 || b.sign() < 0 || quotient_is_easy(y, q, board_.full())) {
    w.chain += " = " + number(q);
    return w;
  }
  const Rational tens = common_zeros(x, y);
  const Rational small = x / tens, divisor = y / tens;
  if (tens != Rational(1)) {
    w.chain += " = " + tex(small) + " / " + tex(divisor);
    if (quotient_is_easy(divisor, q, board_.full())) {
      w.chain += " = " + number(q);
      return w;
    }
  }
  std::vector<Rational> parts = digit_values(q), multiples;
  if (divisor == Rational(1) || parts.size() < 2) {
    if (divisor != Rational(1) || tens == Rational(1)) w.chain += " = " + number(q);
    return w;
  }
  // 2415 / 7 = (2100 + 315) / 7 = 300 + 45 for a short divisor; digit by digit for a long one.
  if (significant_digits(divisor) == 1) {
    while (parts.size() > 2 || (parts.size() == 2 && parts[0] < Rational(100))) {
      parts[parts.size() - 2] += parts.back();
      parts.pop_back();
    }
    if (significant_digits(q) > 3) parts = digit_values(q);
  }
  if (parts.size() < 2) parts = digit_values(q);
  for (const Rational& part : parts) multiples.push_back(part * divisor);
  w.chain += " = (" + tex_sum(multiples) + ") / " + tex(divisor) + " = " + tex_sum(parts) + " = " + number(q);
  w.rule = "divide_in_pieces";
  std::vector<std::string> names;
  for (const Rational& m : multiples) names.push_back(tex(m));
  w.because = board_.say({"splitting {0} into the multiples {1} of {2}", "taking {0} as {1}, which {2} divides",
                          "breaking {0} up into {1}, all multiples of {2}"},
                         tex(small), words_list(names), tex(divisor));
  return w;
}

Worked Arithmetic::divided_integers(const Rational& a, const Rational& b) {
  const Rational q = a / b;
  if (q.is_integer()) return divided_exactly(a, b);
  const Rational g = math::gcd(a, b);
  Worked w{number(a) + " / " + bracketed(b), q, g == Rational(1) ? "divide" : "reduce_fraction", {}};
  const std::string decimal = form_ == Form::kDecimals && ends(q, 6) ? tex(q, Form::kDecimals) : std::string();
  if (is_power_of_ten(b) && !decimal.empty()) {
    w.chain += " = " + decimal;
    w.rule = "divide";
    w.because = board_.say({"moving the point to divide by {1}", "dividing {0} by {1}", "writing {0} divided by {1} as a decimal"}, word(a), word(b));
    return w;
  }
  const Rational whole = q.floor(), rest = q - whole;
  const bool mixed = g == Rational(1) && a.sign() > 0 && b.sign() > 0 && whole.sign() > 0 && b > Rational(2) && !board_.brief();
  if (!decimal.empty() && mixed) {
    w.chain += " = " + tex(whole) + " + " + tex(rest) + " = " + decimal;
    w.because = board_.say({"taking out the whole part {0}", "splitting off {0} wholes", "finding {1} in {2} wholes with {3} left over"}, tex(whole),
                           word(b), tex(whole), tex(rest.num()));
    return w;
  }
  if (decimal.empty() || g != Rational(1)) w.chain += " = " + tex(q);
  if (!decimal.empty()) w.chain += " = " + decimal;
  w.because = g == Rational(1)
      ? board_.say({"dividing {0} by {1}", "working out {0} divided by {1}", "writing {0} over {1}"}, word(a), word(b))
      : board_.say({"dividing both {1} and {2} by {0}", "cancelling the common factor {0}", "reducing by {0}"}, g.to_string(), word(a), word(b));
  return w;
}

Worked Arithmetic::divided(const Rational& a, const Rational& b) {
  RETORT_CHECK(!b.is_zero(), "a division by hand needs a divisor other than 0");
  if (a.is_integer() && b.is_integer()) return divided_integers(a, b);
  const auto x = scaled(a), y = scaled(b);
  if (form_ == Form::kDecimals && x && y && ends(a, 6) && ends(b, 6)) {
    const int places = std::max(x->places, y->places);
    const Rational scale = power_of_ten(places), m = a * scale, n = b * scale;
    Worked w = divided_integers(m, n);
    const std::string start = number(a) + " / " + bracketed(b);
    const bool direct = b.is_integer() && ends(w.value, 6) && quotient_is_easy(b.abs(), scaled(w.value)->integer.abs(), false);
    w.chain = direct ? start + " = " + number(w.value) : start + " = " + w.chain;
    w.rule = "divide_decimals";
    w.because = direct ? board_.say({"dividing {0} by {1}", "working out {0} divided by {1}", "splitting {0} by {1}"}, word(a), word(b))
                       : board_.say({"multiplying both by {0}", "moving both points to make whole numbers", "scaling both numbers by {0}"}, tex(scale));
    return w;
  }
  state_fraction(a);
  state_fraction(b);
  // a / (p/q) = a * q/p
  if (b.is_integer()) {
    Worked w{tex(a) + " / " + tex_bracketed(b), a / b, "divide_fraction", {}};
    const Rational den = a.den() * b;
    w.chain += " = " + tex_fraction(den.sign() < 0 ? -a.num() : a.num(), den.abs());
    if (w.value.den() != den.abs()) w.chain += " = " + number(w.value);
    w.because = board_.say({"multiplying the denominator by {0}", "dividing the fraction by {0}", "taking {0} into the denominator"}, word(b));
    return w;
  }
  const Rational inverse = Rational(1) / b;
  Worked w = multiplied_fractions(a, inverse);
  if (a.is_integer() && inverse.is_integer()) w = multiplied_integers(a, inverse);
  w.chain = tex(a) + " / " + (b.sign() < 0 ? "(" + tex(b) + ")" : tex(b)) + " = " + w.chain;
  w.rule = "divide_by_fraction";
  w.because = board_.say({"multiplying by the reciprocal {0}", "turning the division into times {0}", "flipping {1} to {0}"}, words(inverse), words(b));
  return w;
}

Rational Arithmetic::power(const Rational& base, const Rational& exponent) {
  const auto n = exponent.to_int64();
  constexpr long long kMaxExponent = 64;
  const bool trivial = n && *n > 0 && (base.abs() == Rational(1) || base.is_zero());
  if (!n || (!trivial && (*n > kMaxExponent || *n < -kMaxExponent)) || (base.is_zero() && *n <= 0)) {
    board_.unsupported("a power beyond what is worked out by hand");
    return Rational(0);
  }
  const auto value = Rational::pow(base, exponent, 4096);
  if (!value) {
    board_.fail(value.error());
    return Rational(0);
  }
  const std::string start = tex_power(tex_base(base, form_), *n);
  if (*n == -1 && base.sign() > 0) {
    const std::string over = "\\frac{1}{" + number(base) + "}";
    board_.fact(start + " = " + over + (over == number(*value) ? "" : " = " + number(*value)), "negative_power", board_.say({"taking one over {0}", "turning {0} upside down", "inverting {0}"}, word(base)));
    return *value;
  }
  if (*n <= 1) {
    const Rational up = *n < 0 ? power(base, -exponent) : base;
    std::string chain = start;
    if (*n < 0) chain += " = \\frac{1}{" + tex_power(tex_base(base, form_), -*n) + "}";
    if (*n < -1 && "\\frac{1}{" + number(up) + "}" != number(*value)) chain += " = \\frac{1}{" + number(up) + "}";
    if (*n < 0 && up.is_integer() && up.sign() > 0 && up != Rational(1)) {
      board_.fact(chain + " = " + number(*value), "negative_power",
                  board_.say({"taking one over the power", "turning the power upside down", "inverting {0}"}, word(up)));
    } else {
      board_.fact(chain + " = " + number(*value), *n == 0 ? "zero_power" : "power",
                  *n == 0 ? board_.say({"taking the power 0, which is always 1", "using that the power 0 is 1", "having no factor left"})
                          : board_.say({"taking the power {0}", "working out the power {0}", "raising to the power {0}"}, word(exponent)));
    }
    return *value;
  }
  const auto because = [&] {
    if (*n == 2) return board_.say({"squaring {0}", "multiplying {0} by itself", "taking {0} times {0}"}, word(base));
    return board_.say({"multiplying {1} factors of {0}", "taking {0} to the power {1}", "working out {0} to the power {1}"}, word(base), *n);
  };
  const bool known = base.abs() == Rational(1) || base.is_zero() || is_power_of_ten(base) || (base.is_integer() && value->abs() <= Rational(144) ) ||
                     (base.abs() == Rational(2) && *n <= 10);
  if (board_.brief() || known) {
    board_.fact(start + " = " + number(*value), "power", because());
    return *value;
  }
  if (*n == 2) {
    const Worked square = multiplied(base, base);
    board_.fact(start + " = " + (base.sign() < 0 ? "(" + number(base) + ")" + square.chain.substr(number(base).size()) : square.chain),
                "square", board_.say({"squaring {0}", "multiplying {0} by itself", "taking {0} times {0}"}, word(base)));
    return *value;
  }
  // Even: the square of the half power; odd: one factor more.
  const bool even = *n % 2 == 0;
  const Rational part_exponent = even ? exponent / 2 : exponent - 1;
  const Rational part = power(base, part_exponent);
  if (board_.failed()) return *value;
  const std::string p = tex_power(tex_base(base, form_), *part_exponent.to_int64());
  const Worked last = multiplied(part, even ? part : base);
  const std::string lifted = even ? p + " \\cdot " + p : p + " \\cdot " + bracketed(base);
  board_.fact(start + " = " + lifted + " = " + last.chain, even ? "square_power" : "next_power",
              even ? board_.say({"squaring {0}", "multiplying {0} by itself", "taking {0} times {0}"}, word(part))
                   : board_.say({"multiplying {0} by {1} once more", "taking {0} times {1}", "adding one more factor {1} to {0}"}, word(part), word(base)));
  return *value;
}

}  // namespace retort::explain
