// Derivatives at a point, areas, extrema, limits.
#include "agent/forms.h"
#include "agent/forms_terms.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

// The right side of f(x) = ..., y = ...; or the term itself. The variable is its only symbol.
struct Function {
  Expr body;
  std::string variable;
};

std::optional<Function> function_of(const Expr& e) {
  Expr body = e;
  if (e.is(Op::kRel)) {
    if (e.name() != "=") return {};
    const Expr& left = e.arg(0);
    bool applied = left.is(Op::kFunc) && left.args().size() == 1 && left.arg(0).is(Op::kSymbol) && left.name().size() == 1;
    if (!applied && !left.is(Op::kSymbol)) return {};
    body = e.arg(1);
    if (applied && body.contains_symbol(left.arg(0).name()) == false) return {};
  }
  auto symbols = body.symbols();
  if (symbols.size() != 1) return {};
  return Function{body, symbols[0]};
}

// A number, or x = number.
std::optional<Expr> point_of(const Expr& e, const std::string& variable) {
  Expr at = e;
  if (e.is(Op::kRel)) {
    if (e.name() != "=" || !e.arg(0).is(Op::kSymbol) || e.arg(0).name() != variable) return {};
    at = e.arg(1);
  }
  if (!math::exact_value(at).ok()) return {};
  return at;
}

std::optional<Goal> derivative(const Expr& function, const Expr& at, const char* closing) {
  auto f = function_of(function);
  if (!f) return {};
  auto point = point_of(at, f->variable);
  if (!point) return {};
  return DerivativeAt{f->body, f->variable, *point, closing};
}

std::optional<Goal> derivative_of(const Captures& c) {
  const Expr& at = c.expr("at");
  return derivative(c.expr("f"), at, "the derivative there is @");
}
std::optional<Goal> slope(const Captures& c) { return derivative(c.expr("f"), c.expr("at"), "the slope is @"); }

// If f(x) = ..., what is f'(3).
std::optional<Goal> primed(const Captures& c) {
  const Expr &definition = c.expr("f"), &query = c.expr("query");
  if (!definition.is(Op::kRel) || !definition.arg(0).is(Op::kFunc) || !query.is(Op::kFunc) || query.args().size() != 1 ||
      query.name() != definition.arg(0).name() + "'")
    return {};
  auto goal = derivative(definition, query.arg(0), "");
  if (goal) std::get<DerivativeAt>(*goal).closing = "$" + number_text(query) + "$ is @";
  return goal;
}

std::optional<Goal> integral(const Expr& function, const Expr& low, const Expr& high, bool area) {
  auto f = function_of(function);
  if (!f) return {};
  auto from = point_of(low, f->variable), to = point_of(high, f->variable);
  if (!from || !to) return {};
  return DefiniteIntegral{f->body, f->variable, *from, *to, area};
}

std::optional<Goal> area(const Captures& c) { return integral(c.expr("f"), c.expr("low"), c.expr("high"), true); }
std::optional<Goal> signed_area(const Captures& c) { return integral(c.expr("f"), c.expr("low"), c.expr("high"), false); }

// The bounds as a chain 2 <= x <= 6.
std::optional<Goal> area_in_range(const Captures& c) {
  const Expr& range = c.expr("range");
  if (!range.is(Op::kChain) || range.args().size() != 2 || range.arg(0).name() != "<=" || range.arg(1).name() != "<=") return {};
  auto f = function_of(c.expr("f"));
  const Expr& middle = range.arg(0).arg(1);
  if (!f || !middle.is(Op::kSymbol) || middle.name() != f->variable) return {};
  return integral(c.expr("f"), range.arg(0).arg(0), range.arg(1).arg(1), true);
}

std::optional<Goal> over_interval(const Captures& c) {
  if (c.at("interval").exprs.empty()) return {};
  const Expr& interval = c.expr("interval");
  if (!interval.is(Op::kInterval) || interval.name() != "[]") return {};
  return integral(c.expr("f"), interval.arg(0), interval.arg(1), false);
}

std::optional<Goal> extremum(const Captures& c) {
  auto f = function_of(c.expr("f"));
  if (!f || (c.has("v") && c.expr("v").name() != f->variable)) return {};
  const std::string& which = c.at("which").stem;
  bool maximum = which == "maximum" || which == "largest" || which == "greatest";
  if (!maximum && which != "minimum" && which != "smallest" && which != "least") return {};
  return Extremum{f->body, f->variable, maximum, {}};
}

std::optional<Goal> ball(const Captures& c) {
  auto f = function_of(c.expr("f"));
  if (!f || f->variable != c.expr("v").name()) return {};
  return Extremum{f->body, f->variable, true, "its greatest height is @ metres"};
}

std::optional<Goal> limit(const Captures& c) {
  auto f = function_of(c.expr("f"));
  if (!f || c.expr("v").name() != f->variable || !math::exact_value(c.expr("at")).ok()) return {};
  return Limit{f->body, f->variable, c.expr("at")};
}

}  // namespace

std::vector<Form> calculus_forms() {
  return {
      {"derivative", "<let> {eq:f} <find> {expr:query}", primed},
      {"derivative", "<find> the derivative of ({expr:f}|{eq:f}) at [the point] ({eq:at}|{expr:at})", derivative_of},
      {"derivative", "at what rate does {expr:f} change with {var} when {eq:at}", derivative_of},
      {"slope", "what is the slope of the tangent line to [the (curve|graph of)] {eq:f} at {eq:at}", slope},
      {"area", "<find> the area (under|below) the (curve|graph of) ({eq:f}|{expr:f}) from {eq:low} to {eq:high}", area},
      {"area", "<find> the area between the {var} axis and the graph of {expr:f} for {rel:range}", area_in_range},
      {"integral", "<find> <value> the [definite] integral of {expr:f} from {eq:low} to {eq:high}", signed_area},
      {"integral", "integrate {expr:f} over the interval {math:interval} what is the result", over_interval},
      {"extremum", "<find> the {word:which} [possible] value (of|that) ({expr:f}|{eq:f}) [over all real numbers {var:v}|takes for real {var:v}]",
       extremum},
      {"extremum", "the function {eq:f} has a {word:which} value what is it", extremum},
      {"ball", "the height of a ball after {var:v} seconds is {expr:f} metres what is its greatest height in metres", ball},
      {"limit", "<find> the limit of {expr:f} as {var:v} (approaches|tends to|goes to) {expr:at}", limit},
      {"limit", "as {var:v} (approaches|tends to|goes to) {expr:at} what is the limit of {expr:f}", limit},
      {"limit", "which value does {expr:f} approach as {var:v} (approaches|tends to|goes to) {expr:at}", limit},
  };
}

}  // namespace retort::agent
