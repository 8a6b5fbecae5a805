// What the rows of phrases share.
#pragma once

#include <string>
#include <vector>

#include "agent/forms_pattern.h"
#include "agent/rules_solver_text.h"
#include "math/print.h"

namespace retort::agent {

// A phrase that says one number or term.
Capture number_capture(math::Expr e);

// Factors `n`, which the statement writes as `written`, into primes.
Lookup factoring(const math::Rational& n, const math::Expr& written);

// Is a power in it whose exponent is no number, or is negative?
bool holds_tower(const math::Expr& e);

// The product of the prime powers of n > 1, as factor_integer gives it.
math::Expr prime_product(const math::Rational& n);

}  // namespace retort::agent
