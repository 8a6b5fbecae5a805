// Equations that words state: "$b$ is twice $c$", "calling $x^3$ for short $t$", "abbreviating $x^3$ by $t$".
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "math/expr.h"
#include "math/parse.h"

namespace retort::check {

using Equations = std::vector<std::pair<math::Expr, math::Expr>>;   // left and right

Equations multiples_in_words(std::string_view problem);

// Each letter and what it is written for.
Equations letters_for_terms(std::string_view narrative, const math::ParseLimits& limits);

}  // namespace retort::check
