// Figures and solids that one length determines: one measure is given, another asked for.
#include "agent/forms_measures.h"

#include <algorithm>
#include <map>
#include <set>

#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

Expr integer(long long n) { return Expr::integer(n); }
Expr pi() { return Expr::constant("pi"); }
Expr root(long long n) { return Expr::func("sqrt", {integer(n)}); }

// factor * base^power
struct Measure {
  Expr factor;
  int power = 1;
};

using Measures = std::map<std::string, Measure>;

const std::map<std::string, Measures>& figures() {
  static const std::map<std::string, Measures> table = [] {
    const Expr one = integer(1), two = integer(2);
    std::map<std::string, Measures> t;
    t["circle"] = {{"radius", {one, 1}}, {"diameter", {two, 1}}, {"circumference", {two * pi(), 1}}, {"area", {pi(), 2}}};
    t["sphere"] = {{"radius", {one, 1}}, {"diameter", {two, 1}}, {"surface area", {integer(4) * pi(), 2}}, {"volume", {integer(4) / integer(3) * pi(), 3}}};
    t["hemisphere"] = {{"radius", {one, 1}}, {"diameter", {two, 1}}, {"base area", {pi(), 2}}, {"surface area", {integer(3) * pi(), 2}}, {"volume", {two / integer(3) * pi(), 3}}};
    t["cube"] = {{"side", {one, 1}}, {"edge", {one, 1}}, {"face diagonal", {root(2), 1}}, {"space diagonal", {root(3), 1}}, {"face area", {one, 2}}, {"surface area", {integer(6), 2}}, {"volume", {one, 3}}};
    t["square"] = {{"side", {one, 1}}, {"perimeter", {integer(4), 1}}, {"diagonal", {root(2), 1}}, {"area", {one, 2}}};
    t["equilateral triangle"] = {{"side", {one, 1}}, {"perimeter", {integer(3), 1}}, {"altitude", {root(3) / two, 1}}, {"height", {root(3) / two, 1}}, {"area", {root(3) / integer(4), 2}}};
    t["regular hexagon"] = {{"side", {one, 1}}, {"perimeter", {integer(6), 1}}, {"area", {integer(3) * root(3) / two, 2}}};
    return t;
  }();
  return table;
}

// "number of square inches in the area" -> "area", "total surface area in square cm" -> "surface area"
std::string plain(const std::string& words) {
  static const std::set<std::string_view> gone = {"total", "the", "in", "of", "its", "number", "length", "square", "cubic", "units", "unit", "inches", "inch", "feet", "foot", "cm", "centimeters", "centimeter", "meters",
                                                  "meter", "yards", "miles", "mm", "millimeters", "km", "a", "each", "one", "terms", "exact"};
  std::string kept;
  for (std::string_view word : split(lower_ascii(words), ' '))
    if (!word.empty() && !gone.count(word)) kept += (kept.empty() ? "" : " ") + std::string(word);
  if (kept == "sides") return "side";
  if (kept == "edges") return "edge";
  return kept;
}

// The units named anywhere, in the singular; measures in two of them would have to be converted.
bool one_unit(const Captures& c) {
  static const std::map<std::string_view, std::string_view> units = {{"inches", "inch"}, {"inch", "inch"}, {"feet", "foot"}, {"foot", "foot"}, {"cm", "cm"}, {"centimeters", "cm"}, {"centimeter", "cm"}, {"meters", "m"}, {"meter", "m"},
                                                                     {"yards", "yard"}, {"yard", "yard"}, {"miles", "mile"}, {"mm", "mm"}, {"millimeters", "mm"}, {"km", "km"}, {"units", "unit"}, {"unit", "unit"}};
  std::set<std::string_view> named;
  for (const char* slot : {"m", "q", "u", "w", "h"}) {
    if (!c.has(slot)) continue;
    const std::string text = lower_ascii(c.text(slot));
    const bool measure = slot[0] == 'm' || slot[0] == 'q';
    for (std::string_view word : split(text, ' ')) {
      auto unit = units.find(word);
      if (unit != units.end()) named.insert(unit->second);
      else if (!measure && word != "square" && word != "cubic" && word != "terms" && word != "of") return false;
    }
  }
  return named.size() <= 1;
}

std::optional<Goal> measured(const Captures& c) {
  if (!one_unit(c)) return {};
  std::string name = lower_ascii(c.text("f"));
  std::string given_name = plain(c.text("m"));
  // "the area of the base of a hemisphere"
  if (name.starts_with("base of ") && given_name == "area") {
    name = name.substr(8);
    given_name = "base area";
  }
  if (given_name == "area base") given_name = "base area";
  // The question is about the same figure: "the triangle" for an equilateral triangle.
  if (c.has("g")) {
    const std::string again = lower_ascii(c.text("g"));
    if (again != name && !(name.size() > again.size() && name.ends_with(" " + again))) return {};
  }
  auto figure = figures().find(name);
  if (figure == figures().end()) return {};
  auto known = figure->second.find(given_name), asked = figure->second.find(plain(c.text("q")));
  if (known == figure->second.end() || asked == figure->second.end() || known == asked) return {};
  const Expr& given = c.expr("v");
  auto size = math::real_value(given);
  if (!given.symbols().empty() || !size.ok() || size->mid <= 0) return {};
  const Measure &from = known->second, &to = asked->second;
  auto scaled = [](const Measure& m, const Expr& base) {
    const Expr raised = m.power == 1 ? base : pow(base, integer(m.power));
    return m.factor.same(integer(1)) ? raised : m.factor * raised;
  };
  // The power of the base length, and the length itself.
  const Expr ratio = from.factor.same(integer(1)) ? given : given / from.factor;
  const Expr base = from.power == 1 ? ratio : from.power == 2 ? Expr::func("sqrt", {ratio}) : Expr::func("root", {ratio, integer(3)});
  const Expr letter = Expr::symbol(figure->second.count("radius") ? "r" : "s");
  const std::string what = figure->second.count("radius") ? "radius" : "side";
  std::string setting = "With the " + what + " " + inline_math(tex(letter)) + " the " + known->first + " is " + inline_math(tex(scaled(from, letter))) + " and the " + asked->first + " is " + inline_math(tex(scaled(to, letter))) + ".";
  if (known->first != what) setting += " So " + inline_math(tex(letter) + " = " + tex(base)) + ".";
  return Evaluate{scaled(to, base), setting, "the " + asked->first + " is @", {}};
}

}  // namespace

std::vector<Form> measure_forms() {
  return {
      {"measure", "(what is|find|compute|calculate|determine|how many {thing:h} are in|what is number of {thing:h} in) {words:q} of {words:f} (whose|with|that has|having|if its|if) {words:m} (is|of|measures|equal to|length) {expr:v} [{thing:u}]", measured},
      {"measure", "(what is|find|compute|calculate|determine) {words:q} of {words:f} with {words:m} {expr:v} [{thing:u}]", measured},
      {"measure", "[if] {words:m} of {words:f} (is|measures|equals) {expr:v} [{thing:u}] (what is|find|compute|calculate|determine|how many {thing:h} are in) {words:q} [of [the] [{words:g}]] [in {thing:w}]", measured},
      {"measure", "[if] {words:f} has [a] {words:m} [of|equal to|measuring] {expr:v} [{thing:u}] (what is|find|compute|calculate|determine|how many {thing:h} are in) {words:q} [of [the] [{words:g}]] [in {thing:w}]", measured},
  };
}

}  // namespace retort::agent
