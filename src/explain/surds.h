// Numbers p + q sqrt(d): exact arithmetic for the roots of quadratics.
#pragma once

#include <optional>
#include <string>

#include "explain/numerals.h"
#include "math/expr.h"

namespace retort::explain {

struct Surd {
  Rational p, q, d{1};   // d: a squarefree positive integer, 1 when q = 0 throughout
  Surd with(const Rational& value) const { return {value, Rational(0), d}; }
  bool is_zero() const { return p.is_zero() && q.is_zero(); }
};

// Both over the same d, or one of them rational (checked).
Surd operator+(const Surd& a, const Surd& b);
Surd operator*(const Surd& a, const Surd& b);
// Nothing for 1/0.
std::optional<Surd> inverse(const Surd& a);
// The number, if the expression is built from fractions and roots of one d.
std::optional<Surd> as_surd(const math::Expr& e);

// n = s^2 d with d squarefree, n > 0 an integer; nothing when n is too large to be factored by hand.
struct SquarePart { Rational s, d; };
std::optional<SquarePart> square_part(const Rational& n);
// sqrt(value) when it is rational.
std::optional<Rational> rational_square_root(const Rational& value);

// \frac{p + q\sqrt{d}}{r} in lowest terms, "1 - \sqrt{6}", "\frac{\sqrt{5}}{2}".
std::string tex(const Surd& value);
math::Expr to_expr(const Surd& value);

}  // namespace retort::explain
