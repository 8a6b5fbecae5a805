// Sums by their structure: geometric and arithmetic-geometric series, finite or not, and sums whose terms cancel in between.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "explain/board.h"
#include "explain/numerals.h"
#include "math/expr.h"

namespace retort::explain {

// p(k) r^k with r != 1
struct PowerTerm {
  Coefficients p{Rational(1)};
  Rational r{1};
};
std::optional<PowerTerm> as_power_term(const math::Expr& e, const std::string& variable);
math::Expr to_expr(const PowerTerm& t, const std::string& variable);
// p(k) - p(k - 1) and p(k - 1)
std::pair<Coefficients, Coefficients> differences(const Coefficients& p);

// Writes the way to the sum of `e` over whole numbers from `low` on, to `high` where one is given; the last claim states it. Nothing, and nothing
// written, where no method fits; e holds no letter but the variable.
std::optional<math::Expr> write_sum_by_structure(Board& board, const math::Expr& e, const std::string& variable, long long low, std::optional<long long> high);

// What stays of fractions (or quotients of factorials) that cancel between the first term and the one at `letter`: "1 - \frac{1}{n + 1}". Its terms, the
// constant first; the last claim states the sum to the letter. Nothing, and nothing written, where they do not cancel.
struct CancelledSum {
  math::Rational constant;               // what the sum tends to, if the rest vanishes
  std::vector<math::Expr> terms;         // with their signs
  std::vector<math::Expr> denominators;  // of the terms behind the constant: powers of lines, one for each
};
std::optional<CancelledSum> write_cancelled_fractions(Board& board, const math::Expr& e, const std::string& variable, long long low, const std::string& letter, std::optional<long long> high = {});

// \sum_{k=1}^{\infty} e
std::string tex_sum_of(const math::Expr& e, const std::string& variable, const std::string& low, const std::string& high);
// Do the partial sums come closer to the value? (balls)
Judgement judge_series(const math::Expr& e, const std::string& variable, long long low, const math::Expr& value);

}  // namespace retort::explain
