// Univariate polynomials over the rationals (FLINT fmpq_poly) and multivariate linear forms: what derivations and checks need.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "math/expr.h"

namespace retort::math {

// Coefficients, constant term first, no trailing zeros (the zero polynomial is empty).
using Coefficients = std::vector<Rational>;

// The polynomial in `variable` with rational coefficients that equals `e`, if `e` is one (division only by numbers).
std::optional<Coefficients> as_polynomial(const Expr& e, std::string_view variable, int max_degree = 200);
// p/q with q not constant, reduced; nothing if `e` is not a rational function of `variable` over the rationals.
struct Fraction { Coefficients num, den; };
std::optional<Fraction> as_fraction(const Expr& e, std::string_view variable, int max_degree = 200);
// sum c_i x_i + c_0 when `e` is linear in all its symbols; the constant is under "".
std::optional<std::map<std::string, Rational>> as_linear(const Expr& e);

// Written in descending powers: 3x^2 - x + 5.
Expr to_expr(const Coefficients& p, const std::string& variable);
Coefficients add(const Coefficients& a, const Coefficients& b);
Coefficients multiply(const Coefficients& a, const Coefficients& b);
Coefficients derivative(const Coefficients& p);
Coefficients antiderivative(const Coefficients& p);           // constant term 0
std::pair<Coefficients, Coefficients> divide(const Coefficients& a, const Coefficients& b);  // b != 0 (checked)
Coefficients gcd(const Coefficients& a, const Coefficients& b);  // monic
// s with s a = 1 modulo p, of lower degree than p; nothing where a and p have a common factor. p is not constant (checked).
std::optional<Coefficients> inverse_modulo(const Coefficients& a, const Coefficients& p);
Rational resultant(const Coefficients& a, const Coefficients& b);   // 0 if one of them is the zero polynomial
Rational evaluate(const Coefficients& p, const Rational& at);
int degree(const Coefficients& p);                            // -1 for zero
// Rational roots with multiplicity, ascending.
std::vector<std::pair<Rational, int>> rational_roots(const Coefficients& p);
// Number of distinct real roots, in (low, high] where given (Sturm).
int count_real_roots(const Coefficients& p, const std::optional<Rational>& low = {}, const std::optional<Rational>& high = {});
// Content * product of irreducible factors over Q with multiplicity.
struct Factorization { Rational content; std::vector<std::pair<Coefficients, int>> factors; };
Factorization factor(const Coefficients& p);

}  // namespace retort::math
