// The small moves that a derivation shows one at a time: taking a sum apart, multiplying out, collecting, one common fraction.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "math/expr.h"

namespace retort::math {

// The number 0 as written; not what only simplifies to it.
inline bool is_zero(const Expr& e) { return e.is_number() && e.value().is_zero(); }
// The terms of a sum, signs included, through inner brackets: a - (b - c) gives a, -b, c. Any other expression is its one term.
std::vector<Expr> terms_of(const Expr& e);
// The factors of a product, through inner brackets: 2(3x) gives 2, 3, x.
std::vector<Expr> factors_of(const Expr& e);
// Written side by side with their signs: the inverse of terms_of (0 for none) and of factors_of (1 for none).
Expr sum_of(std::vector<Expr> terms);
Expr product_of(std::vector<Expr> factors);

// Products of sums and whole powers of sums multiplied out, each term simplified, like terms left apart:
// (x + 1)(x - 2) becomes x^2 - 2x + x - 2. kBudget past 200 terms.
Result<Expr> multiply_out(const Expr& e);
// Like terms of the outermost sum put together, nothing multiplied out: 2x + 3(x + 1) + 3x becomes 5x + 3(x + 1).
Result<Expr> collect_terms(const Expr& e);
// The coefficients of `e` as a polynomial in `variable`, constant term first, each without `variable` and in normal form; nothing
// if it is none. a x^2 + 2x + b x gives 0, b + 2, a.
std::optional<std::vector<Expr>> coefficients_in(const Expr& e, std::string_view variable, int max_degree = 200);
// Numerator and denominator over one line, both in normal form, nothing cancelled; nothing past the limits.
std::optional<std::pair<Expr, Expr>> as_single_fraction(const Expr& e);

}  // namespace retort::math
