// The engines of equality, one a file: exact values, polynomial identity, balls at points.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "math/expr.h"
#include "math/identity.h"

namespace retort::math {

// Quantities 5\text{ cm} as products with a symbol for the unit, so that units add and cancel. "unit cm" is the symbol's name.
Expr units_as_symbols(const Expr& e);
// Every derivative(f, x) that has a rule, worked out.
Expr derivatives_taken(const Expr& e);
bool has_op(const Expr& e, Op op);
bool has_function(const Expr& e, std::string_view name);
bool has_unknown_function(const Expr& e);   // f(x), of which only the letter is known
bool has_open_form(const Expr& e);          // a limit, an integral, a derivative without a rule: may not even exist
// Is there a point where every part of `e` is defined, whatever its unknown functions are?
bool is_defined_somewhere(const Expr& e);

// compare_poly.cpp. True: a - b is 0 as a quotient of polynomials. Says nothing of where both are defined.
bool same_as_polynomials(const Expr& a, const Expr& b);

// compare_ball.cpp. What balls show of a and b at points chosen by their symbols: none where there are no symbols, else many, with
// negative numbers, 0 and branch points among them.
struct BallEvidence {
  int agreeing = 0;         // points where both are defined and agree to many digits
  bool exact = false;       // of a constant: both are the same rational number
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
