// Plane geometry with coordinates that are rational numbers.
#include <fmt/core.h>

#include <cmath>
#include <numbers>

#include "cas/registry.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "math/collect.h"
#include "math/exact.h"
#include "math/number_theory.h"
#include "math/polynomial.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Op;
using math::Rational;

namespace {

constexpr long kMaxBits = 60;   // of one coordinate

Failure disagree() { return {FailureKind::kUnverified, "two computations of this value disagree"}; }

struct Point {
  Rational x, y;
  friend bool operator==(const Point&, const Point&) = default;
};

Outcome<std::vector<Point>> points_of(const Arguments& args, std::size_t least, std::size_t most) {
  const auto& given = args.exprs("points");
  if (given.size() < least || given.size() > most)
    return Failure(FailureKind::kArguments, least == most ? fmt::format("'points' must hold {} points", least) : fmt::format("'points' must hold {} to {} points", least, most));
  std::vector<Point> points;
  for (const Expr& p : given) {
    const auto x = math::exact_value(p.arg(0)), y = math::exact_value(p.arg(1));
    if (!x.ok() || !y.ok()) return Failure(FailureKind::kUnsupported, "the coordinates must be rational numbers: put numbers in for symbols and roots");
    if (std::max(x->bits(), y->bits()) > kMaxBits) return Failure(FailureKind::kUnsupported, "the coordinates have too many digits");
    points.push_back({*x, *y});
  }
  return points;
}

// Twice the area of the triangle a, b, c; positive when they run against the clock.
Rational cross(const Point& a, const Point& b, const Point& c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

// sqrt(n) with the square factors in front.
Outcome<Expr> square_root(const Rational& n) {
  if (n.is_zero()) return Expr::integer(0);
  Rational outside(1), inside(1);
  RETORT_TRY(const auto factors, math::factor_integer(n.num() * n.den()));
  for (const auto& [p, k] : factors) {
    RETORT_TRY(const auto power, Rational::pow(p, k / 2));
    outside *= power;
    if (k % 2 == 1) inside *= p;
  }
  outside /= n.den();
  if (outside * outside * inside != n) return disagree();
  if (inside == Rational(1)) return Expr::number(outside);
  return tidy(Expr::number(outside) * Expr::func("sqrt", {Expr::number(inside)}));
}

Outcome<ToolResult> distance(Session&, const Arguments& args) {
  RETORT_TRY(const auto p, points_of(args, 2, 2));
  const Rational dx = p[1].x - p[0].x, dy = p[1].y - p[0].y;
  RETORT_TRY(const auto value, square_root(dx * dx + dy * dy));
  RETORT_TRY(const auto grade, confirm_equal(pow(value, Expr::integer(2)), Expr::number(dx * dx + dy * dy)));
  return answer(value, "squared", grade);
}

Outcome<ToolResult> midpoint(Session&, const Arguments& args) {
  RETORT_TRY(const auto p, points_of(args, 2, 2));
  const Point m{(p[0].x + p[1].x) / 2, (p[0].y + p[1].y) / 2};
  if (m.x - p[0].x != p[1].x - m.x || m.y - p[0].y != p[1].y - m.y) return disagree();
  return answer(Expr::make(Op::kTuple, {Expr::number(m.x), Expr::number(m.y)}), "equally far from both points", Grade::kProved);
}

Outcome<ToolResult> line_through(Session&, const Arguments& args) {
  RETORT_TRY(const auto p, points_of(args, 2, 2));
  if (p[0] == p[1]) return Failure(FailureKind::kDomain, "both points are the same: no line is determined");
  const Expr x = Expr::symbol("x"), y = Expr::symbol("y");
  if (p[0].x == p[1].x) return answer(Expr::rel("=", x, Expr::number(p[0].x)), "both points lie on it", Grade::kProved);
  const Rational slope = (p[1].y - p[0].y) / (p[1].x - p[0].x), start = p[0].y - slope * p[0].x;
  for (const Point& q : p)
    if (slope * q.x + start != q.y) return disagree();
  return answer(Expr::rel("=", y, tidy(Expr::number(slope) * x + Expr::number(start))), "both points lie on it", Grade::kProved);
}

bool within(const Rational& low, const Rational& v, const Rational& high) { return std::min(low, high) <= v && v <= std::max(low, high); }

// Whether the segments ab and cd have a point in common.
bool meet(const Point& a, const Point& b, const Point& c, const Point& d) {
  const int c_side = cross(a, b, c).sign(), d_side = cross(a, b, d).sign(), a_side = cross(c, d, a).sign(), b_side = cross(c, d, b).sign();
  if (c_side != d_side && a_side != b_side && c_side * d_side <= 0 && a_side * b_side <= 0) return true;
  const auto on = [](const Point& p, const Point& q, const Point& r, int side) { return side == 0 && within(p.x, r.x, q.x) && within(p.y, r.y, q.y); };
  return on(a, b, c, c_side) || on(a, b, d, d_side) || on(c, d, a, a_side) || on(c, d, b, b_side);
}

bool sides_cross(const std::vector<Point>& p) {
  const std::size_t n = p.size();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 2; j < n; ++j)
      if (!(i == 0 && j == n - 1) && meet(p[i], p[i + 1], p[j], p[(j + 1) % n])) return true;
  return false;
}

// The shoelace formula, against triangles from the first corner.
Outcome<ToolResult> polygon_area(Session&, const Arguments& args) {
  RETORT_TRY(const auto p, points_of(args, 3, 100));
  if (sides_cross(p)) return Failure(FailureKind::kDomain, "sides of this polygon cross or touch: give the corners in order around it");
  Rational laces, triangles;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const Point& next = p[(i + 1) % p.size()];
    laces += p[i].x * next.y - next.x * p[i].y;
    if (i >= 2) triangles += cross(p[0], p[i - 1], p[i]);
  }
  if (laces != triangles) return disagree();
  return answer(Expr::number(laces.abs() / 2), "cut into triangles", Grade::kProved);
}

Rational squared_distance(const Point& a, const Point& b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

// x, x - 3 or x + 3
Expr shifted(const char* letter, const Rational& by) { return by.is_zero() ? Expr::symbol(letter) : written(Expr::symbol(letter) - Expr::number(by)); }

Outcome<ToolResult> circle_through(Session&, const Arguments& args) {
  RETORT_TRY(const auto p, points_of(args, 3, 3));
  const Rational twice_area = cross(p[0], p[1], p[2]);
  if (twice_area.is_zero()) return Failure(FailureKind::kDomain, "the three points lie on one line: there is no circle through them");
  // Seen from the first point, the center (u, v) has 2 (u dx + v dy) = dx^2 + dy^2 for both others.
  const Point b{p[1].x - p[0].x, p[1].y - p[0].y}, c{p[2].x - p[0].x, p[2].y - p[0].y};
  const Rational bb = b.x * b.x + b.y * b.y, cc = c.x * c.x + c.y * c.y;
  const Point center{p[0].x + (c.y * bb - b.y * cc) / (twice_area * 2), p[0].y + (b.x * cc - c.x * bb) / (twice_area * 2)};
  const Rational square = squared_distance(center, p[0]);
  if (squared_distance(center, p[1]) != square || squared_distance(center, p[2]) != square) return disagree();
  const Expr two = Expr::integer(2);
  return answer(Expr::rel("=", pow(shifted("x", center.x), two) + pow(shifted("y", center.y), two), Expr::number(square)), "all three points are equally far from the center", Grade::kProved);
}

// a (x^2 + y^2) + d x + e y + f = 0
struct Circle {
  Rational a, d, e, f;
};

std::optional<Circle> as_circle(const Expr& e) {
  const auto in_x = math::coefficients_in(e, "x", 2);
  if (!in_x || in_x->size() != 3) return std::nullopt;
  const auto a = math::exact_value((*in_x)[2]), d = math::exact_value((*in_x)[1]);
  const auto in_y = math::as_polynomial((*in_x)[0], "y", 2);
  if (!a.ok() || !d.ok() || !in_y || in_y->size() != 3 || (*in_y)[2] != *a) return std::nullopt;
  return Circle{*a, *d, (*in_y)[1], (*in_y)[0]};
}

Outcome<ToolResult> circle_center_radius(Session&, const Arguments& args) {
  const Expr& given = args.expr("equation");
  if (!given.is(Op::kRel) || given.name() != "=") return Failure(FailureKind::kArguments, "'equation' must be an equation with one '=', such as \"x**2 + y**2 = 4*x + 5\"");
  const Expr e = given.arg(0) - given.arg(1);
  const auto circle = as_circle(e);
  if (!circle) return Failure(FailureKind::kDomain, "this is no equation of a circle: x^2 and y^2 must have the same factor, and x*y must not occur");
  const Point center{-circle->d / (circle->a * 2), -circle->e / (circle->a * 2)};
  const Rational square = center.x * center.x + center.y * center.y - circle->f / circle->a;
  if (square.sign() <= 0) return Failure(FailureKind::kDomain, square.is_zero() ? "this is the equation of a single point" : "no point satisfies this equation");
  const Expr two = Expr::integer(2);
  RETORT_TRY(const auto grade, confirm_equal(e, Expr::number(circle->a) * (pow(shifted("x", center.x), two) + pow(shifted("y", center.y), two) - Expr::number(square))));
  RETORT_TRY(const auto radius, square_root(square));
  return answer(Expr::make(Op::kTuple, {Expr::make(Op::kTuple, {Expr::number(center.x), Expr::number(center.y)}), radius}), "multiplied out", grade);
}

// The angle with this cosine where a person knows it.
std::optional<Rational> known_turns(int sign, const Rational& square) {
  for (const auto& [cosine_squared, turns] : {std::pair(Rational(0), Rational(1, 2)), std::pair(Rational(1, 4), Rational(1, 3)), std::pair(Rational(1, 2), Rational(1, 4)),
                                              std::pair(Rational(3, 4), Rational(1, 6)), std::pair(Rational(1), Rational(0))})
    if (square == cosine_squared) return sign < 0 ? Rational(1) - turns : turns;
  return std::nullopt;
}

Outcome<ToolResult> angle_at(Session&, const Arguments& args) {
  RETORT_TRY(const auto p, points_of(args, 3, 3));
  if (p[0] == p[1] || p[2] == p[1]) return Failure(FailureKind::kDomain, "two of the points are the same: there is no angle at the second one");
  const Point u{p[0].x - p[1].x, p[0].y - p[1].y}, v{p[2].x - p[1].x, p[2].y - p[1].y};
  const Rational dot = u.x * v.x + u.y * v.y, lengths = squared_distance(p[0], p[1]) * squared_distance(p[2], p[1]);
  RETORT_TRY(const auto length, square_root(lengths));
  const auto turns = known_turns(dot.sign(), dot * dot / lengths);
  const Expr angle = turns ? written(Expr::number(*turns) * Expr::constant("pi")) : Expr::func("acos", {tidy(Expr::number(dot) / length)});
  RETORT_TRY(const auto grade, confirm_equal(Expr::func("cos", {angle}) * length, Expr::number(dot)));
  // By the tangent, which has the area in it.
  const double other = std::atan2(cross(p[1], p[0], p[2]).abs().to_double(), dot.to_double());
  const auto value = math::real_value(angle);
  const double degrees = other * 180 / std::numbers::pi;
  if (value.ok() ? std::abs(value->mid - other) > 1e-9 : other > 1e-9) return disagree();
  ToolResult r = answer(angle, "its cosine, and the angle by the tangent", grade);
  r.conditions.push_back(turns ? (*turns * 180).to_string() + " degrees" : fmt::format("about {:.6g} degrees", degrees));
  return r;
}

}  // namespace

std::vector<ToolEntry> geometry_tools() {
  const ArgSpec two{"points", ArgKind::kPoints, "two points, such as [[1, 2], [4, 6]]", true, 2, 2};
  const Json example{{"points", {{1, 2}, {4, 6}}}};
  return {
      {"distance", "Distance between two points of the plane.", {two}, example, false, distance},
      {"midpoint", "Midpoint of two points of the plane.", {two}, example, false, midpoint},
      {"line_through", "Equation of the line through two points of the plane.", {two}, example, false, line_through},
      {"polygon_area",
       "Area of a polygon from its corners.",
       {{"points", ArgKind::kPoints, "the corners in order around the polygon, such as [[0, 0], [4, 0], [4, 3]]", true, 3, 100}},
       {{"points", {{0, 0}, {4, 0}, {4, 3}}}},
       false,
       polygon_area},
      {"circle_through",
       "Equation of the circle through three points of the plane.",
       {{"points", ArgKind::kPoints, "three points, such as [[0, 0], [4, 0], [0, 2]]", true, 3, 3}},
       {{"points", {{0, 0}, {4, 0}, {0, 2}}}},
       false,
       circle_through},
      {"circle_center_radius",
       "Center and radius ((x, y), r) of a circle from its equation in x and y.",
       {{"equation", ArgKind::kRelation, "such as \"x**2 + y**2 - 4*x + 6*y = 12\""}},
       {{"equation", "x**2 + y**2 - 4*x + 6*y = 12"}},
       false,
       circle_center_radius},
      {"angle_at",
       "Angle at the second of three points, between the directions to the other two, in radians.",
       {{"points", ArgKind::kPoints, "three points, the corner in the middle, such as [[1, 0], [0, 0], [1, 1]]", true, 3, 3}},
       {{"points", {{1, 0}, {0, 0}, {1, 1}}}},
       false,
       angle_at},
  };
}

}  // namespace retort::cas
