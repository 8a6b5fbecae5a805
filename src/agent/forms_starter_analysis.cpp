// Questions about functions that one tool answers.
#include "agent/forms_starter.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;

namespace {

// The right side of f(x) = ..., or the term itself.
const Expr& body_of(const Expr& e) { return e.is(Op::kRel) ? e.arg(1) : e; }

std::optional<Goal> of_function(const Captures& c, const char* tool, const char* thought, const char* closing, Json args = Json::object()) {
  const Expr& f = body_of(c.expr("f"));
  if (f.symbols().size() != 1) return {};
  args["expression"] = math::to_plain(f);
  args["variable"] = f.symbols()[0];
  return ask(tool, std::move(args), thought, closing);
}

std::optional<Goal> derivative(const Captures& c) {
  if (c.has("x") && body_of(c.expr("f")).symbols() != std::vector<std::string>{c.expr("x").name()}) return {};
  return of_function(c, "differentiate", "We differentiate.", "the derivative is @");
}

// f'(x) of f(x) = ....
std::optional<Goal> primed(const Captures& c) {
  const Expr &definition = c.expr("f"), &query = c.expr("query");
  const Expr& left = definition.arg(0);
  if (!left.is(Op::kFunc) || !query.is(Op::kFunc) || query.args().size() != 1 || query.name() != left.name() + "'" || !query.arg(0).same(left.arg(0))) return {};
  return derivative(c);
}

std::optional<Goal> antiderivative(const Captures& c) {
  auto goal = of_function(c, "integrate", "We look for an antiderivative.", "the antiderivatives are @");
  if (goal) std::get<ToolQuestion>(*goal).constant = " + C";
  return goal;
}

// "Compute" with an integral without bounds.
std::optional<Goal> written_integral(const Captures& c) {
  const Expr& e = c.expr("e");
  if (!e.is_func("integral") || e.args().size() != 2 || e.arg(0).symbols() != std::vector<std::string>{e.arg(1).name()}) return {};
  Goal goal = ask("integrate", {{"expression", math::to_plain(e.arg(0))}, {"variable", e.arg(1).name()}}, "We look for an antiderivative.", "the integral is @");
  std::get<ToolQuestion>(goal).constant = " + C";
  return goal;
}

std::optional<Goal> critical(const Captures& c) { return of_function(c, "find_critical_points", "We set the derivative to zero.", "the places are @"); }

std::optional<Goal> discontinuities(const Captures& c) {
  const Expr& f = body_of(c.expr("f"));
  if (f.symbols().size() != 1) return {};
  ToolQuestion goal{"check_continuity", {}, {}, Take::kFalse, "it is not continuous at @ of the points"};
  for (const Expr& e : c.at("points").exprs) {
    if (!e.arg(0).is(Op::kSymbol) || e.arg(0).name() != f.symbols()[0] || !math::exact_value(e.arg(1)).ok()) return {};
    goal.calls.push_back({{"expression", math::to_plain(f)}, {"variable", f.symbols()[0]}, {"point", math::to_plain(e.arg(1))}});
    goal.thoughts.push_back("We look at $" + math::to_latex(e) + "$.");
  }
  if (goal.calls.size() < 2 || goal.calls.size() > 6) return {};
  return goal;
}

std::optional<Goal> series(const Captures& c) {
  long long degree = c.integer("degree");
  if (degree < 1 || degree > 8) return {};
  return of_function(c, "series_expansion", "We need the derivatives at 0.", "the polynomial is @", {{"point", 0}, {"order", degree + 1}});
}
// Only about 0.
std::optional<Goal> series_at(const Captures& c) { return c.expr("at").arg(1).same(Expr::integer(0)) ? series(c) : std::nullopt; }

std::optional<Goal> best(const Captures& c, const Expr& low, const Expr& high) {
  static const std::map<std::string, bool> words = {{"maximum", true}, {"largest", true}, {"minimum", false}, {"smallest", false}, {"large", true}, {"least", false}};
  auto which = words.find(c.at("which").stem);
  if (which == words.end() || !math::exact_value(low).ok() || !math::exact_value(high).ok()) return {};
  const char* closing = which->second ? "the maximum is @" : "the minimum is @";
  return of_function(c, which->second ? "maximum" : "minimum", "We compare the values at the critical points and at the ends.", closing,
                     {{"lower", math::to_plain(low)}, {"upper", math::to_plain(high)}});
}
std::optional<Goal> best_on_interval(const Captures& c) {
  if (c.at("interval").exprs.empty()) return {};
  const Expr& interval = c.expr("interval");
  return interval.is(Op::kInterval) && interval.name() == "[]" ? best(c, interval.arg(0), interval.arg(1)) : std::nullopt;
}
std::optional<Goal> best_in_range(const Captures& c) {
  const Expr& range = c.expr("range");
  if (!range.is(Op::kChain) || range.args().size() != 2 || range.arg(0).name() != "<=" || range.arg(1).name() != "<=") return {};
  return best(c, range.arg(0).arg(0), range.arg(1).arg(1));
}

}  // namespace

std::vector<Form> analysis_question_forms() {
  return {
      {"derivative", "differentiate {expr:f} with respect to {var:x}", derivative},
      {"derivative", "(find|determine) the derivative of ({eq:f}|{expr:f}) [as a function of {var:x}]", derivative},
      {"derivative", "which function is the derivative of {eq:f}", derivative},
      {"derivative", "(if|let) {eq:f} find {expr:query}", primed},
      {"antiderivative", "find an antiderivative of {expr:f}", antiderivative},
      {"antiderivative", "find the indefinite integral of {expr:f} with respect to {var}", antiderivative},
      {"antiderivative", "which functions have the derivative {expr:f}", antiderivative},
      {"antiderivative", "integrate {expr:f} with respect to {var}", antiderivative},
      {"antiderivative", "(compute|find|evaluate) {expr:e}", written_integral},
      {"critical", "(find|list) (the critical point|all critical points|the critical points) of {eq:f}", critical},
      {"critical", "at which {var} is the derivative of {eq:f} equal to zero", critical},
      {"critical", "for which {var} does the graph of {eq:f} have a horizontal tangent", critical},
      {"critical", "where does the function {eq:f} have its critical point", critical},
      {"discontinuities", "at how many of the points {eqs:points} is {eq:f} not continuous", discontinuities},
      {"discontinuities", "consider {eq:f} at how many of the points {eqs:points} is it discontinuous", discontinuities},
      {"discontinuities", "how many of the points {eqs:points} are discontinuities of {eq:f}", discontinuities},
      {"discontinuities", "count the points among {eqs:points} where {eq:f} is not continuous", discontinuities},
      {"discontinuities", "of the points {eqs:points} at how many does {eq:f} fail to be continuous", discontinuities},
      {"discontinuities", "the function {eq:f} is examined at {eqs:points} at how many of them is it not continuous", discontinuities},
      {"series", "find the taylor polynomial of degree {int:degree} of {expr:f} about {eq:at}", series_at},
      {"series", "approximate {expr:f} near {eq:at} by a polynomial of degree {int:degree} using its taylor series", series_at},
      {"series", "expand {expr:f} in powers of {var} up to degree {int:degree}", series},
      {"series", "what is the maclaurin polynomial of degree {int:degree} of {expr:f}", series},
      {"series", "write down the maclaurin series of {expr:f} up to degree {int:degree}", series},
      {"best_on_interval", "find the {word:which} value of {eq:f} on the interval {math:interval}", best_on_interval},
      {"best_in_range", "what is the {word:which} value of {expr:f} for {rel:range}", best_in_range},
      {"best_in_range", "how {word:which} can {expr:f} become when {rel:range}", best_in_range},
      {"best_in_range", "let {rel:range} what is the {word:which} possible value of {expr:f}", best_in_range},
  };
}

}  // namespace retort::agent
