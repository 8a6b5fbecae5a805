// Figures in words and what is measured of them: "the perimeter of a square", "its width". Each measure is a symbol (forms_measure.h).
#include "agent/forms_measure.h"
#include "agent/forms_phrases.h"
#include "agent/phrase_terms.h"

namespace retort::agent {

namespace {

using math::Expr;
using Built = std::optional<Capture>;

// A word that stands for itself.
Capture named(const char* stem) {
  Capture made;
  made.stem = stem;
  return made;
}

Built measure(const Captures& c) { return number_capture(measure_symbol(c.has("f") ? c.at("f").stem : "", c.at("a").stem)); }

// "perimeter 20 cm" said of a figure that is named elsewhere.
Built has(const Captures& c) { return number_capture(Expr::rel("=", measure_symbol("", c.at("a").stem), c.expr("b"))); }
Built has_two(const Captures& c, const char* first, const char* second) {
  Capture made;
  made.exprs = {Expr::rel("=", measure_symbol("", first), c.expr("b")), Expr::rel("=", measure_symbol("", second), c.expr("d"))};
  return made;
}
Built joined(const Captures& c) {
  Capture made;
  made.exprs = c.at("left").exprs;
  made.exprs.insert(made.exprs.end(), c.at("w").exprs.begin(), c.at("w").exprs.end());
  return made;
}

}  // namespace

std::vector<PhraseForm> measure_phrases() {
  return {
      {"figure", "square [piece of {word}|garden|plot|field|room|tile|floor|region|plot of land|poster|yard]", [](const Captures&) -> Built { return named("square"); }},
      {"figure", "rectangle", [](const Captures&) -> Built { return named("rectangle"); }},
      {"figure", "rectangular (garden|plot|field|room|floor|region|plot of land|poster|yard|piece of {word}|pool|box top|sheet of paper|picture|playground|lawn|park)", [](const Captures&) -> Built { return named("rectangle"); }},
      {"figure", "equilateral triangle", [](const Captures&) -> Built { return named("equilateral triangle"); }},
      {"figure", "right triangle", [](const Captures&) -> Built { return named("right triangle"); }},
      {"figure", "isosceles right triangle", [](const Captures&) -> Built { return named("isosceles right triangle"); }},
      {"figure", "triangle", [](const Captures&) -> Built { return named("triangle"); }},
      {"figure", "circle", [](const Captures&) -> Built { return named("circle"); }},
      {"figure", "circular (garden|plot|field|table|region|plate|pool|pizza)", [](const Captures&) -> Built { return named("circle"); }},
      {"figure", "cube", [](const Captures&) -> Built { return named("cube"); }},
      {"figure", "[right] [circular] cylinder", [](const Captures&) -> Built { return named("cylinder"); }},
      {"figure", "[right] [circular] [cylindrical] (cylindrical can|cylindrical tank|cylindrical container|cylindrical glass|cylindrical column)", [](const Captures&) -> Built { return named("cylinder"); }},
      {"figure", "[right] [circular] cone", [](const Captures&) -> Built { return named("cone"); }},
      {"figure", "hemisphere", [](const Captures&) -> Built { return named("hemisphere"); }},
      {"figure", "semicircle", [](const Captures&) -> Built { return named("semicircle"); }},
      {"figure", "[right] rectangular (box|prism|solid|tank|block|pool|container)", [](const Captures&) -> Built { return named("box"); }},
      {"figure", "box", [](const Captures&) -> Built { return named("box"); }},
      {"figure", "(square-based pyramid|square pyramid|pyramid with square base)", [](const Captures&) -> Built { return named("pyramid"); }},
      {"figure", "parallelogram", [](const Captures&) -> Built { return named("parallelogram"); }},
      {"figure", "(prism|solid)", [](const Captures&) -> Built { return named("box"); }},
      {"figure", "pyramid", [](const Captures&) -> Built { return named("pyramid"); }},
      {"figure", "(ball|globe|spherical {word})", [](const Captures&) -> Built { return named("sphere"); }},
      {"figure", "sphere", [](const Captures&) -> Built { return named("sphere"); }},
      {"figure", "regular pentagon", [](const Captures&) -> Built { return named("regular pentagon"); }},
      {"figure", "regular hexagon", [](const Captures&) -> Built { return named("regular hexagon"); }},
      {"figure", "regular octagon", [](const Captures&) -> Built { return named("regular octagon"); }},

      {"attribute", "perimeter", [](const Captures&) -> Built { return named("perimeter"); }},
      {"attribute", "area", [](const Captures&) -> Built { return named("area"); }},
      {"attribute", "[length of] [a|one|each|its|every] (side|edge)", [](const Captures&) -> Built { return named("side"); }},
      {"attribute", "(side length|side lengths|edge length|sides|edges|sides of length|length of each side|length of one of its sides|length of its sides|edge of length)", [](const Captures&) -> Built { return named("side"); }},
      {"attribute", "length", [](const Captures&) -> Built { return named("length"); }},
      {"attribute", "width", [](const Captures&) -> Built { return named("width"); }},
      {"attribute", "[length of] [a|the|its|each|one] (diagonal|diagonals)", [](const Captures&) -> Built { return named("diagonal"); }},
      {"attribute", "[length of] [a|the|its] radius", [](const Captures&) -> Built { return named("radius"); }},
      {"attribute", "[length of] [a|the|its] diameter", [](const Captures&) -> Built { return named("diameter"); }},
      {"attribute", "circumference", [](const Captures&) -> Built { return named("circumference"); }},
      {"attribute", "[length of] [an|the|its] (height|altitude)", [](const Captures&) -> Built { return named("height"); }},
      {"attribute", "[length of] [the|its] hypotenuse", [](const Captures&) -> Built { return named("hypotenuse"); }},
      {"attribute", "[length of] (a|one|each|its) leg", [](const Captures&) -> Built { return named("leg"); }},
      {"attribute", "[length of] [the|its] other leg", [](const Captures&) -> Built { return named("other leg"); }},
      {"attribute", "[length of] [its] (base radius|radius of base|radius of its base)", [](const Captures&) -> Built { return named("radius"); }},
      {"attribute", "[length of] [its] (base diameter|diameter of base|diameter of its base)", [](const Captures&) -> Built { return named("diameter"); }},
      {"attribute", "(circumference of base|circumference of its base|base circumference)", [](const Captures&) -> Built { return named("circumference"); }},
      {"attribute", "(area of base|area of its base|base area)", [](const Captures&) -> Built { return named("base area"); }},
      {"attribute", "slant height", [](const Captures&) -> Built { return named("slant"); }},
      {"attribute", "(lateral surface area|lateral area)", [](const Captures&) -> Built { return named("lateral"); }},
      {"attribute", "[length of] [its] base", [](const Captures&) -> Built { return named("base"); }},
      {"attribute", "[length of] [a|its|the] (face diagonal|diagonal of one of its faces|diagonal of one face|diagonal of face)", [](const Captures&) -> Built { return named("face diagonal"); }},
      {"attribute", "[length of] [a|its|the] (space diagonal|interior diagonal|main diagonal|body diagonal)", [](const Captures&) -> Built { return named("space diagonal"); }},
      {"attribute", "[length of] [its|one|each|a] (base edge|base edges|base side|side of base|base edge length|base edge lengths)", [](const Captures&) -> Built { return named("side"); }},
      {"attribute", "volume", [](const Captures&) -> Built { return named("volume"); }},
      {"attribute", "[total] surface area", [](const Captures&) -> Built { return named("surface"); }},

      {"term", "[number of <units> in] {attribute:a} [in <units>] of [this|that|each|one|inscribed|such|resulting] {figure:f} [in <units>]", measure},
      {"term", "[this|that] {figure:f} 's {attribute:a}", measure},
      {"term", "[number of <units> in] [its] {attribute:a} [in <units>]", measure},

      {"whose", "{attribute:a} [of|is|measuring|equal to|of length|that is|that measures] {num:b} [<units>]", has},
      {"whose", "{num:b} <units> {attribute:a}", has},
      {"whose", "{attribute:a} {num:b} [<units>]", has},
      {"whose", "{attribute:a} which is {num:b} [<units>]", has},
      {"whose", "legs [of|measuring|of length|of lengths|with lengths|that measure|that are] {num:b} [<units>] and {num:d} [<units>]", [](const Captures& c) { return has_two(c, "leg", "other leg"); }},
      {"whose", "(sides|dimensions|side lengths) [of|measuring|of length|of lengths] {num:b} [<units>] (and|by) {num:d} [<units>]", [](const Captures& c) { return has_two(c, "length", "width"); }},
      {"whose+", "[and] [a|an|whose|with|its] {whose:w}", joined},
  };
}

}  // namespace retort::agent
