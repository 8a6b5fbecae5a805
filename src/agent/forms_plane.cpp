// Points, segments and lines of the plane and of space.
#include <algorithm>

#include "agent/forms.h"
#include "agent/forms_terms.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

using Points = std::vector<std::vector<Expr>>;

Expr two() { return Expr::integer(2); }

// The corners that the slots p, q and ps hold, all with as many coordinates.
std::optional<Points> points(const Captures& c, std::size_t count, std::size_t dimension = 2) {
  Points all;
  for (const char* name : {"p", "q", "ps"}) {
    if (!c.has(name)) continue;
    for (const Expr& point : c.at(name).exprs) {
      if (point.args().size() != dimension || !point.symbols().empty()) return {};
      all.push_back(point.args());
    }
  }
  if (all.size() != count) return {};
  return all;
}

std::optional<Goal> asked(Expr e, std::string setting, Closing closing) { return Evaluate{std::move(e), std::move(setting), std::move(closing), {}}; }

Expr difference(const Expr& a, const Expr& b) { return a - b; }

Expr distance(const std::vector<Expr>& p, const std::vector<Expr>& q) {
  std::vector<Expr> squares;
  for (std::size_t i = 0; i < p.size(); ++i) squares.push_back(pow(difference(q[i], p[i]), two()));
  return Expr::func("sqrt", {Expr::make(Op::kAdd, squares)});
}

constexpr const char* kPythagoras = "The distance is the root of the sum of the squared differences of the coordinates.";

std::optional<Goal> length(const Captures& c, std::size_t dimension) {
  auto p = points(c, 2, dimension);
  if (!p) return {};
  return asked(distance((*p)[0], (*p)[1]), kPythagoras, "the distance is @");
}
std::optional<Goal> plane_length(const Captures& c) {
  if (auto goal = length(c, 2)) return goal;
  return length(c, 3);
}
std::optional<Goal> from_origin(const Captures& c) {
  auto p = points(c, 1);
  if (!p) return {};
  return asked(Expr::func("sqrt", {pow((*p)[0][0], two()) + pow((*p)[0][1], two())}), kPythagoras, "the distance is @");
}

Expr mean(const Expr& a, const Expr& b) { return (a + b) / two(); }
constexpr const char* kMidpoint = "Each coordinate of the midpoint is the mean of the coordinates of the ends.";

std::optional<Goal> midpoint(const Captures& c) {
  auto p = points(c, 2);
  if (!p) return {};
  return Several{{mean((*p)[0][0], (*p)[1][0]), mean((*p)[0][1], (*p)[1][1])}, "(#1#, #2#)", kMidpoint, "the midpoint is @"};
}
std::optional<Goal> midpoint_sum(const Captures& c) {
  auto p = points(c, 2);
  if (!p) return {};
  return asked(mean((*p)[0][0], (*p)[1][0]) + mean((*p)[0][1], (*p)[1][1]), kMidpoint, "the sum is @");
}
std::optional<Goal> midpoint_product(const Captures& c) {
  auto p = points(c, 2);
  if (!p) return {};
  return asked(mean((*p)[0][0], (*p)[1][0]) * mean((*p)[0][1], (*p)[1][1]), kMidpoint, "the product is @");
}

// p is the midpoint, q one end: the other end.
constexpr const char* kOtherEnd = "Twice each coordinate of the midpoint, less that of the known end, gives the coordinate of the other end.";
Expr beyond(const Expr& middle, const Expr& end) { return two() * middle - end; }
std::optional<Goal> other_end(const Captures& c) {
  auto p = points(c, 2);
  if (!p) return {};
  return Several{{beyond((*p)[0][0], (*p)[1][0]), beyond((*p)[0][1], (*p)[1][1])}, "(#1#, #2#)", kOtherEnd, "the other end is @"};
}
std::optional<Goal> other_end_sum(const Captures& c) {
  auto p = points(c, 2);
  if (!p) return {};
  return asked(beyond((*p)[0][0], (*p)[1][0]) + beyond((*p)[0][1], (*p)[1][1]), kOtherEnd, "the sum is @");
}
std::optional<Goal> other_end_product(const Captures& c) {
  auto p = points(c, 2);
  if (!p) return {};
  return asked(beyond((*p)[0][0], (*p)[1][0]) * beyond((*p)[0][1], (*p)[1][1]), kOtherEnd, "the product is @");
}

// Lines

struct Line { Rational a, b, c; };   // a x + b y = c

std::optional<Line> line_of(const Expr& equation) {
  if (!equation.is(Op::kRel) || equation.name() != "=") return {};
  auto symbols = equation.symbols();
  if (!std::all_of(symbols.begin(), symbols.end(), [](const std::string& s) { return s == "x" || s == "y"; }) || symbols.empty()) return {};
  Expr d = equation.arg(0) - equation.arg(1);
  if (!math::as_linear(d)) return {};
  auto at = [&](long long x, long long y) { return math::exact_value(d.substitute("x", Expr::integer(x)).substitute("y", Expr::integer(y))); };
  auto o = at(0, 0), x = at(1, 0), y = at(0, 1);
  if (!o.ok() || !x.ok() || !y.ok()) return {};
  return Line{*x - *o, *y - *o, -*o};
}

std::optional<Rational> slope(const Line& l) {
  if (l.b.is_zero()) return {};
  return -l.a / l.b;
}
std::optional<Rational> slope(const std::vector<Expr>& p, const std::vector<Expr>& q) {
  auto dx = math::exact_value(q[0] - p[0]), dy = math::exact_value(q[1] - p[1]);
  if (!dx.ok() || !dy.ok() || dx->is_zero()) return {};
  return *dy / *dx;
}

std::string line_text(const Expr& equation) { return inline_math(tex(equation)); }

// y = mx + b solved for the line that is given, as a sentence.
std::string slope_text(const Expr& equation, const Rational& m, const Rational& b) {
  Expr x = Expr::symbol("x");
  Expr right = m.is_zero() ? Expr::number(b) : Expr::number(m) * x + Expr::number(b);
  return "Solved for $y$, " + line_text(equation) + " says " + inline_math(tex(Expr::rel("=", Expr::symbol("y"), right))) + ", so its slope is " + inline_math(tex(m)) + ".";
}

std::optional<Goal> slope_of(const Captures& c) {
  auto l = line_of(c.expr("eq"));
  if (!l) return {};
  auto m = slope(*l);
  if (!m) return {};
  Rational b = l->c / l->b;
  return Evaluate{Expr::number(*m), slope_text(c.expr("eq"), *m, b), "the slope is @", {}};
}
std::optional<Goal> perpendicular_slope(const Captures& c) {
  auto l = line_of(c.expr("eq"));
  auto m = l ? slope(*l) : std::nullopt;
  if (!m || m->is_zero()) return {};
  return asked(Expr::integer(-1) / Expr::number(*m), slope_text(c.expr("eq"), *m, l->c / l->b) + " A perpendicular line has the negative reciprocal of it.", "the slope is @");
}
std::optional<Goal> slope_between(const Captures& c) {
  auto p = points(c, 2);
  if (!p || !slope((*p)[0], (*p)[1])) return {};
  return asked(((*p)[1][1] - (*p)[0][1]) / ((*p)[1][0] - (*p)[0][0]), "The slope is the difference of the ordinates over that of the abscissas.", "the slope is @");
}

// y = mx + b through two points, or a point with a slope, and what is asked of m and b.
std::optional<Goal> line_terms(const Expr& m, const std::vector<Expr>& p, const Expr& asked_term) {
  auto symbols = asked_term.symbols();
  if (!std::all_of(symbols.begin(), symbols.end(), [](const std::string& s) { return s == "m" || s == "b"; }) || symbols.empty()) return {};
  auto slope_value = math::exact_value(m);
  if (!slope_value.ok()) return {};
  auto b = math::exact_value(p[1] - Expr::number(*slope_value) * p[0]);
  if (!b.ok()) return {};
  std::string setting = "The slope is " + inline_math("m = " + worked(m)) + ", and " + inline_math("b = " + worked(p[1] - Expr::number(*slope_value) * p[0])) + ".";
  Expr term = asked_term.substitute("m", Expr::number(*slope_value)).substitute("b", Expr::number(*b));
  return Evaluate{term, setting, inline_math(tex(asked_term)) + " is @", {}};
}
std::optional<Goal> line_through(const Captures& c) {
  auto p = points(c, 2);
  if (!p || !slope((*p)[0], (*p)[1])) return {};
  return line_terms(((*p)[1][1] - (*p)[0][1]) / ((*p)[1][0] - (*p)[0][0]), (*p)[0], c.expr("asked"));
}
std::optional<Goal> line_with_slope(const Captures& c) {
  auto p = points(c, 1);
  if (!p) return {};
  return line_terms(c.expr("m"), (*p)[0], c.expr("asked"));
}

Expr intercept(const Rational& m, const std::vector<Expr>& p) { return p[1] - Expr::number(m) * p[0]; }

std::optional<Goal> intercept_of_parallel(const Captures& c, bool perpendicular, bool of_y) {
  auto l = line_of(c.expr("eq"));
  auto p = points(c, 1);
  auto m = l ? slope(*l) : std::nullopt;
  if (!m || !p || (perpendicular && m->is_zero())) return {};
  Rational n = perpendicular ? Rational(-1) / *m : *m;
  std::string setting = slope_text(c.expr("eq"), *m, l->c / l->b) + (perpendicular ? " The perpendicular line has the slope " + inline_math(tex(n)) + "." : " The parallel line has the same slope.");
  if (of_y) return asked(intercept(n, (*p)[0]), setting, "the intercept is @");
  if (n.is_zero()) return {};
  return asked((*p)[0][0] - (*p)[0][1] / Expr::number(n), setting, "the intercept is @");
}

// The line as an equation in slope-intercept form.
std::optional<Goal> intercept_of(const Captures& c) {
  auto l = line_of(c.expr("eq"));
  if (!l) return {};
  const std::string& which = c.expr("axis").name();
  bool of_y = which == "y";
  if ((!of_y && which != "x") || (of_y ? l->b : l->a).is_zero()) return {};
  Rational at = of_y ? l->c / l->b : l->c / l->a;
  std::string setting = std::string("On the axis ") + (of_y ? "$x = 0$" : "$y = 0$") + ", so " + line_text(c.expr("eq")) + " becomes " +
                        inline_math(tex(c.expr("eq").substitute(of_y ? "x" : "y", Expr::integer(0)))) + ".";
  if (c.has("point")) {
    return Evaluate{Expr::number(at), setting, of_y ? "the point is $(0, @)$" : "the point is $(@, 0)$", {}};
  }
  return Evaluate{Expr::number(at), setting, "the intercept is @", {}};
}
std::optional<Goal> intercept_point(const Captures& c) {
  auto l = line_of(c.expr("eq"));
  if (!l) return {};
  const std::string& which = c.expr("axis").name();
  bool of_y = which == "y";
  if ((!of_y && which != "x") || (of_y ? l->b : l->a).is_zero()) return {};
  const Rational &whole = l->c, &factor = of_y ? l->b : l->a;
  Expr at = Expr::number(whole / factor), zero = Expr::integer(0);
  std::string setting = std::string("On the axis the other coordinate is $0$, so ") + line_text(c.expr("eq")) + " becomes " +
                        inline_math(tex(c.expr("eq").substitute(of_y ? "x" : "y", zero))) + ", and " + inline_math(std::string(of_y ? "y" : "x") + " = " + worked(Expr::number(whole) / Expr::number(factor))) + ".";
  return Several{{of_y ? zero : at, of_y ? at : zero}, "(#1#, #2#)", setting, "the point is @"};
}

std::optional<Goal> meeting_point(const Captures& c) {
  const auto& lines = c.at("eqs").exprs;
  if (lines.size() != 2) return {};
  auto a = line_of(lines[0]), b = line_of(lines[1]);
  if (!a || !b) return {};
  Rational det = a->a * b->b - b->a * a->b;
  if (det.is_zero()) return {};
  Expr x = Expr::number((a->c * b->b - b->c * a->b) / det), y = Expr::number((a->a * b->c - b->a * a->c) / det);
  Lookup lookup{"We solve " + line_text(lines[0]) + " and " + line_text(lines[1]) + ".", "solve_linear_system",
                {{"equations", Json::array({math::to_plain(lines[0]), math::to_plain(lines[1])})}, {"variables", Json::array({"x", "y"})}}, {x, y}, ""};
  return Several{{x, y}, "(#1#, #2#)", "", "the point is @", {lookup}};
}

std::optional<Goal> point_to_line(const Captures& c) {
  auto l = line_of(c.expr("eq"));
  auto p = points(c, 1);
  if (!l || !p) return {};
  Expr a = Expr::number(l->a), b = Expr::number(l->b), d = Expr::number(l->c);
  return asked(Expr::func("abs", {a * (*p)[0][0] + b * (*p)[0][1] - d}) / Expr::func("sqrt", {pow(a, two()) + pow(b, two())}),
               "The distance of a point from a line $ax + by = c$ is $\\frac{|ax + by - c|}{\\sqrt{a^2 + b^2}}$.", "the distance is @");
}

// Figures with given corners

std::optional<Goal> triangle(const Captures& c) {
  auto p = points(c, 3);
  if (!p) {
    auto s = points(c, 3, 3);
    if (!s) return {};
    std::vector<Expr> u, v;
    for (std::size_t i = 0; i < 3; ++i) {
      auto a = math::exact_value((*s)[1][i] - (*s)[0][i]), b = math::exact_value((*s)[2][i] - (*s)[0][i]);
      if (!a.ok() || !b.ok()) return {};
      u.push_back(Expr::number(*a));
      v.push_back(Expr::number(*b));
    }
    auto part = [&](std::size_t i, std::size_t j) { return pow(u[i] * v[j] - u[j] * v[i], two()); };
    return asked(Expr::func("sqrt", {part(1, 2) + part(2, 0) + part(0, 1)}) / two(),
                 "The area is half the length of the cross product of two sides.", "the area is @");
  }
  const auto& [a, b, d] = std::tie((*p)[0], (*p)[1], (*p)[2]);
  Expr twice = (b[0] - a[0]) * (d[1] - a[1]) - (d[0] - a[0]) * (b[1] - a[1]);
  return asked(Expr::func("abs", {twice}) / two(), "The area is half the cross product of two sides that start at the same corner.", "the area is @");
}

std::optional<Goal> polygon(const Captures& c) {
  if (!c.has("ps")) return {};
  auto p = points(c, c.at("ps").exprs.size());
  if (!p || p->size() < 3 || p->size() > 8) return {};
  std::vector<Expr> terms;
  for (std::size_t i = 0; i < p->size(); ++i) {
    const auto &a = (*p)[i], &b = (*p)[(i + 1) % p->size()];
    Expr term = a[0] * b[1] - b[0] * a[1];
    terms.push_back(term);
  }
  return asked(Expr::func("abs", {Expr::make(Op::kAdd, terms)}) / two(), "By the shoelace rule, with the corners in their order.", "the area is @");
}

// Circles with given points

std::optional<Goal> circle_area(const Captures& c) {
  auto p = points(c, 2);
  if (!p) return {};
  Expr d2 = pow((*p)[1][0] - (*p)[0][0], two()) + pow((*p)[1][1] - (*p)[0][1], two());
  return asked(Expr::constant("pi") * d2 / Expr::integer(4), "The square of the diameter is the sum of the squared differences, and the area is a quarter of it times $\\pi$.",
               "the area is @");
}

std::optional<Goal> equidistant(const Captures& c) {
  auto p = points(c, 2);
  if (!p) return {};
  const std::string& axis = c.expr("axis").name();
  if (axis != "x" && axis != "y") return {};
  std::size_t on = axis == "x" ? 0 : 1, off = 1 - on;
  const auto &a = (*p)[0], &b = (*p)[1];
  Expr t = Expr::symbol(axis);
  SolveEquation goal{Expr::rel("=", pow(t - a[on], two()) + pow(a[off], two()), pow(t - b[on], two()) + pow(b[off], two())), axis, RootAsk::kOnly, {}, {}};
  goal.setting = "The squared distances to both points are equal: " + inline_math(tex(goal.equation)) + ".";
  return goal;
}

}  // namespace

std::vector<Form> plane_forms() {
  return {
      {"distance", "(what is|find|compute|determine) the (distance|number of units in the distance|length) [in units] [on a (cartesian|coordinate) (coordinate|plane) [plane]] "
                   "(between|from) [the] [two] [points] {point:p} (and|to) [the point] {point:q}", plane_length},
      {"distance", "(what is|find|compute) the (distance|number of units in the distance|length of the segment|length of the line segment) (between|joining|connecting) [the] [two] [points] {points:ps}", plane_length},
      {"distance", "how many units (long is|are in the length of) (a|the) [line] segment <endpoints> {points:ps}", plane_length},
      {"distance", "[in a rectangular coordinate system] what is the (distance|number of units in the distance) from the origin to [the point] {point:p}", from_origin},
      {"midpoint", "(find|what are|what is) [the] [coordinates of] the (midpoint|point halfway) [of the (line|) segment] [between|joining] [<endpoints>] [the] [points] {points:ps}", midpoint},
      {"midpoint_sum", "(what is|find) the sum of the coordinates of the midpoint of (the|a) [line] segment <endpoints> {points:ps}", midpoint_sum},
      {"midpoint_product", "(what is|find) the product of the coordinates of the midpoint of (the|a) [line] segment <endpoints> {points:ps}", midpoint_product},
      {"other_end", "the midpoint of a [line] segment is [located at] {point:p} if one of the endpoints is {point:q} what is the other endpoint", other_end},
      {"other_end", "one endpoint of a [line] segment is {point:q} and its midpoint is {point:p} what (is|are the coordinates of) the other endpoint", other_end},
      {"other_end_sum", "[given that] [point] {point:p} is the midpoint of {math} if point {var} has coordinates {point:q} what is the sum of the coordinates of point {var}", other_end_sum},
      {"other_end_sum", "one endpoint of a [line] segment is {point:q} and its midpoint is {point:p} what is the sum of the coordinates of the other endpoint", other_end_sum},
      {"other_end_product", "[given that] [point] {point:p} is the midpoint of {math} and {point:q} is one (endpoint|of the endpoints) what is the product of the coordinates of [point] {var}", other_end_product},
      {"other_end_sum", "[given that] [point] {point:p} is the midpoint of {math} and {point:q} is one (endpoint|of the endpoints) what is the sum of the coordinates of [point] {var}", other_end_sum},

      {"slope", "(what is|find) the slope of (a|the) line <through> {points:ps}", slope_between},
      {"slope_of", "(what is|find) the slope of (the|a) line [with equation|given by|whose equation is|defined by|with the equation] {eq:eq}", slope_of},
      {"slope_of", "(what is|find) the slope of (a|any|the) line parallel to [the line] {eq:eq}", slope_of},
      {"slope_of", "what is the slope of the line {eq:eq} [when graphed]", slope_of},
      {"perpendicular_slope", "(what is|find) the slope of (a|any|the) line perpendicular to [the line] {eq:eq}", perpendicular_slope},
      {"line_through", "the equation of the line <through> {points:ps} can be (expressed|written) in the form {eq} (what is|find) [the value of] {expr:asked}", line_through},
      {"line_through", "(if|suppose) the line <through> {points:ps} (is|can be|is written) [expressed|written] in the form {eq} (what is|find) [the value of] {expr:asked}", line_through},
      {"line_with_slope", "a line has a slope of {number:m} and contains the point {point:p} the equation of this line can be written in the form {eq} what is [the value of] {expr:asked}", line_with_slope},
      {"parallel_intercept", "line {var} is parallel to [the] line {eq:eq} and passes through [the point] {point:p} what is the y intercept of line {var}",
       [](const Captures& c) { return intercept_of_parallel(c, false, true); }},
      {"parallel_intercept", "(what is|find) the {math} intercept of the line parallel to [the line] {eq:eq} (that passes|passing|and passing) through [the point] {point:p}",
       [](const Captures& c) { return intercept_of_parallel(c, false, c.text("math") == "y"); }},
      {"perpendicular_intercept", "(what is|find) the {math} intercept of the line perpendicular to [the line] {eq:eq} (that passes|passing|and passing) through [the point] {point:p}",
       [](const Captures& c) { return intercept_of_parallel(c, true, c.text("math") == "y"); }},
      {"intercept", "(what is|find) the {var:axis} intercept of [the line] [given by|with equation|defined by] [the equation] {eq:eq}", intercept_of},
      {"intercept_point", "at what point does the line [with equation|given by] {eq:eq} (intersect|cross) the {var:axis} axis", intercept_point},
      {"intercept_point", "(find|what is) the {var:axis} intercept point of the line {eq:eq}", intercept_point},
      {"meeting_point", "(what is|find) the [point of] (intersection|intersection point) of the lines [given by|with equations|defined by|whose equations are] [the equations] {eqs:eqs}", meeting_point},
      {"meeting_point", "at what point do the (lines|graphs of) {eqs:eqs} (intersect|meet|cross)", meeting_point},
      {"meeting_point", "find [an|the] ordered pair {math} that (solves|satisfies) [the system|the system of equations|both equations|both] {eqs:eqs}",
       [](const Captures& c) { return c.text("math").find("x") != std::string::npos ? meeting_point(c) : std::nullopt; }},
      {"meeting_point", "(what is|find) the ordered pair [of (integers|real numbers|numbers)] {math} for which {eqs:eqs}",
       [](const Captures& c) { return c.text("math").find("x") != std::string::npos ? meeting_point(c) : std::nullopt; }},
      {"point_to_line", "(find|what is) the distance from [the point] {point:p} to the line {eq:eq}", point_to_line},
      {"triangle", "(find|what is) the area [in square units] of [the|a] triangle [{math}] (with|whose) vertices [are] [at|located at] [the points] {points:ps}", triangle},
      {"polygon", "(find|what is) the area [in square units] of [the|a] (quadrilateral|polygon|square|rectangle|parallelogram|square with the four|rhombus|trapezoid) (with|whose|with the four) [vertices|corners] [are] [at|located at] [the points] {points:ps}", polygon},
      {"triangle", "how many square units are in the area of [the|a] triangle [{math}] (with|whose) vertices [are] [at|located at] [the points] {points:ps}", triangle},
      {"triangle", "(a|the) triangle [in {words}] has vertices [at] [coordinates] {points:ps} (how many square units are in|what is|find) the area [in square units] of the triangle", triangle},
      {"polygon", "what is the number of square units in the area of [the|a] {word} [{math}] (with|whose) vertices [are] [at] {points:ps}", polygon},
      {"polygon", "how many square units are in the area of [the|a] {word} [{math}] (with|whose) vertices [are] [at] {points:ps}", polygon},
      {"circle_area", "points {point:p} and {point:q} are the endpoints of a diameter of a circle [graphed in a coordinate plane] how many square units are in the area of the circle", circle_area},
      {"circle_area", "a circle has a diameter with endpoints [at] {points:ps} what is the area of the circle", circle_area},
      {"equidistant", "what is the {var} coordinate of the point on the {var:axis} axis that is equidistant from [points] {points:ps}", equidistant},
  };
}

}  // namespace retort::agent
