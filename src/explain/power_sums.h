// Sums of powers up to a letter, and how sums are written.
#pragma once

#include <string>

#include "explain/series_methods.h"
#include "math/expr.h"
#include "math/polynomial.h"

namespace retort::explain {

// What 1^i + ... + n^i is, over n(n + 1) (over n for i = 0): the number below and the factor left.
struct PowerSum {
  long long below;
  math::Expr rest;
};
PowerSum power_sum_parts(int i, const math::Expr& n);
math::Expr power_sum(int i, const math::Expr& n);

// The polynomial as content times its factors, over the common denominator: n(n + 1)(2n + 1)/6.
math::Expr factored(const math::Coefficients& p, const std::string& n);

// Sums of sums as one writes them: 3 \sum k^2 + \sum k, without brackets.
std::string tex_of_sums(const math::Expr& e);

// q(k) with q(k) r^k - q(k - 1) r^(k - 1) = p(k) r^k.
math::Coefficients power_antidifference(const PowerTerm& t);

}  // namespace retort::explain
