// The engines of equality, one a file: exact values, polynomial identity, balls at points.
#pragma once

#include <optional>
#include <string>

#include "math/expr.h"
#include "math/identity.h"

namespace retort::math {

// Quantities 5\text{ cm} as products with a symbol for the unit, so that units add and cancel. "unit cm" is the symbol's name.
Expr units_as_symbols(const Expr& e);
bool has_op(const Expr& e, Op op);
// A function that only its letter is known of (f(x)), or a form that points cannot settle (a limit, an integral, a derivative).
bool has_unknown_function(const Expr& e);

// compare_poly.cpp. True: a - b is 0 as a quotient of polynomials. Says nothing of where both are defined.
bool same_as_polynomials(const Expr& a, const Expr& b);

// compare_ball.cpp. What balls show of a and b at points chosen by their symbols: none where there are no symbols, else many, with
// negative numbers, 0 and branch points among them.
struct BallEvidence {
  int agreeing = 0;         // points where both are defined and agree to many digits
  bool differ = false;      // disjoint balls: proved
  std::string where;        // "at x = 2: 5 and 7"
  std::string open;         // why a point could not be decided, if none could
};
// `enough` agreeing points end the search; `confirm_only` stops at the first (the identity is proved, only a point where both
// sides are defined is wanted).
BallEvidence compare_at_points(const Expr& a, const Expr& b, bool confirm_only);

// The sign of a real constant: -1, 0 (exactly, where it can be shown), 1. Nothing where it is not real or not decided.
std::optional<int> sign_of_constant(const Expr& e, std::string* why = nullptr);

}  // namespace retort::math
