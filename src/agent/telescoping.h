#pragma once

#include <optional>
#include <string>

#include "agent/goal.h"

namespace retort::agent {

// The sum of a quotient of polynomials in `k` from `from` to `to`, or for ever, where its simple fractions cancel between terms that are near to each
// other. `law` goes before the first thought. Nothing for other terms.
std::optional<Goal> cancelling_sum(const math::Expr& term, const std::string& k, long long from, std::optional<long long> to, const std::string& law);

}  // namespace retort::agent
