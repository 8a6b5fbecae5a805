// Values of terms, expanded, factored and simplified forms, points of the plane, percentages.
#include "agent/forms.h"
#include "agent/forms_terms.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

bool has_letters(const Expr& e) { return !e.symbols().empty(); }

std::optional<Goal> transform(const Captures& c, Transform::To to) {
  const Expr& e = c.expr("e");
  if (!has_letters(e)) return {};
  return Transform{to, e};
}

std::optional<Goal> simplify(const Captures& c) {
  const Expr& e = c.expr("e");
  if (auto special = goal_of_expression(e)) return special;
  if (!has_letters(e)) return {};
  return Transform{Transform::To::kSimple, e};
}

std::optional<Goal> value(const Captures& c) { return goal_of_expression(c.expr("e")); }

std::optional<Goal> term(const Expr& e) {
  if (has_letters(e)) return {};
  return Evaluate{e, {}, {}};
}

// p% of q.
std::optional<Goal> percentage(const Captures& c) {
  const Expr &rate = c.expr("rate"), &whole = c.expr("whole");
  Expr part = rate.is(Op::kPercent) ? rate.arg(0) : rate;
  if (has_letters(part) || has_letters(whole)) return {};
  return term(part / Expr::integer(100) * whole);
}

// n is p percent of what; and what percent of b is a.
std::optional<Goal> whole_of(const Captures& c) {
  const Expr& rate = c.expr("rate");
  Expr part = rate.is(Op::kPercent) ? rate.arg(0) : rate;
  if (has_letters(part)) return {};
  return term(c.expr("n") * Expr::integer(100) / part);
}
std::optional<Goal> rate_of(const Captures& c) { return term(c.expr("a") / c.expr("b") * Expr::integer(100)); }

std::optional<std::pair<Expr, Expr>> point(const Expr& e) {
  bool pair = (e.is(Op::kTuple) || (e.is(Op::kInterval) && e.name() == "()")) && e.args().size() == 2;
  if (!pair || has_letters(e.arg(0)) || has_letters(e.arg(1))) return {};
  return std::pair{e.arg(0), e.arg(1)};
}

struct TwoPoints { Expr x1, y1, x2, y2; };

std::optional<TwoPoints> two_points(const Captures& c) {
  std::vector<Expr> all;
  for (const char* name : {"p", "q"})
    if (c.has(name))
      for (const Expr& e : c.at(name).exprs) {
        if (e.is(Op::kList)) all.insert(all.end(), e.args().begin(), e.args().end());
        else all.push_back(e);
      }
  if (all.size() != 2) return {};
  auto a = point(all[0]), b = point(all[1]);
  if (!a || !b) return {};
  return TwoPoints{a->first, a->second, b->first, b->second};
}

std::optional<Goal> distance(const Captures& c) {
  auto p = two_points(c);
  if (!p) return {};
  Expr two = Expr::integer(2);
  return Evaluate{Expr::func("sqrt", {pow(p->x2 - p->x1, two) + pow(p->y2 - p->y1, two)}),
                  "The distance is the root of the squared differences of the coordinates.", "the distance is @"};
}

std::optional<Goal> slope(const Captures& c) {
  auto p = two_points(c);
  if (!p || math::exact_value(p->x2 - p->x1).value_or(0).is_zero()) return {};
  return Evaluate{(p->y2 - p->y1) / (p->x2 - p->x1), "The slope is the difference of the ordinates over that of the abscissas.", "the slope is @"};
}

std::optional<Goal> midpoint_sum(const Captures& c) {
  auto p = two_points(c);
  if (!p) return {};
  Expr two = Expr::integer(2);
  return Evaluate{(p->x1 + p->x2) / two + (p->y1 + p->y2) / two, "Each coordinate of the midpoint is the mean of the two.", "the sum is @"};
}

}  // namespace

std::vector<Form> value_forms() {
  return {
      {"expand", "(expand|multiply|multiply out) [and simplify] [the] [following] [expression|product|polynomial] {expr:e}",
       [](const Captures& c) { return transform(c, Transform::To::kExpanded); }},
      {"expand", "<find> the expanded form of {expr:e}", [](const Captures& c) { return transform(c, Transform::To::kExpanded); }},
      {"factor", "(factor|completely factor|fully factor) [the] [following] [expression|polynomial|quadratic] {expr:e} [completely|over the integers]",
       [](const Captures& c) { return transform(c, Transform::To::kFactored); }},
      {"factor", "write {expr:e} in factored form", [](const Captures& c) { return transform(c, Transform::To::kFactored); }},
      {"simplify", "(simplify|simplify the following|reduce) [the] [following] [expression|fraction|algebraic expression] {expr:e} [completely]", simplify},
      {"simplify", "(simplify|rationalize) [the] [denominator of] [the expression] {expr:e} [and rationalize the denominator]", simplify},
      {"simplify", "rationalize [the] denominator [of] [the expression] {expr:e}", simplify},
      {"value", "(express|write) {expr:e} (as|in) [a|an] (common fraction|fraction|mixed number|decimal|integer|single fraction|terminating decimal|"
                "reduced fraction|simplified fraction|lowest terms|simplest form|simplest radical form|fraction in lowest terms|fraction in simplest form|"
                "common fraction in lowest terms|fraction in simplified form)", value},
      {"value", "<find> [the] <value> (value of|expression|quantity|number|sum|product|difference|quotient|result of|) [the] [following] "
                "[expression|quantity|sum|product|fraction] {expr:e}", value},
      {"value", "(what is|find|compute) {expr:e} (in simplest form|in simplified form|as a fraction|as a decimal|in simplest radical form|"
                "expressed as a common fraction|in lowest terms|written as a common fraction)", value},
      {"value", "{expr:e} (is|equals) (what|how much)", value},
      {"value", "what does {expr:e} equal", value},
      {"value", "(what|which) (integer|number|fraction|decimal) is equal to {expr:e}", value},
      {"value", "what (integer|number) does {expr:e} represent", value},
      {"percentage", "(what is|find|compute|calculate) {number:rate} percent of {expr:whole}", percentage},
      {"percentage", "(what is|find|compute|calculate) {expr:rate} of {expr:whole}", [](const Captures& c) -> std::optional<Goal> {
         if (!c.expr("rate").is(Op::kPercent)) return {};
         return percentage(c);
       }},
      {"whole_of", "{number:n} is {number:rate} percent of what [number]", whole_of},
      {"rate_of", "(what percent of|what percentage of) {number:b} is {number:a}", rate_of},
      {"rate_of", "{number:a} is (what percent|what percentage) of {number:b}", rate_of},
      {"distance", "(what is|find) the distance [in units] (between|from) [the] [points] {math:p} (and|to) [the point] {math:q}", distance},
      {"distance", "(what is|find) the distance between [the] points {math:p}", distance},
      {"slope", "(what is|find) the slope of the line (passing|that passes|) (through|containing) [the] [points] {math:p} and {math:q}", slope},
      {"midpoint_sum",
       "what is the sum of the coordinates of the midpoint of (the|a) [line] segment (with endpoints|joining|whose endpoints are|connecting|with endpoints at) "
       "[the] [points] {math:p} and {math:q}", midpoint_sum},
  };
}

}  // namespace retort::agent
