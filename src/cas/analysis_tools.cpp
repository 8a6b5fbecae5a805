// Functions near a point: power series, continuity.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "cas/calculus.h"
#include "cas/power_series.h"
#include "cas/registry.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "math/collect.h"
#include "math/compare.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

// Numbers for the symbols besides the variable.
Expr with_sample_values(Expr e, const std::string& variable) {
  long long n = 0;
  for (const auto& s : e.symbols())
    if (s != variable) e = e.substitute(s, Expr::number(Rational(1237 + 411 * ++n, 1000)));
  return e;
}

// ---- power series ----

constexpr long long kMaxOrder = 30;

// c_0 + c_1 (x - a) + ... in ascending powers.
Expr written_series(const Series& s, const std::string& variable, const Expr& point) {
  const Expr x = Expr::symbol(variable);
  const Expr h = is_zero(point) ? x : written(x - point);
  std::vector<Expr> terms;
  for (int k = s.lowest; k < s.end; ++k) {
    const Expr c = s.at(k);
    if (is_zero(c)) continue;
    const int size = std::abs(k);
    const Expr power = size == 1 ? h : math::pow(h, Expr::integer(size));
    terms.push_back(written(k == 0 ? c : k > 0 ? c * power : c / power));
  }
  return terms.size() == 1 ? terms[0] : math::sum_of(std::move(terms));
}

// What is left of f after the terms behaves like the next term: at two distances their quotient comes near to 1. Where no next term is
// known the rest must fall faster than the last power shown.
bool confirmed_near(const Expr& e, const std::string& variable, const Expr& point, const Expr& shown, const Series& longer, int order) {
  int next = order;
  while (next < longer.end && is_zero(longer.at(next))) ++next;
  const Expr rest = with_sample_values(e - shown, variable);
  const Expr lead = with_sample_values(next < longer.end ? longer.at(next) : Expr::integer(0), variable);
  const Expr at = with_sample_values(point, variable);
  for (int digits : {30, 60}) {
    const Expr h = Expr::number(*Rational::pow(10, -digits));
    const Expr there = rest.substitute(variable, at + h);
    if (const auto exact = math::exact_value(there); exact.ok() && exact->is_zero()) continue;
    if (next == longer.end) {
      const auto ball = math::real_value(there / math::pow(h, Expr::integer(order - 1)), 10);
      if (!ball.ok() || std::abs(ball->mid) > std::pow(10.0, -digits / 2)) return false;
      continue;
    }
    const auto ball = math::real_value(there / (lead * math::pow(h, Expr::integer(next))), 10);
    if (!ball.ok() || std::abs(ball->mid - 1) > std::pow(10.0, -digits / 2)) return false;
  }
  return true;
}

Outcome<ToolResult> series_expansion(Session&, const Arguments& args) {
  const Expr& e = args.expr("expression");
  RETORT_TRY(const auto variable, chosen_variable(args, {e}));
  const Expr point = args.has("point") ? tidy(args.expr("point")) : Expr::integer(0);
  if (point.contains_symbol(variable)) return Failure(FailureKind::kArguments, "'point' must not hold the variable");
  if (math::has_op(point, Op::kConstant) && math::to_plain(point).find("oo") != std::string::npos)
    return Failure(FailureKind::kUnsupported, "put 1/t for the variable and expand at t = 0 instead");
  const Rational order = args.has("order") ? args.integer("order") : Rational(6);
  if (order < Rational(1) || order > Rational(kMaxOrder)) return Failure(FailureKind::kArguments, fmt::format("'order' must lie between 1 and {}", kMaxOrder));
  const int n = static_cast<int>(*order.to_int64());
  constexpr int kAhead = 4;   // a next term that is not zero is looked for among these
  RETORT_TRY(const auto longer, power_series(e, variable, point, n + kAhead));
  Series s = longer;
  s.end = n;
  const Expr shown = written_series(s, variable, point);
  if (const auto same = math::as_polynomial(e - shown, variable); same && same->empty()) return answer(shown, "equal to the original: nothing is left out", Grade::kProved);
  if (!confirmed_near(e, variable, point, shown, longer, n))
    return Failure(FailureKind::kUnverified, "the series could not be confirmed by values near the point");
  ToolResult r = answer(shown, "what is left out compared near the point (Arb)", Grade::kNumeric);
  const Expr h = is_zero(point) ? Expr::symbol(variable) : written(Expr::symbol(variable) - point);
  r.conditions.push_back("terms from " + math::to_plain(math::pow(h, Expr::integer(n))) + " on are left out");
  return r;
}

// ---- continuity ----

enum class Inside { kYes, kNo, kOpen };

Inside worse(Inside a, Inside b) { return a == Inside::kNo || b == Inside::kNo ? Inside::kNo : a == Inside::kOpen || b == Inside::kOpen ? Inside::kOpen : Inside::kYes; }

Inside positive(const Expr& e) {
  const auto sign = math::sign_of_constant(e);
  return sign && *sign > 0 ? Inside::kYes : Inside::kOpen;
}
Inside not_zero(const Expr& e) {
  const auto sign = math::sign_of_constant(e);
  return sign && *sign != 0 ? Inside::kYes : Inside::kOpen;
}

// Whether the point lies inside an open set on which every part of `e` is a continuous function.
Inside interior(const Expr& e, const std::string& variable, const Expr& point) {
  if (!e.contains_symbol(variable)) return Inside::kYes;
  if (e.is(Op::kSymbol)) return Inside::kYes;
  Inside all = Inside::kYes;
  for (const Expr& arg : e.args()) all = worse(all, interior(arg, variable, point));
  if (all != Inside::kYes) return all;
  const auto at = [&](const Expr& part) { return part.substitute(variable, point); };
  switch (e.op()) {
    case Op::kAdd:
    case Op::kMul:
    case Op::kNeg:
    case Op::kPercent: return Inside::kYes;
    case Op::kDiv: return not_zero(at(e.arg(1)));
    case Op::kPow: {
      const auto exponent = math::exact_value(e.arg(1));
      if (exponent.ok() && exponent->is_integer()) return exponent->sign() >= 0 ? Inside::kYes : not_zero(at(e.arg(0)));
      return positive(at(e.arg(0)));
    }
    case Op::kFunc: break;
    default: return Inside::kOpen;
  }
  const std::string& name = e.name();
  for (const char* everywhere : {"sin", "cos", "exp", "atan", "abs", "sinh", "cosh", "tanh", "min", "max"})
    if (name == everywhere) return Inside::kYes;
  if (name == "root") {
    const auto index = math::exact_value(e.arg(1));
    if (!index.ok() || !index->is_integer() || index->sign() <= 0) return Inside::kOpen;
    return (*index / 2).is_integer() ? positive(at(e.arg(0))) : Inside::kYes;
  }
  const Expr u = at(e.arg(0));
  if (name == "sqrt" || name == "ln") return positive(u);
  if (name == "log" && e.args().size() == 2 && !e.arg(1).contains_symbol(variable)) return positive(u);
  if (name == "tan" || name == "sec") return not_zero(Expr::func("cos", {u}));
  if (name == "cot" || name == "csc") return not_zero(Expr::func("sin", {u}));
  if (name == "asin" || name == "acos") return positive(Expr::integer(1) - u * u);
  if (name == "sign") return not_zero(u);
  if (name == "floor" || name == "ceil") return not_zero(Expr::func("floor", {u}) - u);
  return Inside::kOpen;
}

ToolResult verdict(bool continuous, std::string how, Grade grade, std::vector<std::string> conditions = {}) {
  ToolResult r = answer(continuous ? "True" : "False", continuous ? "\\text{continuous}" : "\\text{not continuous}", std::move(how), grade);
  r.conditions = std::move(conditions);
  return r;
}

// A tangent and the like where its denominator is exactly zero.
bool at_pole(const Expr& e) {
  const bool of_cosine = e.is_func("tan") || e.is_func("sec");
  if (of_cosine || e.is_func("cot") || e.is_func("csc"))
    if (math::sign_of_constant(Expr::func(of_cosine ? "cos" : "sin", e.args())) == 0) return true;
  return std::any_of(e.args().begin(), e.args().end(), at_pole);
}

// Is there a real value at the point? Nothing where that is open.
std::optional<bool> is_defined(const Expr& there) {
  if (at_pole(there)) return false;
  if (math::exact_value(there).ok()) return true;
  const auto ball = math::real_value(there, 5);
  if (ball.ok()) return true;
  if (ball.error().code == ErrorCode::kInvalidArgument || ball.error().message == "the value is not real") return false;
  const auto sign = math::sign_of_constant(there);   // of something that is exactly 0
  return sign ? std::optional(true) : std::nullopt;
}

// Whether there are values on that side of the point.
bool has_values(const Expr& e, const std::string& variable, const Expr& point, int side) {
  int defined = 0;
  for (int digits : {6, 12, 24}) {
    const Expr h = Expr::number(*Rational::pow(10, -digits));
    const auto here = is_defined(e.substitute(variable, side < 0 ? point - h : point + h));
    if (here.value_or(false)) ++defined;
  }
  return defined > 0;
}

Outcome<ToolResult> check_continuity(Session&, const Arguments& args) {
  const Expr& e = args.expr("expression");
  RETORT_TRY(const auto variable, chosen_variable(args, {e}));
  const Expr point = tidy(args.expr("point"));
  if (!point.symbols().empty()) return Failure(FailureKind::kArguments, "'point' must be a number");
  const bool pieces = args.has("left") || args.has("right");
  const auto beside = [&](int side) -> const Expr& { return side < 0 && args.has("left") ? args.expr("left") : side > 0 && args.has("right") ? args.expr("right") : e; };
  if (!pieces && interior(e, variable, point) == Inside::kYes) return verdict(true, "every part of it is continuous there", Grade::kProved);
  for (const Expr* part : {&e, &beside(-1), &beside(1)})
    for (const auto& symbol : part->symbols())
      if (symbol != variable) return Failure(FailureKind::kUnsupported, "the answer depends on '" + symbol + "': put a number in for it first");
  const Expr there = e.substitute(variable, point);
  const auto defined = is_defined(there);
  const std::string place = variable + " = " + math::to_plain(point);
  if (!defined) return Failure(FailureKind::kUnverified, "whether there is a value at " + place + " could not be decided");
  if (!*defined) return verdict(false, "there is no value at the point", Grade::kProved, {"not defined at " + place});
  std::vector<std::string> conditions;
  int sides = 0;
  for (int side : {-1, 1}) {
    const Expr& here = beside(side);
    if (!has_values(here, variable, point, side)) {
      conditions.push_back(std::string("only from the ") + (side < 0 ? "right" : "left") + ": on the other side it is not defined");
      continue;
    }
    ++sides;
    switch (approaches(here, variable, point, side, there)) {
      case Approach::kYes: break;
      case Approach::kNo: return verdict(false, "values near the point (Arb)", Grade::kNumeric, {std::string("the values from the ") + (side < 0 ? "left" : "right") + " do not tend to the one at " + place});
      case Approach::kOpen: return Failure(FailureKind::kUnverified, "whether the values near " + place + " tend to the one there could not be decided");
    }
  }
  if (sides == 0) return Failure(FailureKind::kDomain, "the function has no values around " + place);
  return verdict(true, "values near the point (Arb)", Grade::kNumeric, std::move(conditions));
}

}  // namespace

std::vector<ToolEntry> analysis_tools() {
  const ArgSpec variable{"variable", ArgKind::kVariable, "the variable, such as \"x\"; may be left out when there is only one symbol", false};
  return {
      {"series_expansion",
       "Power series of a function about a point, up to the given order (exclusive).",
       {{"expression", ArgKind::kExpression, "a function such as \"sin(x)\""},
        variable,
        {"point", ArgKind::kExpression, "about which to expand: a number or text such as \"pi/2\"; 0 when left out", false},
        {"order", ArgKind::kInteger, "the first power that is left out, at most 30; 6 when left out", false}},
       {{"expression", "sin(x)"}, {"variable", "x"}, {"point", 0}, {"order", 6}},
       false,
       series_expansion},
      {"check_continuity",
       "Whether a function is continuous at a point: True or False.",
       {{"expression", ArgKind::kExpression, "a function such as \"(x**2 - 1)/(x - 1)\""},
        variable,
        {"point", ArgKind::kExpression, "where: a number or text such as \"pi/2\""},
        {"left", ArgKind::kExpression, "of a function in pieces: what it is to the left of the point, when that is not the expression", false},
        {"right", ArgKind::kExpression, "the same for the right", false}},
       {{"expression", "floor(x)"}, {"variable", "x"}, {"point", 1}},
       false,
       check_continuity},
  };
}

}  // namespace retort::cas
