// Limits, from one side or both.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "cas/calculus.h"
#include "cas/registry.h"
#include "cas/verify.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

struct Target {
  std::string variable;
  Expr point;          // a number, oo or -oo
  bool infinite = false;
  int side = 0;        // 1 from above, -1 from below; at infinity the only one there is
};

bool is_infinity(const Expr& e) { return e.is(Op::kConstant) && e.name() == "oo"; }
bool is_infinite(const Expr& e) { return is_infinity(e) || (e.is(Op::kNeg) && is_infinity(e.arg(0))); }
Expr infinity(int sign) { return sign < 0 ? -Expr::constant("oo") : Expr::constant("oo"); }

// p/q in lowest terms at the point: exact.
std::optional<Expr> rational_limit(const Expr& e, const Target& t) {
  math::Fraction f;
  if (auto p = math::as_polynomial(e, t.variable)) {
    f = {*p, {Rational(1)}};
  } else if (auto q = math::as_fraction(e, t.variable)) {
    f = *q;
  } else {
    return std::nullopt;
  }
  if (f.num.empty()) return Expr::integer(0);
  if (t.infinite) {
    const int difference = math::degree(f.num) - math::degree(f.den);
    if (difference < 0) return Expr::integer(0);
    const Rational lead = f.num.back() / f.den.back();
    if (difference == 0) return Expr::number(lead);
    return infinity(t.side > 0 && difference % 2 != 0 ? -lead.sign() : lead.sign());
  }
  const auto at = math::exact_value(t.point);
  if (!at.ok()) return std::nullopt;
  const Rational top = math::evaluate(f.num, *at), bottom = math::evaluate(f.den, *at);
  if (!bottom.is_zero()) return Expr::number(top / bottom);
  // The sign beside the pole: an even or odd zero of the denominator.
  int order = 0;
  math::Coefficients rest = f.den;
  const math::Coefficients root{-*at, Rational(1)};
  while (math::evaluate(rest, *at).is_zero()) rest = math::divide(rest, root).first, ++order;
  int sign = top.sign() * math::evaluate(rest, *at).sign();
  if (t.side < 0 && order % 2 != 0) sign = -sign;
  return infinity(sign);
}

// The point at distance 10^-n (or 10^n far out) on the side asked for.
Expr approach(const Target& t, int n) {
  const Expr step = Expr::number(*Rational::pow(10, t.infinite ? n : -n));
  if (t.infinite) return is_infinity(t.point) ? step : -step;
  return t.side < 0 ? t.point - step : t.point + step;
}

std::optional<double> value_near(const Expr& e, const Target& t, int n) {
  const Expr there = e.substitute(t.variable, approach(t, n));
  // A ball never gets narrow relative to a value that is exactly 0.
  if (const auto exact = math::exact_value(there); exact.ok()) return exact->to_double();
  const auto ball = math::real_value(there, 20);
  return ball.ok() ? std::optional(ball->mid) : std::nullopt;
}

// The distance to the limit shrinks, or the values grow without bound on the right side, at three points.
bool tends_to(const Expr& e, const Target& t, const Expr& limit, const std::array<int, 3>& scales) {
  double before = HUGE_VAL;
  const bool unbounded = is_infinite(limit);
  std::optional<math::RealBall> target;
  if (!unbounded) {
    const auto ball = math::real_value(limit, 30);
    if (!ball.ok()) return false;
    target = *ball;
  }
  double grown = 0;
  for (int n : scales) {
    if (unbounded) {
      const auto v = value_near(e, t, n);
      if (!v || (*v > 0) != is_infinity(limit) || std::abs(*v) <= grown * 1.2) return false;
      grown = std::abs(*v);
      continue;
    }
    const auto distance = value_near(e - limit, t, n);
    const double d = distance ? std::abs(*distance) : HUGE_VAL;
    if (d > 1e-12 * std::max(1.0, std::abs(target->mid)) && d > before / 1.5) return false;
    before = d;
  }
  return unbounded ? grown > 10 : before < 0.02 * std::max(1.0, std::abs(target->mid));
}

bool confirmed_numerically(const Expr& e, const Target& t, const Expr& limit) {
  for (const auto& scales : {std::array{20, 80, 320}, std::array{6, 12, 24}, std::array{1, 2, 3}})
    if (tends_to(e, t, limit, scales)) return true;
  return false;
}

// Parameters get sample values for the numeric check.
Expr sampled(Expr e, const std::vector<std::string>& parameters) {
  long long n = 0;
  for (const auto& p : parameters) e = e.substitute(p, Expr::number(Rational(1237 + 411 * ++n, 1000)));
  return e;
}

Outcome<Expr> worker_limit(Session& session, const Expr& e, const Target& t) {
  RETORT_TRY(auto text, session.names().print(e));
  RETORT_TRY(auto point, session.names().print(t.point));
  Json args = Json::array({text, session.names().print_symbol(t.variable), point});
  if (!t.infinite) args.push_back(t.side < 0 ? "(-1)" : "1");
  RETORT_TRY(auto value, session.ask("limit", args));
  if (value.is_string() && value.get_ref<const std::string&>().find("bounded_function") != std::string::npos)
    return Failure(FailureKind::kDomain, "there is no limit: the values go on oscillating");
  RETORT_TRY(auto limit, session.names().read(value));
  if (limit.contains_symbol(t.variable) || limit.is_func("limit"))
    return Failure(FailureKind::kNoSolutionFound, "no limit was found");
  return limit;
}

struct OneSided { Expr value; Grade grade; };

Outcome<OneSided> one_sided(Session& session, const Expr& e, const Target& t) {
  const auto exact = e.symbols().size() <= 1 ? rational_limit(e, t) : std::nullopt;
  RETORT_TRY(auto proposed, worker_limit(session, e, t));
  proposed = is_infinite(proposed) ? proposed : tidy(proposed);
  if (exact) {
    if (!exact->same(proposed)) return Failure(FailureKind::kUnverified, "two computations of this limit disagree");
    return OneSided{*exact, Grade::kProved};
  }
  std::vector<std::string> parameters = e.symbols();
  std::erase(parameters, t.variable);
  Target at = t;
  at.point = t.infinite ? t.point : sampled(t.point, parameters);
  if (!confirmed_numerically(sampled(e, parameters), at, sampled(proposed, parameters)))
    return Failure(FailureKind::kUnverified, "the limit found could not be confirmed by values near the point; it may not exist");
  return OneSided{proposed, Grade::kNumeric};
}

ToolResult limit_answer(const OneSided& limit) {
  return answer(limit.value, limit.grade == Grade::kProved ? "common factors cancelled exactly (FLINT)" : "values near the point (Arb)", limit.grade);
}

Outcome<ToolResult> compute_limit(Session& session, const Arguments& args) {
  const Expr& e = args.expr("expression");
  Target t;
  RETORT_TRY(t.variable, chosen_variable(args, {e}));
  t.point = args.expr("point");
  if (t.point.contains_symbol(t.variable)) return Failure(FailureKind::kArguments, "'point' must not hold the variable");
  t.infinite = is_infinite(t.point);
  if (!t.infinite) t.point = tidy(t.point);
  const std::string direction = args.has("direction") ? args.text("direction") : "+-";
  if (t.infinite || direction != "+-") {
    t.side = t.infinite ? (is_infinity(t.point) ? -1 : 1) : direction == "-" ? -1 : 1;
    RETORT_TRY(auto limit, one_sided(session, e, t));
    return limit_answer(limit);
  }
  t.side = 1;
  auto above = one_sided(session, e, t);
  t.side = -1;
  auto below = one_sided(session, e, t);
  if (above.ok() && below.ok()) {
    if (!is_infinite(above->value) && !is_infinite(below->value)) {
      if (const auto same = confirm_equal(above->value, below->value); same.ok())
        return limit_answer({above->value, weaker(above->grade, below->grade)});
    } else if (above->value.same(below->value)) {
      return limit_answer({above->value, weaker(above->grade, below->grade)});
    }
    return Failure(FailureKind::kDomain, fmt::format("there is no two-sided limit: {} from above, {} from below; give 'direction' as \"+\" or \"-\"",
                                                     math::to_plain(above->value), math::to_plain(below->value)));
  }
  if (above.ok() != below.ok()) {
    const bool is_above = above.ok();
    const Failure& other = is_above ? below.error() : above.error();
    if (other.kind == FailureKind::kDeadline || other.kind == FailureKind::kCrash || other.kind == FailureKind::kMemory) return other;
    return Failure(FailureKind::kDomain, fmt::format("only the limit from {} was found: {}; give 'direction' as \"{}\"", is_above ? "above" : "below",
                                                     math::to_plain((is_above ? above : below)->value), is_above ? "+" : "-"));
  }
  return above.error();
}

}  // namespace

Approach approaches(const Expr& e, const std::string& variable, const Expr& point, int side, const Expr& value) {
  const Target t{variable, point, false, side};
  if (confirmed_numerically(e, t, value)) return Approach::kYes;
  // Far or unbounded at every distance.
  for (int digits : {6, 20, 80}) {
    const auto away = value_near(e - value, t, digits);
    if (!away || std::abs(*away) < 1e-3) return Approach::kOpen;
  }
  return Approach::kNo;
}

std::vector<ToolEntry> limit_tools() {
  return {{"compute_limit",
           "Limit of a function at a point.",
           {{"expression", ArgKind::kExpression, "a function such as \"(x**2 - 1)/(x - 1)\""},
            {"variable", ArgKind::kVariable, "the variable, such as \"x\"; may be left out when there is only one symbol", false},
            {"point", ArgKind::kExpression, "where: a number, \"oo\" or \"-oo\""},
            {"direction", ArgKind::kDirection, "\"+\" from above, \"-\" from below, \"+-\" (the default) both", false}},
           {{"expression", "(x**2 - 9)/(x - 3)"}, {"variable", "x"}, {"point", 3}},
           true,
           compute_limit}};
}

}  // namespace retort::cas
