#include "cas/verify.h"

#include "cas/written_form.h"
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
  const auto symbols = e.symbols();
  if (symbols.empty()) {
    auto value = math::exact_value(e);
    if (value.ok()) return Expr::number(std::move(value).value());
  }
  if (symbols.size() == 1)
    if (const auto p = math::as_polynomial(e, symbols[0])) return written(math::to_expr(*p, symbols[0]));
  return written(e);
}

}  // namespace retort::cas
