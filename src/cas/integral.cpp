#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "cas/calculus.h"
#include "cas/domain.h"
#include "cas/quadrature.h"
#include "cas/sign_changes.h"
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

// Any constant may be added to an antiderivative: none to a polynomial.
Expr without_constant(const Expr& e, const std::string& variable) {
  auto p = e.symbols().size() == 1 ? math::as_polynomial(e, variable) : std::nullopt;
  if (!p || p->size() < 2) return e;
  p->front() = 0;
  return written(math::to_expr(*p, variable));
}

// A cube root or a higher one, with which the engine computes for long.
bool has_higher_root(const Expr& e) {
  if (e.is_func("root")) return true;
  if (e.is(Op::kPow))
    if (const auto n = math::exact_value(e.arg(1)); n.ok() && n->den() > Rational(2)) return true;
  return std::any_of(e.args().begin(), e.args().end(), has_higher_root);
}

bool holds_function(const Expr& e, std::initializer_list<std::string_view> names) {
  if (e.is(Op::kFunc) && std::find(names.begin(), names.end(), e.name()) != names.end()) return true;
  return std::any_of(e.args().begin(), e.args().end(), [&](const Expr& arg) { return holds_function(arg, names); });
}

// What the engine simplifies for long, and never to something shorter: higher roots, exp beside sines, which become half angles, and roots beside arcs
// and logarithms.
bool is_dear_to_simplify(const Expr& e) {
  return has_higher_root(e) || (holds_function(e, {"exp"}) && holds_function(e, {"sin", "cos"})) ||
         (holds_function(e, {"sqrt"}) && holds_function(e, {"atan"}) && holds_function(e, {"ln"}));
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

// F at a bound; its limit from inside where it has no value there. `side`: 1 at the lower bound, -1 at the upper one.
Outcome<Expr> value_at_bound(Session& session, const Expr& f, const std::string& variable, const Expr& bound, int side) {
  if (!is_infinite(bound)) {
    const Expr there = f.substitute(variable, bound);
    if (math::exact_value(there).ok() || math::real_value(there).ok()) return there;
  }
  RETORT_TRY(auto text, session.names().print(f));
  RETORT_TRY(auto at, session.names().print(bound));
  Json args = Json::array({text, session.names().print_symbol(variable), at});
  if (!is_infinite(bound)) args.push_back(side > 0 ? "1" : "(-1)");
  RETORT_TRY(auto value, session.ask("limit", args));
  RETORT_TRY(auto limit, session.names().read(value));
  if (is_infinite(limit) || holds_form(limit)) return Failure(FailureKind::kDomain, "the integral diverges");
  return limit;
}

Outcome<Expr> simplest_value(Session& session, const Expr& e) {
  const Expr direct = tidy(e);
  if (direct.is_number()) return direct;
  std::vector<Expr> forms{direct};
  if (auto simple = session.try_apply("simplify", e)) forms.push_back(tidy(*simple));
  RETORT_TRY(auto best, shortest_confirmed(forms, e));
  return best.first;
}

// A definite integral and how it is known.
struct Integral {
  Expr value;
  std::string how;
  Grade grade = Grade::kNumeric;
  bool approximate = false;
};

Outcome<Integral> checked_by_quadrature(const Expr& value, const Expr& e, const std::string& variable, double low, double high) {
  const auto ball = math::real_value(value);
  if (!ball.ok() && !value.is_number()) return Failure(FailureKind::kUnverified, "the value found is not a real number");
  const double exact = ball.ok() ? ball->mid : value.value().to_double();
  auto numeric = quadrature(e, variable, low, high);
  // What falls too slowly is looked at on the scale of powers: x = e^t.
  if (!numeric && low > 0 && high == HUGE_VAL) {
    const Expr power = Expr::func("exp", {Expr::symbol(variable)});
    numeric = quadrature(e.substitute(variable, power) * power, variable, std::log(low), high);
  }
  if (!numeric) return Failure(FailureKind::kUnverified, "the integral could not be confirmed numerically; it may not exist");
  if (std::abs(*numeric - exact) > 1e-7 * std::max(1.0, std::abs(exact)))
    return Failure(FailureKind::kUnverified, fmt::format("the exact value and a numeric integral ({:.9g}) disagree", *numeric));
  return Integral{value, "antiderivative differentiated back, compared with a numeric integral"};
}

// c exp(-a x^2) over the whole line or half of it, a known value: c sqrt(pi/a), or half of that.
std::optional<Expr> gaussian(const Expr& e, const std::string& variable, double low, double high) {
  const bool whole = low == -HUGE_VAL && high == HUGE_VAL, half = (low == 0 && high == HUGE_VAL) || (low == -HUGE_VAL && high == 0);
  if (!whole && !half) return std::nullopt;
  Rational c(1);
  Expr power = e;
  if (e.is(Op::kDiv) && e.arg(1).is_number()) {
    c = Rational(1) / e.arg(1).value();
    power = e.arg(0);
  } else if (e.is(Op::kMul) && e.args().size() == 2 && e.arg(0).is_number()) {
    c = e.arg(0).value();
    power = e.arg(1);
  }
  const bool base_e = power.is(Op::kPow) && power.arg(0).is(Op::kConstant) && power.arg(0).name() == "e";
  if (!power.is_func("exp") && !base_e) return std::nullopt;
  const auto p = math::as_polynomial(base_e ? power.arg(1) : power.arg(0), variable, 2);
  if (!p || p->size() != 3 || !(*p)[0].is_zero() || !(*p)[1].is_zero() || (*p)[2].sign() >= 0) return std::nullopt;
  const Rational a = -(*p)[2], factor = half ? c / 2 : c;
  const Expr root = Expr::func("sqrt", {a == Rational(1) ? Expr::constant("pi") : a.num() == Rational(1) ? Expr::number(a.den()) * Expr::constant("pi") : Expr::constant("pi") / Expr::number(a)});
  return tidy(Expr::number(factor) * root);
}

// Where there is no elementary antiderivative: ten digits on which two subdivisions agree.
Outcome<Integral> numeric_integral(const Expr& e, const std::string& variable, double low, double high) {
  const bool finite = std::isfinite(low) && std::isfinite(high);
  const double middle = finite ? low + (high - low) * 0.4371 : std::isfinite(low) ? low + 1 : std::isfinite(high) ? high - 1 : 0.25;
  const auto whole = quadrature(e, variable, low, high);
  const auto left = quadrature(e, variable, low, middle), right = quadrature(e, variable, middle, high);
  if (!whole || !left || !right || std::abs(*left + *right - *whole) > 1e-9 * std::max(1.0, std::abs(*whole)))
    return Failure(FailureKind::kNoSolutionFound, "no antiderivative was found, and a numeric integral did not settle");
  return Integral{decimal_number(*whole, 10), "two numeric integrals agree", Grade::kNumeric, true};
}

// One piece, without abs( ) of polynomials; the bounds are numbers or infinite.
Outcome<Integral> plain_integral(Session& session, const Expr& e, const std::string& variable, const Expr& lower, const Expr& upper) {
  const auto low = bound_value(lower), high = bound_value(upper);
  if (!low || !high) return Failure(FailureKind::kArguments, "'lower' and 'upper' must be real numbers, \"oo\" or \"-oo\"");
  if (auto pole = pole_between(e, variable, std::min(*low, *high), std::max(*low, *high)))
    return Failure(FailureKind::kDomain, "the integrand is not defined at " + *pole + " in this range: the integral does not exist, or only as a limit");
  auto f = antiderivative(session, e, variable);
  if (!f.ok()) {
    const auto kind = f.error().kind;
    if (kind != FailureKind::kNoSolutionFound && kind != FailureKind::kUnverified) return f.error();
    if (const auto known = gaussian(e, variable, *low, *high)) {
      RETORT_TRY(auto checked, checked_by_quadrature(*known, e, variable, *low, *high));
      checked.how = "known value, compared with a numeric integral";
      return checked;
    }
    return numeric_integral(e, variable, *low, *high);
  }
  RETORT_TRY(auto at_upper, value_at_bound(session, f->first, variable, upper, *low <= *high ? -1 : 1));
  RETORT_TRY(auto at_lower, value_at_bound(session, f->first, variable, lower, *low <= *high ? 1 : -1));
  RETORT_TRY(auto value, simplest_value(session, at_upper - at_lower));
  if (math::as_polynomial(e, variable)) return Integral{value, "antiderivative differentiated back", f->second};
  return checked_by_quadrature(value, e, variable, *low, *high);
}

struct Break {
  Expr value;
  double at;
};

// Arguments of abs( ) that hold the variable.
void collect_abs(const Expr& e, const std::string& variable, std::vector<Expr>& out) {
  if (e.is_func("abs") && e.contains_symbol(variable)) out.push_back(e.arg(0));
  for (const Expr& arg : e.args()) collect_abs(arg, variable, out);
}

// Where the sign of an abs( ) changes between the bounds, ascending.
Outcome<std::vector<Break>> breaks_between(const Expr& e, const std::string& variable, double low, double high) {
  std::vector<Break> inside;
  const auto arguments = abs_arguments(e, variable);
  if (!arguments) {
    constexpr double kBeyond = 60;   // an infinite range is searched so far
    std::vector<Expr> bars;
    collect_abs(e, variable, bars);
    for (const Expr& u : bars) {
      if (!std::isfinite(low) || !std::isfinite(high)) {
        // A function that changes its sign again and again has no last place.
        const auto near = sign_changes(u, variable, std::max(low, -kBeyond), std::min(high, kBeyond));
        if (!near || !near->empty()) return Failure(FailureKind::kUnsupported, "an absolute value inside changes its sign on an infinite range: give finite bounds");
        continue;
      }
      const auto zeros = sign_changes(u, variable, low, high);
      if (!zeros) return Failure(FailureKind::kUnsupported, "an absolute value changes its sign at a number without a simple form: split the range there");
      for (const Expr& zero : *zeros)
        if (const auto ball = math::real_value(Expr::integer(1) + zero); ball.ok()) inside.push_back({zero, ball->mid - 1});
    }
    std::sort(inside.begin(), inside.end(), [](const Break& a, const Break& b) { return a.at < b.at; });
    inside.erase(std::unique(inside.begin(), inside.end(), [](const Break& a, const Break& b) { return b.at - a.at < 1e-12; }), inside.end());
    return inside;
  }
  math::Coefficients product{Rational(1)};
  for (const auto& p : *arguments)
    if (!p.empty()) product = math::multiply(product, p);
  if (math::degree(product) < 1) return inside;
  for (const RealRoot& root : real_roots(product)) {
    if (!root.exact()) return Failure(FailureKind::kUnsupported, "an absolute value changes its sign at a number without a simple form");
    const double at = root.decimal().value().to_double();
    if (at > low && at < high) inside.push_back({*root.exact(), at});
  }
  return inside;
}

// The sum over the pieces in which no abs( ) changes its sign.
Outcome<Integral> piecewise_integral(Session& session, const Expr& e, const std::string& variable, const Expr& lower, const Expr& upper) {
  const auto low = bound_value(lower), high = bound_value(upper);
  if (!low || !high || *low > *high) return plain_integral(session, e, variable, lower, upper);
  RETORT_TRY(auto breaks, breaks_between(e, variable, *low, *high));
  Expr total = Expr::integer(0), from = lower;
  Integral result{total, "", Grade::kProved};
  double at = *low;
  for (std::size_t i = 0; i <= breaks.size(); ++i) {
    const bool last = i == breaks.size();
    const Expr to = last ? upper : breaks[i].value;
    const double next = last ? *high : breaks[i].at;
    const double sample = std::isfinite(at) && std::isfinite(next) ? at + (next - at) / 2 : std::isfinite(at) ? at + 1 : std::isfinite(next) ? next - 1 : 0;
    RETORT_TRY(const auto piece, plain_integral(session, without_abs(e, variable, rational_of(sample)), variable, from, to));
    total = i == 0 ? piece.value : total + piece.value;
    result.how = piece.how;
    result.grade = weaker(result.grade, piece.grade);
    result.approximate |= piece.approximate;
    from = to;
    at = next;
  }
  if (result.approximate) {
    const auto ball = math::real_value(total);
    result.value = breaks.empty() || !ball.ok() ? total : decimal_number(ball->mid, 10);
    return result;
  }
  RETORT_TRY(result.value, simplest_value(session, total));
  return result;
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

bool is_short_for(const Expr& form, const Expr& e) {
  constexpr int kMore = 6;
  return reading_cost(form) <= reading_cost(e) + kMore;
}

Outcome<Confirmed> antiderivative(Session& session, const Expr& e, const std::string& variable) {
  if (const auto known = known_antiderivative(e, variable)) {
    const auto back = math::derivative(*known, variable);
    if (const auto grade = back.ok() ? confirm_equal(*back, e) : Outcome<Grade>(Failure(FailureKind::kUnverified, "")); grade.ok())
      return Confirmed(*known, *grade);
  }
  auto asked = session.apply("int", e, variable);
  if (!asked.ok() && asked.error().kind != FailureKind::kUnsupported) return asked.error();
  if (!asked.ok() || holds_form(*asked))
    return Failure(FailureKind::kNoSolutionFound, "no antiderivative in elementary functions was found");
  const Expr& found = *asked;
  std::vector<Expr> forms{without_constant(tidy(found), variable), written(found)};
  // The cheap form first; the dear one only where it may help.
  for (const char* operation : {"normal", "simplify"}) {
    const bool short_enough = std::any_of(forms.begin(), forms.end(), [&](const Expr& form) { return is_short_for(form, e); });
    const bool dear = operation == std::string_view("normal") ? has_higher_root(found) : is_dear_to_simplify(found);
    if (short_enough || dear) break;
    if (auto form = session.try_apply(operation, found); form && !holds_form(*form)) forms.push_back(tidy(*form));
  }
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

namespace {

// x**n from 0 on: a power whose exponent is not known, of what is not positive at a bound.
bool holds_open_power(const Expr& e, const std::string& variable, const Expr& bound) {
  if (e.is(Op::kPow) && e.arg(0).contains_symbol(variable) && !e.arg(1).symbols().empty()) {
    const auto base = math::real_value(e.arg(0).substitute(variable, bound));
    if (base.ok() && base->mid <= 0) return true;
  }
  return std::any_of(e.args().begin(), e.args().end(), [&](const Expr& part) { return holds_open_power(part, variable, bound); });
}

bool holds_abs(const Expr& e) { return e.is_func("abs") || std::any_of(e.args().begin(), e.args().end(), holds_abs); }

}  // namespace

Outcome<ToolResult> definite_integral(Session& session, const Expr& given, const std::string& variable, const Expr& lower, const Expr& upper) {
  const Expr e = without_max(given);
  if (lower.contains_symbol(variable) || upper.contains_symbol(variable))
    return Failure(FailureKind::kArguments, "'lower' and 'upper' must not hold the variable of the integral");
  const bool symbolic = !lower.symbols().empty() || !upper.symbols().empty() || e.symbols().size() > 1;
  if (!symbolic) {
    // From the larger to the smaller bound: the other way round with a minus.
    const auto from = math::real_value(lower), to = math::real_value(upper);
    const bool turned = from.ok() && to.ok() && to->mid < from->mid && holds_abs(e);
    RETORT_TRY(auto integral, piecewise_integral(session, e, variable, turned ? upper : lower, turned ? lower : upper));
    ToolResult r = answer(turned ? tidy(-integral.value) : integral.value, integral.how, integral.grade);
    r.approximate = integral.approximate;
    return r;
  }
  // With symbols in the bounds nobody can say where a pole or a kink lies: only what has none.
  const auto kinks = abs_arguments(e, variable);
  if (!denominators(e).empty() || !kinks || !kinks->empty())
    return Failure(FailureKind::kUnsupported, "give numbers for the bounds and symbols: whether the integral exists depends on them");
  if (holds_open_power(e, variable, lower) || holds_open_power(e, variable, upper))
    return Failure(FailureKind::kUnsupported, "put a number in for the exponent first: whether the integral exists depends on it");
  RETORT_TRY(auto f, antiderivative(session, e, variable));
  RETORT_TRY(auto value, simplest_value(session, f.first.substitute(variable, upper) - f.first.substitute(variable, lower)));
  const bool polynomial = e.symbols().size() <= 1 && math::as_polynomial(e, variable);
  return answer(value, "antiderivative differentiated back", polynomial ? f.second : Grade::kNumeric);
}

}  // namespace retort::cas
