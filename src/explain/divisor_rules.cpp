// The divisors of a number, their sum, and Euler's phi.
#include <algorithm>

#include "base/text.h"
#include "explain/arithmetic.h"
#include "explain/integers.h"
#include "explain/rules.h"
#include "math/number_theory.h"

namespace retort::explain {
namespace {

constexpr long long kTriedOut = 150;    // up to here every number is tried as a divisor
constexpr std::size_t kMaxListed = 60;

bool positive_integer(Board& board, const Rational& n) {
  if (n.is_integer() && n.sign() > 0 && n <= Rational(1'000'000'000)) return true;
  board.unsupported("the divisors of a number that is not a positive integer, or too large for paper");
  return false;
}

// "36 = 2 \\cdot 18": every divisor up to the square root with its partner.
void write_pairs(Board& board, const Rational& n, const std::vector<Rational>& divisors) {
  const std::string because = board.say({"writing {0} as a product of two numbers", "pairing each divisor with its partner", "finding the pairs with product {0}"}, tex(n));
  for (const Rational& d : divisors)
    if (d * d <= n) board.fact(tex(n) + " = " + tex(d) + " \\cdot " + tex(n / d), "divisor_pairs", because);
}

// "d \in \{1, 2, 3, 6\}" for the divisors d of n.
void state_divisors(Board& board, const Rational& n, const std::vector<Rational>& divisors, std::string because) {
  std::vector<std::string> items;
  for (const Rational& d : divisors) items.push_back(tex(d));
  const std::string claim = "d \\in \\{" + join(items, ", ") + "\\}";
  // Each divides, and the exponents of the primes say how many there are.
  Judgement judgement = fails("the prime factors are not known");
  if (const auto factors = math::factor_integer(n)) {
    Rational count(1);
    for (const auto& [p, k] : *factors) count *= Rational(k + 1);
    const bool all = count == Rational(static_cast<long long>(divisors.size())) && std::is_sorted(divisors.begin(), divisors.end()) &&
                     std::adjacent_find(divisors.begin(), divisors.end()) == divisors.end() &&
                     std::all_of(divisors.begin(), divisors.end(), [&](const Rational& d) { return (n / d).is_integer(); });
    judgement = proved(all, "a divisor is missing or wrong");
  }
  board.write(claim, "divisor_list", std::move(because), judgement);
}

// The numbers whose squares are at most n were all tried.
void write_square_bound(Board& board, const Rational& n) {
  long long root = 1;
  while (Rational(root * root) <= n) ++root;
  if (board.brief() || n < Rational(4)) return;
  board.fact(tex_power(std::to_string(root), 2) + " > " + tex(n), "no_small_divisor",
             board.say({"needing no try from {0} on, since the smaller number of a pair is below {0}", "stopping before {0}, as the pairs only repeat from there",
                        "ending below {0}, because larger numbers are partners already found"}, root));
}

// "1 + 2 + 2^2 + 2^3" and its values 1, 2, 4, 8.
struct PowerSum {
  std::string written;
  std::vector<Rational> values;
  Rational total;
};
PowerSum power_sum(const Rational& p, int k) {
  PowerSum s;
  Rational power(1);
  for (int i = 0; i <= k; ++i) {
    s.written += i == 0 ? "1" : " + " + (i == 1 ? tex(p) : tex_power(tex(p), i));
    s.values.push_back(power);
    s.total += power;
    power *= p;
  }
  return s;
}

// "\frac{2^{11} - 1}{2 - 1} = 2047"
std::string geometric_value(const Rational& p, int k, const Rational& total) {
  const Rational top = total * (p - 1);
  return "\\frac{" + tex_power(tex(p), k + 1) + " - 1}{" + tex(p) + " - 1} = " + (p == Rational(2) ? "" : tex_fraction(top, p - 1) + " = ") + tex(total);
}

// name = a \cdot b \cdot c with the product worked out: in one chain where it is done in the head.
void write_product(Board& board, const std::string& name, std::vector<Rational> factors, std::string_view rule, std::string because) {
  const auto ones = static_cast<std::size_t>(std::count(factors.begin(), factors.end(), Rational(1)));
  if (ones > 0 && ones < factors.size()) std::erase(factors, Rational(1));
  Rational done(1);
  bool easy = true;
  for (const Rational& f : factors) {
    easy &= !product_needs_pieces(done, f, board.full());
    done *= f;
  }
  if (easy || board.brief() || factors.size() < 2) {
    board.fact(name + " = " + running_product(factors), rule, std::move(because));
    return;
  }
  board.fact(name + " = " + tex_product(factors), rule, std::move(because));
  Arithmetic(board, Form::kFractions).product(factors);
}

}  // namespace

void rule_divisors(const Call& call) {
  Board& board = call.board();
  const Rational n = call.worked_number("n");
  if (board.failed() || !positive_integer(board, n)) return;
  const auto divisors = math::divisors(n, kMaxListed);
  if (!divisors) return board.unsupported("more divisors than one lists by hand");
  if (n > Rational(kTriedOut)) {
    if (divisors->size() == 2 && explain_is_prime(board, n))
      return state_divisors(board, n, *divisors, board.say({"having only 1 and {0} as divisors, as {0} is prime", "keeping just 1 and the prime {0} itself"}, tex(n)));
    const PrimePowers factors = explain_factor_integer(board, n);
    std::string product;
    for (const auto& [p, k] : factors) product += "(" + std::to_string(k) + " + 1)";
    if (!board.brief() && factors.size() > 1)
      board.fact(product + " = " + std::to_string(divisors->size()), "count_divisors",
                 board.say({"counting how many divisors to look for", "adding 1 to each exponent, which tells how many divisors there are", "seeing from the exponents how many divisors there must be"}));
    write_pairs(board, n, *divisors);
  } else {
    write_pairs(board, n, *divisors);
    write_square_bound(board, n);
  }
  state_divisors(board, n, *divisors, board.say({"collecting the divisors $d$ of {0}", "listing the divisors $d$ of {0} in order", "putting the divisors $d$ of {0} in order"}, tex(n)));
  std::vector<std::string> items;
  for (const Rational& d : *divisors) items.push_back(tex(d));
  call.expect(list_elements(call.result()) == items);
}

void rule_divisor_sum(const Call& call) {
  Board& board = call.board();
  const Rational n = call.worked_number("n");
  if (board.failed() || !positive_integer(board, n)) return;
  if (n == Rational(1)) {
    board.fact("1 = 1", "divisor_sum", board.say({"noting that 1 has the one divisor 1", "having only the divisor 1", "taking the only divisor, 1 itself"}));
    return call.expect(n);
  }
  if (math::is_prime(n)) {
    if (n > Rational(100)) explain_is_prime(board, n);
    board.fact("1 + " + tex(n) + " = " + tex(n + 1), "divisor_sum",
               board.say({"adding the only divisors 1 and {0}, as {0} is prime", "having just the divisors 1 and {0}, since {0} is prime"}, tex(n)));
    return call.expect(n + 1);
  }
  const PrimePowers factors = explain_factor_integer(board, n);
  std::string name;
  std::vector<Rational> sums;
  Rational total(1);
  for (const auto& [p, k] : factors) {
    if (k > 20) return board.unsupported("a sum of too many powers");
    const PowerSum s = power_sum(p, k);
    sums.push_back(s.total);
    total *= s.total;
    if (factors.size() == 1 || (!board.brief() && k > 2) || board.full())
      board.fact(k == 1 ? "1 + " + tex(p) + " = " + tex(s.total) : s.written + " = " + (k > 5 ? geometric_value(p, k, s.total) : grouped_sum(s.values)), "divisor_sum",
                 board.say({"adding the powers of {0} up to the exponent {1}", "summing the powers of {0} that divide {2}", "taking all powers of {0} from 1 to ${0}^{1}$ together"}, tex(p), k, tex(n)));
    name += factors.size() == 1 ? "" : "(" + tex_sum(s.values) + ")";
  }
  if (factors.size() > 1)
    write_product(board, name, sums, "divisor_sum",
                  board.say({"multiplying the sums of the prime powers, since each divisor takes one power of each prime", "multiplying one bracket for each prime: multiplied out, it gives every divisor once",
                             "using that every divisor is a product of one power from each bracket"}));
  call.expect(total);
}

void rule_totient(const Call& call) {
  Board& board = call.board();
  const Rational n = call.worked_number("n");
  if (board.failed() || !positive_integer(board, n)) return;
  if (n == Rational(1)) {
    board.fact("1 = 1", "totient", board.say({"counting the number 1 alone", "having only the number 1", "taking 1 itself"}));
    return call.expect(n);
  }
  if (math::is_prime(n)) {
    if (n > Rational(100)) explain_is_prime(board, n);
    board.fact(tex(n) + " - 1 = " + tex(n - 1), "totient",
               board.say({"leaving out only {0} itself, as {0} is prime", "counting all numbers below {0}, since a prime shares no factor with them", "dropping just the prime {0} from the numbers 1 to {0}"}, tex(n)));
    return call.expect(n - 1);
  }
  const PrimePowers factors = explain_factor_integer(board, n);
  std::string name;
  std::vector<Rational> parts;
  Rational total(1);
  for (const auto& [p, k] : factors) {
    const auto power = Rational::pow(p, Rational(k - 1));
    if (!power) return board.unsupported("a power that is too large");
    const Rational part = *power * (p - 1);
    const std::string front = k == 1 ? "" : k == 2 ? tex(p) : tex_power(tex(p), k - 1);
    if (board.full() && factors.size() > 1)
      board.fact((k == 1 ? tex(p) : tex_power(tex(p), k)) + " - " + (k == 1 ? "1" : front) + " = " + tex(part), "totient",
                 board.say({"leaving the multiples of {0} out of the numbers up to {1}", "dropping every multiple of {0} from 1 to {1}"}, tex(p), tex(*power * p)));
    name += (name.empty() ? "" : front.empty() ? "" : " \\cdot ") + front + "(" + tex(p) + " - 1)";
    parts.push_back(part);
    total *= part;
  }
  write_product(board, name, parts, "totient",
                board.say({"counting $p^{{k-1}}(p - 1)$ for each prime power $p^k$ and multiplying", "multiplying, for each prime power $p^k$, the $p^{{k-1}}(p-1)$ numbers that $p$ does not divide",
                           "taking $p^{{k-1}}(p - 1)$ for every prime power $p^k$ in {0}"}, tex(n)));
  call.expect(total);
}

}  // namespace retort::explain
