// Sums by their structure: geometric and arithmetic-geometric series, finite or not, and sums whose terms cancel in between.
#pragma once

#include <optional>
#include <string>

#include "explain/board.h"
#include "math/expr.h"

namespace retort::explain {

// Writes the way to the sum of `e` over whole numbers from `low` on, to `high` where one is given; the last claim states it. Nothing, and nothing
// written, where no method fits; e holds no letter but the variable.
std::optional<math::Expr> write_sum_by_structure(Board& board, const math::Expr& e, const std::string& variable, long long low, std::optional<long long> high);

// \sum_{k=1}^{\infty} e
std::string tex_sum_of(const math::Expr& e, const std::string& variable, const std::string& low, const std::string& high);
// Do the partial sums come closer to the value? (balls)
Judgement judge_series(const math::Expr& e, const std::string& variable, long long low, const math::Expr& value);

}  // namespace retort::explain
