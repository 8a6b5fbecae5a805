// Integers (FLINT fmpz): all arguments are integers (checked), all results exact; sizes bounded by budgets.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "math/rational.h"

namespace retort::math {

Rational gcd(const Rational& a, const Rational& b);            // >= 0
Rational lcm(const Rational& a, const Rational& b);            // >= 0
Rational mod(const Rational& a, const Rational& m);            // 0 <= r < m, m > 0 (checked)
Result<Rational> power_mod(const Rational& base, const Rational& exponent, const Rational& m);
Result<Rational> inverse_mod(const Rational& a, const Rational& m);  // kInvalidArgument when gcd(a, m) != 1
// Is n proved prime? False also for a number too large to decide (more than about 100 digits): where that matters, decide_prime.
bool is_prime(const Rational& n);
Result<bool> decide_prime(const Rational& n);                   // kBudget when it is too large to prove
// Prime factors of |n| > 0 ascending with exponents; kBudget when n has a composite part beyond about 60 digits.
Result<std::vector<std::pair<Rational, int>>> factor_integer(const Rational& n);
Result<std::vector<Rational>> divisors(const Rational& n, std::size_t max_count = 100'000);   // positive, ascending
Result<Rational> factorial(const Rational& n);
Result<Rational> partition_count(const Rational& n);            // of n >= 0 into positive parts; kBudget beyond 100,000
Result<Rational> binomial(const Rational& n, const Rational& k);
std::string to_base(const Rational& n, int base);               // 2 <= base <= 36, digits 0-9a-z
Result<Rational> from_base(std::string_view digits, int base);

}  // namespace retort::math
