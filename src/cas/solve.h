// Real solutions of one equation in one unknown: found by the worker, confirmed and completed here.
#pragma once

#include <string>
#include <vector>

#include "cas/real_roots.h"
#include "cas/session.h"

namespace retort::cas {

struct Solution {
  math::Expr value;
  bool approximate = false;
};

struct Solutions {
  std::vector<Solution> all;               // ascending where they are numbers
  std::vector<std::string> conditions;     // under which they are solutions, or what they leave out (periods)
  std::string verified_by;
  math::Grade grade = math::Grade::kNumeric;
};

// Solves lhs = rhs. kDomain when every number is a solution, kNoSolutionFound when there is no way to tell.
Outcome<Solutions> solve(Session& session, const math::Expr& lhs, const math::Expr& rhs, const std::string& variable);

// Exact real zeros where `e` is a rational function of `variable`, also with abs( ) of polynomials: complete, ascending, points
// outside the domain left out. Nothing when it is another kind of function; kDomain when it is zero on a whole interval.
Outcome<std::optional<std::vector<RealRoot>>> exact_zeros(const math::Expr& e, const std::string& variable);

}  // namespace retort::cas
