// Exact numbers built from fractions, square roots and i: sums of c \sqrt{d} and c \sqrt{d} i with squarefree d.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "explain/numerals.h"
#include "math/expr.h"

namespace retort::explain {

class Radical {
 public:
  Radical() = default;
  Radical(const Rational& value) { put({Rational(1), false}, value); }   // NOLINT: a fraction is one of these numbers
  static Radical root(const Rational& d);   // \sqrt{d} of a squarefree positive integer (unchecked)
  static Radical unit();                    // i

  bool is_zero() const { return terms_.empty(); }
  bool is_real() const;
  std::optional<Rational> rational() const;             // when it is one
  std::size_t size() const { return terms_.size(); }
  Rational part(const Rational& d, bool imaginary = false) const;
  Radical real() const;
  Radical imaginary() const;                            // b of a + b i
  // The largest root in it; nothing when there is none besides i.
  std::optional<Rational> some_root() const;
  // The sign of i, or of every root with the factor d, turned.
  Radical conjugate() const;
  Radical conjugate(const Rational& d) const;

  friend Radical operator+(const Radical& a, const Radical& b);
  friend Radical operator*(const Radical& a, const Radical& b);
  Radical operator-() const { return *this * Radical(Rational(-1)); }
  friend bool operator==(const Radical& a, const Radical& b) { return a.terms_ == b.terms_; }
  // Nothing for 1/0 and past three different roots.
  std::optional<Radical> inverse() const;

  std::string tex() const;                  // 2 - 3i, \frac{1 + \sqrt{5}}{2}, \sqrt{2} + \sqrt{3}
  std::string tex_factor() const;           // in brackets when it is a sum or starts with a minus
  math::Expr expr() const;
  double to_double() const;                 // the real part

 private:
  using Key = std::pair<Rational, bool>;    // d, with i
  void put(const Key& key, const Rational& c);
  std::string tex_real() const;
  std::map<Key, Rational> terms_;
};

// The number if the expression is built from fractions, square roots of fractions and i by the four operations and whole powers.
std::optional<Radical> as_radical(const math::Expr& e);
// \sqrt{value} of a fraction; nothing when it is too large to be taken apart by hand.
std::optional<Radical> radical_root(const Rational& value);

}  // namespace retort::explain
