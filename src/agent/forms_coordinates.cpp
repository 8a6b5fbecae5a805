// Points in polar, cylindrical and spherical coordinates: from rectangular ones, and brought into standard form.
#include <cmath>

#include "agent/forms_more.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/print.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

bool same(const Expr& a, const Expr& b) { return math::holds(Expr::rel("=", a, b)).outcome == math::Verdict::Outcome::kEqual; }
Expr turn(const Rational& halves) { return Expr::number(halves) * Expr::constant("pi"); }

std::string angle_text(const Rational& halves) {
  if (halves.is_zero()) return "0";
  const Rational above = halves.num().abs();
  const std::string top = above == Rational(1) ? "\\pi" : above.to_string() + "\\pi", sign = halves.sign() < 0 ? "-" : "";
  return halves.is_integer() ? sign + top : sign + "\\frac{" + top + "}{" + halves.den().to_string() + "}";
}

// q where the angle is q times pi.
std::optional<Rational> halves_of(const Expr& e) {
  auto ball = math::real_value(e, 15);
  if (!ball.ok()) return {};
  for (long long d = 1; d <= 60; ++d) {
    const double n = ball->mid / M_PI * static_cast<double>(d);
    if (std::abs(n - std::round(n)) > 1e-9) continue;
    const Rational q(static_cast<long long>(std::round(n)), d);
    return same(e, turn(q)) ? std::optional(q) : std::nullopt;
  }
  return {};
}

Rational within_turn(const Rational& halves) { return halves - (halves / 2).floor() * 2; }

// The angle and the turns that bring it in range: "\frac{9\pi}{4} - 2\pi".
std::string whole_turns(const Rational& from, const Rational& to) {
  const Rational turns = to - from;
  return angle_text(from) + (turns.sign() < 0 ? " - " : " + ") + angle_text(turns.abs());
}

std::optional<std::vector<Expr>> parts_of(const Captures& c, std::size_t n) {
  const Expr& p = c.expr("p");
  if ((!p.is(Op::kTuple) && !p.is(Op::kInterval)) || p.args().size() != n || !p.symbols().empty()) return {};
  return p.args();
}

// The angle in [0, 2 pi) with this cosine and sine, a multiple of pi/12.
std::optional<Rational> direction(const Expr& cosine, const Expr& sine) {
  for (int k = 0; k < 24; ++k) {
    const Expr angle = turn(Rational(k, 12));
    if (same(Expr::func("cos", {angle}), cosine) && same(Expr::func("sin", {angle}), sine)) return Rational(k, 12);
  }
  return {};
}

Expr length(const std::vector<Expr>& parts) {
  std::vector<Expr> squares;
  for (const Expr& part : parts) squares.push_back(pow(part, Expr::integer(2)));
  return Expr::func("sqrt", {Expr::make(Op::kAdd, squares)});
}

bool is_zero(const Expr& e) { return same(e, Expr::integer(0)); }

std::string of_direction(const Expr& x, const Expr& y, const Expr& r, const Rational& halves) {
  return "The angle $\\theta$ is $" + angle_text(halves) + "$, because " + inline_math("\\cos " + angle_text(halves) + " = " + tex(x / r)) + " and " + inline_math("\\sin " + angle_text(halves) + " = " + tex(y / r)) + ".";
}

std::optional<Goal> to_polar(const Captures& c) {
  auto p = parts_of(c, 2);
  if (!p) return {};
  const Expr r = length(*p);
  auto halves = is_zero(r) ? std::nullopt : direction((*p)[0] / r, (*p)[1] / r);
  if (!halves) return {};
  return Several{{r}, "\\left(#1#, " + angle_text(*halves) + "\\right)", "The distance from the origin is " + inline_math("r = " + tex(r)) + ". " + of_direction((*p)[0], (*p)[1], r, *halves), "the point is @"};
}

std::optional<Goal> to_cylindrical(const Captures& c) {
  auto p = parts_of(c, 3);
  if (!p) return {};
  const Expr r = length({(*p)[0], (*p)[1]});
  auto halves = is_zero(r) ? std::nullopt : direction((*p)[0] / r, (*p)[1] / r);
  if (!halves) return {};
  return Several{{r, (*p)[2]}, "\\left(#1#, " + angle_text(*halves) + ", #2#\\right)", "The distance from the $z$-axis is " + inline_math("r = " + tex(r)) + ". " + of_direction((*p)[0], (*p)[1], r, *halves), "the point is @"};
}

std::optional<Goal> to_spherical(const Captures& c) {
  auto p = parts_of(c, 3);
  if (!p) return {};
  const Expr rho = length(*p), r = length({(*p)[0], (*p)[1]});
  if (is_zero(rho)) return {};
  const bool on_axis = is_zero(r);
  auto theta = on_axis ? std::optional(Rational(0)) : direction((*p)[0] / r, (*p)[1] / r);
  auto phi = direction((*p)[2] / rho, r / rho);
  if (!theta || !phi) return {};
  const std::string down = "The angle with the $z$-axis is $\\phi = " + angle_text(*phi) + "$, because " + inline_math("\\cos " + angle_text(*phi) + " = " + tex((*p)[2] / rho)) + ".";
  return Several{{rho}, "\\left(#1#, " + angle_text(*theta) + ", " + angle_text(*phi) + "\\right)",
                 "The distance from the origin is " + inline_math("\\rho = " + tex(rho)) + ". " + (on_axis ? std::string() : of_direction((*p)[0], (*p)[1], r, *theta) + " ") + down, "the point is @"};
}

// r > 0 and 0 <= theta < 2 pi.
std::optional<Goal> standard_polar(const Captures& c) {
  auto p = parts_of(c, 2);
  auto r = p ? math::exact_value((*p)[0]) : Result<Rational>(Error{});
  auto halves = p ? halves_of((*p)[1]) : std::nullopt;
  if (!r.ok() || r->is_zero() || !halves) return {};
  const Rational turned = r->sign() < 0 ? *halves + 1 : *halves, angle = within_turn(turned);
  std::string text;
  if (r->sign() < 0) text = "A negative distance points the other way, which adds $\\pi$ to the angle: $" + angle_text(*halves) + " + \\pi = " + angle_text(turned) + "$. ";
  if (angle != turned) text += "Whole turns change nothing, so the angle is $" + whole_turns(turned, angle) + " = " + angle_text(angle) + "$.";
  return Several{{}, "\\left(" + tex(r->abs()) + ", " + angle_text(angle) + "\\right)",
                 text, "the point is @"};
}

std::optional<Goal> standard_spherical(const Captures& c) {
  auto p = parts_of(c, 3);
  auto rho = p ? math::exact_value((*p)[0]) : Result<Rational>(Error{});
  auto theta = p ? halves_of((*p)[1]) : std::nullopt, phi = p ? halves_of((*p)[2]) : std::nullopt;
  if (!rho.ok() || rho->is_zero() || !theta || !phi) return {};
  std::string text;
  Rational down = within_turn(*phi), around = *theta;
  if (rho->sign() < 0) down = within_turn(Rational(1) - down + 2), around += 1, text += "A negative distance points the other way, which adds $\\pi$ to $\\theta$ and turns $\\phi$ into $\\pi - \\phi$. ";
  if (down > Rational(1)) {
    text += "The angle $" + angle_text(down) + "$ with the $z$-axis is more than $\\pi$: the point is reached on the other side, with $2\\pi - " + angle_text(down) + " = " + angle_text(Rational(2) - down) + "$ and $\\pi$ added to $\\theta$: $" +
            angle_text(around) + " + \\pi = " + angle_text(around + 1) + "$. ";
    down = Rational(2) - down, around += 1;
  }
  const Rational before = around;
  around = within_turn(around);
  if (around != before) text += "Whole turns change nothing, so $\\theta$ is $" + whole_turns(before, around) + " = " + angle_text(around) + "$.";
  return Several{{}, "\\left(" + tex(rho->abs()) + ", " + angle_text(around) + ", " + angle_text(down) + "\\right)", text, "the point is @"};
}

}  // namespace

std::vector<Form> coordinate_forms() {
  static const std::string kEnd = " [(enter|give|express|write) your answer in the form {math} where {rels} [and {rels}]]";
  static const std::string polar = "(convert|express) [the] [point] {math:p} [(in|from) rectangular [coordinates]] (to|in|into) polar coordinates" + kEnd, cylindrical = "(convert|express) [the] [point] {math:p} [(in|from) rectangular [coordinates]] (to|in|into) cylindrical coordinates" + kEnd,
                           spherical = "(convert|express) [the] [point] {math:p} [(in|from) rectangular [coordinates]] (to|in|into) spherical coordinates" + kEnd,
                           other_polar = "in polar coordinates [the] point {math:p} is equivalent to what other point in [the] standard polar coordinate representation" + kEnd,
                           other_spherical = "in spherical coordinates [the] point {math:p} is equivalent to what other point in [the] standard spherical coordinate representation" + kEnd;
  return {{"to_polar", polar, to_polar}, {"to_cylindrical", cylindrical, to_cylindrical}, {"to_spherical", spherical, to_spherical}, {"standard_polar", other_polar, standard_polar}, {"standard_spherical", other_spherical, standard_spherical}};
}

}  // namespace retort::agent
