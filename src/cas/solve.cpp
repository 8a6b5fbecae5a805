#include "cas/solve.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"
#include "cas/domain.h"
#include "cas/periodic.h"
#include "cas/verify.h"
#include "cas/zero_scan.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

bool is_decimal(const Expr& e) {
  if (e.is_number() && e.text().find('.') != std::string::npos) return true;
  return std::any_of(e.args().begin(), e.args().end(), is_decimal);
}

Expr tidy_but_decimals(const Expr& e) { return is_decimal(e) ? e : tidy(e); }

// The solutions that the worker lists, those it writes in a form we can read. A refusal is an empty list; losing the
// worker is not.
struct Proposed {
  std::vector<Expr> all;
  bool complete = false;   // the worker answered, and every solution it lists is among them
};
Outcome<Proposed> worker_solutions(Session& session, const Expr& f, const std::string& variable) {
  RETORT_TRY(auto text, session.names().print(f));
  auto value = session.ask("solve", Json::array({text, session.names().print_symbol(variable)}));
  if (!value.ok() && value.error().kind != FailureKind::kUnsupported) return value.error();
  Proposed out;
  if (!value.ok() || !value->is_array()) return out;
  for (const auto& item : *value)
    if (auto e = session.names().read(item); e.ok() && !e->contains_symbol(variable)) out.all.push_back(tidy_but_decimals(*e));
  out.complete = out.all.size() == value->size();
  return out;
}

// Whether the value of `e` lies in the root's interval, made narrower than the value's uncertainty allows to mistake.
bool lies_at(const Expr& e, RealRoot root) {
  const auto ball = math::real_value(e, 30);
  if (!ball.ok()) return false;
  root.refine_below(Rational(1, 1'000'000'000'000LL));
  const double slack = 1e-9 + 1e-12 * std::abs(ball->mid);
  return ball->mid >= root.low().to_double() - slack && ball->mid <= root.high().to_double() + slack;
}

// Exact forms for exact zeros: our own up to degree 2, the worker's beyond where it puts the equation right, else decimals.
Outcome<Solutions> named_zeros(const std::vector<RealRoot>& zeros, const std::vector<Expr>& proposed, const Expr& lhs,
                               const Expr& rhs, const std::string& variable) {
  Solutions s{.verified_by = "roots counted and isolated (FLINT)", .grade = Grade::kProved};
  for (const Expr& e : proposed) {
    const bool known = std::any_of(zeros.begin(), zeros.end(), [&](const RealRoot& z) { return lies_at(e, z); });
    // Values that are not real are no business of ours; a real one that is no root is.
    if (!known && math::real_value(e).ok()) return Failure(FailureKind::kUnverified, "two ways to solve this equation disagree");
  }
  for (const RealRoot& zero : zeros) {
    if (auto exact = zero.exact()) {
      s.all.push_back({*exact, false});
      continue;
    }
    const auto form = std::find_if(proposed.begin(), proposed.end(), [&](const Expr& e) {
      return !is_decimal(e) && lies_at(e, zero) && confirm_equal(lhs.substitute(variable, e), rhs.substitute(variable, e)).ok();
    });
    if (form == proposed.end()) {
      s.all.push_back({zero.decimal(), true});
    } else {
      s.all.push_back({*form, false});
      s.grade = Grade::kNumeric;
    }
  }
  return s;
}

// Equations with other symbols: each solution put back.
Outcome<Solutions> solve_with_parameters(const std::vector<Expr>& proposed, const Expr& lhs, const Expr& rhs, const std::string& variable) {
  Solutions s{.verified_by = "solutions substituted", .grade = Grade::kProved};
  if (proposed.empty())
    return Failure(FailureKind::kNoSolutionFound, fmt::format("no solution for '{}' was found; try another variable or simplify first", variable));
  for (const Expr& e : proposed) {
    RETORT_TRY(auto grade, confirm_equal(lhs.substitute(variable, e), rhs.substitute(variable, e)));
    s.grade = weaker(s.grade, grade);
    s.all.push_back({e, false});
    for (auto& condition : nonzero_conditions(denominators(e)))
      if (std::find(s.conditions.begin(), s.conditions.end(), condition) == s.conditions.end()) s.conditions.push_back(std::move(condition));
  }
  return s;
}

// Everything else: solutions of the worker that put the equation right, and zeros that a scan of the line finds besides.
Outcome<Solutions> solve_by_search(const Proposed& proposed, const Expr& lhs, const Expr& rhs, const std::string& variable) {
  const Expr f = lhs - rhs;
  Solutions s{.verified_by = "solutions substituted, the line scanned for others (Arb)", .grade = Grade::kNumeric};
  std::vector<std::pair<double, Solution>> found;
  for (const Expr& e : proposed.all) {
    const auto ball = math::real_value(e);
    if (!ball.ok()) continue;
    if (is_decimal(e)) {
      if (auto zero = certified_zero_near(f, variable, ball->mid)) found.push_back({*zero, {decimal_number(*zero), true}});
    } else {
      const auto verdict = math::equal(lhs.substitute(variable, e), rhs.substitute(variable, e));
      if (verdict.outcome == math::Verdict::Outcome::kUnknown)
        return Failure(FailureKind::kUnverified, fmt::format("whether {} is a solution could not be decided: {}", math::to_plain(e), verdict.reason));
      if (verdict.outcome == math::Verdict::Outcome::kEqual) found.push_back({ball->mid, {e, false}});
    }
  }
  const auto period = period_of(f, variable);
  for (double zero : scan_for_zeros(f, variable, period ? std::optional(period->length) : std::nullopt)) {
    const bool known = std::any_of(found.begin(), found.end(), [&](const auto& k) {
      return same_solution(k.first, zero, period ? period->length : 0);
    });
    if (!known) found.push_back({zero, {decimal_number(zero), true}});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [value, solution] : found) s.all.push_back(std::move(solution));
  if (s.all.empty() && !proposed.complete)
    return Failure(FailureKind::kNoSolutionFound, "no real solution was found; the equation may have none");
  if (s.all.empty()) s.verified_by = "none found by the solver nor by a scan of the line";
  if (period && !s.all.empty()) s.conditions.push_back("plus any whole multiple of " + math::to_plain(period->exact));
  return s;
}

}  // namespace

Outcome<Solutions> solve(Session& session, const Expr& lhs, const Expr& rhs, const std::string& variable) {
  const Expr f = lhs - rhs;
  if (!f.contains_symbol(variable))
    return Failure(FailureKind::kArguments, fmt::format("the equation does not hold '{}'; its symbols are {}", variable, join(f.symbols(), ", ")));
  RETORT_TRY(auto zeros, exact_zeros(f, variable));
  RETORT_TRY(auto proposed, worker_solutions(session, f, variable));
  if (!zeros && is_rational_function(f, variable) && f.symbols().size() == 1)
    return Failure(FailureKind::kUnsupported, "the degree is too high");
  if (zeros) return named_zeros(*zeros, proposed.all, lhs, rhs, variable);
  if (f.symbols().size() > 1) return solve_with_parameters(proposed.all, lhs, rhs, variable);
  return solve_by_search(proposed, lhs, rhs, variable);
}

}  // namespace retort::cas
