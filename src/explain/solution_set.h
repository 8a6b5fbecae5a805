// Sets of real numbers as unions of intervals: how inequalities are solved, written and compared.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "explain/equation.h"

namespace retort::explain {

struct Interval {
  std::optional<Root> low, high;      // nothing: unbounded
  bool low_closed = false, high_closed = false;
};
// Disjoint, ascending; empty: no number.
using SolutionSet = std::vector<Interval>;

// The sign condition p(x) REL 0, REL one of < <= > >=; `poles`: numbers at which the left side is not defined.
struct SignCondition {
  Coefficients p;
  std::string relation;
  std::vector<Rational> poles;
};

// Its solutions, from the roots of p in ascending order (all real ones).
SolutionSet solve_sign_condition(const SignCondition& condition, const std::vector<Root>& roots);
// `roots` are all roots of p, and one exact point between any two of them shows that `set` is what the condition asks for.
Judgement judge_solution_set(const SignCondition& condition, const std::vector<Root>& roots, const SolutionSet& set);

// "2 < x \leq 5", "x < 2 \text{ or } x > 3", "-\infty < x < \infty".
std::string tex(const SolutionSet& set, const std::string& x);
// Does a tool's text "((-oo < x) & (x < 2)) | ..." stand for this set?
bool same_set(const SolutionSet& set, std::string_view result);

// Solves one inequality, or a chain of them, in the steps of the board. Nothing where no method fits.
std::optional<SolutionSet> write_inequality(Board& board, const math::Expr& e, const std::string& variable);
// The same by the points where the sign may change: zeros by any method, ends of the domain, one tested number between two of them.
std::optional<SolutionSet> write_general_inequality(Board& board, const math::Expr& e, const std::string& variable);
// The numbers in all of the sets.
SolutionSet intersection(const std::vector<SolutionSet>& sets);

std::string tex_relation(const std::string& relation);    // "<=" -> "\leq"
std::string flipped(const std::string& relation);         // "<" -> ">"

}  // namespace retort::explain
