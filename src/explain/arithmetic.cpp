#include "explain/arithmetic.h"

#include <algorithm>

#include "math/number_theory.h"

namespace retort::explain {
namespace {

int nonzero_digits(const Rational& n) {
  const std::string digits = n.to_string();
  return static_cast<int>(std::count_if(digits.begin(), digits.end(), [](char c) { return c != '0'; }));
}

// 7 * 3456 is taken over 3000, 400 and 56: single digits until two are left.
std::vector<Rational> leading_pieces(const Rational& n) {
  std::vector<Rational> pieces;
  Rational rest = n;
  while (significant_digits(rest) > 2) {
    const Rational lead = digit_values(rest).front();
    pieces.push_back(lead);
    rest -= lead;
  }
  if (!rest.is_zero()) pieces.push_back(rest);
  return pieces;
}

bool is_power_of_ten(const Rational& n) { return significant_digits(n) == 1 && n.to_string()[0] == '1'; }

constexpr int kLongDigits = 9;      // a sum of longer numbers is not broken into pieces
constexpr int kLongProduct = 20;    // nor a product whose factors have more digits together

}  // namespace

std::vector<Rational> digit_values(const Rational& n) {
  std::vector<Rational> out;
  const std::string digits = n.to_string();
  for (std::size_t i = 0; i < digits.size(); ++i)
    if (digits[i] != '0') out.push_back(Rational(digits[i] - '0') * power_of_ten(static_cast<int>(digits.size() - 1 - i)));
  return out;
}

std::string tex_sum(const std::vector<Rational>& terms, Form form) {
  std::string out;
  for (const Rational& t : terms) out += out.empty() ? tex(t, form) : tex_signed(t, form);
  return out;
}

std::string running_sum(std::vector<Rational> terms) {
  std::string out = tex_sum(terms);
  while (terms.size() > 1) {
    terms[1] += terms[0];
    terms.erase(terms.begin());
    out += " = " + tex_sum(terms);
  }
  return out;
}

std::string grouped_sum(std::vector<Rational> terms) {
  std::string out = tex_sum(terms);
  while (terms.size() > 1) {
    const std::size_t group = terms.size() > 12 ? 5 : terms.size() > 3 ? 2 : terms.size();
    std::vector<Rational> next;
    for (std::size_t i = 0; i < terms.size(); ++i)
      if (i % group == 0)
        next.push_back(terms[i]);
      else
        next.back() += terms[i];
    terms = std::move(next);
    out += " = " + tex_sum(terms);
  }
  return out;
}

std::string tex_product(const std::vector<Rational>& factors) {
  std::string out;
  for (const Rational& f : factors) out += out.empty() ? tex(f) : " \\cdot " + tex_bracketed(f);
  return out.empty() ? "1" : out;
}

std::string running_product(std::vector<Rational> factors) {
  std::string out = tex_product(factors);
  while (factors.size() > 1) {
    factors[1] *= factors[0];
    factors.erase(factors.begin());
    out += " = " + tex_product(factors);
  }
  return out;
}

bool product_needs_pieces(const Rational& a, const Rational& b, bool full) {
  const int sa = significant_digits(a), sb = significant_digits(b);
  if (is_power_of_ten(a) || is_power_of_ten(b)) return false;
  if (!full && a <= Rational(12) && b <= Rational(12)) return false;
  if (sa >= 2 && sb >= 2) return true;
  return std::max(sa, sb) >= (full ? 2 : 3);
}

Rational Arithmetic::state(const Worked& worked, const std::string& prefix) {
  board_.fact(prefix.empty() ? worked.chain : prefix + " = " + worked.chain, worked.rule, worked.because);
  return worked.value;
}

Rational Arithmetic::add(const Rational& a, const Rational& b, const std::string& prefix) { return state(added(a, b), prefix); }
Rational Arithmetic::multiply(const Rational& a, const Rational& b, const std::string& prefix) {
  return state(multiplied(a, b), prefix);
}
Rational Arithmetic::divide(const Rational& a, const Rational& b, const std::string& prefix) {
  return state(divided(a, b), prefix);
}

Worked Arithmetic::added_fractions(const Rational& a, const Rational& b) {
  const Rational common = math::lcm(a.den(), b.den());
  const Rational p = a * common, q = b * common, total = p + q;
  const std::string op = b.sign() < 0 ? " - " : " + ";
  std::string chain = number(a) + tex_signed(b, form_);
  if (a.den() != common || b.den() != common)
    chain += " = " + tex_fraction(p, common) + op + tex_fraction(q.abs(), common);
  const Rational value = a + b;
  if (value.den() != common && !total.is_zero()) chain += " = " + tex_fraction(total, common);
  chain += " = " + number(value);
  std::string because = a.den() == b.den()
      ? board_.say({"adding over the common denominator {0}", "keeping the denominator {0}", "counting parts of size 1 over {0}"}, common.to_string())
      : board_.say({"bringing both to the denominator {0}", "writing both over {0}", "using the common denominator {0}"}, common.to_string());
  return {std::move(chain), value, "add_fractions", std::move(because)};
}

Worked Arithmetic::added(const Rational& a, const Rational& b) {
  const bool short_decimals = form_ == Form::kDecimals && ends(a, 6) && ends(b, 6);
  if ((!a.is_integer() || !b.is_integer()) && !short_decimals) return added_fractions(a, b);
  Worked w{number(a) + tex_signed(b, form_), a + b, b.sign() < 0 ? "subtract" : "add", {}};
  const int long_digits = board_.full() ? 3 : 4;
  const bool integers = a.is_integer() && b.is_integer() && a.sign() > 0 && !w.value.is_zero() && a.abs() >= b.abs();
  if (integers && !board_.brief() && significant_digits(a) >= long_digits && significant_digits(b) >= long_digits &&
      significant_digits(a) <= kLongDigits) {
    const Rational lead = digit_values(b.abs()).front(), rest = b.abs() - lead;
    const Rational sign(b.sign());
    const Rational partial = a + sign * lead;
    w.chain += " = " + number(a) + tex_signed(sign * lead) + tex_signed(sign * rest) + " = " + number(partial) + tex_signed(sign * rest);
  }
  w.chain += " = " + number(w.value);
  if (b.sign() < 0)
    w.because = board_.say({"subtracting {1} from {0}", "taking {1} away from {0}", "taking {1} off {0}"}, word(a), word(b.abs()));
  else
    w.because = board_.say({"adding {0} and {1}", "adding {1} to {0}", "putting {0} and {1} together"}, word(a), word(b));
  return w;
}

Worked Arithmetic::multiplied_integers(const Rational& a, const Rational& b) {
  Worked w{number(a) + " \\cdot " + bracketed(b), a * b, "multiply", {}};
  const Rational x = a.abs(), y = b.abs();
  const bool pieces = !board_.brief() && !w.value.is_zero() && product_needs_pieces(x, y, board_.full()) &&
                      significant_digits(x) + significant_digits(y) <= kLongProduct;
  if (!pieces) {
    w.chain += " = " + number(w.value);
    w.because = board_.say({"multiplying {0} by {1}", "taking {0} times {1}", "working out {0} times {1}"}, word(a), word(b));
    return w;
  }
  const bool one_digit = significant_digits(x) == 1 || significant_digits(y) == 1;
  // The factor that is taken apart: the only long one, else the one with fewer digits, the second when they are alike.
  const bool first = one_digit ? significant_digits(y) == 1 : nonzero_digits(x) < nonzero_digits(y);
  const Rational& kept = first ? y : x;
  const Rational& split = first ? x : y;
  const std::vector<Rational> parts = one_digit ? leading_pieces(split) : digit_values(split);
  if (parts.size() < 2) {
    w.chain += " = " + number(w.value);
    w.because = board_.say({"multiplying {0} by {1}", "taking {0} times {1}", "working out {0} times {1}"}, word(a), word(b));
    return w;
  }
  std::vector<Rational> values;
  std::string products;
  for (const Rational& part : parts) {
    if (significant_digits(kept) >= (board_.full() ? 3 : 4) && significant_digits(part) == 1 && !is_power_of_ten(part)) {
      const Worked inner = multiplied_integers(kept, part);
      board_.fact(inner.chain, inner.rule, inner.because);
    }
    values.push_back(kept * part);
    products += (products.empty() ? "" : " + ") + (first ? tex(part) + " \\cdot " + tex(kept) : tex(kept) + " \\cdot " + tex(part));
  }
  if (w.value.sign() < 0) {
    w.chain += " = -(" + products + ") = -(" + tex_sum(values) + ")";
    w.chain += " = " + number(w.value);
  } else {
    w.chain += " = " + products + " = " + running_sum(values);
  }
  std::vector<std::string> names;
  for (const Rational& part : parts) names.push_back(word(part));
  w.rule = "multiply_in_pieces";
  w.because = board_.say({"splitting {0} into {1}", "taking {0} as {1}", "breaking {0} up into {1}"}, word(split), words_list(names));
  return w;
}

Worked Arithmetic::multiplied_fractions(const Rational& a, const Rational& b) {
  const Rational num = a.num() * b.num(), den = a.den() * b.den();
  Worked w{tex(a) + " \\cdot " + tex_bracketed(b), a * b, "multiply_fractions", {}};
  if (w.value.den() != den) w.chain += " = " + tex_fraction(num, den);
  w.chain += " = " + number(w.value);
  const Rational g = math::gcd(num, den);
  w.because = g == Rational(1) || num.is_zero()
      ? board_.say({"multiplying tops and bottoms", "multiplying the numerators and the denominators", "taking top times top and bottom times bottom"})
      : board_.say({"multiplying and cancelling {0}", "multiplying tops and bottoms and dividing both by {0}", "reducing by the common factor {0}"}, g.to_string());
  return w;
}

void Arithmetic::state_fraction(const Rational& v) {
  if (number(v) != tex(v))
    board_.fact(number(v) + " = " + tex(v), "as_fraction", board_.say({"writing {0} as a fraction", "turning {0} into a fraction", "taking {0} as a fraction"}, word(v)));
}

Worked Arithmetic::multiplied(const Rational& a, const Rational& b) {
  if (a.is_integer() && b.is_integer()) return multiplied_integers(a, b);
  const auto x = scaled(a), y = scaled(b);
  if (form_ == Form::kFractions || !x || !y || !ends(a, 6) || !ends(b, 6)) {
    state_fraction(a);
    state_fraction(b);
    return multiplied_fractions(a, b);
  }
  Worked w{number(a) + " \\cdot " + bracketed(b), a * b, "multiply_decimals", {}};
  const Rational m = x->integer.abs(), n = y->integer.abs();
  if (!board_.brief() && !m.is_zero() && !n.is_zero() && product_needs_pieces(m, n, board_.full())) {
    const Worked whole = multiplied_integers(m, n);
    board_.fact(whole.chain, whole.rule, whole.because);
    const Rational scale = power_of_ten(x->places + y->places);
    w.chain += " = " + tex(x->integer * y->integer) + " / " + tex(scale) + " = " + number(w.value);
    w.because = board_.say({"moving the point {0} places", "dividing by {1} for the decimal places", "counting {0} decimal places"},
                           x->places + y->places, tex(scale));
    if (x->places + y->places == 1)
      w.because = board_.say({"moving the point one place", "dividing by 10 for the decimal place", "counting one decimal place"});
    return w;
  }
  w.chain += " = " + number(w.value);
  w.because = board_.say({"multiplying {0} by {1}", "taking {0} times {1}", "working out {0} times {1}"}, word(a), word(b));
  return w;
}

Rational Arithmetic::sum(const std::vector<Rational>& terms) {
  if (terms.empty()) return Rational(0);
  Rational total = terms[0];
  if (board_.brief()) {
    for (std::size_t i = 1; i < terms.size(); ++i) total += terms[i];
    if (terms.size() > 1)
      board_.fact(tex_sum(terms, form_) + " = " + number(total), "add",
                  board_.say({"adding up", "adding the {0} numbers", "taking the terms together"}, terms.size()));
    return total;
  }
  for (std::size_t i = 1; i < terms.size(); ++i) total = add(total, terms[i]);
  return total;
}

Rational Arithmetic::product(const std::vector<Rational>& factors) {
  if (factors.empty()) return Rational(1);
  Rational total = factors[0];
  for (std::size_t i = 1; i < factors.size(); ++i) total = multiply(total, factors[i]);
  return total;
}

}  // namespace retort::explain
