// Where an expression is defined: its denominators and what a rewriting loses or adds.
#pragma once

#include <string>
#include <vector>

#include "cas/real_roots.h"
#include "math/expr.h"

namespace retort::cas {

// Every expression that `e` divides by, negative powers included.
std::vector<math::Expr> denominators(const math::Expr& e);

// Whether a denominator of `e`, as a function of `variable`, vanishes at the root. Exact; denominators that are no rational functions
// are not looked at.
bool divides_by_zero(const math::Expr& e, const std::string& variable, const RealRoot& root);

// "a != 0", "r != 1" for each factor with a symbol of a denominator, each once.
std::vector<std::string> nonzero_conditions(const std::vector<math::Expr>& denominators);

// Conditions under which `rewritten` stands for `original`: the zeros of denominators that are no longer there
// ("x != 1"; "a*b - 1 != 0" where they have several symbols), in the notation of to_plain.
std::vector<std::string> lost_conditions(const math::Expr& original, const math::Expr& rewritten);

// Whether `variable` meets only sums, products, quotients and powers with whole numbers in `e`.
bool is_rational_function(const math::Expr& e, const std::string& variable);

// Polynomials over the rationals in `variable` inside abs( ) of `e`; nullopt when some argument is not one.
std::optional<std::vector<math::Coefficients>> abs_arguments(const math::Expr& e, const std::string& variable);

// max(a, b) as (a + b + |a - b|)/2, min(a, b) as (a + b - |a - b|)/2.
math::Expr without_max(const math::Expr& e);

// `e` with each abs(u) replaced by u or -u, as it is at `variable` = `at`.
math::Expr without_abs(const math::Expr& e, const std::string& variable, const math::Rational& at);

// `e` at a real number, where its real value exists: `value` (no symbols) stands for `variable`, and roots and powers of 0 are
// written as 0, so that balls can tell its value.
struct Substituted {
  enum class Place { kInside, kOutside, kUnknown } place = Place::kInside;   // in the real domain of `e`
  math::Expr e;                                                             // kInside only
};
Substituted put_in_reals(const math::Expr& e, const std::string& variable, const math::Expr& value);

}  // namespace retort::cas
