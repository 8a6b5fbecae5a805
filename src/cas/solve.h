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

// Solves lhs = rhs. Complete for rational functions, roots and abs( ); for other functions as far as the worker and a scan of the line
// find solutions (kNumeric). kDomain when every number of an interval is a solution, kNoSolutionFound when there is no way to tell,
// kUnverified when something looks like a solution and cannot be confirmed.
Outcome<Solutions> solve(Session& session, const math::Expr& lhs, const math::Expr& rhs, const std::string& variable);

// Exact real zeros where `e` is a rational function of `variable`, also with abs( ) of polynomials: complete, ascending, points
// outside the domain left out. Nothing when it is another kind of function; kDomain when it is zero on a whole interval.
Outcome<std::optional<std::vector<RealRoot>>> exact_zeros(const math::Expr& e, const std::string& variable);

// Solutions of an equation made of rationals, the variable, + - * /, powers, roots and abs( ): every place where one can be is tried, so
// none is missed. Nothing when it has other parts.
Outcome<std::optional<Solutions>> solve_radicals(Session& session, const math::Expr& lhs, const math::Expr& rhs, const std::string& variable);

// The solutions that the worker lists, those it writes in a form we can read. A refusal is an empty list; losing the
// worker is not.
struct Proposed {
  std::vector<math::Expr> all;
  bool complete = false;   // the worker answered, and every solution it lists is among them
};
Outcome<Proposed> worker_solutions(Session& session, const math::Expr& f, const std::string& variable);

// lhs - rhs of each equation; an expression is meant to be zero. kArguments names `argument` where one is no equation.
Outcome<std::vector<math::Expr>> differences(const std::vector<math::Expr>& equations, std::string_view argument);

// Whether the value of `e` lies in the root's interval, made narrower than the value's uncertainty allows to mistake.
bool lies_at(const math::Expr& e, RealRoot root);
bool is_decimal(const math::Expr& e);   // holds a number written with a decimal point

// Whether lhs = rhs at `value`, in the reals: the strength with which it holds, nothing when it does not, kUnverified when undecided.
Outcome<std::optional<math::Grade>> holds_at(const math::Expr& lhs, const math::Expr& rhs, const std::string& variable, const math::Expr& value);

}  // namespace retort::cas
