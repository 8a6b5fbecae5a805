// Equations with roots and abs( ): each zero of the norm is tried, and nothing else can be a solution.
#include <algorithm>
#include <array>
#include <cmath>

#include "cas/domain.h"
#include "cas/radicals.h"
#include "cas/solve.h"
#include "cas/verify.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Rational;

namespace {

constexpr int kMaxDegree = 40;       // of the norm
constexpr int kFineBits = 300;       // how narrow an interval is made around a zero without a form
constexpr double kNearZero = 1e-20;  // the cube root of the width, and room: values at a zero are below it, others beyond

Failure undecided(const RealRoot& zero) {
  return {FailureKind::kUnverified, "whether there is a solution at about " + math::to_plain(zero.decimal()) + " could not be decided"};
}

// Whether `f` is zero at a zero of its norm that has no form, from both sides of it.
Outcome<bool> vanishes_at(const Expr& f, const std::string& variable, RealRoot zero) {
  RETORT_TRY(const auto scale, Rational::pow(2, kFineBits));
  zero.refine_below((zero.high().abs() + 1) / scale);
  std::array<double, 2> values{};
  int undefined = 0;
  for (int side = 0; side < 2; ++side) {
    const auto ball = math::real_value(f, 15, {{variable, side == 0 ? zero.low() : zero.high()}});
    if (ball.ok()) values[static_cast<std::size_t>(side)] = ball->mid;
    else if (ball.error().code == ErrorCode::kInvalidArgument) ++undefined;
    else return undecided(zero);
  }
  if (undefined == 2) return false;
  const double least = std::min(std::abs(values[0]), std::abs(values[1])), most = std::max(std::abs(values[0]), std::abs(values[1]));
  if (undefined == 0 && least > kNearZero) return false;
  // Continuous between the two, and of both signs.
  if (undefined == 0 && most < kNearZero && (values[0] < 0) != (values[1] < 0)) return true;
  return undecided(zero);
}

// Two neighbours of a grid that are solutions: so is everything between them.
bool holds_on_an_interval(const Expr& lhs, const Expr& rhs, const std::string& variable) {
  bool before = false;
  for (int i = -80; i <= 80; ++i) {
    const auto grade = holds_at(lhs, rhs, variable, Expr::number(Rational(i, 8)));
    const bool now = grade.ok() && grade->has_value();
    if (now && before) return true;
    before = now;
  }
  return false;
}

// The zeros of the norm that are solutions. `forms` are the worker's.
Outcome<Solutions> tried(const std::vector<RealRoot>& zeros, const std::vector<Expr>& forms, const Expr& lhs, const Expr& rhs,
                         const std::string& variable) {
  Solutions s{.verified_by = "zeros of the norm isolated (FLINT), each substituted (Arb)", .grade = Grade::kProved};
  for (const RealRoot& zero : zeros) {
    auto form = zero.exact();
    for (const Expr& e : forms)
      if (!form && !is_decimal(e) && lies_at(e, zero)) form = e;
    if (form) {
      RETORT_TRY(const auto grade, holds_at(lhs, rhs, variable, *form));
      if (grade) s.all.push_back({*form, false});
      if (grade) s.grade = weaker(s.grade, *grade);
      continue;
    }
    RETORT_TRY(const bool solution, vanishes_at(lhs - rhs, variable, zero));
    if (solution) s.all.push_back({zero.decimal(), true});
    s.grade = Grade::kNumeric;
  }
  return s;
}

}  // namespace

Outcome<std::optional<Solutions>> solve_radicals(Session& session, const Expr& lhs, const Expr& rhs, const std::string& variable) {
  using Answer = std::optional<Solutions>;
  RETORT_TRY(const auto norm, norm_of_numerator(lhs - rhs, variable));
  if (!norm) return Answer();
  if (norm->empty() && holds_on_an_interval(lhs, rhs, variable))
    return Failure(FailureKind::kDomain, "it holds for all numbers of a whole interval, not for single ones");
  if (norm->empty()) return Failure(FailureKind::kUnverified, "its roots depend on each other: simplify both sides first");
  if (math::degree(*norm) > kMaxDegree) return Failure(FailureKind::kUnsupported, "the degree is too high once its roots are removed");
  const auto zeros = real_roots(*norm);
  std::vector<Expr> forms;
  if (std::any_of(zeros.begin(), zeros.end(), [](const RealRoot& z) { return !z.exact(); })) {
    RETORT_TRY(auto proposed, worker_solutions(session, lhs - rhs, variable));
    forms = std::move(proposed.all);
  }
  RETORT_TRY(auto solutions, tried(zeros, forms, lhs, rhs, variable));
  return Answer(std::move(solutions));
}

}  // namespace retort::cas
