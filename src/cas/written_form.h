// How results are written: fractions as one bar, signs in front, and a measure of which of several equal forms reads best.
#pragma once

#include "math/expr.h"

namespace retort::cas {

// The same value in the form a book prints: -1/2*2*x*sqrt(y)^-1 becomes -x/sqrt(y), 1/3*x**3 becomes x**3/3, -y + 2 becomes 2 - y.
// Parts without symbols that have a rational value become it; nothing else is cancelled, so the domain stays.
math::Expr written(const math::Expr& e);

// Lower reads better: the size, with extra weight for roots that can be drawn and logarithms that can be split.
int reading_cost(const math::Expr& e);

}  // namespace retort::cas
