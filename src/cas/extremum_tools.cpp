// The largest and the smallest value of a function on an interval.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "cas/calculus.h"
#include "cas/domain.h"
#include "cas/expression_matrix.h"
#include "cas/periodic.h"
#include "cas/registry.h"
#include "cas/solve.h"
#include "cas/verify.h"
#include "cas/zero_scan.h"
#include "math/identity.h"
#include "math/derivative.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

constexpr std::size_t kMaxPlaces = 200;
constexpr double kTouch = 1e-12;   // relative distance below which two values are the same

struct Place {
  Expr at;
  double x = 0;
  bool approximate = false;
};

struct Candidate {
  Place place;
  double value = 0;
};

// The function on its interval; `sign` 1 asks for the largest value, -1 for the smallest.
struct Problem {
  Expr f;
  std::string variable;
  Expr low, high;
  double from = -HUGE_VAL, to = HUGE_VAL;
  int sign = 1;

  bool bounded() const { return std::isfinite(from) && std::isfinite(to); }
  bool contains(double x) const { return x >= from - kTouch * std::abs(from) && x <= to + kTouch * std::abs(to); }
  const char* wanted() const { return sign > 0 ? "largest" : "smallest"; }
};

bool is_constant(const Problem& p) {
  const auto slope = math::derivative(p.f, p.variable);
  return slope.ok() && math::equal(*slope, Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual;
}

bool is_infinite(const Expr& e) { return (e.is(Op::kConstant) && e.name() == "oo") || (e.is(Op::kNeg) && is_infinite(e.arg(0))); }

Outcome<double> end_of(const Arguments& args, const char* name, double otherwise) {
  if (!args.has(name)) return otherwise;
  const Expr& e = args.expr(name);
  if (is_infinite(e)) return e.is(Op::kNeg) ? -HUGE_VAL : HUGE_VAL;
  const auto ball = math::real_value(e);
  if (ball.ok()) return ball->mid;
  const auto exact = math::exact_value(e);
  if (exact.ok()) return exact->to_double();
  return Failure(FailureKind::kArguments, fmt::format("'{}' must be a real number, \"oo\" or \"-oo\"", name));
}

// max(a, b) is (a + b + |a - b|)/2, min(a, b) with a minus.
Expr without_max(const Expr& e) {
  if (e.args().empty()) return e;
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(without_max(arg));
  const bool max = e.is_func("max");
  if ((max || e.is_func("min")) && args.size() == 2) {
    const Expr apart = Expr::func("abs", {args[0] - args[1]});
    return (args[0] + args[1] + (max ? apart : -apart)) / Expr::integer(2);
  }
  return e.is(Op::kFunc) ? Expr::func(e.name(), std::move(args)) : Expr::make(e.op(), std::move(args), e.name());
}

Outcome<Problem> read(const Arguments& args, int sign) {
  Problem p{without_max(args.expr("expression")), "", Expr(), Expr()};
  p.sign = sign;
  RETORT_TRY(p.variable, chosen_variable(args, {p.f}));
  if (p.f.symbols().size() > 1) return Failure(FailureKind::kUnsupported, "put numbers in for the symbols besides '" + p.variable + "' first");
  RETORT_TRY(p.from, end_of(args, "lower", -HUGE_VAL));
  RETORT_TRY(p.to, end_of(args, "upper", HUGE_VAL));
  if (p.from >= p.to) return Failure(FailureKind::kArguments, "'lower' must be below 'upper'");
  if (std::isfinite(p.from)) p.low = tidy(args.expr("lower"));
  if (std::isfinite(p.to)) p.high = tidy(args.expr("upper"));
  return p;
}

// The zeros of `h` on the interval; of a periodic one all that lie in it, or those of one period where it has no ends.
Outcome<std::vector<Place>> zeros_on(Session& session, const Problem& p, const Expr& h) {
  std::vector<Place> out;
  if (!h.contains_symbol(p.variable)) return out;
  const auto found = solve(session, h, Expr::integer(0), p.variable);
  if (!found.ok()) {
    // Zero on a whole interval: its ends are kinks, which are looked at by themselves.
    if (found.error().kind == FailureKind::kNoSolutionFound || found.error().kind == FailureKind::kDomain) return out;
    return found.error();
  }
  const auto period = period_of(h, p.variable);
  if (period && !p.bounded() && !period_of(p.f, p.variable))
    return Failure(FailureKind::kUnsupported, "there are places without end to look at: give 'lower' and 'upper'");
  for (const Solution& s : found->all) {
    const auto at = math::real_value(s.value);
    const double x = at.ok() ? at->mid : 0;
    if (!period || !p.bounded()) {
      if (p.contains(x)) out.push_back({s.value, x, s.approximate});
      continue;
    }
    for (double k = std::ceil((p.from - x) / period->length - kTouch); x + k * period->length <= p.to + kTouch && out.size() < kMaxPlaces; ++k) {
      const Expr shifted = s.value + Expr::integer(static_cast<long long>(k)) * period->exact;
      const Expr there = k == 0 ? s.value : s.approximate ? tidy(shifted) : collected(shifted);
      if (p.contains(x + k * period->length)) out.push_back({there, x + k * period->length, s.approximate});
    }
  }
  if (out.size() >= kMaxPlaces) return Failure(FailureKind::kUnsupported, "there are too many places to look at");
  return out;
}

// What is divided by, sines and cosines below tan and its kin included; and insides at whose zeros a kink or an end of the domain lies.
void collect(const Expr& e, std::vector<Expr>& poles, std::vector<Expr>& kinks) {
  if (e.is_func("tan") || e.is_func("sec")) poles.push_back(Expr::func("cos", {e.arg(0)}));
  if (e.is_func("cot") || e.is_func("csc")) poles.push_back(Expr::func("sin", {e.arg(0)}));
  if (e.is_func("abs") || e.is_func("sqrt") || e.is_func("root") || (e.is(Op::kPow) && !e.arg(1).is_integer())) kinks.push_back(e.arg(0));
  for (const Expr& arg : e.args()) collect(arg, poles, kinks);
}

Outcome<std::vector<Place>> places(Session& session, const Problem& p) {
  std::vector<Expr> poles = denominators(p.f), kinks;
  collect(p.f, poles, kinks);
  for (const Expr& pole : poles) {
    RETORT_TRY(const auto zeros, zeros_on(session, p, pole));
    if (!zeros.empty())
      return Failure(FailureKind::kDomain, fmt::format("the function is not defined at {} = {}: give an interval without it", p.variable, math::to_plain(zeros[0].at)));
  }
  RETORT_TRY(auto slope, math::derivative(p.f, p.variable));
  std::vector<Place> all;
  for (const Expr* end : {&p.low, &p.high})
    if (const double x = end == &p.low ? p.from : p.to; std::isfinite(x)) all.push_back({*end, x, false});
  kinks.insert(kinks.begin(), slope);
  for (const Expr& h : kinks) {
    RETORT_TRY(const auto zeros, zeros_on(session, p, h));
    all.insert(all.end(), zeros.begin(), zeros.end());
  }
  return all;
}

std::optional<double> value_at(const Problem& p, const Expr& at) {
  const Expr there = p.f.substitute(p.variable, at);
  if (const auto exact = math::exact_value(there); exact.ok()) return exact->to_double();
  const auto ball = math::real_value(there);
  if (ball.ok()) return ball->mid;
  const auto inside = put_in_reals(p.f, p.variable, at);
  if (inside.place != Substituted::Place::kInside) return std::nullopt;
  // A ball never gets narrow relative to a value that is exactly 0.
  return confirm_equal(inside.e, Expr::integer(0)).ok() ? std::optional(0.0) : std::nullopt;
}

bool is_defined_far_out(const Problem& p, int side) {
  const auto defined = [&](double x) { return approximate_value(p.f, p.variable, rational_of(side * x)).has_value(); };
  return defined(1e4) || defined(1e7) || defined(1e10);
}

// Where the interval has no end, the values must not come to pass, nor come as near as one likes to, what is better than `best`.
Outcome<bool> no_better_far_out(Session& session, const Problem& p, double best) {
  if (period_of(p.f, p.variable)) return true;
  for (const int side : {-1, 1}) {
    if (std::isfinite(side < 0 ? p.from : p.to) || !is_defined_far_out(p, side)) continue;
    const Expr point = side < 0 ? -Expr::constant("oo") : Expr::constant("oo");
    RETORT_TRY(auto text, session.names().print(p.f));
    RETORT_TRY(auto at, session.names().print(point));
    const auto asked = session.ask("limit", Json::array({text, session.names().print_symbol(p.variable), at}));
    const auto limit = asked.ok() ? session.names().read(*asked) : Outcome<Expr>(asked.error());
    const auto ball = limit.ok() && !is_infinite(*limit) ? math::real_value(*limit) : Result<math::RealBall>(Error{ErrorCode::kUnsupported, ""});
    const auto exact = limit.ok() ? math::exact_value(*limit) : Result<Rational>(Error{ErrorCode::kUnsupported, ""});
    if (limit.ok() && is_infinite(*limit)) {
      if (limit->is(Op::kNeg) == (p.sign < 0))
        return Failure(FailureKind::kDomain, fmt::format("there is no {} value: the values {} without bound", p.wanted(), p.sign > 0 ? "grow" : "fall"));
    } else if (ball.ok() || exact.ok()) {
      const double value = exact.ok() ? exact->to_double() : ball->mid;
      if (p.sign * (value - best) > kTouch * std::max(1.0, std::abs(best)))
        return Failure(FailureKind::kDomain, fmt::format("there is no {} value: the values come close to {} and do not reach it", p.wanted(), math::to_plain(*limit)));
    } else {
      return Failure(FailureKind::kUnsupported, "how the values go on far out could not be decided: give 'lower' and 'upper'");
    }
  }
  return true;
}

// Many points, dense near the candidates and far out where there is no end: none may be better than `best`.
Outcome<bool> no_better_sample(const Problem& p, const std::vector<Candidate>& candidates, double best) {
  std::vector<double> points;
  if (p.bounded())
    for (int i = 0; i <= 200; ++i) points.push_back(p.from + (p.to - p.from) * (i + 0.137) / 200.5);
  for (const Candidate& c : candidates)
    for (const double d : {1e-9, 1e-6, 1e-3, 0.03, 0.31, 1.7, 13.0, 470.0, 1e5, 1e8})
      for (const double x : {c.place.x - d * std::max(1.0, std::abs(c.place.x)), c.place.x + d * std::max(1.0, std::abs(c.place.x))}) points.push_back(x);
  for (const double x : points) {
    if (x < p.from || x > p.to) continue;
    const auto value = approximate_value(p.f, p.variable, rational_of(x));
    if (value && p.sign * (*value - best) > 1e-9 * std::max(1.0, std::abs(best)))
      return Failure(FailureKind::kDomain, fmt::format("there is no {} value, or it was not found: near {} = {:.6g} the values pass all that were found", p.wanted(), p.variable, x));
  }
  return true;
}

// Exactly, for quotients of polynomials and rational ends: between the zeros of f - best nothing is better.
bool proved_best(const Problem& p, const Rational& best) {
  const auto whole = math::as_polynomial(p.f, p.variable);
  const auto quotient = whole ? std::nullopt : math::as_fraction(p.f, p.variable);
  if (!whole && !quotient) return false;
  math::Coefficients h = math::add(whole ? *whole : quotient->num, math::multiply(quotient ? quotient->den : math::Coefficients{Rational(1)}, {-best}));
  if (quotient) h = math::multiply(h, quotient->den);
  if (math::degree(h) < 1) return h.empty();
  // The ends of the interval as further zeros: each cell lies inside of it or outside.
  for (const auto& [end, x] : {std::pair(p.low, p.from), std::pair(p.high, p.to)}) {
    if (!std::isfinite(x)) continue;
    const auto exact = math::exact_value(end);
    if (!exact.ok()) return false;
    h = math::multiply(h, {-*exact, Rational(1)});
  }
  auto roots = real_roots(h);
  std::vector<Rational> samples = cell_samples(roots);
  std::erase_if(samples, [&](const Rational& s) {
    return (std::isfinite(p.from) && s < *math::exact_value(p.low)) || (std::isfinite(p.to) && *math::exact_value(p.high) < s);
  });
  return std::all_of(samples.begin(), samples.end(), [&](const Rational& s) {
    const auto value = math::exact_value(p.f.substitute(p.variable, Expr::number(s)));
    return value.ok() && (*value - best).sign() * p.sign <= 0;
  });
}

// Where the best value is taken on whole intervals: "at every x with -5 <= x <= 2".
std::optional<std::string> flat_range(const Problem& p, const std::vector<Candidate>& best) {
  if (best.empty() || period_of(p.f, p.variable)) return std::nullopt;
  const auto same = [&](double x) {
    const auto v = approximate_value(p.f, p.variable, rational_of(x));
    return v && std::abs(*v - best[0].value) <= kTouch * std::max(1.0, std::abs(best[0].value));
  };
  const auto between = [&](double a, double b) { return same(a + (b - a) * 0.137) && same((a + b) / 2) && same(a + (b - a) * 0.861); };
  const Candidate &first = best.front(), &last = best.back();
  const bool down = !std::isfinite(p.from) && same(first.place.x - 0.37) && same(first.place.x - 11.3) && same(first.place.x - 1e4);
  const bool up = !std::isfinite(p.to) && same(last.place.x + 0.37) && same(last.place.x + 11.3) && same(last.place.x + 1e4);
  for (std::size_t i = 0; i + 1 < best.size(); ++i)
    if (!between(best[i].place.x, best[i + 1].place.x)) return std::nullopt;
  if (!down && !up && best.size() < 2) return std::nullopt;
  const std::string low = math::to_plain(first.place.at), high = math::to_plain(last.place.at);
  if (down && up) return std::nullopt;
  return "at every " + p.variable + " with " + (down ? p.variable + " <= " + high : up ? p.variable + " >= " + low : low + " <= " + p.variable + " <= " + high);
}

ToolResult with_places(ToolResult r, const Problem& p, const std::vector<Candidate>& best) {
  std::string where;
  if (const auto range = flat_range(p, best)) {
    r.conditions.push_back(*range);
    return r;
  }
  for (const Candidate& c : best) {
    const std::string at = p.variable + " = " + math::to_plain(c.place.at);
    if (where.find(at) == std::string::npos) where += (where.empty() ? "at " : " and ") + at;
    r.approximate |= c.place.approximate;
  }
  r.conditions.push_back(where);
  if (const auto period = period_of(p.f, p.variable); period && !p.bounded()) r.conditions.push_back("plus any whole multiple of " + math::to_plain(period->exact));
  return r;
}

Outcome<ToolResult> extreme(Session& session, const Arguments& args, int sign) {
  RETORT_TRY(const Problem p, read(args, sign));
  if (!p.f.contains_symbol(p.variable)) return Failure(FailureKind::kArguments, "the expression has the same value everywhere, so there is nothing to compare: use evaluate");
  RETORT_TRY(const auto all, places(session, p));
  if (is_constant(p)) return Failure(FailureKind::kArguments, "the expression has the same value everywhere, so there is nothing to compare: use simplify_expression");
  std::vector<Candidate> candidates;
  for (const Place& place : all)
    if (const auto value = value_at(p, place.at)) candidates.push_back({place, *value});
  if (candidates.empty()) return Failure(FailureKind::kDomain, fmt::format("there is no {} value: the derivative is nowhere 0 and the interval has no ends, so the values only rise or only fall", p.wanted()));
  const double best = std::max_element(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) { return sign * a.value < sign * b.value; })->value;
  RETORT_TRY([[maybe_unused]] const bool far, no_better_far_out(session, p, best));
  RETORT_TRY([[maybe_unused]] const bool sampled, no_better_sample(p, candidates, best));
  std::erase_if(candidates, [&](const Candidate& c) { return std::abs(c.value - best) > kTouch * std::max(1.0, std::abs(best)); });
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return a.place.approximate != b.place.approximate ? b.place.approximate : a.place.x < b.place.x;
  });
  if (candidates[0].place.approximate) return with_places(answer(decimal_number(best), "values compared at many points (Arb)", Grade::kNumeric), p, candidates);
  std::erase_if(candidates, [](const Candidate& c) { return c.place.approximate; });
  const Expr raw = p.f.substitute(p.variable, candidates[0].place.at);
  std::vector<Expr> forms{tidy(raw)};
  if (!forms[0].is_number())
    if (auto simple = session.try_apply("simplify", raw)) forms.push_back(tidy(*simple));
  RETORT_TRY(const auto value, shortest_confirmed(forms, raw));
  const bool proved = value.first.is_number() && proved_best(p, value.first.value());
  return with_places(proved ? answer(value.first, "nothing better in any interval between the places where it is reached (FLINT)", Grade::kProved)
                            : answer(value.first, "values compared at many points (Arb)", Grade::kNumeric), p, candidates);
}

Outcome<ToolResult> maximum(Session& session, const Arguments& args) { return extreme(session, args, 1); }
Outcome<ToolResult> minimum(Session& session, const Arguments& args) { return extreme(session, args, -1); }

}  // namespace

std::vector<ToolEntry> extremum_tools() {
  const std::vector<ArgSpec> specs{
      {"expression", ArgKind::kExpression, "a function such as \"x**3 - 3*x\""},
      {"variable", ArgKind::kVariable, "the variable, such as \"x\"; may be left out when there is only one symbol", false},
      {"lower", ArgKind::kExpression, "where the interval begins (included); all real numbers when it is left out", false},
      {"upper", ArgKind::kExpression, "where it ends (included)", false}};
  const Json example = {{"expression", "x**3 - 3*x"}, {"lower", 0}, {"upper", 2}};
  return {{"maximum", "Largest value of a function of one variable on an interval or for all real numbers, and where it is reached.", specs, example, true, maximum},
          {"minimum", "Smallest value of a function of one variable on an interval or for all real numbers, and where it is reached.", specs, example, true, minimum}};
}

}  // namespace retort::cas
