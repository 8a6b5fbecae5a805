// Powers and inverses modulo a number.
#include <algorithm>

#include "explain/arithmetic.h"
#include "explain/integers.h"
#include "math/number_theory.h"

namespace retort::explain {
namespace {

std::string modulo(const Rational& m) { return " \\pmod{" + tex(m) + "}"; }

// Powers of one base modulo m, each claim one small product and one reduction.
class PowerTable {
 public:
  PowerTable(Board& board, const Rational& base, const Rational& m) : board_(board), base_(base), m_(m) { residues_.push_back({1, base}); }

  // base^(i + j) from base^i and base^j, which are there. `minus`: the residue m - 1 is written -1.
  void multiply(long long i, long long j, bool minus = false) {
    const Rational a = at(i), b = at(j), product = a * b, residue = math::mod(product, m_), r = minus ? Rational(-1) : residue;
    const std::string power = tex_power(tex_base(base_), i + j);
    const bool square = i == j;
    const std::string lhs = i == 1 && j == 1 ? power : power + " \\equiv " + (square ? tex_power(tex_base(a), 2) : tex(a) + " \\cdot " + tex_bracketed(b));
    const std::string because = square
        ? board_.say({"squaring {0}", "multiplying {0} by itself", "taking the square of {0}"}, words(a))
        : board_.say({"multiplying {0} by {1}", "taking {0} times {1}", "going on with {0} times {1}"}, words(a), words(b));
    std::string chain = lhs + " = " + tex(product);
    if (product == r) chain = (i == 1 && j == 1 ? power : lhs) + " = " + tex(r);
    const bool needs_modulus = lhs.find("\\equiv") != std::string::npos || product != r;
    if (product != r) chain += " \\equiv " + tex(r);
    board_.fact(needs_modulus ? chain + modulo(m_) : chain, "power_mod", because);
    residues_.push_back({i + j, residue});
  }
  Rational at(long long exponent) const {
    const auto it = std::find_if(residues_.begin(), residues_.end(), [&](const auto& p) { return p.first == exponent; });
    RETORT_CHECK(it != residues_.end(), "a power that was not worked out");
    return it->second;
  }

 private:
  Board& board_;
  Rational base_, m_;
  std::vector<std::pair<long long, Rational>> residues_;
};

// Smallest k up to `limit` with base^k = 1 or -1 modulo m; 0 if none.
long long short_cycle(const Rational& base, const Rational& m, long long limit, bool& minus) {
  Rational r = math::mod(base, m);
  for (long long k = 1; k <= limit; ++k) {
    minus = m > Rational(2) && r == m - Rational(1);
    if (minus || r == Rational(1)) return k;
    r = math::mod(r * base, m);
  }
  return 0;
}

// base^n by squares and the products that the binary digits of n ask for.
void by_squares(Board& board, const Rational& base, long long n, const Rational& m) {
  PowerTable table(board, base, m);
  for (long long k = 1; 2 * k <= n; k *= 2) table.multiply(k, k);
  long long top = 1;
  while (2 * top <= n) top *= 2;
  long long done = top;
  for (long long k = top / 2; k > 0; k /= 2) {
    if (!(n & k)) continue;
    table.multiply(done, k);
    done += k;
  }
}

// base^n from base^k = 1 or -1.
void by_cycle(Board& board, const Rational& base, long long n, long long k, bool minus, const Rational& m) {
  const std::string b = tex_base(base);
  if (k > 1) {
    PowerTable table(board, base, m);
    for (long long i = 1; i < k; ++i) table.multiply(i, 1, minus && i + 1 == k);
  }
  const long long q = n / k, r = n % k;
  if (k > 1 && (n != k))
    board.fact(std::to_string(n) + " = " + std::to_string(q) + " \\cdot " + std::to_string(k) + (r ? " + " + std::to_string(r) : ""), "divide_exponent",
               board.say({"dividing the exponent by {0}", "splitting the exponent into blocks of {0}", "counting blocks of {0} in the exponent"}, k));
  const Rational sign(minus && q % 2 ? -1 : 1);
  const Rational rest = math::mod(*Rational::pow(base, Rational(r)), m), value = math::mod(sign * rest, m);
  const std::string unit = minus ? "(-1)" : "1";
  std::string claim = tex_power(b, n) + " \\equiv " + tex_power(unit, q);
  if (r) claim += " \\cdot " + (r == 1 ? b : tex_power(b, r));
  const Rational signed_rest = sign * rest;
  if (signed_rest != value) claim += " \\equiv " + tex(signed_rest);
  board.fact(claim + " \\equiv " + tex(value) + modulo(m), "cycle",
             board.say({"replacing each block by {0}", "putting {0} for each block", "using {0} for every full block"}, minus ? "$-1$" : "1"));
}

// "4 \\cdot 3 - 11": s m + t b with the positive part first.
std::string tex_combination(const Rational& s, const Rational& m, const Rational& t, const Rational& b) {
  const auto part = [](const Rational& c, const Rational& x) { return c.abs() == Rational(1) ? tex(x) : tex(c.abs()) + " \\cdot " + tex(x); };
  const bool s_first = s.sign() > 0;
  const std::string first = s_first ? part(s, m) : part(t, b), second = s_first ? part(t, b) : part(s, m);
  const int sign = s_first ? t.sign() : s.sign();
  return sign == 0 ? first : first + (sign < 0 ? " - " : " + ") + second;
}

}  // namespace

Rational explain_power_mod(Board& board, const Rational& base, const Rational& exponent, const Rational& m) {
  const auto n = exponent.to_int64();
  if (!base.is_integer() || !m.is_integer() || m < Rational(2) || !n) {
    board.unsupported("a power that is not of whole numbers");
    return Rational(0);
  }
  if (*n < 0) {
    // 5^{-3}: the power 3 of the inverse.
    const Rational inverse = explain_inverse_mod(board, base, m);
    if (board.failed()) return Rational(0);
    const std::string raised = *n == -1 ? tex(inverse) : tex_power(tex(inverse), -*n);
    board.fact(tex_power(tex_base(base), *n) + " \\equiv " + raised + modulo(m), "negative_power",
               board.say({"taking the inverse {0} of {1} in place of the negative exponent", "putting the inverse {0} for one over {1}"}, tex(inverse), words(base)));
    if (*n == -1) return inverse;
    const Rational value = explain_power_mod(board, inverse, -exponent, m);
    board.fact(tex_power(tex_base(base), *n) + " \\equiv " + tex(value) + modulo(m), "power_mod", board.say({"coming back to the power ${0}$", "so this is the power ${0}$"}, tex_power(tex_base(base), *n)));
    return value;
  }
  const auto value = math::power_mod(base, exponent, m);
  if (!value) {
    board.fail(value.error());
    return Rational(0);
  }
  const Rational b = math::mod(base, m);
  if (*n == 0) {
    board.fact(tex_power(tex_base(base), 0) + " = 1", "zero_power", board.say({"taking the power 0", "having no factor", "using that the power 0 is 1"}));
    return *value;
  }
  if (b != base)
    board.fact(tex(base) + " \\equiv " + tex(b) + modulo(m), "reduce_base",
               board.say({"reducing {0} modulo {1}", "taking the remainder of {0} by {1}", "keeping only the remainder of {0} by {1}"}, words(base), tex(m)));
  if (*n == 1 || b.is_zero() || b == Rational(1) || board.brief()) {
    if (b == base || *n > 1)
      board.fact(tex_power(tex_base(base), *n) + " \\equiv " + (b != base && *n > 1 ? tex_power(tex_base(b), *n) + " \\equiv " : std::string()) + tex(*value) + modulo(m),
                 "power_mod", board.say({"taking the power {0}", "raising to the power {0}", "working out the power {0}"}, *n));
    return *value;
  }
  constexpr long long kLongestCycle = 6;
  bool minus = false;
  const long long k = short_cycle(b, m, std::min(kLongestCycle, *n), minus);
  if (k > 0 && k <= *n)
    by_cycle(board, b, *n, k, minus, m);
  else
    by_squares(board, b, *n, m);
  if (b != base)
    board.fact(tex_power(tex_base(base), *n) + " \\equiv " + tex(*value) + modulo(m), "power_mod",
               board.say({"going back to {0}", "putting {0} back in place of {1}", "returning to the base {0}"}, words(base), words(b)));
  return *value;
}

Rational explain_inverse_mod(Board& board, const Rational& a, const Rational& m) {
  if (!a.is_integer() || !m.is_integer() || m < Rational(2)) {
    board.unsupported("an inverse of numbers that are not whole");
    return Rational(0);
  }
  const auto inverse = math::inverse_mod(a, m);
  if (!inverse) {
    board.fail(inverse.error());
    return Rational(0);
  }
  const Rational b = math::mod(a, m);
  // Remainders of Euclid's algorithm with their combination of m and b: r = s m + t b.
  struct Line { Rational r, s, t; };
  std::vector<Line> lines{{m, 1, 0}, {b, 0, 1}};
  if (b != a)
    board.fact(tex(a) + " \\equiv " + tex(b) + modulo(m), "reduce_base",
               board.say({"reducing {0} modulo {1}", "taking the remainder of {0} by {1}", "keeping only the remainder of {0} by {1}"}, words(a), tex(m)));
  if (!board.brief()) {
    while (lines.back().r > Rational(1)) {
      const Line &x = lines[lines.size() - 2], &y = lines.back();
      const Rational q = (x.r / y.r).floor();
      const Line next{x.r - q * y.r, x.s - q * y.s, x.t - q * y.t};
      board.fact(tex_division(x.r, y.r), "euclid",
                 board.say({"dividing {0} by {1}", "taking {1} out of {0}", "dividing {0} by {1} with remainder"}, tex(x.r), tex(y.r)));
      if (lines.size() > 2 || next.r == Rational(1))
        board.fact(tex(next.r) + " = " + tex_combination(next.s, m, next.t, b), "back_substitution",
                   board.say({"writing {0} as a sum of multiples of {1} and {2}", "putting the lines above together for {0}", "expressing {0} through {1} and {2}"},
                             tex(next.r), tex(m), tex(b)));
      lines.push_back(next);
    }
  }
  const Rational found = lines.back().t;
  if (!board.brief() && found != *inverse)
    board.fact(tex(found) + " \\equiv " + tex(*inverse) + modulo(m), "reduce_inverse",
               board.say({"adding {0}", "going to the positive remainder", "taking the remainder by {0}"}, tex(m)));
  board.fact(tex(b) + " \\cdot " + tex(*inverse) + " \\equiv 1" + modulo(m), "inverse",
             board.say({"reading off the inverse {0}", "taking {0} as the inverse", "finding {0} as the inverse of {1}"}, tex(*inverse), words(a)));
  return *inverse;
}

}  // namespace retort::explain
