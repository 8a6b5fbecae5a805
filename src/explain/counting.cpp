#include "explain/counting.h"

#include <algorithm>

#include "explain/arithmetic.h"
#include "math/number_theory.h"

namespace retort::explain {
namespace {

Rational product_of(const std::vector<Rational>& factors) {
  Rational p(1);
  for (const Rational& f : factors) p *= f;
  return p;
}

// Cancels the divisors against the factors, the largest common factors first; what is left of each. Ones are dropped.
void cancel(std::vector<Rational>& above, std::vector<Rational>& below) {
  std::sort(below.begin(), below.end(), std::greater<>());
  for (Rational& d : below) {
    while (d > Rational(1)) {
      auto best = above.end();
      Rational common(1);
      for (auto it = above.begin(); it != above.end(); ++it) {
        const Rational g = math::gcd(*it, d);
        if (g > common) {
          common = g;
          best = it;
        }
      }
      if (best == above.end()) break;
      *best /= common;
      d /= common;
    }
  }
  std::erase(above, Rational(1));
  std::erase(below, Rational(1));
}

// The product of the factors, long ones in steps of their own.
Rational multiply_out(Board& board, const std::vector<Rational>& factors) {
  if (factors.size() < 2) return product_of(factors);
  Arithmetic arithmetic(board, Form::kFractions);
  return arithmetic.product(factors);
}

bool small_count(Board& board, const Rational& n, long long limit) {
  if (n.is_integer() && n.sign() >= 0 && n <= Rational(limit)) return true;
  board.unsupported("a count beyond what is done by hand");
  return false;
}

// above / below, where the quotient is an integer: cancelled, then multiplied out. `name` is what it equals.
Rational cancelled_quotient(Board& board, const std::string& name, std::vector<Rational> above, std::vector<Rational> below) {
  const Rational value = product_of(above) / product_of(below);
  const std::string fraction = "\\frac{" + tex_product(above) + "}{" + tex_product(below) + "}";
  if (product_of(below) == Rational(1)) {
    board.fact(name + " = " + running_product(above), "falling_product",
               board.say({"multiplying what is left", "taking the remaining factors", "multiplying the factors that stay"}));
    return value;
  }
  // Short ones: numerator and denominator, then the division.
  const bool small = product_of(above) <= Rational(1000);
  if (small || board.brief()) {
    std::string chain = name + " = " + fraction;
    if (above.size() > 1 || below.size() > 1) chain += " = \\frac{" + tex(product_of(above)) + "}{" + tex(product_of(below)) + "}";
    board.fact(chain + " = " + tex(value), "cancel",
               board.say({"multiplying top and bottom", "working out top and bottom", "dividing {0} by {1}"}, tex(product_of(above)), tex(product_of(below))));
    return value;
  }
  cancel(above, below);
  const std::string left = below.empty() ? tex_product(above) : "\\frac{" + tex_product(above) + "}{" + tex_product(below) + "}";
  const std::string because = board.say({"cancelling the denominator", "dividing out the common factors", "cancelling before multiplying"});
  if (above.size() < 2) {
    board.fact(name + " = " + fraction + " = " + tex(value), "cancel", because);
    return value;
  }
  board.fact(name + " = " + fraction + " = " + left, "cancel", because);
  const Rational top = multiply_out(board, above);
  if (!below.empty()) Arithmetic(board, Form::kFractions).divide(top, product_of(below));
  return value;
}

}  // namespace

Rational explain_factorial(Board& board, const Rational& n) {
  if (!small_count(board, n, 20)) return Rational(1);
  std::vector<Rational> factors;
  for (Rational f = n; f > Rational(1); f -= 1) factors.push_back(f);
  const Rational value = product_of(factors);
  const std::string name = tex(n) + "!";
  if (factors.size() < 2) {
    board.fact(name + " = " + tex(value), "factorial", board.say({"using that {0}! is {1}", "taking {0}! as {1}", "knowing that {0}! is {1}"}, tex(n), tex(value)));
  } else if (n <= Rational(5) || board.brief()) {
    board.fact(name + " = " + tex_product(factors) + " = " + tex(value), "factorial",
               board.say({"multiplying the numbers from {0} down to 1", "taking the product from {0} down", "multiplying down from {0}"}, tex(n)));
  } else {
    // From 5! = 120 on, one factor at a time.
    Rational done(120);
    std::string chain = name + " = ";
    std::vector<Rational> rest{Rational(120)};
    for (Rational f(6); f <= n; f += 1) rest.push_back(f);
    std::string tail;
    for (std::size_t i = rest.size() - 1; i > 0; --i) tail += tex(rest[i]) + " \\cdot ";
    board.fact(chain + tail + "5!" + " = " + tail + "120", "factorial",
               board.say({"starting from $5! = 120$", "using $5! = 120$", "taking $5! = 120$ as known"}));
    multiply_out(board, rest);
    board.fact(name + " = " + tex(value), "factorial", board.say({"putting the product together", "reading off the product", "having used all factors up to {0}"}, tex(n)));
  }
  return value;
}

Rational explain_factorial_quotient(Board& board, const Rational& n, std::vector<Rational> below) {
  if (!small_count(board, n, 200)) return Rational(1);
  std::string bottom;
  for (const Rational& b : below) bottom += (bottom.empty() ? "" : " \\cdot ") + tex(b) + "!";
  const std::string name = "\\frac{" + tex(n) + "!}{" + bottom + "}";
  std::sort(below.begin(), below.end(), std::greater<>());
  Rational largest(0);
  if (!below.empty() && below[0] <= n) {
    largest = below[0];
    below.erase(below.begin());
  }
  std::vector<Rational> above, divisors;
  for (Rational f = n; f > largest && f > Rational(1); f -= 1) above.push_back(f);
  for (const Rational& b : below) {
    const auto f = math::factorial(b);
    if (!f) {
      board.fail(f.error());
      return Rational(1);
    }
    if (*f != Rational(1)) divisors.push_back(*f);
  }
  if (divisors.empty()) divisors.emplace_back(1);
  if (above.empty()) above.emplace_back(1);
  return cancelled_quotient(board, name, std::move(above), std::move(divisors));
}

Rational explain_binomial(Board& board, const Rational& n, const Rational& k) {
  if (!small_count(board, n, 200) || !k.is_integer()) {
    board.unsupported("a binomial coefficient beyond what is done by hand");
    return Rational(1);
  }
  const std::string name = "\\binom{" + tex(n) + "}{" + tex(k) + "}";
  if (k.sign() < 0 || k > n) {
    board.fact(name + " = 0", "binomial", board.say({"having no way to choose {0} out of {1}", "finding no choice of {0} from {1}", "seeing that {0} of {1} cannot be chosen"}, words(k), tex(n)));
    return Rational(0);
  }
  Rational j = k;
  std::string start = name;
  if (k > n - k) {
    j = n - k;
    start = name + " = \\binom{" + tex(n) + "}{" + tex(j) + "}";
  }
  if (j > Rational(12)) {
    board.unsupported("a binomial coefficient beyond what is done by hand");
    return Rational(1);
  }
  if (j.is_zero() || j == Rational(1)) {
    const Rational value = j.is_zero() ? Rational(1) : n;
    board.fact(start + " = " + tex(value), "binomial",
               j.is_zero() ? board.say({"having exactly one way", "finding only one choice", "counting the one choice"})
                           : j == k ? board.say({"having {0} ways to choose one", "counting the choices of one out of {0}", "finding {0} ways to choose one"}, tex(n))
                                   : board.say({"choosing the one that is left out", "counting which one of {0} is left out", "picking the one that stays behind"}, tex(n)));
    return value;
  }
  std::vector<Rational> above, below;
  for (Rational i(0); i < j; i += 1) above.push_back(n - i);
  for (Rational i = j; i > Rational(1); i -= 1) below.push_back(i);
  return cancelled_quotient(board, start, std::move(above), std::move(below));
}

}  // namespace retort::explain
