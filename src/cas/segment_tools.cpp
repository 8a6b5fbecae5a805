// The perpendicular bisector of a segment.
#include <algorithm>

#include "cas/expression_matrix.h"
#include "cas/registry.h"
#include "cas/verify.h"
#include "cas/written_form.h"
#include "math/collect.h"
#include "math/number_theory.h"
#include "math/print.h"

namespace retort::cas {

using math::Expr;
using math::Grade;
using math::Rational;

namespace {

// a x + b y = c
struct Line {
  Expr a, b, c;
};

// Whole numbers without a common factor, the first one positive.
void reduce(Line& line) {
  const auto numbers = rational_entries({{line.a, line.b, line.c}});
  if (!numbers) return;
  Rational below = 1, common = 0;
  for (const Rational& r : (*numbers)[0]) below = math::lcm(below, r.den());
  for (const Rational& r : (*numbers)[0]) common = math::gcd(common, r * below);
  Rational scale = below / common;
  if ((*numbers)[0][0].sign() < 0 || ((*numbers)[0][0].is_zero() && (*numbers)[0][1].sign() < 0)) scale = -scale;
  line = {Expr::number((*numbers)[0][0] * scale), Expr::number((*numbers)[0][1] * scale), Expr::number((*numbers)[0][2] * scale)};
}

Expr equation(const Line& line) {
  std::vector<Expr> terms;
  for (const auto& [c, name] : {std::pair(line.a, "x"), std::pair(line.b, "y")})
    if (!is_zero(c)) terms.push_back(c.is_number() && c.value() == Rational(1) ? Expr::symbol(name) : written(c * Expr::symbol(name)));
  return Expr::rel("=", written(math::sum_of(std::move(terms))), line.c);
}

Outcome<ToolResult> compute_line_bisectors(Session&, const Arguments& args) {
  const auto &p = args.exprs("point1"), &q = args.exprs("point2");
  for (const auto* point : {&p, &q}) {
    if (point->size() != 2) return Failure(FailureKind::kArguments, "a point has two coordinates, such as [1, 2]");
    for (const Expr& e : *point)
      if (e.contains_symbol("x") || e.contains_symbol("y")) return Failure(FailureKind::kArguments, "the coordinates must not hold x or y, which the equation of the line uses");
  }
  // |(x, y) - p|^2 = |(x, y) - q|^2
  const Expr two = Expr::integer(2);
  Line line{collected(two * (q[0] - p[0])), collected(two * (q[1] - p[1])), collected(q[0] * q[0] + q[1] * q[1] - p[0] * p[0] - p[1] * p[1])};
  if (is_zero(line.a) && is_zero(line.b)) return Failure(FailureKind::kDomain, "the two points are the same, so there is no segment");
  reduce(line);
  // The middle lies on it, and it is perpendicular to the segment.
  RETORT_TRY(const auto middle, confirm_equal(line.a * (p[0] + q[0]) / two + line.b * (p[1] + q[1]) / two, line.c));
  RETORT_TRY(const auto upright, confirm_equal(line.a * (q[1] - p[1]), line.b * (q[0] - p[0])));
  return answer(equation(line), "through the middle and perpendicular", weaker(middle, upright));
}

}  // namespace

std::vector<ToolEntry> segment_tools() {
  return {{"compute_line_bisectors",
           "Equation in x and y of the perpendicular bisector of the segment between two points.",
           {{"point1", ArgKind::kVector, "one end, such as [1, 2]"}, {"point2", ArgKind::kVector, "the other end"}},
           {{"point1", {0, 0}}, {"point2", {4, 2}}},
           false,
           compute_line_bisectors}};
}

}  // namespace retort::cas
