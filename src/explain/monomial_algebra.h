// Sums of terms in several letters as polynomials: what comes back is collected, without zero terms, highest powers first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "explain/monomials.h"

namespace retort::explain {

bool same_sum(const Sum& a, const Sum& b);   // as polynomials
Sum times(const Sum& a, const Sum& b);
Sum plus(Sum a, const Sum& b);
Sum negated(Sum a);                          // term by term, in the order given
Sum one(const std::vector<std::string>& letters);
std::optional<Sum> divided(const Sum& a, const Sum& b);   // a / b where b divides a
int degree_in(const Sum& p, std::size_t letter);
Sum coefficient_of(const Sum& p, std::size_t letter, int k);   // the sum before letter^k, in the order of p
Term common_term(const Sum& p);              // what all terms share, with a positive number; p has a term

bool is_one(const Term& t);
bool divides(const Term& d, const Term& t);  // by its letters
Term quotient(const Term& a, const Term& b);
Term times(const Term& a, const Term& b, const Rational& c = Rational(1));   // c a b
Term power_of(const Term& t, int n);
// The positive n-th root of a term, n = 2, 3, 5 or 7; its sign is left aside.
std::optional<Term> root_of(const Term& t, int n);

}  // namespace retort::explain
