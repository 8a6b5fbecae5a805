// Systems of equations of which enough are linear: solved by elimination, round by round, and told as calls.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agent/lookup.h"
#include "math/expr.h"
#include "math/rational.h"

namespace retort::agent {

struct LinearSolution {
  std::map<std::string, math::Rational> values;   // of the unknowns that are determined
  std::vector<Lookup> lookups;
};

// `equations`: kRel "=". Nothing when some equation is not satisfied, or none is linear. Equations that stay open because their
// unknowns are not determined are left.
std::optional<LinearSolution> solve_linear_rounds(const std::vector<math::Expr>& equations, const std::string& thought);

// `e` with the values put in; symbols that have none stay.
math::Expr with_values(const math::Expr& e, const std::map<std::string, math::Rational>& values);

}  // namespace retort::agent
