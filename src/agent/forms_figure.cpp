// Lengths, areas and angles of simple figures, from their measures in words.
#include "agent/forms.h"
#include "agent/forms_measures.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

Expr integer(long long n) { return Expr::integer(n); }
Expr two() { return integer(2); }
Expr pi() { return Expr::constant("pi"); }
Expr root(Expr e) { return Expr::func("sqrt", {std::move(e)}); }
Expr square(const Expr& e) { return pow(e, two()); }

std::optional<Goal> value(Expr e, std::string setting, Closing closing) { return Evaluate{std::move(e), std::move(setting), std::move(closing), {}}; }

bool positive(const Expr& e) {
  auto v = math::exact_value(e);
  return !e.symbols().empty() ? false : !v.ok() || v->sign() > 0;
}

std::optional<Goal> hypotenuse(const Captures& c) {
  if (!positive(c.expr("a")) || !positive(c.expr("b"))) return {};
  return value(root(square(c.expr("a")) + square(c.expr("b"))), "By the theorem of Pythagoras the square of the hypotenuse is the sum of the squares of the legs.", "the hypotenuse is @");
}
std::optional<Goal> leg(const Captures& c) {
  auto h = math::exact_value(c.expr("h")), a = math::exact_value(c.expr("a"));
  if (h.ok() && a.ok() && !(*a < *h)) return {};
  return value(root(square(c.expr("h")) - square(c.expr("a"))), "By the theorem of Pythagoras the square of the other leg is the difference of the squares of the hypotenuse and the known leg.", "the other leg is @");
}
std::optional<Goal> right_triangle_area(const Captures& c) {
  return value(c.expr("a") * c.expr("b") / two(), "The legs are perpendicular, so the area is half their product.", "the area is @");
}
std::optional<Goal> rectangle_area(const Captures& c) { return value(c.expr("a") * c.expr("b"), "The area is the product of length and width.", "the area is @"); }
std::optional<Goal> rectangle_perimeter(const Captures& c) {
  return value(two() * (c.expr("a") + c.expr("b")), "The perimeter is twice the sum of length and width.", "the perimeter is @");
}
std::optional<Goal> rectangle_diagonal(const Captures& c) {
  return value(root(square(c.expr("a")) + square(c.expr("b"))), "The diagonal is the hypotenuse of a right triangle with the two sides as legs.", "the diagonal is @");
}
std::optional<Goal> triangle_area(const Captures& c) { return value(c.expr("a") * c.expr("b") / two(), "The area is half the product of base and height.", "the area is @"); }
std::optional<Goal> triangle_height(const Captures& c) {
  return value(two() * c.expr("area") / c.expr("b"), "The area is half the product of base and height, so the height is twice the area over the base.", "the height is @");
}
std::optional<Goal> equilateral_area(const Captures& c) {
  return value(root(integer(3)) / integer(4) * square(c.expr("a")), "The area of an equilateral triangle with side $s$ is $\\frac{\\sqrt{3}}{4} s^2$.", "the area is @");
}
std::optional<Goal> circle_area(const Captures& c) { return value(pi() * square(c.expr("r")), "The area is $\\pi r^2$.", "the area is @"); }
std::optional<Goal> circle_length(const Captures& c) { return value(two() * pi() * c.expr("r"), "The circumference is $2\\pi r$.", "the circumference is @"); }
std::optional<Goal> area_of_circumference(const Captures& c) {
  Expr r = c.expr("l") / (two() * pi());
  return value(pi() * square(r), "The radius is the circumference over $2\\pi$, which is $" + tex(r) + "$, and the area is $\\pi r^2$.", "the area is @");
}
std::optional<Goal> sphere_volume(const Captures& c) {
  return value(integer(4) / integer(3) * pi() * pow(c.expr("r"), integer(3)), "The volume of a sphere is $\\frac{4}{3}\\pi r^3$.", "the volume is @");
}
std::optional<Goal> sphere_surface(const Captures& c) { return value(integer(4) * pi() * square(c.expr("r")), "The surface area of a sphere is $4\\pi r^2$.", "the surface area is @"); }
std::optional<Goal> cylinder_volume(const Captures& c) { return value(pi() * square(c.expr("r")) * c.expr("h"), "The volume of a cylinder is $\\pi r^2 h$.", "the volume is @"); }
std::optional<Goal> cone_volume(const Captures& c) { return value(pi() * square(c.expr("r")) * c.expr("h") / integer(3), "The volume of a cone is $\\frac{1}{3}\\pi r^2 h$.", "the volume is @"); }
std::optional<Goal> cube_volume(const Captures& c) {
  Expr side = root(c.expr("s") / integer(6));
  return value(pow(side, integer(3)), "A cube has six faces, so its edge is $" + tex(side) + "$.", "the volume is @");
}
std::optional<Goal> cube_surface(const Captures& c) {
  Expr side = Expr::func("root", {c.expr("v"), integer(3)});
  return value(integer(6) * square(side), "The edge is $" + tex(side) + "$, and there are six faces.", "the surface area is @");
}
std::optional<Goal> rhombus_perimeter(const Captures& c) {
  Expr half1 = c.expr("a") / two(), half2 = c.expr("b") / two();
  return value(integer(4) * root(square(half1) + square(half2)), "The diagonals of a rhombus are perpendicular and halve each other, so each side is a hypotenuse over the halves.", "the perimeter is @");
}
std::optional<Goal> rhombus_diagonal(const Captures& c) {
  return value(two() * root(square(c.expr("s")) - square(c.expr("d") / two())), "The halves of the diagonals and a side make a right triangle.", "the other diagonal is @");
}
std::optional<Goal> square_side(const Captures& c) { return value(root(c.expr("area")), "The side is the root of the area.", "the side is @"); }
std::optional<Goal> square_perimeter(const Captures& c) { return value(integer(4) * root(c.expr("area")), "The side is the root of the area, and there are four sides.", "the perimeter is @"); }
std::optional<Goal> square_area(const Captures& c) { return value(square(c.expr("p") / integer(4)), "The side is a quarter of the perimeter.", "the area is @"); }
std::optional<Goal> square_diagonal(const Captures& c) { return value(c.expr("s") * root(two()), "The diagonal of a square is its side times $\\sqrt{2}$.", "the diagonal is @"); }
std::optional<Goal> side_of_diagonal(const Captures& c) { return value(c.expr("d") / root(two()), "The diagonal of a square is its side times $\\sqrt{2}$.", "the side is @"); }
std::optional<Goal> heron(const Captures& c) {
  auto a = math::exact_value(c.expr("a")), b = math::exact_value(c.expr("b")), d = math::exact_value(c.expr("c"));
  if (!a.ok() || !b.ok() || !d.ok()) return {};
  if (!(*a < *b + *d) || !(*b < *a + *d) || !(*d < *a + *b)) return {};
  Rational s = (*a + *b + *d) / 2;
  auto factor = [&](const Rational& side) { return Expr::number(s) - Expr::number(side); };
  return value(root(Expr::make(Op::kMul, {Expr::number(s), factor(*a), factor(*b), factor(*d)})),
               "Half the perimeter is $" + tex((Expr::number(*a) + Expr::number(*b) + Expr::number(*d)) / two()) + " = " + tex(s) + "$, and Heron's formula gives the area.", "the area is @");
}

// Angles

std::optional<long long> corners(const Captures& c) {
  static const std::map<std::string, long long> names = {{"triangle", 3}, {"quadrilateral", 4}, {"pentagon", 5}, {"hexagon", 6}, {"heptagon", 7}, {"octagon", 8},
                                                         {"nonagon", 9}, {"decagon", 10}, {"dodecagon", 12}};
  if (c.has("n")) return c.integer("n") < 3 ? std::optional<long long>() : c.integer("n");
  auto found = names.find(c.at("figure").stem);
  return found == names.end() ? std::nullopt : std::optional<long long>(found->second);
}
std::optional<Goal> interior(const Captures& c) {
  auto n = corners(c);
  if (!n) return {};
  return value(integer(180) * (integer(*n) - two()) / integer(*n), "The angles of a polygon with $" + std::to_string(*n) + "$ sides add up to $180(" + std::to_string(*n) + " - 2)$ degrees, and here all are equal.", "each angle has @ degrees");
}
std::optional<Goal> sides_of_exterior(const Captures& c) {
  auto angle = math::exact_value(c.expr("angle"));
  if (!angle.ok() || angle->sign() <= 0 || !(Rational(360) / *angle).is_integer() || *angle > Rational(120)) return {};
  return value(integer(360) / Expr::number(*angle), "The exterior angles of a polygon add up to $360$ degrees, and here all are equal.", "the polygon has @ sides");
}
std::optional<Goal> interior_sum(const Captures& c) {
  auto n = corners(c);
  if (!n) return {};
  return value(integer(180) * (integer(*n) - two()), "A polygon with $n$ sides is made of $n - 2$ triangles.", "the sum is @ degrees");
}
std::optional<Goal> exterior(const Captures& c) {
  auto n = corners(c);
  if (!n) return {};
  return value(integer(360) / integer(*n), "The exterior angles add up to $360$ degrees.", "each exterior angle has @ degrees");
}
Expr degrees(const Captures& c, const char* name) {
  const Expr& e = c.expr(name);
  return e.is(Op::kDegree) ? e.arg(0) : e;
}
std::optional<Goal> sides_of_interior(const Captures& c) {
  auto angle = math::exact_value(degrees(c, "angle"));
  if (!angle.ok() || !(*angle < Rational(180))) return {};
  Rational n = Rational(360) / (Rational(180) - *angle);
  if (!n.is_integer() || n < Rational(3)) return {};
  return value(integer(360) / (integer(180) - Expr::number(*angle)), "Each exterior angle is what is missing to $180$ degrees, and they add up to $360$ degrees.", "there are @ sides");
}

// Parts of a whole in a given ratio.
std::optional<Goal> share(const Captures& c, const Expr& whole, std::string unit) {
  std::vector<Expr> parts;
  for (const char* name : {"r1", "r2", "r3"})
    if (c.has(name)) parts.push_back(c.expr(name));
  if (parts.size() < 2) return {};
  std::vector<Rational> values;
  for (const Expr& e : parts) {
    auto v = math::exact_value(e);
    if (!v.ok() || v->sign() <= 0) return {};
    values.push_back(*v);
  }
  const std::string which = c.at("which").stem;
  bool largest = which == "largest" || which == "larger" || which == "greatest" || which == "greater" || which == "longest";
  if (!largest && which != "smallest" && which != "smaller" && which != "least" && which != "shortest") return {};
  auto at = largest ? std::max_element(values.begin(), values.end()) : std::min_element(values.begin(), values.end());
  Expr sum = Expr::make(Op::kAdd, parts);
  return value(whole * Expr::number(*at) / sum, "Together there are $" + worked(sum) + "$ equal parts" + unit + ".", "it is @");
}
std::optional<Goal> triangle_ratio(const Captures& c) { return share(c, integer(180), " of $180$ degrees"); }
std::optional<Goal> sum_ratio(const Captures& c) { return share(c, c.expr("sum"), ""); }

std::optional<Goal> third_angle(const Captures& c) {
  const Expr rest = integer(180) - degrees(c, "a") - degrees(c, "b");
  auto size = math::exact_value(rest);
  if (!size.ok() || size->sign() <= 0) return {};
  return value(rest, "The angles of a triangle add up to $180$ degrees.", "the angle has @ degrees");
}
std::optional<Goal> base_angle(const Captures& c) {
  const Expr half = (integer(180) - degrees(c, "a")) / two();
  auto size = math::exact_value(half);
  if (!size.ok() || size->sign() <= 0 || *size >= Rational(90)) return {};
  return value(half, "The two base angles of an isosceles triangle are equal, and the angles of a triangle add up to $180$ degrees.", "each base angle has @ degrees");
}
std::optional<Goal> box_volume(const Captures& c) {
  return value(Expr::make(Op::kMul, {c.expr("a"), c.expr("b"), c.expr("c")}), "The volume of a box is the product of its three edges.", "the volume is @");
}

}  // namespace

std::vector<Form> figure_forms() {
  std::vector<Form> forms = {
      {"third_angle", "[in a triangle] two [of the] [interior] angles (of|in) [a] [particular] triangle (measure|are|have measures|have measures of|have degree measures of) {expr:a} [degrees] and {expr:b} [degrees] what is [the] [degree] measure [in degrees] of [the] (third|remaining|other) [interior] angle [of the triangle] [in degrees]", third_angle},
      {"base_angle", "[an] isosceles triangle has [a] vertex angle (of|measuring|that measures|with measure) {expr:a} [degrees] (what is|find) [the] [degree] measure [in degrees] of (each|one|a) [of the|of its] base (angle|angles) [of the triangle] [in degrees]", base_angle},
      {"box_volume", "(what is|find) [the] volume [in cubic <unit>] of [a] [rectangular] (box|tank|room|prism|block|pool|crate|container) that (is|measures) {expr:a} <unit> long {expr:b} <unit> wide and {expr:c} <unit> (high|tall|deep)", box_volume},
      {"box_volume", "[a] [rectangular] (box|tank|room|prism|block|pool|crate|container) is {expr:a} <unit> long {expr:b} <unit> wide and {expr:c} <unit> (high|tall|deep) (what is|find) (its volume|[the] volume of [the] (box|tank|room|prism|block|pool|crate|container)) [in cubic <unit>]", box_volume},
      {"rhombus_perimeter", "[the] diagonals of [a] rhombus (are|measure|have lengths|have lengths of) {expr:a} [<unit>] and {expr:b} [<unit>] [long] (what is|find) its perimeter [in <unit>]", rhombus_perimeter},
      {"hypotenuse", "[the] [two] legs of [a] right triangle (are|measure|have lengths|have lengths of) {expr:a} [<unit>] and {expr:b} [<unit>] [long] how many <unit> long is [the|its] hypotenuse", hypotenuse},
      {"hypotenuse", "(a|the|in a|one) [particular] right triangle (has|have|with) [two] legs [that] (measuring|measure|of|of length|with lengths|with lengths of|of lengths|have lengths of|the two legs have lengths of) {expr:a} [<unit>] and {expr:b} [<unit>] "
                     "(what is|find) the (length of the hypotenuse|hypotenuse) [in <unit>]", hypotenuse},
      {"hypotenuse", "the (legs|two legs) of a right triangle (measure|are|have lengths|have lengths of) {expr:a} [<unit>] and {expr:b} [<unit>] (what is|find) the length of the hypotenuse [of the triangle] [in <unit>]", hypotenuse},
      {"leg", "a right triangle has [a] hypotenuse [of] [length] {expr:h} [<unit>] and [one|a] leg [of] [length] {expr:a} [<unit>] (what is|find) the length of the other leg [in <unit>]", leg},
      {"right_area", "in a [particular] right triangle the two legs have lengths of {expr:a} [<unit>] and {expr:b} [<unit>] what is the area of the triangle [in <unit>]", right_triangle_area},
      {"right_area", "a right triangle has legs (of|measuring|of length) {expr:a} [<unit>] and {expr:b} [<unit>] what is the area of the triangle [in square <unit>]", right_triangle_area},
      {"rectangle_area", "<find> the area [in square <unit>] of a rectangle (with|whose|that has) [a] length [of] {expr:a} [<unit>] and [a] width [of] {expr:b} [<unit>]", rectangle_area},
      {"rectangle_perimeter", "<find> the perimeter [in <unit>] of a rectangle (with|whose|that has) [a] length [of] {expr:a} [<unit>] and [a] width [of] {expr:b} [<unit>]", rectangle_perimeter},
      {"rectangle_diagonal", "(what is|find) the length of the diagonal of a rectangle (with|whose) (sides|side lengths|dimensions) [of] {expr:a} [<unit>] and {expr:b} [<unit>]", rectangle_diagonal},
      {"triangle_area", "<find> the area [in square <unit>] of a triangle with [a] base [of] {expr:a} [<unit>] and [a] height [of] {expr:b} [<unit>]", triangle_area},
      {"triangle_height", "the area of a triangle is {expr:area} square <unit> (find|what is) the (altitude|height) [in <unit>] of the triangle if the length of the corresponding base is {expr:b} <unit>", triangle_height},
      {"equilateral_area", "(what is|find) the area [in square <unit>] of an equilateral triangle with side [length|lengths] {expr:a} [<unit>]", equilateral_area},
      {"circle_area", "(what is|find) the area [in square <unit>] of a circle with [a] radius [of] {expr:r} [<unit>]", circle_area},
      {"circle_length", "(what is|find) the circumference [in <unit>] of a circle with [a] radius [of] {expr:r} [<unit>]", circle_length},
      {"area_of_circumference", "the circumference of a [particular] circle is {expr:l} [<unit>] [in square <unit>] what is the area [in square <unit>] of the circle", area_of_circumference},
      {"sphere_volume", "(what is|find) the volume [in cubic <unit>] of a sphere with [a] radius [of] {expr:r} [<unit>]", sphere_volume},
      {"sphere_surface", "(what is|find) the surface area [in square <unit>] of a sphere with [a] radius [of] {expr:r} [<unit>]", sphere_surface},
      {"cylinder_volume", "(what is|find) the volume [in cubic <unit>] of a [right] [circular] cylinder with [a] radius [of] {expr:r} [<unit>] and [a] height [of] {expr:h} [<unit>]", cylinder_volume},
      {"cone_volume", "(what is|find) the volume [in cubic <unit>] of a [right] [circular] cone with [a] radius [of] {expr:r} [<unit>] and [a] height [of] {expr:h} [<unit>]", cone_volume},
      {"cube_volume", "(what is|find) the volume [in cubic <unit>] of a cube (whose|with|that has) [a] [total] surface area [is|of] {expr:s} [square] [<unit>]", cube_volume},
      {"cube_surface", "(what is|find) the [total] surface area [in square <unit>] of a cube (whose|with|that has) [a] volume [is|of] {expr:v} [cubic] [<unit>]", cube_surface},
      {"rhombus_perimeter", "the diagonals of a rhombus (are|measure|have lengths|have lengths of) {expr:a} [<unit>] and {expr:b} [<unit>] what is the perimeter of the rhombus [in <unit>]", rhombus_perimeter},
      {"rhombus_diagonal", "a rhombus has sides of length {expr:s} [<unit>] [each] and a (shorter|longer) diagonal of length {expr:d} [<unit>] what is the length [in <unit>] of the (longer|shorter) diagonal", rhombus_diagonal},
      {"square_side", "a square has [an] area [of] {expr:area} [square] [<unit>] what is the (side length|length of a side) of the square [in <unit>]", square_side},
      {"square_perimeter", "(what is|find) the perimeter [in <unit>] of a square with [an] area [of] {expr:area} [square] [<unit>]", square_perimeter},
      {"square_area", "a square has [a] perimeter [of] {expr:p} [<unit>] what is the area of the square [in square <unit>]", square_area},
      {"square_area", "(what is|find) the area [in square <unit>] of a square (whose|with) [a] perimeter [is|of] {expr:p} [<unit>]", square_area},
      {"square_diagonal", "(what is|find) the length of the diagonal of a square with side (length|lengths) {expr:s} [<unit>]", square_diagonal},
      {"side_of_diagonal", "the diagonal of a square is {expr:d} <unit> long how many <unit> long is the side of the square", side_of_diagonal},
      {"heron", "(what is|find) the area [in square <unit>] of a triangle (with|whose) (side lengths|sides|sides have lengths|side lengths of|sides of length) {expr:a} {expr:b} and {expr:c} [<unit>]", heron},

      {"interior", "(what is|find) the [degree] measure [in degrees] of [each|an|one|any] interior angle (of|in) a regular ({word:figure}|{int:n} gon|{int:n} sided polygon|polygon with {int:n} sides)", interior},
      {"interior", "how many degrees are [there] in each interior angle of a regular ({word:figure}|{int:n} gon|{int:n} sided polygon|polygon with {int:n} sides)", interior},
      {"interior_sum", "(what is|find) the sum of the [degree] [measures|measure] [of the] (interior angles|angles|internal angles) (of|in) a [convex] ({word:figure}|{int:n} gon|{int:n} sided polygon|polygon with {int:n} sides)", interior_sum},
      {"exterior", "(what is|find) the [degree] measure [in degrees] of [each|an|one] exterior angle (of|in) a regular ({word:figure}|{int:n} gon|polygon with {int:n} sides)", exterior},
      {"sides_of_exterior", "(a regular polygon has an exterior angle (that measures|of|measuring)|each exterior angle of a regular polygon measures|the measure of each exterior angle of a regular polygon is) {expr:angle} [degrees] how many sides does the polygon have", sides_of_exterior},
      {"sides_of_interior", "(a regular polygon has interior angles of|each interior angle of a regular polygon measures|the measure of each interior angle of a regular polygon is) {expr:angle} [degrees] how many sides does the polygon have", sides_of_interior},
      {"triangle_ratio", "the [degree] measures of the [three] [interior] angles of a [particular] triangle are in [the|a] ratio [of] {number:r1} to {number:r2} to {number:r3} what is the [number of degrees in] [measure] [in degrees] [of] the {word:which} (of these angles|interior angle|angle) [in degrees]", triangle_ratio},
      {"triangle_ratio", "the [degree] measures of the [three] [interior] angles of a [particular] triangle are in a {number:r1} to {number:r2} to {number:r3} ratio what is the [degree] measure [in degrees] of the {word:which} [interior] angle", triangle_ratio},
      {"sum_ratio", "{int} [positive] (integers|numbers) have a sum of {number:sum} and are in the ratio [of] {number:r1} to {number:r2} to {number:r3} what is the {word:which} of these [three] (integers|numbers)", sum_ratio},
  };
  for (const Form& form : measure_forms()) forms.push_back(form);
  return forms;
}

}  // namespace retort::agent
