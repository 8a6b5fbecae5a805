// Zeros of functions for which no exact method is at hand: sign changes certified by ball arithmetic.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "math/expr.h"

namespace retort::cas {

// The value of `e` at the point to about 15 digits; nothing when it is undefined or not certain there.
// Infinite where it is beyond a double.
std::optional<double> approximate_value(const math::Expr& e, const std::string& variable, const math::Rational& point);
math::Rational rational_of(double value);   // exactly

// The sign of `e` at the point: -1, 0 or 1; nothing when it is undefined or not certain there.
std::optional<int> sign_at(const math::Expr& e, const std::string& variable, double point);

// A zero within 1e-9 (relatively) of `point`, to double precision, if the sign of `e` changes there.
std::optional<double> certified_zero_near(const math::Expr& e, const std::string& variable, double point);

// Zeros at which the sign changes on [-100, 100], or on one period from 0; not complete: two close zeros may be missed.
std::vector<double> scan_for_zeros(const math::Expr& e, const std::string& variable, std::optional<double> period);

// Whether two zeros are the same to nine digits, up to multiples of the period (0: none).
bool same_solution(double a, double b, double period);

// A number written in decimals.
math::Expr decimal_number(double value, int significant_digits = 15);

}  // namespace retort::cas
