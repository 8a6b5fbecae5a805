// Polynomials in several letters as coefficients of their monomials.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "math/expr.h"

namespace retort::check {

// The constant is under "", x y^2 under "x*y^2" as math::to_plain writes its factors.
using Monomials = std::map<std::string, math::Rational>;

// Nothing where `e` has no normal form, or one with more than 60 terms. What is no monomial, such as \sqrt{x}, counts as a letter.
std::optional<Monomials> monomials_of(const math::Expr& e);

// The same but for a factor?
bool is_multiple(const Monomials& a, const Monomials& b);

}  // namespace retort::check
