// Symbolic derivatives, by the rules of the textbook and independent of any algebra engine: what checks an antiderivative.
#pragma once

#include <string_view>

#include "base/error.h"
#include "math/expr.h"

namespace retort::math {

// The derivative by `variable`; other symbols are constants. Zero terms and factors one are dropped, nothing else is
// simplified. Valid where the derivative exists: at a kink of abs or a zero of ln's argument the formula is undefined.
// kUnsupported names the part that has no rule here (floor, factorial, sums, relations).
Result<Expr> derivative(const Expr& e, std::string_view variable);

}  // namespace retort::math
