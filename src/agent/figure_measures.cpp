#include "agent/figure_measures.h"

#include <algorithm>
#include <vector>

#include "agent/forms_measure.h"
#include "math/rational.h"

namespace retort::agent {

using math::Expr;
using math::Op;

namespace {

constexpr std::string_view kMark = "figure_";

Expr integer(long long n) { return Expr::integer(n); }
Expr root(Expr e) { return Expr::func("sqrt", {std::move(e)}); }
Expr pi() { return Expr::constant("pi"); }
bool is_one(const Expr& e) { return e.is_number() && e.value() == math::Rational(1); }

const std::vector<Power>& powers() {
  static const Expr root2 = root(integer(2)), root3 = root(integer(3));
  static const std::vector<Power> all = {
      {"square", "perimeter", "side", integer(4), 1, "four times"},
      {"square", "area", "side", integer(1), 2, ""},
      {"square", "diagonal", "side", root2, 1, "$\\sqrt{2}$ times"},
      {"equilateral triangle", "perimeter", "side", integer(3), 1, "three times"},
      {"equilateral triangle", "area", "side", root3 / integer(4), 2, "$\\frac{\\sqrt{3}}{4}$ times"},
      {"equilateral triangle", "height", "side", root3 / integer(2), 1, "$\\frac{\\sqrt{3}}{2}$ times"},
      {"isosceles right triangle", "area", "leg", integer(1) / integer(2), 2, "half"},
      {"isosceles right triangle", "hypotenuse", "leg", root2, 1, "$\\sqrt{2}$ times"},
      {"circle", "diameter", "radius", integer(2), 1, "twice"},
      {"circle", "circumference", "radius", integer(2) * pi(), 1, "$2\\pi$ times"},
      {"circle", "area", "radius", pi(), 2, "$\\pi$ times"},
      {"cube", "volume", "side", integer(1), 3, ""},
      {"cube", "surface", "side", integer(6), 2, "six times"},
      {"sphere", "diameter", "radius", integer(2), 1, "twice"},
      {"sphere", "volume", "radius", integer(4) / integer(3) * pi(), 3, "$\\frac{4}{3}\\pi$ times"},
      {"sphere", "surface", "radius", integer(4) * pi(), 2, "$4\\pi$ times"},
      {"sphere", "circumference", "radius", integer(2) * pi(), 1, "$2\\pi$ times"},
      {"cube", "space diagonal", "side", root3, 1, "$\\sqrt{3}$ times"},
      {"cube", "face diagonal", "side", root2, 1, "$\\sqrt{2}$ times"},
      {"cube", "base area", "side", integer(1), 2, ""},
      {"hemisphere", "diameter", "radius", integer(2), 1, "twice"},
      {"hemisphere", "volume", "radius", integer(2) / integer(3) * pi(), 3, "$\\frac{2}{3}\\pi$ times"},
      {"hemisphere", "surface", "radius", integer(3) * pi(), 2, "$3\\pi$ times"},
      {"hemisphere", "base area", "radius", pi(), 2, "$\\pi$ times"},
      {"semicircle", "diameter", "radius", integer(2), 1, "twice"},
      {"semicircle", "area", "radius", pi() / integer(2), 2, "$\\frac{\\pi}{2}$ times"},
      {"semicircle", "perimeter", "radius", integer(2) + pi(), 1, "$2 + \\pi$ times"},
      {"regular hexagon", "area", "side", integer(3) * root3 / integer(2), 2, "$\\frac{3\\sqrt{3}}{2}$ times"},
      {"regular hexagon", "diagonal", "side", integer(2), 1, "twice"},
      {"regular pentagon", "perimeter", "side", integer(5), 1, "five times"},
      {"regular hexagon", "perimeter", "side", integer(6), 1, "six times"},
      {"regular octagon", "perimeter", "side", integer(8), 1, "eight times"},
  };
  return all;
}

}  // namespace

Expr measure_symbol(std::string_view figure, std::string_view attribute) { return Expr::symbol(std::string(kMark) + std::string(figure) + "_" + std::string(attribute)); }

const Power* power_of(std::string_view figure, std::string_view attribute) {
  auto at = std::find_if(powers().begin(), powers().end(), [&](const Power& p) { return p.figure == figure && p.attribute == attribute; });
  return at == powers().end() ? nullptr : &*at;
}

Expr scaled(const Power& p, const Expr& base) {
  const Expr raised = p.exponent == 1 ? base : pow(base, integer(p.exponent));
  return is_one(p.factor) ? raised : p.factor * raised;
}

std::optional<Expr> formula(const std::string& figure, const std::string& attribute) {
  const auto of = [&](const char* name) { return measure_symbol(figure, name); };
  if (const Power* p = power_of(figure, attribute)) return scaled(*p, measure_symbol(figure, p->from));
  if (figure == "rectangle" && attribute == "perimeter") return integer(2) * (of("length") + of("width"));
  if (figure == "rectangle" && attribute == "area") return of("length") * of("width");
  if (figure == "rectangle" && attribute == "diagonal") return root(pow(of("length"), integer(2)) + pow(of("width"), integer(2)));
  if (figure == "box" && attribute == "volume") return Expr::make(Op::kMul, {of("length"), of("width"), of("height")});
  if (figure == "box" && attribute == "surface") return integer(2) * (of("length") * of("width") + of("length") * of("height") + of("width") * of("height"));
  if (figure == "box" && (attribute == "diagonal" || attribute == "space diagonal")) return root(pow(of("length"), integer(2)) + pow(of("width"), integer(2)) + pow(of("height"), integer(2)));
  if (figure == "cylinder" || figure == "cone") {
    const bool cone = figure == "cone";
    if (attribute == "diameter") return integer(2) * of("radius");
    if (attribute == "circumference") return integer(2) * pi() * of("radius");
    if (attribute == "base area") return pi() * pow(of("radius"), integer(2));
    if (attribute == "volume") return cone ? pi() / integer(3) * pow(of("radius"), integer(2)) * of("height") : pi() * pow(of("radius"), integer(2)) * of("height");
    if (attribute == "slant" && cone) return root(pow(of("radius"), integer(2)) + pow(of("height"), integer(2)));
    if (attribute == "lateral") return cone ? pi() * of("radius") * root(pow(of("radius"), integer(2)) + pow(of("height"), integer(2))) : integer(2) * pi() * of("radius") * of("height");
    if (attribute == "surface" && !cone) return integer(2) * pi() * pow(of("radius"), integer(2)) + integer(2) * pi() * of("radius") * of("height");
  }
  if (figure == "pyramid" && attribute == "volume") return pow(of("side"), integer(2)) * of("height") / integer(3);
  if (figure == "pyramid" && attribute == "base area") return pow(of("side"), integer(2));
  if (figure == "triangle" && attribute == "area") return of("base") * of("height") / integer(2);
  if (figure == "parallelogram" && attribute == "area") return of("base") * of("height");
  if (figure == "right triangle" && attribute == "area") return of("leg") * of("other leg") / integer(2);
  return {};
}

std::string name_of(std::string_view attribute) {
  return attribute == "side" ? "side length" : attribute == "surface" ? "surface area" : attribute == "slant" ? "slant height" : attribute == "lateral" ? "lateral area" : std::string(attribute);
}

std::string in_words(const Power& p) {
  const std::string from = "the " + name_of(p.from), raised = p.exponent == 1 ? from : (p.exponent == 2 ? "the square of " : "the cube of ") + from;
  return "the " + name_of(p.attribute) + " of a " + std::string(p.figure) + " is " + (p.times.empty() ? "" : std::string(p.times) + " ") + raised;
}

const std::map<std::string, std::set<std::string>>& made_from() {
  static const std::map<std::string, std::set<std::string>> all = {
      {"square", {"side"}}, {"rectangle", {"length", "width"}}, {"equilateral triangle", {"side"}}, {"right triangle", {"leg", "other leg"}}, {"isosceles right triangle", {"leg"}},
      {"circle", {"radius"}}, {"cube", {"side"}}, {"sphere", {"radius"}}, {"regular pentagon", {"side"}}, {"regular hexagon", {"side"}}, {"regular octagon", {"side"}}, {"box", {"length", "width", "height"}}, {"cylinder", {"radius", "height"}}, {"cone", {"radius", "height"}}, {"hemisphere", {"radius"}}, {"semicircle", {"radius"}}, {"pyramid", {"side", "height"}},
      {"triangle", {"base", "height"}}, {"parallelogram", {"base", "height"}}};
  return all;
}

std::optional<Measure> as_measure(const std::string& symbol) {
  if (symbol.rfind(kMark, 0) != 0) return {};
  const std::string rest = symbol.substr(kMark.size());
  const std::size_t at = rest.find('_');
  return Measure{rest.substr(0, at), rest.substr(at + 1)};
}

}  // namespace retort::agent
