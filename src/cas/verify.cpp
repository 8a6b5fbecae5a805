#include "cas/verify.h"

#include <algorithm>

#include "math/exact.h"
#include "math/polynomial.h"

namespace retort::cas {

using math::Expr;
using math::Grade;

Outcome<Grade> confirm_equal(const Expr& a, const Expr& b) {
  const auto verdict = math::equal(a, b);
  if (verdict.outcome == math::Verdict::Outcome::kEqual) return verdict.grade;
  return Failure(FailureKind::kUnverified, "the result could not be confirmed, so it is withheld: " + verdict.reason);
}

Grade weaker(Grade a, Grade b) { return a == Grade::kProved ? b : a; }

Expr tidy(const Expr& e) {
  if (e.symbols().empty()) {
    auto value = math::exact_value(e);
    return value.ok() ? Expr::number(std::move(value).value()) : e;
  }
  if (e.symbols().size() == 1)
    if (const auto p = math::as_polynomial(e, e.symbols()[0])) return math::to_expr(*p, e.symbols()[0]);
  return e;
}

}  // namespace retort::cas
