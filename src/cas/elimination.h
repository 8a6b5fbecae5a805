// Row reduction over any field: rationals modulo a polynomial, or expressions.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "cas/failure.h"
#include "math/polynomial.h"

namespace retort::cas {

// Q[t]/(p) for an irreducible p: the numbers that can be made of a root t of p. Elements are polynomials in t of lower degree than p.
class NumberField {
 public:
  using Element = math::Coefficients;
  explicit NumberField(math::Coefficients modulus) : modulus_(std::move(modulus)) {}
  Element zero() const { return {}; }
  Element one() const { return {math::Rational(1)}; }
  Outcome<bool> is_zero(const Element& a) const { return a.empty(); }
  Element add(const Element& a, const Element& b) const { return math::add(a, b); }
  Element multiply(const Element& a, const Element& b) const { return math::divide(math::multiply(a, b), modulus_).second; }
  Element negative(const Element& a) const { return math::multiply(a, {math::Rational(-1)}); }
  Element inverse(const Element& a) const { return *math::inverse_modulo(a, modulus_); }

 private:
  math::Coefficients modulus_;
};

template <typename Field>
using Rows = std::vector<std::vector<typename Field::Element>>;

// Brings the rows to reduced echelon form in place; the columns of the pivots, ascending. A failure is the field's: it could not tell
// whether an element is zero.
template <typename Field>
Outcome<std::vector<std::size_t>> reduce(const Field& f, Rows<Field>& rows) {
  std::vector<std::size_t> pivots;
  const std::size_t columns = rows.empty() ? 0 : rows[0].size();
  for (std::size_t c = 0; c < columns && pivots.size() < rows.size(); ++c) {
    const std::size_t top = pivots.size();
    std::optional<std::size_t> pivot;
    for (std::size_t r = top; r < rows.size() && !pivot; ++r) {
      RETORT_TRY(const bool zero, f.is_zero(rows[r][c]));
      if (!zero) pivot = r;
    }
    if (!pivot) continue;
    std::swap(rows[top], rows[*pivot]);
    const auto scale = f.inverse(rows[top][c]);
    for (auto& entry : rows[top]) entry = f.multiply(entry, scale);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (r == top) continue;
      const auto factor = f.negative(rows[r][c]);
      RETORT_TRY(const bool zero, f.is_zero(factor));
      if (zero) continue;
      for (std::size_t k = c; k < columns; ++k) rows[r][k] = f.add(rows[r][k], f.multiply(factor, rows[top][k]));
    }
    pivots.push_back(c);
  }
  return pivots;
}

// A basis of the vectors that the reduced rows send to zero: each has a 1 at one column without a pivot and 0 at the others.
template <typename Field>
Rows<Field> null_basis(const Field& f, const Rows<Field>& reduced, const std::vector<std::size_t>& pivots) {
  Rows<Field> basis;
  const std::size_t columns = reduced[0].size();
  for (std::size_t free = 0, next = 0; free < columns; ++free) {
    if (next < pivots.size() && pivots[next] == free) {
      ++next;
      continue;
    }
    std::vector<typename Field::Element> v(columns, f.zero());
    v[free] = f.one();
    for (std::size_t r = 0; r < pivots.size(); ++r) v[pivots[r]] = f.negative(reduced[r][free]);
    basis.push_back(std::move(v));
  }
  return basis;
}

}  // namespace retort::cas
