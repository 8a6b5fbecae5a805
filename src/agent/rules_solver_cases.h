// What is asked of all solutions of some facts together: the largest value, the sum of all values, ....
#pragma once

#include <string>
#include <vector>

#include "agent/goal.h"
#include "agent/rules_solver_work.h"

namespace retort::agent {

// The facts of a goal sorted, function definitions put in already.
struct SortedFacts {
  math::Expr asked;
  std::vector<math::Expr> equations, bounds;   // bounds: relations such as x > 0, x < y, x != 2
};

// May `name` have this value, as far as sign, kind and the bounds of this letter alone say?
bool is_allowed(const Given& goal, const std::vector<math::Expr>& bounds, const std::string& name, const math::Expr& value);

// Have equations enough, or one equation for two integers, for finding all solutions?
bool has_cases(const Given& goal, const SortedFacts& facts);
// Finds all solutions and answers; gives the work up where some may be missing.
void pursue_cases(const Given& goal, const SortedFacts& facts, Work& work);

// A x y + B x + C y + D = 0 in two integers x and y with rational coefficients cleared; nothing for other equations or A = 0.
struct BilinearEquation {
  std::string x, y;
  math::Rational xy, x_alone, y_alone, constant;
};
std::optional<BilinearEquation> bilinear(const math::Expr& equation);

}  // namespace retort::agent
