// Are two expressions equal? Decided by engines other than the one that proposes: exact rationals, polynomial and rational
// function normal forms (FLINT), ball arithmetic at random points (Arb).
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "math/expr.h"

namespace retort::math {

// How strongly a fact is known; stored with every checked step.
enum class Grade {
  kProved,    // exact identity, substitution, multiplication, or a ball that excludes
  kNumeric,   // agreed to many digits at points with domain and branch points included; never called proved
  kQuoted,    // a named theorem
};
std::string_view grade_name(Grade grade);  // "proved", "numeric", "quoted"

struct Verdict {
  enum class Outcome { kEqual, kDifferent, kUnknown } outcome = Outcome::kUnknown;
  Grade grade = Grade::kNumeric;   // of kEqual; kDifferent is always proved (exact values or disjoint balls)
  std::string reason;              // "both are 3/4", "differ at x = 2: 5 and 7", ...
};

// Equality for all real values of the symbols at which both sides are defined; a symbol in a factorial, a binomial coefficient,
// gcd, lcm, mod, a bound of a sum or an exponent of a negative number stands for a whole number. Never kEqual because two sides
// are undefined. Degrees are angles (180 degrees are pi), units 5\text{ cm} add and cancel, `log` without a base must agree for 10
// and for e. kUnknown where the forms cannot be compared: a pair with a number, different units, f(x) with g(x).
Verdict equal(const Expr& a, const Expr& b);

// Does a relation (kRel, kChain, kCongruence) without free symbols hold? "~" holds when the two sides agree to the digits that
// the less precise side shows. With free symbols: an identity, or kUnknown/kDifferent with a counterexample in the reason.
Verdict holds(const Expr& relation);

}  // namespace retort::math
