// When do two numbers that differ still say the same: rounding, percent, and measures of one quantity.
#pragma once

#include "check/reading.h"
#include "check/statement.h"

namespace retort::check {

// 100/3 = 33.33, and 33 where words say that it is rounded; also 66.66 for 200/3.
bool rounds(const Statement& statement, const Side& left, const Side& right, const math::Rational& p, const math::Rational& q);

// The same for sides that are no rational numbers: \sqrt{2} = 1.41.
bool rounds_real(const Statement& statement, const Side& left, const Side& right, const math::Expr& x, const math::Expr& y);

// 25/100 * 100 = 25%: the sign only names the measure.
bool same_percent(const Statement& statement, const Side& left, const Side& right, const Reading& a, const Reading& b, const math::Rational& p, const math::Rational& q);

// 3 * 60 = 180 seconds = 3 minutes
bool same_measure(const Side& left, const Side& right, const Reading& a, const Reading& b, const math::Rational& p, const math::Rational& q);

// Are there units on both sides that measure the same by a known factor?
bool converts(const Side& left, const Side& right);

// \approx between values that show no digits: within half a percent. Nothing where a value is not known.
std::optional<bool> about_equal(const math::Expr& x, const math::Expr& y);

}  // namespace retort::check
