// Phrases that name a line of the plane: by an equation, by points, by a slope, by a line that it is parallel or perpendicular to. The capture holds
// the line as an equation y = mx + b or x = c.
#include "agent/forms_more.h"
#include "agent/phrase_terms.h"
#include "math/exact.h"
#include "math/polynomial.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;
using Built = std::optional<Capture>;

Expr num(const Rational& r) { return Expr::number(r); }

Capture upright(const Rational& x) { return number_capture(Expr::rel("=", Expr::symbol("x"), num(x))); }
Capture sloped(const Rational& m, const Rational& b) {
  const Rational size = m.sign() < 0 ? -m : m;
  Expr right = m.is_zero() ? num(b) : size == Rational(1) ? Expr::symbol("x") : num(size) * Expr::symbol("x");
  if (m.sign() < 0) right = -right;
  if (!m.is_zero() && !b.is_zero()) right = b.sign() < 0 ? right - num(-b) : right + num(b);
  return number_capture(Expr::rel("=", Expr::symbol("y"), right));
}

void say(Capture& made, std::string text) { made.own.push_back({std::move(text), {}, {}, {}, {}}); }

std::optional<std::pair<Rational, Rational>> point_of(const Expr& p) {
  if (p.args().size() != 2) return {};
  auto x = math::exact_value(p.arg(0)), y = math::exact_value(p.arg(1));
  if (!x.ok() || !y.ok()) return {};
  return std::pair{*x, *y};
}

Built by_equation(const Captures& c) {
  auto line = line_of(c.expr("eq"));
  if (!line) return {};
  Capture made = line->upright ? upright(line->at) : sloped(line->slope, line->at);
  if (!line->upright && !made.exprs[0].same(c.expr("eq")))
    say(made, "The slope of the line " + inline_math(tex(c.expr("eq"))) + " is " + inline_math(line->rise) + ", and where " + inline_math("x") + " is zero it has the value " + inline_math(line->start) + ".");
  return made;
}

std::string intercept_text(const Rational& m, const std::pair<Rational, Rational>& p) {
  return inline_math(worked(num(p.second) - num(m) * num(p.first)));
}

Built by_points(const Captures& c) {
  const auto& points = c.at("ps").exprs;
  if (points.size() != 2) return {};
  auto p = point_of(points[0]), q = point_of(points[1]);
  if (!p || !q || *p == *q) return {};
  if (p->first == q->first) return upright(p->first);
  const Rational m = (q->second - p->second) / (q->first - p->first), b = p->second - m * p->first;
  Capture made = sloped(m, b);
  say(made, "The slope of the line is " + inline_math(worked((num(q->second) - num(p->second)) / (num(q->first) - num(p->first)))) + ", and it meets the other axis at " + intercept_text(m, *p) + ".");
  return made;
}

Built with_slope(const Rational& m, const Expr& point, std::string text) {
  auto p = point_of(point);
  if (!p) return {};
  Capture made = sloped(m, p->second - m * p->first);
  say(made, std::move(text) + "Through " + inline_math(tex(point)) + " with the slope " + inline_math(tex(m)) + " the value at zero is " + intercept_text(m, *p) + ".");
  return made;
}

Built by_slope(const Captures& c) {
  auto m = math::exact_value(c.expr("m"));
  return m.ok() ? with_slope(*m, c.expr("p"), "") : Built();
}
Built by_slope_and_intercept(const Captures& c) {
  auto m = math::exact_value(c.expr("m")), b = math::exact_value(c.expr("b"));
  return m.ok() && b.ok() ? Built(sloped(*m, *b)) : Built();
}

Built beside(const Captures& c, bool perpendicular) {
  auto line = line_of(c.expr("l"));
  if (!line || line->upright || (perpendicular && line->slope.is_zero())) return {};
  const Rational m = perpendicular ? Rational(-1) / line->slope : line->slope;
  const std::string text = perpendicular ? "A perpendicular line has the slope " + inline_math(tex(Expr::integer(-1) / num(line->slope)) + (line->slope.is_integer() && line->slope != Rational(1) && line->slope != Rational(-1) ? "" : " = " + tex(m))) + ". "
                                         : "A parallel line has the same slope. ";
  if (c.has("p")) return with_slope(m, c.expr("p"), text);
  auto b = c.has("b") ? math::exact_value(c.expr("b")) : Result<Rational>(Error{});
  if (c.has("b") && !b.ok()) return {};
  Capture made = sloped(m, b.ok() ? *b : Rational(0));
  say(made, text);
  return made;
}
Built parallel(const Captures& c) { return beside(c, false); }
Built perpendicular(const Captures& c) { return beside(c, true); }

}  // namespace

std::optional<PlaneLine> line_of(const Expr& equation) {
  if (!equation.is(Op::kRel) || equation.name() != "=") return {};
  for (const std::string& name : equation.symbols())
    if (name != "x" && name != "y") return {};
  auto linear = math::as_linear(equation.arg(0) - equation.arg(1));
  if (!linear) return {};
  auto factor = [&](const char* name) { return linear->count(name) ? linear->at(name) : Rational(0); };
  const Rational a = factor("x"), b = factor("y"), c = factor("");
  if (a.is_zero() && b.is_zero()) return {};
  if (b.is_zero()) return PlaneLine{true, 0, -c / a, {}, {}};
  return PlaneLine{false, -a / b, -c / b, worked(num(-a) / num(b)), worked(num(-c) / num(b))};
}

std::vector<PhraseForm> line_phrases() {
  return {
      {"line", "[line|lines] [{var}] [with|given by|whose equation is|defined by|described by|represented by|with equation|defined by equation] {eq:eq}", by_equation},
      {"line", "[straight] line [that|which] (passing through|passes through|through|containing|contains|connecting|joining|going through|determined by) [two] [points|point] {points:ps}", by_points},
      {"line", "line [with|having|of|that has|which has|has] slope [of|equal to|is] {number:m} [and|that|which] (passing through|passes through|through|containing|contains) [point] {point:p}", by_slope},
      {"line", "line (through|passing through|containing) [point] {point:p} [with|and having|that has] slope [of|equal to] {number:m}", by_slope},
      {"line", "line [with|having|that has] slope [of] {number:m} and [with] (y-intercept|{var} intercept) [of|at] {number:b}", by_slope_and_intercept},
      {"line", "line [that|which] [is] [{var}] [is] parallel to [line] {line:l} [and|that|which] (passing through|passes through|through|containing|contains|goes through) [point] {point:p}", parallel},
      {"line", "line (through|passing through|containing|that passes through) [point] {point:p} [and|that|which] [is] parallel to [line] {line:l}", parallel},
      {"line", "line [that|which] [is] [{var}] [is] perpendicular to [line] {line:l} [and|that|which] (passing through|passes through|through|containing|contains|goes through) [point] {point:p}", perpendicular},
      {"line", "line (through|passing through|containing|that passes through) [point] {point:p} [and|that|which] [is] perpendicular to [line] {line:l}", perpendicular},
      {"line", "line [that|which] [is] perpendicular to [line] {line:l} [and] (with|whose|and whose) (y-intercept|{var} intercept) [is|of] {number:b}", perpendicular},
      {"line", "line [that|which] [is] parallel to [line] {line:l} [and] (with|whose|and whose) (y-intercept|{var} intercept) [is|of] {number:b}", parallel},
      {"line", "(any|every|each) line [that|which] [is] parallel to {line:l}", parallel},
  };
}

}  // namespace retort::agent
