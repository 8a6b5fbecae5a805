// Sums of products of powers of positive letters, and their least values by the inequality of the arithmetic and geometric means:
// w_1 t_1 + ... + w_n t_n >= t_1^{w_1} ... t_n^{w_n} for positive t and weights w of sum 1, with equality where all t are equal.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "math/expr.h"

namespace retort::agent {

struct Monomial {
  math::Rational factor;
  std::map<std::string, math::Rational> powers;   // none is zero
};

// The sum of monomials that equals `e` for positive letters, like ones put together; nothing for what is none or has more than 60.
std::optional<std::vector<Monomial>> as_monomials(const math::Expr& e);

// A sum of monomials with positive factors that has this value.
struct SumCondition {
  std::vector<Monomial> sum;
  math::Rational value;
};

struct LeastSum {
  math::Expr value;
  std::vector<math::Rational> weights;         // of the terms, their sum is 1
  std::map<std::string, math::Expr> place;     // where it is reached; empty where it has no short form
};

// The least value of a sum with positive factors for positive letters under at most one condition. The bound is exact: its weights are
// rational and fit exactly; that it is reached is seen numerically. Nothing where no such weights are found.
std::optional<LeastSum> least_sum(const std::vector<Monomial>& sum, const std::vector<SumCondition>& conditions);

}  // namespace retort::agent
