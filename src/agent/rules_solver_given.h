// Function definitions among the facts of a problem.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "math/expr.h"

namespace retort::agent {

struct Definition {
  std::vector<std::string> parameters;
  math::Expr body;
};

using Definitions = std::map<std::string, Definition>;

// f(x) = body, f(x, y) = body with different symbols in the bracket; no f in the body.
std::optional<Definition> as_definition(const math::Expr& fact);

// x > 0, 1 < x <= 5: bounds of one symbol by numbers.
bool is_bound(const math::Expr& fact);

// A defined function applied to numbers, no other one inside; nothing when there is none.
std::optional<math::Expr> innermost_value(const math::Expr& e, const Definitions& definitions);

// Every defined function written out; nothing when another applied symbol is met or the work grows beyond 5,000
// nodes.
std::optional<math::Expr> written_out(const math::Expr& e, const Definitions& definitions);

// Every occurrence of `part` replaced.
math::Expr with_replaced(const math::Expr& e, const math::Expr& part, const math::Expr& by);

}  // namespace retort::agent
