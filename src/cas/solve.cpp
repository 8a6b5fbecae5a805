#include "cas/solve.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/text.h"
#include "cas/domain.h"
#include "cas/expression_matrix.h"
#include "cas/periodic.h"
#include "cas/polynomial_roots.h"
#include "cas/verify.h"
#include "cas/zero_scan.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

bool is_decimal(const Expr& e) {
  if (e.is_number() && e.text().find('.') != std::string::npos) return true;
  return std::any_of(e.args().begin(), e.args().end(), is_decimal);
}

Outcome<Proposed> worker_solutions(Session& session, const Expr& f, const std::string& variable) {
  RETORT_TRY(auto text, session.names().print(f));
  auto value = session.ask("solve", Json::array({text, session.names().print_symbol(variable)}));
  if (!value.ok() && value.error().kind != FailureKind::kUnsupported) return value.error();
  Proposed out;
  if (!value.ok() || !value->is_array()) return out;
  for (const auto& item : *value)
    if (auto e = session.names().read(item); e.ok() && !e->contains_symbol(variable)) out.all.push_back(is_decimal(*e) ? *e : tidy(*e));
  out.complete = out.all.size() == value->size();
  return out;
}

Outcome<std::vector<Expr>> differences(const std::vector<Expr>& equations, std::string_view argument) {
  std::vector<Expr> out;
  for (const Expr& e : equations) {
    if (e.is(Op::kChain) || (e.is(Op::kRel) && e.name() != "="))
      return Failure(FailureKind::kArguments, fmt::format("'{}' must be equations with one '=' each, such as \"2*x + y = 5\"", argument));
    out.push_back(e.is(Op::kRel) ? e.arg(0) - e.arg(1) : e);
  }
  return out;
}

bool lies_at(const Expr& e, RealRoot root) {
  const auto ball = math::real_value(e, 30);
  if (!ball.ok()) return false;
  root.refine_below(Rational(1, 1'000'000'000'000LL));
  const double slack = 1e-9 + 1e-12 * std::abs(ball->mid);
  return ball->mid >= root.low().to_double() - slack && ball->mid <= root.high().to_double() + slack;
}

Outcome<std::optional<Grade>> holds_at(const Expr& lhs, const Expr& rhs, const std::string& variable, const Expr& value) {
  const auto left = put_in_reals(lhs, variable, value), right = put_in_reals(rhs, variable, value);
  for (const auto& side : {left, right})
    if (side.place == Substituted::Place::kOutside) return std::optional<Grade>();
  std::string reason = "its place in the domain is open";
  if (left.place == Substituted::Place::kInside && right.place == Substituted::Place::kInside) {
    const auto verdict = math::equal(left.e, right.e);
    if (verdict.outcome == math::Verdict::Outcome::kEqual) return std::optional(verdict.grade);
    if (verdict.outcome == math::Verdict::Outcome::kDifferent) return std::optional<Grade>();
    reason = verdict.reason;
  }
  return Failure(FailureKind::kUnverified, fmt::format("whether {} is a solution could not be decided: {}", math::to_plain(value), reason));
}

namespace {

bool holds_step(const Expr& e) { return e.is_func("floor") || e.is_func("ceil") || std::any_of(e.args().begin(), e.args().end(), holds_step); }

constexpr int kMaxFormDegree = 4;

// Exact forms of all zeros, each put into the equation; nothing where one has none that is known here.
std::optional<Solutions> zeros_in_exact_form(const std::vector<RealRoot>& zeros, const Expr& lhs, const Expr& rhs, const std::string& variable) {
  Solutions s{.verified_by = "roots counted and isolated (FLINT), each substituted", .grade = Grade::kProved};
  for (const RealRoot& zero : zeros) {
    auto form = zero.exact();
    if (!form && math::degree(zero.factor()) > kMaxFormDegree) return std::nullopt;
    if (!form) {
      const auto roots = polynomial_roots(zero.factor());
      if (!roots.ok()) return std::nullopt;
      for (const PolynomialRoot& root : roots->all)
        if (!root.approximate && root.im == 0 && lies_at(root.value, zero)) form = root.value;
    }
    if (!form) return std::nullopt;
    const auto grade = confirm_equal(lhs.substitute(variable, *form), rhs.substitute(variable, *form));
    if (!grade.ok()) return std::nullopt;
    s.grade = weaker(s.grade, *grade);
    s.all.push_back({*form, false});
  }
  return s;
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

// Numbers that are often solutions where no sign changes: 0, 1, -1 and the places where the domain may end.
void add_likely(const Expr& e, const std::string& variable, std::vector<Expr>& out) {
  if (!e.contains_symbol(variable)) return;
  const bool bounded = e.is_func("sqrt") || e.is_func("root") || e.is_func("ln") || e.is_func("log") || e.is_func("abs") || e.is(Op::kPow);
  if (const auto p = bounded ? math::as_polynomial(e.arg(0), variable, 1) : std::nullopt; p && p->size() == 2)
    out.push_back(Expr::number(-(*p)[0] / (*p)[1]));
  for (const Expr& arg : e.args()) add_likely(arg, variable, out);
}

// A decimal that the worker proposes: a zero near it; nothing where there is none for certain.
Outcome<std::optional<double>> zero_near(const Expr& f, const std::string& variable, double point) {
  if (const auto zero = certified_zero_near(f, variable, point)) return zero;
  const auto value = approximate_value(f, variable, rational_of(point));
  // Small and without a change of sign: a zero that only touches, or none.
  if (value && std::abs(*value) < 1e-6)
    return Failure(FailureKind::kUnverified, fmt::format("whether there is a solution at about {} could not be decided", point));
  return std::optional<double>();
}

constexpr std::size_t kMostProposed = 400;

// Everything else: solutions of the worker and likely numbers that put the equation right, and zeros that a scan of the line finds besides.
Outcome<Solutions> solve_by_search(const Proposed& proposed, const Expr& lhs, const Expr& rhs, const std::string& variable) {
  const Expr f = lhs - rhs;
  const auto period = period_of(f, variable);
  Solutions s{.verified_by = "solutions substituted, the line scanned for others (Arb)", .grade = Grade::kNumeric};
  std::vector<std::pair<double, Solution>> found;
  const auto add = [&](double value, Expr form, bool approximate) {
    // Far below zero another period is nicer: pi/2 and not -3*pi/2.
    if (period && !approximate && value < -0.51 * period->length) {
      form = collected(form + period->exact);
      value += period->length;
    }
    const auto same = [&](const auto& k) { return same_solution(k.first, value, period ? period->length : 0); };
    if (std::none_of(found.begin(), found.end(), same)) found.push_back({value, {form, approximate}});
  };
  // A zero of a periodic function may be a simple part of pi.
  const auto add_zero = [&](double zero) {
    for (const long long parts : {1, 2, 3, 4, 5, 6, 8, 10, 12}) {
      const double above = std::round(zero / std::numbers::pi * static_cast<double>(parts));
      if (!period || std::abs(above) > 1000 || std::abs(zero / std::numbers::pi * static_cast<double>(parts) - above) > 1e-9) continue;
      const Expr angle = collected(Expr::number(Rational(static_cast<long long>(above), parts)) * Expr::constant("pi"));
      if (const auto grade = holds_at(lhs, rhs, variable, angle); grade.ok() && *grade) return add(zero, angle, false);
    }
    // What comes out as 1e-34 is 0 where 0 is a zero.
    const auto at_nought = std::abs(zero) < 1e-12 ? holds_at(lhs, rhs, variable, Expr::integer(0)) : Outcome<std::optional<Grade>>(std::optional<Grade>());
    const bool nought = at_nought.ok() && *at_nought;
    add(nought ? 0.0 : zero, nought ? Expr::integer(0) : decimal_number(zero), !nought);
  };
  if (proposed.all.size() > kMostProposed) return Failure(FailureKind::kUnsupported, "there are more solutions than can be listed");
  for (const Expr& e : proposed.all) {
    const auto ball = math::real_value(e);
    if (!ball.ok()) continue;
    if (is_decimal(e)) {
      RETORT_TRY(const auto zero, zero_near(f, variable, ball->mid));
      if (zero) add_zero(*zero);
    } else {
      RETORT_TRY(const auto grade, holds_at(lhs, rhs, variable, e));
      if (grade) add(ball->mid, e, false);
    }
  }
  std::vector<Expr> likely{Expr::integer(0), Expr::integer(1), Expr::integer(-1)};
  add_likely(f, variable, likely);
  for (const Expr& e : likely)
    if (const auto grade = holds_at(lhs, rhs, variable, e); grade.ok() && *grade) add(e.value().to_double(), e, false);
  for (double zero : scan_for_zeros(f, variable, period ? std::optional(period->length) : std::nullopt)) add_zero(zero);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [value, solution] : found) s.all.push_back(std::move(solution));
  if (s.all.empty() && !proposed.complete && holds_step(f))
    return Failure(FailureKind::kNoSolutionFound, "the solutions of an equation with floor or ceil fill intervals: floor(u) = n means n <= u < n + 1, ceil(u) = n means n - 1 < u <= n; use reduce_inequalities");
  if (s.all.empty() && !proposed.complete)
    return Failure(FailureKind::kNoSolutionFound, "no real solution was found; the equation may have none");
  if (s.all.empty()) s.verified_by = "none found by the solver nor by a scan of the line";
  if (period && !s.all.empty()) s.conditions.push_back("plus any whole multiple of " + math::to_plain(period->exact));
  return s;
}

// c sin(ax + b) or c cos(ax + b).
bool is_wave(const Expr& e, const std::string& variable) {
  if (e.is(Op::kNeg)) return is_wave(e.arg(0), variable);
  if (e.is(Op::kMul) && e.args().size() == 2 && math::exact_value(e.arg(0)).ok()) return is_wave(e.arg(1), variable);
  if (!e.is_func("sin") && !e.is_func("cos")) return false;
  const auto inside = math::as_polynomial(e.arg(0), variable, 1);
  return inside && inside->size() == 2;
}

// Waves beside a polynomial that is not constant, such as cos(x) - x: the engine finds nothing after a long search.
bool mixes_wave_and_polynomial(const Expr& f, const std::string& variable) {
  std::vector<Expr> open{f};
  bool wave = false, polynomial = false;
  while (!open.empty()) {
    const Expr e = open.back();
    open.pop_back();
    if (e.is(Op::kAdd) || (e.is(Op::kNeg) && e.arg(0).is(Op::kAdd))) {
      const auto& terms = e.is(Op::kAdd) ? e.args() : e.arg(0).args();
      open.insert(open.end(), terms.begin(), terms.end());
    } else if (is_wave(e, variable)) {
      wave = true;
    } else if (const auto p = math::as_polynomial(e, variable)) {
      polynomial = polynomial || math::degree(*p) > 0;
    } else {
      return false;
    }
  }
  return wave && polynomial;
}

}  // namespace

Outcome<Solutions> solve(Session& session, const Expr& lhs, const Expr& rhs, const std::string& variable) {
  const Expr f = lhs - rhs;
  if (f.symbols().empty()) return Failure(FailureKind::kArguments, "the equation holds no unknown: it is only true or false");
  if (!f.contains_symbol(variable))
    return Failure(FailureKind::kArguments, fmt::format("the equation does not hold '{}'; its symbols are {}", variable, join(f.symbols(), ", ")));
  RETORT_TRY(auto zeros, exact_zeros(f, variable));
  if (!zeros && f.symbols().size() == 1) {
    RETORT_TRY(auto solutions, solve_radicals(session, lhs, rhs, variable));
    if (solutions) return *std::move(solutions);
  }
  if (zeros)
    if (auto exact = zeros_in_exact_form(*zeros, lhs, rhs, variable)) return *std::move(exact);
  if (mixes_wave_and_polynomial(f, variable)) return solve_by_search({}, lhs, rhs, variable);
  RETORT_TRY(auto proposed, worker_solutions(session, f, variable));
  if (zeros) return named_zeros(*zeros, proposed.all, lhs, rhs, variable);
  if (f.symbols().size() > 1) return solve_with_parameters(proposed.all, lhs, rhs, variable);
  return solve_by_search(proposed, lhs, rhs, variable);
}

}  // namespace retort::cas
