// Sparse polynomials over the rationals in any number of generators: the normal form behind equality, collecting and expanding.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "math/expr.h"

namespace retort::math {

// Generator and exponent (positive), by ascending generator. The empty monomial is 1.
using Monomial = std::vector<std::pair<int, int>>;

// What is left of the products of terms that one conversion may cost; long coefficients count more than once.
struct PolyWork {
  long left = 1'000'000;
};

// Nothing (std::nullopt) wherever the result would pass the limits on terms, degree, the size of coefficients or the work.
class SparsePoly {
 public:
  SparsePoly() = default;   // 0
  explicit SparsePoly(const Rational& constant);
  static SparsePoly generator(int id);

  bool is_zero() const { return terms_.empty(); }
  std::optional<Rational> constant() const;   // the value, when it has no generator
  const std::map<Monomial, Rational>& terms() const { return terms_; }
  void add_term(const Monomial& monomial, const Rational& coefficient);

  SparsePoly scaled(const Rational& by) const;
  SparsePoly& operator+=(const SparsePoly& o);
  friend SparsePoly operator+(SparsePoly a, const SparsePoly& b) { return a += b; }
  friend SparsePoly operator-(const SparsePoly& a, const SparsePoly& b);
  static std::optional<SparsePoly> multiply(const SparsePoly& a, const SparsePoly& b, PolyWork& work);
  static std::optional<SparsePoly> power(const SparsePoly& base, long exponent, PolyWork& work);
  friend bool operator==(const SparsePoly& a, const SparsePoly& b) { return a.terms_ == b.terms_; }

  // Every power g^n of a generator with g^index = value made smaller than index: sqrt(2)^3 = 2 sqrt(2).
  std::optional<SparsePoly> reduced(int generator, int index, const SparsePoly& value, PolyWork& work) const;
  bool has_power(int generator, int at_least) const;

 private:
  std::map<Monomial, Rational> terms_;
};

}  // namespace retort::math
