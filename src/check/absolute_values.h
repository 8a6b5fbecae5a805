// Equations with absolute values, case by case.
#pragma once

#include <vector>

#include "math/expr.h"

namespace retort::check {

// Is there an |u| in it?
bool has_bars(const math::Expr& e);

// Is `difference` = 0 what `with_bars` = 0 says with each |u| taken as u or as -u, up to its sign? At most four of them are tried.
bool is_case_of(const math::Expr& difference, const math::Expr& with_bars);

// `e` with each |u| taken as u or as -u, in every way (at most four of them), and the insides u. `e` itself where it has no bars.
struct Signed {
  std::vector<math::Expr> cases, insides;
};
Signed without_bars(const math::Expr& e);

}  // namespace retort::check
