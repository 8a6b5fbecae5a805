// Matrices over the rationals (FLINT fmpq_mat). Shapes are checked: rows of equal length, at least one row and one column.
#pragma once

#include <optional>
#include <vector>

#include "math/polynomial.h"

namespace retort::math {

using Matrix = std::vector<std::vector<Rational>>;   // rows

Matrix multiply(const Matrix& a, const Matrix& b);            // columns of a == rows of b (checked)
Rational determinant(const Matrix& a);                        // square (checked)
std::optional<Matrix> inverse(const Matrix& a);               // square (checked); nothing when it has none
int rank(const Matrix& a);
Matrix reduced_rows(const Matrix& a);                         // reduced row echelon form
// det(t I - a), monic; a is square (checked).
Coefficients characteristic_polynomial(const Matrix& a);

}  // namespace retort::math
