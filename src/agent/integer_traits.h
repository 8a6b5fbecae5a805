// Integers of a kind, each with the line that shows it: powers, divisors, those with a remainder.
#pragma once

#include <string>

#include "agent/integer_set.h"

namespace retort::agent {

// "$12 = 3 \cdot 4$" for 12 and "3 \cdot 4".
std::string equality(long long n, const std::string& right);

// Squares for 2, cubes for 3.
IntegerSet powers_of_degree(int k);
IntegerSet::Condition divides(long long n);   // n != 0
IntegerSet remainder(long long r, long long m);   // r modulo m

}  // namespace retort::agent
