// Exact rational numbers over FLINT's fmpq. Value type, any size; every operation is exact.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace retort::math {

class Rational {
 public:
  Rational() noexcept;                       // 0
  Rational(long long value);                 // NOLINT: implicit by design
  Rational(long value) : Rational(static_cast<long long>(value)) {}  // NOLINT
  Rational(int value) : Rational(static_cast<long long>(value)) {}  // NOLINT
  Rational(long long num, long long den);    // den != 0 (checked)
  Rational(const Rational&);
  Rational(Rational&&) noexcept;
  Rational& operator=(const Rational&);
  Rational& operator=(Rational&&) noexcept;
  ~Rational();

  // "12", "-3/4", "2.50", ".5", "1e3": kParse for anything else, kBudget for more than 100,000 digits or an exponent beyond
  // +-100,000.
  static Result<Rational> parse(std::string_view text);
  // base^exponent, or kBudget when the result would have more than `max_bits` bits; kInvalidArgument for 0^negative.
  static Result<Rational> pow(const Rational& base, const Rational& exponent, long max_bits = 1 << 20);

  friend Rational operator+(const Rational&, const Rational&);
  friend Rational operator-(const Rational&, const Rational&);
  friend Rational operator*(const Rational&, const Rational&);
  friend Rational operator/(const Rational&, const Rational&);   // divisor != 0 (checked)
  Rational operator-() const;
  Rational& operator+=(const Rational& o) { return *this = *this + o; }
  Rational& operator-=(const Rational& o) { return *this = *this - o; }
  Rational& operator*=(const Rational& o) { return *this = *this * o; }
  Rational& operator/=(const Rational& o) { return *this = *this / o; }
  friend bool operator==(const Rational&, const Rational&);
  friend std::strong_ordering operator<=>(const Rational&, const Rational&);

  bool is_integer() const;
  bool is_zero() const;
  int sign() const;                          // -1, 0, 1
  Rational abs() const;
  Rational num() const;
  Rational den() const;                      // > 0
  Rational floor() const;
  Rational ceil() const;
  std::optional<long long> to_int64() const; // when it is an integer that fits
  double to_double() const;
  long bits() const;                         // of the larger of numerator and denominator
  std::size_t hash() const;

  std::string to_string() const;             // "-3/4", "12"
  // Decimal digits when the expansion ends within `max_places` places ("0.75"), else nothing.
  std::optional<std::string> to_decimal(int max_places = 12) const;

 private:
  friend struct RationalAccess;              // gives the module's own sources the FLINT value
  long num_, den_;                           // an fmpq: FLINT's tagged words
};

}  // namespace retort::math
