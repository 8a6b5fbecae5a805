#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "cas/calculus.h"
#include "cas/domain.h"
#include "cas/quadrature.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "cas/zero_scan.h"
#include "math/derivative.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

bool holds_form(const Expr& e) {
  if (e.is_func("integral") || e.is_func("sum") || e.is_func("limit")) return true;
  return std::any_of(e.args().begin(), e.args().end(), holds_form);
}

bool is_infinite(const Expr& e) {
  return (e.is(Op::kConstant) && e.name() == "oo") || (e.is(Op::kNeg) && is_infinite(e.arg(0)));
}

std::optional<double> bound_value(const Expr& e) {
  if (is_infinite(e)) return e.is(Op::kNeg) ? -HUGE_VAL : HUGE_VAL;
  const auto ball = math::real_value(e);
  return ball.ok() ? std::optional(ball->mid) : std::nullopt;
}

// A zero of a denominator between the bounds, ends included.
std::optional<std::string> pole_between(const Expr& e, const std::string& variable, double low, double high) {
  for (const Expr& d : denominators(e)) {
    const auto fraction = math::as_fraction(d, variable);
    const auto p = fraction ? std::optional(fraction->num) : math::as_polynomial(d, variable);
    if (!p || p->empty()) continue;
    for (const RealRoot& root : real_roots(*p)) {
      const Expr at = root.exact().value_or(root.decimal());
      const auto ball = math::real_value(at);
      if (ball.ok() && ball->mid >= low - 1e-12 && ball->mid <= high + 1e-12) return variable + " = " + math::to_plain(at);
    }
  }
  return std::nullopt;
}

// F at a bound; at infinity its limit there.
Outcome<Expr> value_at_bound(Session& session, const Expr& f, const std::string& variable, const Expr& bound) {
  if (!is_infinite(bound)) return f.substitute(variable, bound);
  RETORT_TRY(auto text, session.names().print(f));
  RETORT_TRY(auto at, session.names().print(bound));
  RETORT_TRY(auto value, session.ask("limit", Json::array({text, session.names().print_symbol(variable), at})));
  RETORT_TRY(auto limit, session.names().read(value));
  if (is_infinite(limit) || holds_form(limit)) return Failure(FailureKind::kDomain, "the integral diverges");
  return limit;
}

Outcome<Expr> simplest_value(Session& session, const Expr& e) {
  const Expr direct = tidy(e);
  if (direct.is_number()) return direct;
  std::vector<Expr> forms{direct};
  if (auto simple = session.apply("simplify", e); simple.ok()) forms.push_back(tidy(*simple));
  RETORT_TRY(auto best, shortest_confirmed(forms, e));
  return best.first;
}

Outcome<ToolResult> checked_by_quadrature(const Expr& value, const Expr& e, const std::string& variable, double low, double high) {
  const auto ball = math::real_value(value);
  if (!ball.ok()) return Failure(FailureKind::kUnverified, "the value found is not a real number");
  const auto numeric = quadrature(e, variable, low, high);
  if (!numeric) return Failure(FailureKind::kUnverified, "the integral could not be confirmed numerically; it may not exist");
  if (std::abs(*numeric - ball->mid) > 1e-7 * std::max(1.0, std::abs(ball->mid)))
    return Failure(FailureKind::kUnverified, fmt::format("the exact value and a numeric integral ({:.9g}) disagree", *numeric));
  return answer(value, "antiderivative differentiated back, compared with a numeric integral", Grade::kNumeric);
}

// Where there is no elementary antiderivative: ten digits on which two subdivisions agree.
Outcome<ToolResult> numeric_integral(const Expr& e, const std::string& variable, double low, double high) {
  const bool finite = std::isfinite(low) && std::isfinite(high);
  const double middle = finite ? low + (high - low) * 0.4371 : std::isfinite(low) ? low + 1 : std::isfinite(high) ? high - 1 : 0.25;
  const auto whole = quadrature(e, variable, low, high);
  const auto left = quadrature(e, variable, low, middle), right = quadrature(e, variable, middle, high);
  if (!whole || !left || !right || std::abs(*left + *right - *whole) > 1e-9 * std::max(1.0, std::abs(*whole)))
    return Failure(FailureKind::kNoSolutionFound, "no antiderivative was found, and a numeric integral did not settle");
  ToolResult r = answer(decimal_number(*whole, 10), "two numeric integrals agree", Grade::kNumeric);
  r.approximate = true;
  return r;
}

}  // namespace

Outcome<Confirmed> shortest_confirmed(std::vector<Expr> forms, const Expr& reference) {
  std::stable_sort(forms.begin(), forms.end(), [](const Expr& a, const Expr& b) { return reading_cost(a) < reading_cost(b); });
  Failure last(FailureKind::kUnverified, "nothing to confirm");
  for (const Expr& form : forms) {
    auto grade = confirm_equal(reference, form);
    if (grade.ok()) return Confirmed(form, *grade);
    last = grade.error();
  }
  return last;
}

Outcome<Confirmed> antiderivative(Session& session, const Expr& e, const std::string& variable) {
  auto asked = session.apply("int", e, variable);
  if (!asked.ok() && asked.error().kind != FailureKind::kUnsupported) return asked.error();
  if (!asked.ok() || holds_form(*asked))
    return Failure(FailureKind::kNoSolutionFound, "no antiderivative in elementary functions was found");
  const Expr& found = *asked;
  std::vector<Expr> forms{tidy(found)};
  for (const char* operation : {"simplify", "normal"})
    if (auto form = session.apply(operation, found); form.ok() && !holds_form(*form)) forms.push_back(tidy(*form));
  std::stable_sort(forms.begin(), forms.end(), [](const Expr& a, const Expr& b) { return reading_cost(a) < reading_cost(b); });
  Failure last(FailureKind::kUnverified, "the antiderivative could not be confirmed");
  for (const Expr& form : forms) {
    const auto back = math::derivative(form, variable);
    if (!back.ok()) continue;
    auto grade = confirm_equal(*back, e);
    if (grade.ok()) return Confirmed(form, *grade);
    last = grade.error();
  }
  return last;
}

Outcome<ToolResult> definite_integral(Session& session, const Expr& e, const std::string& variable, const Expr& lower, const Expr& upper) {
  if (lower.contains_symbol(variable) || upper.contains_symbol(variable))
    return Failure(FailureKind::kArguments, "'lower' and 'upper' must not hold the variable of the integral");
  const bool symbolic = !lower.symbols().empty() || !upper.symbols().empty() || e.symbols().size() > 1;
  const bool polynomial = e.symbols().size() <= 1 && math::as_polynomial(e, variable).has_value();
  if (symbolic && !polynomial && !denominators(e).empty())
    return Failure(FailureKind::kUnsupported, "give numbers for the bounds: whether the integral exists depends on them");
  const auto low = bound_value(lower), high = bound_value(upper);
  if (!symbolic && (!low || !high)) return Failure(FailureKind::kArguments, "'lower' and 'upper' must be real numbers, \"oo\" or \"-oo\"");
  if (!symbolic)
    if (auto pole = pole_between(e, variable, std::min(*low, *high), std::max(*low, *high)))
      return Failure(FailureKind::kDomain, "the integrand has a pole at " + *pole + ", so the integral over this range does not exist as it stands");
  auto f = antiderivative(session, e, variable);
  if (!f.ok()) {
    const auto kind = f.error().kind;
    const bool out_of_reach = kind == FailureKind::kNoSolutionFound || kind == FailureKind::kUnverified;
    return symbolic || !out_of_reach ? Outcome<ToolResult>(f.error()) : numeric_integral(e, variable, *low, *high);
  }
  RETORT_TRY(auto at_upper, value_at_bound(session, f->first, variable, upper));
  RETORT_TRY(auto at_lower, value_at_bound(session, f->first, variable, lower));
  RETORT_TRY(auto value, simplest_value(session, at_upper - at_lower));
  if (polynomial || symbolic) return answer(value, "antiderivative differentiated back", polynomial ? f->second : Grade::kNumeric);
  return checked_by_quadrature(value, e, variable, *low, *high);
}

}  // namespace retort::cas
