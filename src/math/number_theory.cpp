#include "math/number_theory.h"

#include <flint/arith.h>
#include <flint/fmpz.h>
#include <flint/fmpz_factor.h>

#include <algorithm>

#include "math/flint_access.h"

namespace retort::math {
namespace {

constexpr long kMaxResultBits = 1 << 20;
// Trial division, then rho and the elliptic-curve and quadratic sieves below this size only.
constexpr unsigned long kMaxCompositeBits = 200;   // about 60 digits
constexpr long kMaxPrimalityBits = 333;          // about 100 digits
constexpr long kMaxPseudoprimeBits = 4096;
constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";

void check_integer(const Rational& r) { RETORT_CHECK(r.is_integer(), "an integer is needed here"); }
const fmpz* z(const Rational& r) { return RationalAccess::num(r); }

// RAII over fmpz_factor_t.
struct Factors {
  Factors() { fmpz_factor_init(f); }
  ~Factors() { fmpz_factor_clear(f); }
  Factors(const Factors&) = delete;
  Factors& operator=(const Factors&) = delete;
  fmpz_factor_t f;
};

Error budget(std::string what) { return {ErrorCode::kBudget, std::move(what)}; }

}  // namespace

Rational gcd(const Rational& a, const Rational& b) {
  check_integer(a);
  check_integer(b);
  Integer g;
  fmpz_gcd(g.get(), z(a), z(b));
  return g.rational();
}

Rational lcm(const Rational& a, const Rational& b) {
  check_integer(a);
  check_integer(b);
  Integer l;
  fmpz_lcm(l.get(), z(a), z(b));
  return l.rational();
}

Rational mod(const Rational& a, const Rational& m) {
  check_integer(a);
  check_integer(m);
  RETORT_CHECK(m.sign() > 0, "a modulus is positive");
  Integer r;
  fmpz_mod(r.get(), z(a), z(m));
  return r.rational();
}

Result<Rational> inverse_mod(const Rational& a, const Rational& m) {
  check_integer(a);
  check_integer(m);
  if (m.sign() <= 0) return Error{ErrorCode::kInvalidArgument, "the modulus " + m.to_string() + " is not positive"};
  if (m == 1) return Rational(0);
  Integer r;
  if (!fmpz_invmod(r.get(), z(a), z(m)))
    return Error{ErrorCode::kInvalidArgument, "no inverse: gcd(" + a.to_string() + ", " + m.to_string() + ") is not 1"};
  return r.rational();
}

Result<Rational> power_mod(const Rational& base, const Rational& exponent, const Rational& m) {
  check_integer(base);
  check_integer(exponent);
  check_integer(m);
  if (m.sign() <= 0) return Error{ErrorCode::kInvalidArgument, "the modulus " + m.to_string() + " is not positive"};
  if (m.bits() > 4'096 || exponent.bits() > 8'192) return budget("a power modulo a number of more than 4,096 bits");
  if (exponent.sign() < 0) {
    RETORT_TRY(const Rational inverse, inverse_mod(base, m));
    return power_mod(inverse, -exponent, m);
  }
  Integer r;
  fmpz_powm(r.get(), z(base), z(exponent), z(m));
  return r.rational();
}

Result<bool> decide_prime(const Rational& n) {
  check_integer(n);
  if (n < 2) return false;
  if (n.bits() > kMaxPseudoprimeBits) return budget("a primality test of more than " + std::to_string(kMaxPseudoprimeBits) + " bits");
  if (!fmpz_is_probabprime(z(n))) return false;   // proved composite
  if (n.bits() > kMaxPrimalityBits) return budget("a primality proof of more than 100 digits");
  return fmpz_is_prime(z(n)) == 1;
}

bool is_prime(const Rational& n) { return decide_prime(n).value_or(false); }

Result<std::vector<std::pair<Rational, int>>> factor_integer(const Rational& n) {
  check_integer(n);
  if (n.is_zero()) return Error{ErrorCode::kInvalidArgument, "0 has no factorization"};
  if (n.bits() > 100'000) return budget("factoring a number of more than 100,000 bits");
  const Integer positive(n.abs());
  Factors found;
  // Small primes first; what is left is factored only when it is prime or within reach.
  const bool complete = fmpz_factor_trial_range(found.f, positive.get(), 0, 3'000) != 0;
  std::vector<std::pair<Rational, int>> result;
  Rational rest = n.abs();
  const auto take = [&](const Factors& factors) {
    for (slong i = 0; i < factors.f->num; ++i) {
      const Rational p = RationalAccess::from(factors.f->p + i);
      if (!is_prime(p)) continue;
      int k = 0;
      while (mod(rest, p).is_zero()) {
        rest /= p;
        ++k;
      }
      if (k > 0) result.emplace_back(p, k);
    }
  };
  take(found);
  if (!complete || rest != 1) {
    if (is_prime(rest)) {
      result.emplace_back(rest, 1);
      rest = 1;
    } else if (rest != 1) {
      if (fmpz_bits(z(rest)) > kMaxCompositeBits) return budget("a composite part of more than 60 digits");
      Factors more;
      fmpz_factor(more.f, z(rest));
      take(more);
    }
  }
  if (rest != 1) return budget("a part that could not be split");
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return result;
}

Result<std::vector<Rational>> divisors(const Rational& n, std::size_t max_count) {
  RETORT_TRY(const auto primes, factor_integer(n));
  std::size_t count = 1;
  for (const auto& [p, k] : primes) {
    count *= static_cast<std::size_t>(k) + 1;
    if (count > max_count) return budget("more than " + std::to_string(max_count) + " divisors");
  }
  std::vector<Rational> result{Rational(1)};
  result.reserve(count);
  for (const auto& [p, k] : primes) {
    const std::size_t before = result.size();
    Rational power = 1;
    for (int i = 0; i < k; ++i) {
      power *= p;
      for (std::size_t j = 0; j < before; ++j) result.push_back(result[j] * power);
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

Result<Rational> factorial(const Rational& n) {
  if (!n.is_integer() || n.sign() < 0)
    return Error{ErrorCode::kInvalidArgument, "the factorial of " + n.to_string() + ", not a whole number from 0 on"};
  const auto k = n.to_int64();
  if (!k || *k > 50'000) return budget("a factorial beyond 50,000!");   // below 2^20 bits
  Integer r;
  fmpz_fac_ui(r.get(), static_cast<unsigned long>(*k));
  return r.rational();
}

Result<Rational> partition_count(const Rational& n) {
  if (!n.is_integer() || n.sign() < 0)
    return Error{ErrorCode::kInvalidArgument, "the partitions of " + n.to_string() + ", not a whole number from 0 on"};
  if (n > Rational(100'000)) return budget("the partitions of a number beyond 100,000");
  Integer r;
  arith_number_of_partitions(r.get(), static_cast<unsigned long>(*n.to_int64()));
  return r.rational();
}

Result<Rational> binomial(const Rational& n, const Rational& k) {
  if (!n.is_integer() || !k.is_integer()) return Error{ErrorCode::kUnsupported, "a binomial coefficient of fractions"};
  if (k.sign() < 0) return Rational(0);
  if (n.sign() < 0) {   // C(-n, k) = (-1)^k C(n+k-1, k)
    RETORT_TRY(Rational positive, binomial(k - n - 1, k));
    return mod(k, 2).is_zero() ? positive : -positive;
  }
  if (k > n) return Rational(0);
  const Rational least = std::min(k, n - k);
  const auto m = least.to_int64();
  // C(n, m) < n^m.
  if (!m || *m > 60'000 || *m * n.bits() > kMaxResultBits) return budget("a binomial coefficient that is too large");
  Integer r;
  if (const auto small = n.to_int64()) {
    fmpz_bin_uiui(r.get(), static_cast<unsigned long>(*small), static_cast<unsigned long>(*m));
    return r.rational();
  }
  Rational product = 1;
  for (long long i = 0; i < *m; ++i) product = product * (n - i) / (i + 1);
  return product;
}

std::string to_base(const Rational& n, int base) {
  check_integer(n);
  RETORT_CHECK(base >= 2 && base <= 36, "a base lies in 2..36");
  std::string out(fmpz_sizeinbase(z(n), base) + 2, '\0');
  fmpz_get_str(out.data(), base, z(n));
  out.resize(out.find('\0'));
  return out;
}

Result<Rational> from_base(std::string_view digits, int base) {
  if (base < 2 || base > 36) return Error{ErrorCode::kInvalidArgument, "the base " + std::to_string(base) + " is not in 2..36"};
  if (digits.empty()) return Error{ErrorCode::kParse, "no digits"};
  if (digits.size() > 100'000) return budget("a number of more than 100,000 digits");
  std::string lower(digits);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const auto value = kDigits.find(c);
    if (value == kDigits.npos || static_cast<int>(value) >= base)
      return Error{ErrorCode::kInvalidArgument, std::string("'") + c + "' is no digit in base " + std::to_string(base)};
  }
  Integer r;
  fmpz_set_str(r.get(), lower.c_str(), base);
  return r.rational();
}

}  // namespace retort::math
