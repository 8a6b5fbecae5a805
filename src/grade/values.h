// Are two values the same number or expression? Exact first, then certified; undecided where neither decides.
#pragma once

#include <optional>
#include <string>

#include "grade/grade.h"
#include "math/expr.h"

namespace retort::grade {

// A decimal that stands for a value it only approximates must show this many significant digits.
inline constexpr int kMinShownDigits = 6;

// Rules: "rational", "decimal" (rounding), "complex", "expression".
Verdict compare_values(const math::Expr& gold, const math::Expr& pred, const GradeOptions& options);

// -1, 0, 1, or nothing when the order of two real values is not known. \infty counts as larger than every number.
std::optional<int> compare_order(const math::Expr& a, const math::Expr& b);

// Real and imaginary part of an expression in which i stands for the imaginary unit; nothing when it cannot be split.
struct ComplexParts { math::Expr real, imaginary; };
std::optional<ComplexParts> complex_parts(const math::Expr& e);

}  // namespace retort::grade
