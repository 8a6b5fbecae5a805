// Questions about points of the plane and about matrices that one tool answers.
#include "agent/forms_starter.h"
#include "math/exact.h"
#include "math/print.h"

namespace retort::agent {

using math::Expr;
using math::Op;

std::optional<Json> points(const Captures& c, const std::vector<std::string>& slots) {
  Json out = Json::array();
  for (const std::string& slot : slots) {
    if (c.at(slot).exprs.size() != 1) return {};
    const Expr& e = c.expr(slot);
    bool pair = (e.is(Op::kTuple) || (e.is(Op::kInterval) && e.name() == "()")) && e.args().size() == 2;
    if (!pair || !math::exact_value(e.arg(0)).ok() || !math::exact_value(e.arg(1)).ok()) return {};
    out.push_back("(" + math::to_plain(e.arg(0)) + ", " + math::to_plain(e.arg(1)) + ")");
  }
  return out;
}

namespace {

std::optional<Goal> of_points(const Captures& c, const std::vector<std::string>& slots, const char* tool, const char* thought, const char* closing) {
  auto all = points(c, slots);
  if (!all) return {};
  return ask(tool, {{"points", *all}}, thought, closing);
}

std::optional<Goal> distance(const Captures& c) { return of_points(c, {"p", "q"}, "distance", "We compare the coordinates.", "the distance is @"); }
std::optional<Goal> midpoint(const Captures& c) { return of_points(c, {"p", "q"}, "midpoint", "We take the mean of the coordinates.", "the point is @"); }
std::optional<Goal> line(const Captures& c) { return of_points(c, {"p", "q"}, "line_through", "We need the slope first.", "the line is @"); }
std::optional<Goal> circle_through(const Captures& c) {
  return of_points(c, {"p", "q", "r"}, "circle_through", "The center is equally far from all three points.", "the circle is @");
}
std::optional<Goal> triangle(const Captures& c) { return of_points(c, {"p", "q", "r"}, "polygon_area", "We go around the corners.", "the area is @"); }
std::optional<Goal> quadrangle(const Captures& c) { return of_points(c, {"p", "q", "r", "s"}, "polygon_area", "We go around the corners.", "the area is @"); }
std::optional<Goal> bisector(const Captures& c) {
  auto ends = points(c, {"p", "q"});
  if (!ends) return {};
  return ask("compute_line_bisectors", {{"point1", (*ends)[0]}, {"point2", (*ends)[1]}}, "We need the midpoint first.", "the line is @");
}

std::optional<Goal> circle(const Captures& c, Take take, const char* closing) {
  return ask("circle_center_radius", {{"equation", plain(c, "eq")}}, "We complete the squares.", closing, take);
}
std::optional<Goal> center(const Captures& c) { return circle(c, Take::kFirst, "the center is @"); }
std::optional<Goal> radius(const Captures& c) { return circle(c, Take::kSecond, "the radius is @"); }

// The corner q between p and r, named a second time or not.
std::optional<Goal> angle(const Captures& c) {
  auto all = points(c, {"p", "q", "r"});
  if (!all) return {};
  if (c.has("corner")) {
    auto corner = points(c, {"corner"});
    if (!corner || (*corner)[0] != (*all)[1]) return {};
  }
  return ask("angle_at", {{"points", *all}}, "We need the directions of the two sides.", "the angle is @");
}

// A matrix; A = matrix counts as its right side.
std::optional<std::string> matrix(const Captures& c, std::string_view slot) {
  if (c.at(slot).exprs.empty()) return {};
  const Expr& e = c.expr(slot);
  const Expr& m = e.is(Op::kRel) && e.name() == "=" ? e.arg(1) : e;
  return m.is(Op::kMatrix) && m.symbols().empty() ? std::optional(math::to_plain(m)) : std::nullopt;
}

std::optional<Goal> of_matrix(const Captures& c, const char* tool, const char* thought, const char* closing, Take take = Take::kValue) {
  auto m = matrix(c, "m");
  if (!m || (c.has("one") && c.integer("one") != 1)) return {};
  return ask(tool, {{"matrix", *m}}, thought, closing, take);
}

std::optional<Goal> determinant(const Captures& c) { return of_matrix(c, "compute_determinant", "We need the determinant.", "the determinant is @"); }
std::optional<Goal> inverse(const Captures& c) { return of_matrix(c, "compute_inverse", "We need the determinant first.", "the inverse is @"); }
std::optional<Goal> eigenvalues(const Captures& c) {
  return of_matrix(c, "compute_eigenvalues", "We need the characteristic polynomial.", "the eigenvalues are @");
}
std::optional<Goal> rank(const Captures& c) { return of_matrix(c, "compute_rank", "We reduce the rows.", "the rank is @"); }
std::optional<Goal> null_vector(const Captures& c) {
  return of_matrix(c, "compute_nullspace", "We reduce the rows.", "the vector is @", Take::kVector);
}
std::optional<Goal> eigenvector(const Captures& c) {
  auto goal = of_matrix(c, "compute_eigenvectors", "We need the characteristic polynomial.", "the vector is @", Take::kVector);
  if (goal) std::get<ToolQuestion>(*goal).chosen = c.expr("value");
  return goal;
}

// "A^{-1}" of A = ....
std::optional<Goal> named_inverse(const Captures& c) {
  auto goal = inverse(c);
  const Expr& asked = c.expr("asked");
  bool inverted = goal && c.expr("m").is(Op::kRel) && asked.is(Op::kPow) && asked.arg(0).same(c.expr("m").arg(0)) && asked.arg(1).same(-Expr::integer(1));
  return inverted ? goal : std::nullopt;
}

// "Av = 0" and no other right side.
std::optional<Goal> kernel(const Captures& c) { return c.expr("zero").arg(1).same(Expr::integer(0)) ? null_vector(c) : std::nullopt; }

std::optional<Goal> product(const Captures& c) {
  auto a = matrix(c, "a"), b = matrix(c, "b");
  if (!a || !b) return {};
  if (c.has("asked")) {
    const Expr& asked = c.expr("asked");
    if (!c.expr("a").is(Op::kRel) || !c.expr("b").is(Op::kRel) || !asked.is(Op::kMul) || !asked.arg(0).same(c.expr("a").arg(0)) || !asked.arg(1).same(c.expr("b").arg(0))) return {};
  }
  return ask("matrix_multiplication", {{"matrix1", *a}, {"matrix2", *b}}, "We multiply rows by columns.", "the product is @");
}

std::optional<Goal> inner_product(const Captures& c) {
  Json vectors = Json::array();
  for (const char* slot : {"u", "v"}) {
    if (c.at(slot).exprs.size() != 1) return {};
    const Expr& e = c.expr(slot);
    if (!(e.is(Op::kTuple) || (e.is(Op::kInterval) && e.name() == "()"))) return {};
    Json vector = Json::array();
    for (const Expr& entry : e.args()) {
      if (!math::exact_value(entry).ok()) return {};
      vector.push_back(math::to_plain(entry));
    }
    vectors.push_back(vector);
  }
  return ask("compute_inner_product", {{"vector1", vectors[0]}, {"vector2", vectors[1]}}, "We multiply entry by entry.", "the product is @");
}

}  // namespace

std::vector<Form> plane_question_forms() {
  return {
      {"distance", "how far apart are the points {math:p} and {math:q}", distance},
      {"distance", "find the length of the segment from {math:p} to {math:q}", distance},
      {"distance", "a straight path leads from {math:p} to {math:q} how long is it", distance},
      {"midpoint", "find the midpoint of the segment from {math:p} to {math:q}", midpoint},
      {"midpoint", "which point lies halfway between {math:p} and {math:q}", midpoint},
      {"midpoint", "what is the midpoint of {math:p} and {math:q}", midpoint},
      {"line", "find the equation of the line through {math:p} and {math:q} in the form {eq}", line},
      {"line", "a line passes through {math:p} and {math:q} what is its equation solved for {var}", line},
      {"line", "give the slope-intercept form of the line through {math:p} and {math:q}", line},
      {"line", "write the line through the points {math:p} and {math:q} in slope-intercept form", line},
      {"line", "which line goes through the points {math:p} and {math:q} give its equation in the form {eq}", line},
      {"line", "find the linear equation {eq} that both points {math:p} and {math:q} satisfy", line},
      {"bisector", "<find> the equation of the perpendicular bisector of the segment (from|between) {math:p} (to|and) {math:q}", bisector},
      {"bisector", "find the equation of the line whose points are equally far from {math:p} and {math:q}", bisector},
      {"bisector", "which line cuts the segment from {math:p} to {math:q} in half at right angles give its equation", bisector},
      {"bisector", "describe by an equation all points {math} at the same distance from {math:p} and {math:q}", bisector},
      {"bisector", "give an equation of the line of symmetry that exchanges {math:p} and {math:q}", bisector},
      {"center", "(what is|find) the center of the circle [with equation] {eq}", center},
      {"radius", "(what is|find) the radius of the circle [with equation] {eq}", radius},
      {"radius", "how large is the radius of the circle given by {eq}", radius},
      {"circle_through", "find the equation of the circle through {math:p} {math:q} and {math:r}", circle_through},
      {"circle_through", "a circle passes through {math:p} {math:q} and {math:r} what is its equation", circle_through},
      {"triangle", "(what is|find) the area of the triangle with (corners|vertices) {math:p} {math:q} and {math:r}", triangle},
      {"triangle", "a triangular field has its corners at {math:p} {math:q} and {math:r} how large is its area", triangle},
      {"quadrangle", "(what is|find) the area of the quadrilateral with (corners|vertices) {math:p} {math:q} {math:r} and {math:s} in this order", quadrangle},
      {"quadrangle", "going around a field one meets the corners {math:p} {math:q} {math:r} and {math:s} how large is its area", quadrangle},
      {"angle", "what is the angle at {math:corner} in the triangle with corners {math:p} {math:q} and {math:r} in radians", angle},
      {"angle", "find the angle in radians between the rays from {math:q} to {math:p} and from {math:corner} to {math:r}", angle},
      {"angle", "a triangle has corners {math:p} {math:q} and {math:r} find its angle at {math:corner} in radians", angle},
      {"angle", "seen from {math:q} what is the angle between the points {math:p} and {math:r} in radians", angle},
      {"angle", "two rays start at {math:q} one through {math:p} and one through {math:r} what angle in radians do they enclose", angle},
      {"angle", "which angle in radians does the triangle {math:p} {math:q} {math:r} have at its second corner", angle},
      {"determinant", "<find> the determinant of [the [square] matrix] {math:m}", determinant},
      {"determinant", "let {math:m} what is the determinant of {var}", determinant},
      {"determinant", "the matrix {math:m} is given determine its determinant", determinant},
      {"inverse", "<find> the inverse of [the matrix] {math:m}", inverse},
      {"inverse", "let {math:m} find {expr:asked}", named_inverse},
      {"inverse", "which matrix times {math:m} gives the identity matrix", inverse},
      {"inverse", "the matrix {math:m} is given determine its inverse", inverse},
      {"eigenvalues", "(find|what are) the eigenvalues of [the matrix] {math:m}", eigenvalues},
      {"eigenvalues", "let {math:m} determine all eigenvalues of {var}", eigenvalues},
      {"eigenvector", "find the eigenvector with last entry {int:one} of the matrix {math:m} for the eigenvalue {expr:value}", eigenvector},
      {"eigenvector", "the matrix {math:m} has the eigenvalue {expr:value} which eigenvector for it has last entry {int:one}", eigenvector},
      {"eigenvector", "which vector with last entry {int:one} does the matrix {math:m} stretch by the factor {expr:value}", eigenvector},
      {"rank", "<find> the rank of [the matrix] {math:m}", rank},
      {"rank", "let {math:m} what is the rank of {var}", rank},
      {"rank", "how many linearly independent rows does the matrix {math:m} have", rank},
      {"rank", "what is the dimension of the space that the columns of {math:m} span", rank},
      {"null_vector", "which vector with last entry {int:one} does the matrix {math:m} send to zero", null_vector},
      {"null_vector", "find the vector with last entry {int:one} in the null space of {math:m}", null_vector},
      {"null_vector", "the kernel of {math:m} is a line which of its vectors has last entry {int:one}", null_vector},
      {"null_vector", "let {math:m} find the vector {var} with last entry {int:one} and {eq:zero}", kernel},
      {"product", "compute the product of the matrices {math:a} and {math:b}", product},
      {"product", "what is the product of {math:a} and {math:b} in this order", product},
      {"product", "multiply the matrix {math:a} by the matrix {math:b}", product},
      {"product", "find the matrix product of {math:a} and {math:b}", product},
      {"product", "let {math:a} and {math:b} find {expr:asked}", product},
      {"product", "let {math:a} and {math:b} which matrix is {expr:asked}", product},
      {"inner_product", "<find> the (dot|inner|scalar) product of [the vectors] {math:u} and {math:v}", inner_product},
  };
}

}  // namespace retort::agent
