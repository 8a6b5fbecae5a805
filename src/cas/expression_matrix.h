// Matrices of expressions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cas/failure.h"
#include "math/expr.h"
#include "math/identity.h"
#include "math/matrix.h"

namespace retort::cas {

using ExprMatrix = std::vector<std::vector<math::Expr>>;   // rows of equal length, at least one entry

// The entries as rational numbers, if all of them are; a decimal counts as the exact number that it writes.
std::optional<math::Matrix> rational_entries(const ExprMatrix& m);
ExprMatrix expressions(const math::Matrix& m);
math::Expr matrix_expr(const ExprMatrix& m);                    // prints as Matrix([[1, 2], [3, 4]])
math::Expr column_expr(const std::vector<math::Expr>& entries);
std::string shape(const ExprMatrix& m);                         // "2x3"

// Collected, with roots of numbers put together: what results of sums and products of expressions are written as.
math::Expr collected(const math::Expr& e);

// Products of entries, collected. kUnsupported past the limits of size.
Outcome<ExprMatrix> product(const ExprMatrix& a, const ExprMatrix& b);   // columns of a == rows of b (checked)
// By expansion along rows, collected; square (checked), at most 5 rows (kUnsupported).
Outcome<math::Expr> determinant(const ExprMatrix& m);
// Whether two matrices of one shape are equal entry by entry: the weakest grade, or kUnverified.
Outcome<math::Grade> confirm_equal(const ExprMatrix& a, const ExprMatrix& b);

// Expressions as a field for row reduction. is_zero fails where an entry holds a symbol, so that what is reduced means the same for
// all values.
class ExpressionField {
 public:
  using Element = math::Expr;
  Element zero() const { return math::Expr::integer(0); }
  Element one() const { return math::Expr::integer(1); }
  Outcome<bool> is_zero(const Element& a) const;
  Element add(const Element& a, const Element& b) const { return collected(a + b); }
  Element multiply(const Element& a, const Element& b) const { return collected(a * b); }
  Element negative(const Element& a) const { return collected(-a); }
  Element inverse(const Element& a) const { return collected(math::Expr::integer(1) / a); }
};

}  // namespace retort::cas
