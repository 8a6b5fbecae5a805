// The real solutions of an equation in closed form, where there is one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "math/expr.h"
#include "math/polynomial.h"

namespace retort::agent {

// The distinct real zeros, ascending: rational ones and those of at most one quadratic factor without rational zeros. Nothing where others are left.
std::optional<std::vector<math::Expr>> real_zeros(const math::Coefficients& p);

// The real solutions, ascending, of a polynomial equation, of one with a single abs( ) or of a quotient of polynomials; each is put back.
// Nothing for other equations.
std::optional<std::vector<math::Expr>> exact_roots(const math::Expr& equation, const std::string& variable);

}  // namespace retort::agent
