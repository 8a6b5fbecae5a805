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

// Nothing (std::nullopt) wherever the result would pass the limits on terms, degree or the size of coefficients.
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
  friend SparsePoly operator+(const SparsePoly& a, const SparsePoly& b);
  friend SparsePoly operator-(const SparsePoly& a, const SparsePoly& b);
  static std::optional<SparsePoly> multiply(const SparsePoly& a, const SparsePoly& b);
  static std::optional<SparsePoly> power(const SparsePoly& base, long exponent);
  friend bool operator==(const SparsePoly& a, const SparsePoly& b) { return a.terms_ == b.terms_; }

  // Every power g^n of a generator with g^index = value made smaller than index: sqrt(2)^3 = 2 sqrt(2).
  std::optional<SparsePoly> reduced(int generator, int index, const SparsePoly& value) const;
  bool has_power(int generator, int at_least) const;

 private:
  std::map<Monomial, Rational> terms_;
};

}  // namespace retort::math
