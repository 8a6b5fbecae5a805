// Plane geometry with coordinates that are rational numbers.
#include <fmt/core.h>

#include "cas/registry.h"
#include "cas/verify.h"
#include "math/exact.h"
#include "math/number_theory.h"
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

}  // namespace

std::vector<ToolEntry> geometry_tools() {
  const ArgSpec two{"points", ArgKind::kPoints, "two points, such as [[1, 2], [4, 6]]"};
  const Json example{{"points", {{1, 2}, {4, 6}}}};
  return {
      {"distance", "Distance between two points of the plane.", {two}, example, false, distance},
      {"midpoint", "Midpoint of two points of the plane.", {two}, example, false, midpoint},
      {"line_through", "Equation of the line through two points of the plane.", {two}, example, false, line_through},
      {"polygon_area",
       "Area of a polygon from its corners.",
       {{"points", ArgKind::kPoints, "the corners in order around the polygon, such as [[0, 0], [4, 0], [4, 3]]"}},
       {{"points", {{0, 0}, {4, 0}, {4, 3}}}},
       false,
       polygon_area},
  };
}

}  // namespace retort::cas
