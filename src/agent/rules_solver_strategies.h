// One strategy for each kind of goal: plans, calls tools, checks each result by another way and ends the work with an answer or
// the reason why there is none.
#pragma once

#include "agent/goal.h"
#include "agent/rules_solver_work.h"

namespace retort::agent {

// rules_solver_values.cpp
void pursue(const Evaluate& goal, Work& work);
void pursue(const Several& goal, Work& work);
void pursue(const DirectCall& goal, Work& work);
void pursue(const Transform& goal, Work& work);
// The value of a term without symbols: called for, confirmed and reflected on. Nothing when the work was given up.
std::optional<math::Expr> worked_out(const math::Expr& term, Work& work);
// The results of the calls that a phrase needs must be those that were found in reading it; false when the work was given up.
bool looked_up(const std::vector<Lookup>& lookups, Work& work);
// rules_solver_given.cpp
void pursue(const Given& goal, Work& work);
// rules_solver_equations.cpp
void pursue(const SolveEquation& goal, Work& work);
// Does the letter stand in a base and in its exponent? Then a base of -1 or 0 may hide solutions.
bool is_hidden_power(const math::Expr& e, const std::string& name);
void pursue(const StoryEquation& goal, Work& work);
void pursue(const SolveSystem& goal, Work& work);
// rules_solver_inequalities.cpp
void pursue(const IntegerCount& goal, Work& work);
void pursue(const SolutionSet& goal, Work& work);
void pursue(const Domain& goal, Work& work);
void pursue(const ExtremeInteger& goal, Work& work);
// rules_solver_algebra.cpp
void pursue(const Coefficient& goal, Work& work);
void pursue(const Calculation& goal, Work& work);
// rules_solver_number.cpp
void pursue(const CommonDivisor& goal, Work& work);
void pursue(const FromBase& goal, Work& work);
void pursue(const ToBase& goal, Work& work);
// rules_solver_modular.cpp
void pursue(const Remainder& goal, Work& work);
void pursue(const InverseMod& goal, Work& work);
void pursue(const PowerRemainder& goal, Work& work);
// rules_solver_primes.cpp
void pursue(const DivisorCount& goal, Work& work);
void pursue(const PrimeFacts& goal, Work& work);
// rules_solver_counting.cpp
void pursue(const Choices& goal, Work& work);
void pursue(const Arrangements& goal, Work& work);
void pursue(const SeriesSum& goal, Work& work);
void pursue(const InfiniteSum& goal, Work& work);
// rules_solver_calculus.cpp
void pursue(const DerivativeAt& goal, Work& work);
void pursue(const DefiniteIntegral& goal, Work& work);
void pursue(const Extremum& goal, Work& work);
void pursue(const Limit& goal, Work& work);
// rules_solver_questions.cpp
void pursue(const ToolQuestion& goal, Work& work);
void pursue(const AngleEquation& goal, Work& work);
void pursue(const RepeatedStep& goal, Work& work);

}  // namespace retort::agent
