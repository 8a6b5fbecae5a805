// One strategy for each kind of goal: plans, calls tools, checks each result by another way and ends the work with an answer or
// the reason why there is none.
#pragma once

#include "agent/goal.h"
#include "agent/rules_solver_work.h"

namespace retort::agent {

// rules_solver_equations.cpp
void pursue(const SolveEquation& goal, Work& work);
void pursue(const StoryEquation& goal, Work& work);
void pursue(const SolveSystem& goal, Work& work);
// rules_solver_algebra.cpp
void pursue(const IntegerCount& goal, Work& work);
void pursue(const Coefficient& goal, Work& work);
void pursue(const Calculation& goal, Work& work);
// rules_solver_number.cpp
void pursue(const CommonDivisor& goal, Work& work);
void pursue(const PowerRemainder& goal, Work& work);
void pursue(const DivisorCount& goal, Work& work);
void pursue(const FromBase& goal, Work& work);
void pursue(const ToBase& goal, Work& work);
// rules_solver_counting.cpp
void pursue(const Choices& goal, Work& work);
void pursue(const Arrangements& goal, Work& work);
void pursue(const SeriesSum& goal, Work& work);
// rules_solver_calculus.cpp
void pursue(const DerivativeAt& goal, Work& work);
void pursue(const DefiniteIntegral& goal, Work& work);
void pursue(const Extremum& goal, Work& work);
void pursue(const Limit& goal, Work& work);

}  // namespace retort::agent
