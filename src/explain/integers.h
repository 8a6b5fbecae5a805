// Derivations about integers. Each writes its steps and returns the value stated by its last claim.
#pragma once

#include <vector>

#include "explain/board.h"
#include "explain/numerals.h"

namespace retort::explain {

using PrimePowers = std::vector<std::pair<Rational, int>>;

Rational explain_gcd(Board& board, const std::vector<Rational>& numbers);         // Euclid, two at a time
Rational explain_lcm(Board& board, const std::vector<Rational>& numbers);
Rational explain_remainder(Board& board, const Rational& a, const Rational& m);   // m > 0
PrimePowers explain_factor_integer(Board& board, const Rational& n);              // trial division, n >= 2
Rational explain_divisor_count(Board& board, const Rational& n);
bool explain_is_prime(Board& board, const Rational& n);
// Why the prime n is prime: by the primes up to its root, or by Pocklington's theorem. False, and nothing written, where both are too long.
bool write_prime(Board& board, const Rational& n);
Rational explain_power_mod(Board& board, const Rational& base, const Rational& exponent, const Rational& m);
Rational explain_inverse_mod(Board& board, const Rational& a, const Rational& m);

// "2^3 \cdot 3"
std::string tex(const PrimePowers& factors);
// "84 = 2 \cdot 36 + 12"
std::string tex_division(const Rational& a, const Rational& b);

}  // namespace retort::explain
