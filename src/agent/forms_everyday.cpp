// Units, consecutive integers.
#include <array>
#include <map>

#include "agent/forms.h"
#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

struct Unit {
  std::string_view dimension;
  Rational factor;
};

std::optional<Unit> unit_of(const Captures& c, const char* name) {
  static const std::map<std::string, Unit> units = {
      {"second", {"time", 1}}, {"minute", {"time", 60}}, {"hour", {"time", 3600}}, {"day", {"time", 86'400}}, {"week", {"time", 604'800}},
      {"inche", {"length", 1}}, {"inch", {"length", 1}}, {"foot", {"length", 12}}, {"feet", {"length", 12}}, {"yard", {"length", 36}}, {"mile", {"length", 63'360}},
      {"millimeter", {"metric", 1}}, {"centimeter", {"metric", 10}}, {"meter", {"metric", 1'000}}, {"kilometer", {"metric", 1'000'000}},
      {"cubic inche", {"volume", 1}}, {"cubic foot", {"volume", 1'728}}, {"cubic feet", {"volume", 1'728}}, {"cubic yard", {"volume", 46'656}},
      {"square inche", {"area", 1}}, {"square foot", {"area", 144}}, {"square feet", {"area", 144}}, {"square yard", {"area", 1'296}},
      {"gram", {"mass", 1}}, {"kilogram", {"mass", 1'000}}, {"ounce", {"weight", 1}}, {"pound", {"weight", 16}}, {"cup", {"measure", 1}}, {"pint", {"measure", 2}},
      {"quart", {"measure", 4}}, {"gallon", {"measure", 16}}, {"cent", {"money", 1}}, {"dollar", {"money", 100}}};
  std::string stem = c.at(name).stem;
  auto found = units.find(stem);
  if (found == units.end() && stem.size() > 1 && stem.back() == 's') found = units.find(stem.substr(0, stem.size() - 1));
  return found == units.end() ? std::nullopt : std::optional<Unit>(found->second);
}

std::optional<Goal> conversion(const Captures& c) {
  auto to = unit_of(c, "to"), from = unit_of(c, "from");
  if (!to || !from || to->dimension != from->dimension || !c.expr("n").symbols().empty()) return {};
  Rational factor = from->factor / to->factor;
  bool up = factor >= Rational(1);
  if (!(up ? factor : Rational(1) / factor).is_integer() || factor == Rational(1)) return {};
  std::string setting = up ? "One " + c.at("from").stem + " is $" + tex(factor) + "$ " + c.text("to") + "." : "There are $" + tex(Rational(1) / factor) + "$ " + c.text("from") + " in one of them.";
  if (const Expr& n = c.expr("n"); n.is_number() && !n.value().is_integer() && c.text("n").find('.') != std::string::npos) setting += " And " + inline_math(replace_all(c.text("n"), "$", "") + " = " + tex(n)) + ".";
  return Evaluate{up ? c.expr("n") * Expr::number(factor) : c.expr("n") / Expr::number(Rational(1) / factor), setting, "there are @ " + c.text("to"), {}};
}

// k consecutive integers from n on, and what is known of them.
std::optional<Goal> consecutive(const Captures& c, bool product) {
  long long k = c.integer("k");
  if (k < 2 || k > 6) return {};
  const std::string parity = c.has("parity") ? c.at("parity").stem : "";
  if (!parity.empty() && parity != "even" && parity != "odd") return {};
  long long step = parity.empty() ? 1 : 2;
  Expr n = Expr::symbol("n");
  std::vector<Expr> items;
  for (long long i = 0; i < k; ++i) items.push_back(i == 0 ? n : n + Expr::integer(i * step));
  Given goal{{Expr::rel("=", Expr::make(product ? Op::kMul : Op::kAdd, items), c.expr("value"))}, n};
  const std::string sign = c.has("sign") ? c.at("sign").stem : "";
  if (sign == "positive") goal.facts.push_back(Expr::rel(">", n, Expr::integer(0)));
  else if (sign == "negative") goal.facts.push_back(Expr::rel("<", items.back(), Expr::integer(0)));
  else if (!sign.empty()) return {};
  const std::string asked = c.at("asked").stem;
  if (asked == "sum") goal.asked = Expr::make(Op::kAdd, items);
  else if (asked == "product") goal.asked = Expr::make(Op::kMul, items);
  else if (asked == "largest" || asked == "larger" || asked == "greatest" || asked == "greater") goal.asked = items.back();
  else if (asked == "second" && k == 3) goal.asked = items[1];
  else if (asked != "smallest" && asked != "smaller" && asked != "least" && asked != "lesser" && asked != "first") return {};
  goal.integers = true;
  goal.setting = "one";
  return goal;
}

// What one or two angles leave of a whole.
std::optional<Goal> rest_of_angle(const Captures& c, long long whole, bool two, const char* rule) {
  Expr rest = Expr::integer(whole) - c.expr("a");
  if (two) rest = rest - c.expr("b");
  auto value = math::exact_value(rest);
  if (!value.ok() || value->sign() <= 0 || c.expr("a").value().sign() <= 0) return {};
  return Evaluate{rest, rule, "the angle has @ degrees", {}};
}

std::optional<std::vector<Rational>> triangle_sides(const Captures& c) {
  std::vector<Rational> sides;
  for (const Expr& e : c.at("l").exprs) {
    auto value = math::exact_value(e);
    if (!value.ok() || value->sign() <= 0) return {};
    sides.push_back(*value);
  }
  if (sides.size() != 3) return {};
  for (std::size_t i = 0; i < 3; ++i)
    if (sides[i] >= sides[(i + 1) % 3] + sides[(i + 2) % 3]) return {};
  return sides;
}
std::optional<Goal> heron(const Captures& c) {
  auto sides = triangle_sides(c);
  if (!sides) return {};
  const Rational half = ((*sides)[0] + (*sides)[1] + (*sides)[2]) / Rational(2);
  const auto& e = c.at("l").exprs;
  const Expr s = Expr::number(half);
  return Evaluate{Expr::func("sqrt", {Expr::make(Op::kMul, {s, s - e[0], s - e[1], s - e[2]})}),
                  "Half of the perimeter is " + inline_math(tex((e[0] + e[1] + e[2]) / Expr::integer(2)) + " = " + tex(half)) + ", and Heron's formula gives the area.", "the area is @", {}};
}
std::optional<Goal> sides_sum(const Captures& c) {
  if (!triangle_sides(c)) return {};
  return Evaluate{Expr::make(Op::kAdd, c.at("l").exprs), "The perimeter is the sum of the sides.", "the perimeter is @", {}};
}

}  // namespace

std::vector<Form> everyday_forms() {
  return {
      {"conversion", "how many {thing:to} are [there] in {num:n} {thing:from}", conversion},
      {"conversion", "how many {thing:to} are equal to {num:n} {thing:from}", conversion},
      {"conversion", "{num:n} {thing:from} is (how many|equal to how many) {thing:to}", conversion},
      {"consecutive", "{int:k} consecutive [{word:parity}] [{word:sign}] (integers|whole numbers|numbers) (have a sum of|add up to|sum to|total) {number:value} what is (their|the) [value of the] {word:asked} [of the (integers|{int} integers)|of these {int} integers|of these integers|integer|number|of the integers|of them]",
       [](const Captures& c) { return consecutive(c, false); }},
      {"third_angle", "[measures of] two [interior] angles of a triangle are {number:a} degrees and {number:b} degrees (what is|find) [number of degrees in] [degree] measure [in degrees] of third [interior] angle [of the triangle] [in degrees]",
       [](const Captures& c) { return rest_of_angle(c, 180, true, "The angles of a triangle add up to $180$ degrees."); }},
      {"complementary", "two angles are complementary [if] one [angle|of them|of the angles] (measures|is|has a measure of) {number:a} degrees (how many degrees does other angle measure|what is [degree] measure [in degrees] of other angle [in degrees]|how many degrees are in other angle)",
       [](const Captures& c) { return rest_of_angle(c, 90, false, "Complementary angles add up to $90$ degrees."); }},
      {"supplementary", "two angles are supplementary [if] one [angle|of them|of the angles] (measures|is|has a measure of) {number:a} degrees (how many degrees does other angle measure|what is [degree] measure [in degrees] of other angle [in degrees]|how many degrees are in other angle)",
       [](const Captures& c) { return rest_of_angle(c, 180, false, "Supplementary angles add up to $180$ degrees."); }},
      {"heron", "(find|what is|compute) area [in square <unit>] of (triangle|a triangle) (with|that has|whose) (side lengths|sides|sides of length|side lengths of|sides of) [of|are|measuring] {nums:l} [<unit>]", heron},
      {"heron", "triangle has (side lengths|sides|sides of length|side lengths of|sides of) [of] {nums:l} [<unit>] (what is|find) [the] area [of the triangle] [in square <unit>]", heron},
      {"sides_sum", "(sides of triangle are|triangle has (side lengths|sides|sides of length|side lengths of|sides of) [of]) {nums:l} [<unit>] (what is|find) (its perimeter|perimeter [of the triangle]) [in <unit>]", sides_sum},
      {"consecutive", "the product of {int:k} [{word:sign}] consecutive [{word:sign}] [{word:parity}] (integers|whole numbers|numbers) is {number:value} what is (their|the) {word:asked} [of the (integers|{int} integers)|of these {int} integers|of the two integers|integer|of the integers]",
       [](const Captures& c) { return consecutive(c, true); }},
      {"consecutive", "the sum of {int:k} [{word:sign}] consecutive [{word:parity}] [{word:sign}] (integers|whole numbers|numbers) is {number:value} what is (their|the) [value of the] {word:asked} [of the (integers|{int} integers)|of these {int} integers|of these integers|integer|number|of the integers]",
       [](const Captures& c) { return consecutive(c, false); }},
  };
}

}  // namespace retort::agent
