#include "explain/integers.h"

#include <algorithm>
#include <map>

#include "explain/arithmetic.h"
#include "math/number_theory.h"

namespace retort::explain {

std::string tex(const PrimePowers& factors) {
  std::string out;
  for (const auto& [p, k] : factors) {
    if (!out.empty()) out += " \\cdot ";
    out += k == 1 ? p.to_string() : tex_power(p.to_string(), k);
  }
  return out.empty() ? "1" : out;
}

std::string tex_division(const Rational& a, const Rational& b) {
  const Rational q = (a / b).floor(), r = a - q * b;
  std::string out = tex(a) + " = " + tex(q) + " \\cdot " + tex(b);
  return r.is_zero() ? out : out + " + " + tex(r);
}

namespace {

// gcd of two numbers by division with remainder; the last claim names it.
Rational euclid(Board& board, Rational a, Rational b) {
  const std::string name = "\\gcd(" + tex(a) + ", " + tex(b) + ")";
  a = a.abs();
  b = b.abs();
  if (a < b) std::swap(a, b);
  if (!board.brief()) {
    Rational x = a, y = b;
    while (!y.is_zero() && !board.failed()) {
      const Rational r = x - (x / y).floor() * y;
      if (r.is_zero() && x == a && y != b) break;
      board.fact(tex_division(x, y), "euclid",
                 r.is_zero() ? board.say({"dividing {0} by {1} without remainder", "seeing that {1} divides {0}", "dividing {0} by {1} evenly"}, tex(x), tex(y))
                             : board.say({"dividing {0} by {1} with remainder {2}", "taking {1} out of {0}, which leaves {2}", "dividing {0} by {1}, remainder {2}"},
                                         tex(x), tex(y), tex(r)));
      x = y;
      y = r;
    }
  }
  const Rational g = math::gcd(a, b);
  board.fact(name + " = " + tex(g), "gcd",
             b.is_zero() ? board.say({"using that every number divides 0", "noting that 0 is divisible by {0}", "seeing that {0} divides 0"}, tex(g))
                         : board.say({"taking the last remainder that is not 0", "reading off the last divisor {0}", "ending at the divisor {0}"}, tex(g)));
  return g;
}

bool all_integers(Board& board, const std::vector<Rational>& numbers) {
  if (numbers.empty()) board.unsupported("no numbers");
  for (const Rational& n : numbers)
    if (!n.is_integer()) board.unsupported("a number that is no integer");
  return !board.failed();
}

std::string tex_arguments(const std::vector<Rational>& numbers) {
  std::string out;
  for (const Rational& n : numbers) out += (out.empty() ? "" : ", ") + tex(n);
  return out;
}

}  // namespace

Rational explain_gcd(Board& board, const std::vector<Rational>& numbers) {
  if (!all_integers(board, numbers)) return Rational(1);
  if (numbers.size() == 1) {
    board.fact("|" + tex(numbers[0]) + "| = " + tex(numbers[0].abs()), "gcd",
               board.say({"having one number only", "taking the only number", "noting that there is one number"}));
    return numbers[0].abs();
  }
  Rational g = euclid(board, numbers[0], numbers[1]);
  for (std::size_t i = 2; i < numbers.size(); ++i) g = euclid(board, g, numbers[i]);
  if (numbers.size() > 2)
    board.fact("\\gcd(" + tex_arguments(numbers) + ") = " + tex(g), "gcd_of_all",
               board.say({"taking all {0} numbers together", "joining the pairs", "going through all {0} numbers"}, numbers.size()));
  return g;
}

namespace {

Rational lcm_of(const std::vector<Rational>& numbers) {
  Rational m(1);
  for (const Rational& n : numbers) m = math::lcm(m, n);
  return m;
}

// 12 = 2^2 \cdot 3, 18 = 2 \cdot 3^2, so 2^2 \cdot 3^2. False, and nothing written, when the primes are too large to be seen.
bool lcm_by_primes(Board& board, const std::vector<Rational>& numbers) {
  std::vector<PrimePowers> all;
  std::map<Rational, int> highest;
  for (const Rational& n : numbers) {
    const auto factors = math::factor_integer(n);
    if (!factors || n > Rational(1000)) return false;
    for (const auto& [p, k] : *factors) {
      if (p > Rational(50)) return false;
      highest[p] = std::max(highest[p], k);
    }
    all.push_back(*factors);
  }
  if (!board.brief())
    for (std::size_t i = 0; i < numbers.size(); ++i)
      if (!(all[i].size() == 1 && all[i][0].second == 1) && numbers[i] != Rational(1))
        board.fact(tex(numbers[i]) + " = " + tex(all[i]), "prime_factors",
                   board.say({"factoring {0}", "splitting {0} into primes", "writing {0} as a product of primes"}, tex(numbers[i])));
  const PrimePowers top(highest.begin(), highest.end());
  std::vector<Rational> values;
  for (const auto& [p, k] : top) values.push_back(*Rational::pow(p, Rational(k)));
  std::string chain = "\\operatorname{lcm}(" + tex_arguments(numbers) + ") = " + tex(top);
  while (values.size() > 1) {
    std::string next;
    for (const Rational& v : values) next += (next.empty() ? "" : " \\cdot ") + tex(v);
    if (!chain.ends_with("= " + next)) chain += " = " + next;
    values[1] *= values[0];
    values.erase(values.begin());
  }
  const std::string last = values.empty() ? "1" : tex(values[0]);
  if (!chain.ends_with("= " + last)) chain += " = " + last;
  board.fact(chain, "lcm", board.say({"taking each prime with its highest power", "using the highest power of each prime", "multiplying the highest powers of the primes"}));
  return true;
}

// Two at a time: a b / gcd(a, b).
Rational lcm_by_gcd(Board& board, const std::vector<Rational>& numbers) {
  Arithmetic arithmetic(board, Form::kFractions);
  Rational m = numbers[0];
  for (std::size_t i = 1; i < numbers.size() && !board.failed(); ++i) {
    const Rational& n = numbers[i];
    const std::string name = "\\operatorname{lcm}(" + tex(m) + ", " + tex(n) + ")";
    const Rational next = math::lcm(m, n);
    if (next == m || next == n) {
      const Rational& small = next == m ? n : m;
      board.fact(name + " = " + tex(next), "multiple",
                 board.say({"noting that {0} divides {1}", "seeing that {1} is a multiple of {0}", "using that {0} goes into {1}"}, tex(small), tex(next)));
    } else {
      const Rational g = euclid(board, m, n);
      const Rational part = g == Rational(1) ? m : arithmetic.divide(m, g);
      arithmetic.multiply(part, n, name);
    }
    m = next;
  }
  if (numbers.size() > 2)
    board.fact("\\operatorname{lcm}(" + tex_arguments(numbers) + ") = " + tex(m), "lcm_of_all",
               board.say({"taking all {0} numbers together", "joining the pairs", "going through all {0} numbers"}, numbers.size()));
  return m;
}

}  // namespace

Rational explain_lcm(Board& board, const std::vector<Rational>& numbers) {
  if (!all_integers(board, numbers)) return Rational(1);
  for (const Rational& n : numbers)
    if (n.sign() <= 0) {
      board.unsupported("a common multiple of numbers that are not positive");
      return Rational(1);
    }
  if (numbers.size() == 1) {
    board.fact(tex(numbers[0]) + " = " + tex(numbers[0]), "lcm",
               board.say({"having one number only", "taking the only number", "noting that there is one number"}));
    return numbers[0];
  }
  return lcm_by_primes(board, numbers) ? lcm_of(numbers) : lcm_by_gcd(board, numbers);
}

Rational explain_remainder(Board& board, const Rational& a, const Rational& m) {
  if (!a.is_integer() || !m.is_integer() || m.sign() <= 0) {
    board.unsupported("a remainder of numbers that are not whole");
    return Rational(0);
  }
  const Rational r = math::mod(a, m);
  if (!board.brief() && a >= m)
    board.fact(tex_division(a, m), "division_with_remainder",
               board.say({"dividing {0} by {1}", "taking {1} out of {0} as often as it goes", "finding how many times {1} fits in {0}"}, tex(a), tex(m)));
  board.fact(tex(a) + " \\bmod " + tex(m) + " = " + tex(r), "remainder",
             board.say({"keeping the remainder {0}", "reading off the remainder", "taking what is left over"}, tex(r)));
  return r;
}

Rational explain_divisor_count(Board& board, const Rational& n) {
  if (n == Rational(1)) {
    board.fact("1 = 1", "divisor_count", board.say({"noting that 1 has the one divisor 1", "counting the only divisor, 1 itself", "finding just the divisor 1"}));
    return Rational(1);
  }
  if (n.is_integer() && n > Rational(1) && math::is_prime(n)) {
    if (n > Rational(100)) explain_is_prime(board, n);
    board.fact("1 + 1 = 2", "divisor_count",
               board.say({"having only the divisors 1 and {0}, as {0} is prime", "counting 1 and the prime {0} itself", "finding just the divisors 1 and {0}, since {0} is prime"}, tex(n)));
    return Rational(2);
  }
  const PrimePowers factors = explain_factor_integer(board, n);
  std::string product, numbers;
  std::vector<Rational> counts;
  std::vector<std::string> exponents;
  for (const auto& [p, k] : factors) {
    product += "(" + std::to_string(k) + " + 1)";
    numbers += (numbers.empty() ? "" : " \\cdot ") + std::to_string(k + 1);
    counts.emplace_back(k + 1);
    exponents.push_back(std::to_string(k));
  }
  if (board.failed()) return Rational(1);
  Rational total(1);
  for (const Rational& c : counts) total *= c;
  std::string chain = factors.size() == 1 ? exponents[0] + " + 1" : product + " = " + numbers;
  // Three counts and more are multiplied two at a time.
  std::vector<Rational> rest = counts;
  while (rest.size() > 2) {
    rest[1] *= rest[0];
    rest.erase(rest.begin());
    chain += " = ";
    for (std::size_t i = 0; i < rest.size(); ++i) chain += (i ? " \\cdot " : "") + tex(rest[i]);
  }
  board.fact(chain + " = " + tex(total), "divisor_count",
             board.say({"adding 1 to each of the exponents {0} and multiplying", "choosing each prime's exponent from 0 up to {0}", "counting the choices for the exponents {0}"},
                       words_list(exponents)));
  return total;
}

}  // namespace retort::explain
