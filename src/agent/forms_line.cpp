// Questions about lines of the plane, however they are named (phrases_line.cpp).
#include <algorithm>

#include "agent/forms_more.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

Expr num(const Rational& r) { return Expr::number(r); }

std::optional<Goal> slope(const Captures& c) {
  auto line = line_of(c.expr("l"));
  if (!line || line->upright) return {};
  return Evaluate{num(line->slope), "", "the slope is @", c.at("l").before};
}

// Only the slope of a line beside another one is asked: it needs no point.
std::optional<Goal> slope_beside(const Captures& c, bool perpendicular) {
  auto line = line_of(c.expr("l"));
  if (!line || line->upright || (perpendicular && line->slope.is_zero())) return {};
  if (!perpendicular) return Evaluate{num(line->slope), "A parallel line has the same slope.", "the slope is @", c.at("l").before};
  return Evaluate{Expr::integer(-1) / num(line->slope), "A perpendicular line has the negative reciprocal of the slope " + inline_math(tex(line->slope)) + ".", "the slope is @", c.at("l").before};
}

bool names(const Captures& c, const char* axis) {
  return !c.has("axis") || (c.expr("axis").is(Op::kSymbol) && c.expr("axis").name() == axis);
}

std::optional<Goal> intercept(const Captures& c, bool of_y, bool as_point) {
  auto line = line_of(c.expr("l"));
  if (!line || line->upright || !names(c, of_y ? "y" : "x") || (!of_y && line->slope.is_zero())) return {};
  if (of_y) {
    if (as_point) return Several{{Expr::integer(0), num(line->at)}, "(#1#, #2#)", "On this axis " + inline_math("x") + " is zero.", "the point is @", c.at("l").before};
    return Evaluate{num(line->at), "", "the intercept is @", c.at("l").before};
  }
  const Expr at = num(-line->at) / num(line->slope);
  auto value = math::exact_value(at);
  if (!value.ok()) return {};
  const std::string text = "Where " + inline_math("y") + " is zero, " + inline_math("x") + " is " + inline_math(worked(at)) + ".";
  if (as_point) return Several{{num(*value), Expr::integer(0)}, "(#1#, #2#)", text, "the point is @", c.at("l").before};
  return Evaluate{at, "Where " + inline_math("y") + " is zero, " + inline_math("x") + " is " + inline_math(tex(at)) + ".", "the intercept is @", c.at("l").before};
}

std::optional<Goal> equation(const Captures& c) {
  auto line = line_of(c.expr("l"));
  if (!line || line->upright) return {};
  return Several{{}, tex(c.expr("l")), "", "the equation is @", c.at("l").before};
}

// The slope and the intercept under their usual letters.
std::optional<Goal> of_letters(const Captures& c) {
  auto line = line_of(c.expr("l"));
  if (!line || line->upright) return {};
  const Expr& asked = c.expr("asked");
  for (const std::string& name : asked.symbols())
    if (name != "m" && name != "b") return {};
  if (asked.symbols().empty()) return {};
  const Expr term = asked.substitute("m", num(line->slope)).substitute("b", num(line->at));
  return Evaluate{term, "So " + inline_math("m = " + tex(line->slope)) + " and " + inline_math("b = " + tex(line->at)) + ".", inline_math(tex(asked)) + " is @", c.at("l").before};
}

std::optional<Goal> slope_and_intercept(const Captures& c) {
  auto line = line_of(c.expr("l"));
  if (!line || line->upright) return {};
  return Evaluate{num(line->slope) + num(line->at), "We add slope and intercept.", "the sum is @", c.at("l").before};
}

std::optional<Goal> meeting(const Captures& c) {
  auto one = line_of(c.expr("l")), two = line_of(c.expr("k"));
  if (!one || !two || one->upright || two->upright || one->slope == two->slope) return {};
  const Rational x = (two->at - one->at) / (one->slope - two->slope), y = one->slope * x + one->at;
  Json plain = Json::array();
  plain.push_back(math::to_plain(c.expr("l")));
  plain.push_back(math::to_plain(c.expr("k")));
  std::vector<Lookup> before = c.at("l").before;
  before.insert(before.end(), c.at("k").before.begin(), c.at("k").before.end());
  before.push_back({"We solve " + inline_math(tex(c.expr("l"))) + " and " + inline_math(tex(c.expr("k"))) + " together.", "solve_linear_system", {{"equations", plain}, {"variables", {"x", "y"}}}, {num(x), num(y)}, ""});
  return Several{{num(x), num(y)}, "(#1#, #2#)", "", "the point is @", before};
}

// Three points on a line, one coordinate a letter.
std::optional<Goal> letter_in_point(const Captures& c) {
  const auto& points = c.at("ps").exprs;
  if (points.size() != 3) return {};
  std::vector<Expr> known;
  std::optional<Expr> open;
  for (const Expr& p : points) {
    if (p.args().size() != 2) return {};
    if (p.symbols().empty()) known.push_back(p);
    else if (open) return {};
    else open = p;
  }
  if (!open || known.size() != 2) return {};
  const Expr rise = known[1].arg(1) - known[0].arg(1), run = known[1].arg(0) - known[0].arg(0);
  auto r = math::exact_value(run);
  if (!r.ok() || r->is_zero() || open->symbols() != std::vector<std::string>{c.expr("v").name()}) return {};
  SolveEquation goal{Expr::rel("=", (open->arg(1) - known[0].arg(1)) * num(*r), (open->arg(0) - known[0].arg(0)) * num(math::exact_value(rise).value_or(Rational(0)))), c.expr("v").name(), RootAsk::kOnly, {}, {}};
  goal.setting = "From " + inline_math(tex(known[0])) + " to " + inline_math(tex(known[1])) + " the coordinates change by " + inline_math(worked(run)) + " and " + inline_math(worked(rise)) +
                 ". To the third point they change in the same ratio, which gives " + inline_math(tex(goal.equation)) + ".";
  return goal;
}

std::optional<Goal> with_axes(const Captures& c) {
  auto line = line_of(c.expr("l"));
  if (!line || line->upright || line->slope.is_zero() || line->at.is_zero()) return {};
  const Rational x = -line->at / line->slope;
  const Expr wide = num(x.sign() < 0 ? -x : x), high = num(line->at.sign() < 0 ? -line->at : line->at);
  return Evaluate{wide * high / Expr::integer(2), "The line meets the axes at " + inline_math(tex(x)) + " and at " + inline_math(tex(line->at)) + ", which are the legs of a right triangle.", "the area is @", c.at("l").before};
}

}  // namespace

std::vector<Form> line_forms() {
  constexpr auto y_value = [](const Captures& c) { return intercept(c, true, false); };
  constexpr auto x_value = [](const Captures& c) { return intercept(c, false, false); };
  constexpr auto y_point = [](const Captures& c) { return intercept(c, true, true); };
  constexpr auto x_point = [](const Captures& c) { return intercept(c, false, true); };
  constexpr auto parallel = [](const Captures& c) { return slope_beside(c, false); };
  constexpr auto perpendicular = [](const Captures& c) { return slope_beside(c, true); };
  return {
      {"line_slope", "<find> [the] slope of {line:l}", slope},
      {"line_slope", "<find> [the] slope of [a|any|the] line [that|which] [is] parallel to {line:l}", parallel},
      {"line_slope", "<find> [the] slope of [a|any|the] line [that|which] [is] perpendicular to {line:l}", perpendicular},
      {"line_intercept", "<find> [the] [value of the] (y-intercept|{var:axis} intercept|{var:axis} coordinate of the {var} intercept) of {line:l}", y_value},
      {"line_intercept", "<find> [the] [value of the] (x-intercept|{var:axis} intercept|{var:axis} coordinate of the {var} intercept) of {line:l}", x_value},
      {"line_intercept", "{line:l} <find> [the] (y-intercept|{var:axis} intercept) of ([this|the] line|line {var})", y_value},
      {"line_intercept", "{line:l} <find> [the] (x-intercept|{var:axis} intercept) of ([this|the] line|line {var})", x_value},
      {"line_meets_axis", "at (what|which) point does {line:l} (intersect|cross|meet) [the] (y-axis|{var:axis} axis)", y_point},
      {"line_meets_axis", "at (what|which) point does {line:l} (intersect|cross|meet) [the] (x-axis|{var:axis} axis)", x_point},
      {"line_meets_axis", "{line:l} (intersects|crosses|meets) [the] (y-axis|{var:axis} axis) at (what|which) point", y_point},
      {"line_meets_axis", "{line:l} (intersects|crosses|meets) [the] (x-axis|{var:axis} axis) at (what|which) point", x_point},
      {"line_equation", "<find> [the] equation of {line:l} [write the equation in slope-intercept form|in slope-intercept form|in slope intercept form|in the form {math}|express your answer in the form {math}|write your answer in slope-intercept form]", equation},
      {"line_letters", "[the] equation of {line:l} (can be (written|expressed)|is [written]) (in the form|as|in form) {eq} <ask> {expr:asked}", of_letters},
      {"line_letters", "if {line:l} (can be (written|expressed)|is [written]) (in the form|as|in form) {eq} <ask> {expr:asked}", of_letters},
      {"line_sum", "<find> [the] sum of [the] slope and [the] (y-intercept|{var} intercept) of {line:l}", slope_and_intercept},
      {"line_meeting", "<find> [the] (intersection point|point of intersection|intersection|point at which) of {line:l} and {line:k} [intersect]", meeting},
      {"line_meeting", "at what point do {line:l} and {line:k} (intersect|meet|cross)", meeting},
      {"line_letter", "[a|the] line (contains|passes through|goes through) [the] points {points:ps} <find> <value> {var:v}", letter_in_point},
      {"line_letter", "[the] points {points:ps} (lie|all lie|are) on [the same|a|one] [straight] line <find> <value> {var:v}", letter_in_point},
      {"line_axes", "<find> [the] area of [the] (triangle|region|triangular region) (formed|bounded|enclosed) by {line:l} and [the] [two] [coordinate] axes", with_axes},
      {"line_axes", "[a] triangular region is bounded by [the] [two] [coordinate] axes and {line:l} <find> [the] area of [the|this] (region|triangle) [in square units]", with_axes},
  };
}

}  // namespace retort::agent
