// Prime numbers by hand: what divides, why nothing else does.
#include <algorithm>
#include <cmath>

#include "explain/integers.h"
#include "math/number_theory.h"

namespace retort::explain {
namespace {

constexpr std::size_t kMostTried = 80;         // primes tried one after the other, on paper
constexpr long long kKnownPrimes = 100;        // up to here a student knows them
constexpr long long kLargestCertified = 1'000'000'000'000;

bool known_prime(const Rational& n) { return n <= Rational(kKnownPrimes); }

// The primes p with from <= p and p^2 <= n, at most one more than are tried on paper.
std::vector<long long> primes_to_try(long long from, const Rational& n) {
  std::vector<long long> out;
  for (long long p = std::max(from, 2LL); Rational(p) * Rational(p) <= n && out.size() <= kMostTried; ++p)
    if (math::is_prime(Rational(p))) out.push_back(p);
  return out;
}

long long next_prime(long long from) {
  while (!math::is_prime(Rational(from))) ++from;
  return from;
}

std::vector<std::string> names(const std::vector<long long>& numbers) {
  std::vector<std::string> out;
  for (const long long n : numbers) out.push_back(std::to_string(n));
  return out;
}

// "1009 = 504 \cdot 2 + 1 = 336 \cdot 3 + 1": none of these primes divides n. Several a line where they are many.
void write_remainders(Board& board, const Rational& n, const std::vector<long long>& primes) {
  if (board.brief()) return;
  constexpr std::size_t kFew = 12, kFewAtFull = 30;
  const std::size_t in_line = primes.size() <= (board.full() ? kFewAtFull : kFew) ? 1 : 5;
  for (std::size_t i = 0; i < primes.size(); i += in_line) {
    const std::vector<long long> some(primes.begin() + static_cast<std::ptrdiff_t>(i), primes.begin() + static_cast<std::ptrdiff_t>(std::min(i + in_line, primes.size())));
    std::string chain = tex(n);
    for (const long long p : some) chain += tex_division(n, Rational(p)).substr(tex(n).size());
    board.fact(chain, "trial_division",
               some.size() == 1 ? board.say({"dividing by {0}, which leaves a remainder", "trying {0}, which does not divide {1}", "testing {0}, which leaves something over"}, some[0], tex(n))
                                : board.say({"dividing by {0}, each of which leaves a remainder", "trying {0}, none of which divides {1}", "testing {0}, which all leave something over"}, words_list(names(some)), tex(n)));
  }
}

// "37^2 = 1369 > 1009": a smaller number with a divisor would have one below this bound.
void write_bound(Board& board, const Rational& n, long long bound) {
  board.fact(tex_power(std::to_string(bound), 2) + " = " + std::to_string(bound * bound) + " > " + tex(n), "no_small_divisor",
             board.brief() ? board.say({"trying all primes below {0}, none of which divides {1}, so {1} is prime", "finding no prime below {0} that divides {1}, so {1} is prime"}, bound, tex(n))
                           : board.say({"stopping at {0}, so {1} is prime", "needing no prime from {0} on, so {1} is prime", "finding no prime below {0} that divides {1}, so {1} is prime"}, bound, tex(n)));
}

// a^e modulo n, squaring and, for each binary digit 1 of e, multiplying by a once more. The value.
Rational write_power(Board& board, long long a, const Rational& exponent, const Rational& n) {
  std::vector<bool> digits;
  for (Rational e = exponent; e.sign() > 0; e = (e / 2).floor()) digits.push_back(!(e / 2).is_integer());
  Rational done(1), value(a);
  const std::string base = std::to_string(a);
  for (std::size_t i = digits.size() - 1; i-- > 0 && !board.failed();) {
    const Rational square = value * value, raw = digits[i] ? square * Rational(a) : square;
    done = done * 2 + Rational(digits[i] ? 1 : 0);
    const Rational next = math::mod(raw, n);
    std::string chain = base + "^{" + tex(done) + "} \\equiv " + tex_power(tex_base(value), 2) + (digits[i] ? " \\cdot " + base : "");
    if (raw <= Rational(1'000'000)) chain += " = " + tex(raw);
    if (raw > Rational(1'000'000) || raw != next) chain += " \\equiv " + tex(next);
    board.fact(chain + " \\pmod{" + tex(n) + "}", "power_mod",
               digits[i] ? board.say({"squaring and multiplying by {0} once more", "taking the square times {0}"}, a) : board.say({"squaring {0}", "taking the square of {0}"}, words(value)));
    value = next;
  }
  return value;
}

// Pocklington: F divides n - 1, F^2 > n, a^{n-1} leaves 1, and for each prime q of F a^{(n-1)/q} - 1 shares nothing with n. Then every
// prime that divides n leaves 1 on division by F, and is larger than the root of n.
bool write_certificate(Board& board, const Rational& n) {
  const auto factors = math::factor_integer(n - 1);
  if (!factors || n > Rational(kLargestCertified)) return false;
  std::vector<Rational> primes;
  Rational product(1);
  for (auto it = factors->rbegin(); it != factors->rend() && product * product <= n; ++it) {
    primes.push_back(it->first);
    product *= Rational::pow(it->first, Rational(it->second)).value_or(Rational(1));
  }
  const auto one_minus = [&](long long a, const Rational& q) {
    const auto power = math::power_mod(Rational(a), (n - 1) / q, n);
    return power && math::gcd(*power - 1, n) == Rational(1);
  };
  long long a = 2;
  while (a < 32 && !std::all_of(primes.begin(), primes.end(), [&](const Rational& q) { return one_minus(a, q); })) ++a;
  if (a == 32) return false;
  board.fact(tex(n) + " - 1 = " + tex(n - 1) + " = " + tex(*factors), "factor_before", board.say({"splitting the number before {0} into primes", "factoring the number before {0}"}, tex(n)));
  for (const Rational& q : primes)
    if (!known_prime(q) && !write_prime(board, q)) return false;
  if (write_power(board, a, n - 1, n) != Rational(1)) return false;
  for (const Rational& q : primes) {
    const Rational part = (n - 1) / q;
    const Rational low = part <= Rational(6) ? *math::power_mod(Rational(a), part, n) : write_power(board, a, part, n);
    const std::string power = std::to_string(a) + "^{" + tex(part) + "}";
    board.fact("\\gcd(" + tex(low) + " - 1, " + tex(n) + ") = 1", "gcd", board.say({"taking the remainder {0} of ${1}$ and Euclid's algorithm", "dividing on with the remainder {0} of ${1}$ until 1 is left"}, tex(low), power));
  }
  board.fact(tex_power(tex(product), 2) + " > " + tex(n), "no_small_divisor",
             board.say({"using Pocklington's theorem: each prime that divides {0} leaves the remainder 1 on division by {1}, so it is larger than the root of {0}, and {0} is prime"}, tex(n), tex(product)));
  return !board.failed();
}

}  // namespace

bool write_prime(Board& board, const Rational& n) {
  const auto primes = primes_to_try(2, n);
  if (primes.size() <= kMostTried) {
    write_remainders(board, n, primes);
    write_bound(board, n, next_prime(primes.empty() ? 2 : primes.back() + 1));
    return !board.failed();
  }
  Board trial = board;
  if (!write_certificate(trial, n) || trial.failed()) return false;
  board = std::move(trial);
  return true;
}

namespace {

// Fermat: n = a^2 - b^2 for two primes that lie close together.
bool write_close_factors(Board& board, const Rational& n, const PrimePowers& factors) {
  if (factors.size() != 2 || factors[0].second != 1 || factors[1].second != 1) return false;
  const Rational p = factors[0].first, q = factors[1].first, a = (p + q) / 2, b = (q - p) / 2;
  Rational first(static_cast<long long>(std::sqrt(n.to_double())));
  while (first * first < n) first += 1;
  if (!a.is_integer() || a - first > Rational(12) || a < first) return false;
  for (Rational t = first; t <= a; t += 1)
    board.fact(tex_power(tex(t), 2) + " - " + tex(n) + " = " + tex(t * t - n) + (t == a ? " = " + tex_power(tex(b), 2) : ""), "difference_to_square",
               t == a ? board.say({"trying {0}, which leaves a square", "taking {0}, whose square is larger by a square"}, tex(t)) : board.say({"trying {0}, which leaves no square", "taking the square of {0}, which leaves no square"}, tex(t)));
  board.fact(tex(n) + " = " + tex_power(tex(a), 2) + " - " + tex_power(tex(b), 2) + " = (" + tex(a) + " - " + tex(b) + ")(" + tex(a) + " + " + tex(b) + ") = " + tex(p) + " \\cdot " + tex(q), "difference_of_squares", board.say({"using $a^2 - b^2 = (a - b)(a + b)$", "splitting the difference of two squares"}));
  if (!write_prime(board, p) || !write_prime(board, q)) return false;
  board.fact(tex(n) + " = " + tex(factors), "prime_factors", board.say({"putting the prime factors together", "having two primes"}));
  return !board.failed();
}

}  // namespace

PrimePowers explain_factor_integer(Board& board, const Rational& n) {
  if (!n.is_integer() || n < Rational(2)) {
    board.unsupported("prime factors of a number below 2");
    return {};
  }
  auto factors = math::factor_integer(n);
  if (!factors) {
    board.fail(factors.error());
    return {};
  }
  // Trial division as a person does it ends with a prime factor that is small.
  if (factors->size() > 1 && (*factors)[factors->size() - 2].first > Rational(1000)) {
    if (write_close_factors(board, n, *factors)) return *factors;
    if ((*factors)[factors->size() - 2].first > Rational(5000)) {
      board.unsupported("prime factors too large to be found by trial division");
      return {};
    }
  }
  const bool prime = factors->size() == 1 && (*factors)[0].second == 1;
  if (prime && !known_prime(n) && !write_prime(board, n)) {
    board.unsupported("a prime with too many trial divisors for paper");
    return {};
  }
  Rational rest = n;
  long long tried = 2;   // no prime below it divides what is left
  for (const auto& [p, count] : *factors) {
    if (prime || rest == p) break;
    const long long value = *p.to_int64();
    constexpr long long kSeenAtOnce = 20;
    if (value > kSeenAtOnce && value > tried) {
      std::vector<long long> before;
      for (const long long t : primes_to_try(tried, p * p))
        if (t < value) before.push_back(t);
      if (before.size() <= kMostTried) write_remainders(board, rest, before);
    }
    tried = value;
    std::string chain = tex(rest);
    for (int k = 1; k <= count && rest != p; ++k) {
      rest /= p;
      chain += " = " + (k == 1 ? p.to_string() : tex_power(p.to_string(), k)) + " \\cdot " + tex(rest);
      if (rest == p && k + 1 == count) break;
    }
    board.fact(chain, "trial_division",
               count == 1 ? board.say({"dividing by {0}", "taking out the factor {0}", "splitting off {0}"}, p.to_string())
                          : board.say({"dividing by {0} as long as it goes", "taking out the factor {0} as often as it goes", "splitting off {0} again and again"}, p.to_string(), count));
  }
  // The last factor: nothing below the one before divides it.
  if (!prime && !board.brief() && !known_prime(rest)) {
    if (Rational(tried) * Rational(tried) > rest) {
      board.fact(tex(rest) + " < " + tex_power(std::to_string(tried), 2), "no_small_divisor",
                 board.say({"noting that {0} is prime, as no prime below {1} divides it", "seeing that {0} is prime: a smaller factor would be below {1}"}, tex(rest), tried));
    } else if (const auto more = primes_to_try(tried, rest); more.size() <= kMostTried) {
      write_remainders(board, rest, more);
      write_bound(board, rest, next_prime(more.empty() ? tried : more.back() + 1));
    } else if (!write_prime(board, rest)) {
      board.unsupported("a prime factor too large to be tested by hand");
      return {};
    }
  }
  // The division may have said so already, before it was seen that the last factor is prime.
  const std::string claim = tex(n) + " = " + tex(*factors);
  if (!board.steps().empty() && board.steps().back().claim == claim) return *factors;
  board.write(claim, "prime_factors",
             prime ? board.say({"finding no smaller prime that divides {0}", "noting that {0} is prime", "seeing that {0} has no smaller prime factor"}, tex(n))
                   : board.say({"collecting the primes", "putting the prime factors together", "gathering equal primes"}), judge_fact(claim));
  return *factors;
}

bool explain_is_prime(Board& board, const Rational& n) {
  if (!n.is_integer() || n < Rational(2)) {
    board.unsupported("a number below 2");
    return false;
  }
  const auto decided = math::decide_prime(n);
  if (!decided) {
    board.fail(decided.error());
    return false;
  }
  if (!*decided) {
    const auto factors = math::factor_integer(n);
    if (!factors) {
      board.fail(factors.error());
      return false;
    }
    const Rational p = factors->front().first;
    board.fact(tex(n) + " = " + tex(p) + " \\cdot " + tex(n / p), "proper_divisor",
               board.say({"finding the divisor {0}, so {1} is not prime", "dividing by {0}, so {1} is not prime", "splitting off {0}, so {1} is not prime"}, tex(p), tex(n)));
    return false;
  }
  if (!write_prime(board, n)) board.unsupported("a prime with too many trial divisors for paper");
  return true;
}

}  // namespace retort::explain
