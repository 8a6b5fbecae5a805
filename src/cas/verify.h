// Confirming what an engine said.
#pragma once

#include <string>

#include "cas/failure.h"
#include "cas/tool.h"
#include "math/expr.h"
#include "math/identity.h"

namespace retort::cas {

// The strength with which a = b holds, or kUnverified.
Outcome<math::Grade> confirm_equal(const math::Expr& a, const math::Expr& b);

// The weaker of two.
math::Grade weaker(math::Grade a, math::Grade b);

// Collected, in descending powers, when `e` is a polynomial or a rational number; else as a book writes it (written_form.h).
// Equal to `e` in any case.
math::Expr tidy(const math::Expr& e);

}  // namespace retort::cas
