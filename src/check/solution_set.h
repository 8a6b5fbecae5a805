// Inequalities in one unknown as sets of numbers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "math/expr.h"

namespace retort::check {

// The numbers that satisfy a chain of relations between rational functions of one unknown, where every end point is rational: the end
// points in order, and for each of them and each gap between whether it belongs.
struct SolutionSet {
  std::string unknown;
  std::vector<math::Rational> ends;   // ascending
  std::vector<bool> at;               // of each end point
  std::vector<bool> gaps;             // one more than ends
};

// `signs` are "<", "<=", ">", ">=", "=" and "!=", one fewer than sides. Nothing where there are several unknowns or an end point is not rational.
std::optional<SolutionSet> solve_chain(const std::vector<math::Expr>& sides, const std::vector<std::string>& signs);

// Has `set` exactly the numbers that belong to all of `others`? No where there are none, or of another unknown.
bool is_intersection(const SolutionSet& set, const std::vector<SolutionSet>& others);

// Is every number of `inner` in `outer`? Of different unknowns: no.
bool within(const SolutionSet& inner, const SolutionSet& outer);

}  // namespace retort::check
