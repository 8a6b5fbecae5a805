// Equations with roots: a polynomial among whose zeros all their solutions are.
//
// An expression made of the unknown x, rationals, + - * /, whole powers, roots and abs( ) is a quotient of two elements of
//   Q[x] [t1]/(t1^n1 - u1) [t2]/(t2^n2 - u2) ...
// where ti stands for its i-th root, of index ni and radicand ui; abs(u) is the square root of u^2. The norm of the numerator down to
// Q[x] is its product over all choices of the roots, complex ones included: sqrt(x + 5) - (x - 1) -> (x - 1)^2 - (x + 5). So it is zero
// wherever the expression is.
#pragma once

#include <optional>
#include <string>

#include "cas/failure.h"
#include "math/expr.h"
#include "math/polynomial.h"

namespace retort::cas {

// The norm of the numerator of `e`, which has no symbol but `variable`. The zero polynomial (empty) when the expression is zero
// everywhere for some choice of its roots. Nothing when `e` has other parts (logarithms, sines, pi); kUnsupported when there are too many
// roots or the degree is too high.
Outcome<std::optional<math::Coefficients>> norm_of_numerator(const math::Expr& e, const std::string& variable);

}  // namespace retort::cas
