// Stories with numbers: prices, purchases, tickets, ages, journeys.
#include <fmt/format.h>

#include "agent/forms.h"

namespace retort::agent {

namespace {

using math::Expr;

Expr symbol(const char* name) { return Expr::symbol(name); }
Expr percent_of(const Expr& rate, const Expr& base) { return rate / Expr::integer(100) * base; }

// A price that goes up by one rate and down by another.
std::optional<Goal> up_and_down(const Captures& c) {
  long long price = c.integer("price"), up = c.integer("up"), down = c.integer("down");
  if (price <= 0 || up <= 0 || down <= 0 || down >= 100 || up > 1000) return {};
  Expr p = Expr::integer(price), v1 = symbol("v1");
  Calculation goal;
  goal.plan = "Work out the price after the rise, then take the reduction off that price, and compare with both factors at once.";
  goal.steps.push_back({fmt::format("The rise is ${}\\%$ of ${}$ dollars, so we add it.", up, price),
                        p + percent_of(Expr::integer(up), p), fmt::format("Check: $\\frac{{#1}}{{{}}} = \\frac{{{}}}{{100}}$.", price, 100 + up)});
  goal.steps.push_back({fmt::format("The reduction is ${}\\%$ of the new price.", down), v1 - percent_of(Expr::integer(down), v1),
                        fmt::format("Check: ${} \\cdot \\frac{{{}}}{{100}} \\cdot \\frac{{{}}}{{100}} = #2$.", price, 100 + up, 100 - down)});
  goal.closing = "the price is @ dollars in the end";
  return goal;
}

// a things at p each and b at q each, paid from an amount.
std::optional<Goal> purchase(const Captures& c) {
  long long a = c.integer("a"), b = c.integer("b"), p = c.integer("p"), q = c.integer("q"), note = c.integer("note");
  if (a < 1 || b < 1 || p < 1 || q < 1 || a * p + b * q > note) return {};
  Calculation goal;
  goal.plan = "Add up the cost of both kinds of goods and take it from the money at hand.";
  Expr cost = Expr::integer(a) * Expr::integer(p) + Expr::integer(b) * Expr::integer(q);
  goal.steps.push_back({fmt::format("The {} cost ${} \\cdot {}$ dollars and the {} ${} \\cdot {}$ dollars.", c.text("things"), a, p,
                                    c.text("others"), b, q),
                        cost, fmt::format("That is less than ${}$ dollars, so the money is enough.", note)});
  goal.steps.push_back({fmt::format("This is taken from ${}$ dollars.", note), Expr::integer(note) - symbol("v1"),
                        fmt::format("Check: $#1 + #2 = {}$.", note)});
  goal.closing = "@ dollars are left";
  return goal;
}

// 3x, and x for 1x.
Expr multiple(const Expr& count, const Expr& x) { return count.is_number() && count.value() == math::Rational(1) ? x : count * x; }

// Two purchases of two kinds of things; asked is one price or both.
std::optional<Goal> prices(const Captures& c) {
  Expr x = symbol("x"), y = symbol("y");
  auto equation = [&](const char* m, const char* n, const char* total) {
    return Expr::rel("=", multiple(c.expr(m), x) + multiple(c.expr(n), y), c.expr(total));
  };
  const Capture &first = c.at("first"), &second = c.at("second");
  SolveSystem goal{{equation("a", "b", "e"), equation("c", "d", "f")}, {"x", "y"}, x, {}, {}, true};
  if (c.has("both")) goal.asked = x + y;
  else if (c.at("asked").stem == second.stem) goal.asked = y;
  else if (c.at("asked").stem != first.stem) return {};
  goal.setting = fmt::format("Let $x$ and $y$ be the prices of the {} and the {}.", first.text, second.text);
  goal.closing = c.has("both") ? "the two cost @ dollars together" : "the price is @ dollars";
  return goal;
}

// Hens and rabbits by heads and legs.
std::optional<Goal> heads_and_legs(const Captures& c) {
  Expr x = symbol("x"), y = symbol("y");
  SolveSystem goal{{Expr::rel("=", x + y, c.expr("heads")), Expr::rel("=", Expr::integer(2) * x + Expr::integer(4) * y, c.expr("legs"))},
                   {"x", "y"}, x, "Let there be $x$ hens and $y$ rabbits.", {}, true};
  const std::string& asked = c.text("asked");
  if (asked == "rabbits") goal.asked = y;
  else if (asked != "hens") return {};
  goal.closing = "there are @ " + asked;
  return goal;
}

// Two travellers who start d apart and move towards each other.
std::optional<Goal> meeting(const Captures& c) {
  Expr t = symbol("t"), u = c.expr("u"), v = c.expr("v"), d = c.expr("d");
  if (u.value().sign() <= 0 || v.value().sign() <= 0) return {};
  StoryEquation goal;
  goal.setting = fmt::format("Let $t$ be the hours until they meet. Together they cover ${}$ km.", c.integer("d"));
  goal.equation = Expr::rel("=", multiple(u, t) + multiple(v, t), d);
  goal.variable = "t";
  goal.asked = multiple(u, t);
  goal.why_asked = fmt::format("{} goes ${}$ km each hour.", c.text("traveller"), c.integer("u"));
  goal.check = Expr::rel("=", symbol("result") + multiple(v, t), d);
  goal.closing = c.text("traveller") + " has gone @ km";
  return goal;
}

// One is `more` older than `factor` times the other.
std::optional<Goal> ages(const Captures& c) {
  long long factor = c.has("factor") ? c.integer("factor") : 2;
  Expr x = symbol("x"), older = Expr::integer(factor) * x + c.expr("more");
  StoryEquation goal;
  goal.setting = fmt::format("Let $x$ be the age of {}. Then {} is ${}x + {}$ years old.", c.text("younger"), c.text("older"), factor,
                             c.integer("more"));
  goal.equation = Expr::rel("=", x + older, c.expr("sum"));
  goal.variable = "x";
  goal.asked = older;
  goal.why_asked = fmt::format("Now the age of {} follows.", c.text("older"));
  goal.check = Expr::rel("=", x + symbol("result"), c.expr("sum"));
  goal.closing = c.text("older") + " is @ years old";
  return goal;
}

// Two tariffs of a fee and a rate each.
std::optional<Goal> tariffs(const Captures& c, const char* unit) {
  Expr x = symbol("x");
  StoryEquation goal;
  goal.setting = fmt::format("Let $x$ be the number of {}. Both cost the same.", unit);
  goal.equation = Expr::rel("=", c.expr("fee") + multiple(c.expr("rate"), x), c.expr("other_fee") + multiple(c.expr("other_rate"), x));
  goal.variable = "x";
  goal.asked = x;
  goal.closing = fmt::format("they cost the same for @ {}", unit);
  return goal;
}

}  // namespace

std::vector<Form> story_forms() {
  return {
      {"up_and_down",
       "a {thing} costs {int:price} dollars its price rises by {int:up} percent and then falls by {int:down} percent what is the new "
       "price in dollars",
       up_and_down},
      {"up_and_down",
       "the price of a {thing} is {int:price} dollars it is raised by {int:up} percent and later reduced by {int:down} percent how "
       "many dollars does it cost now",
       up_and_down},
      {"up_and_down",
       "a shop sells a {thing} for {int:price} dollars it increases the price by {int:up} percent and then takes {int:down} percent "
       "off the new price what is the final price in dollars",
       up_and_down},
      {"up_and_down",
       "a {thing} was priced at {int:price} dollars after an increase of {int:up} percent it was sold at a discount of {int:down} "
       "percent for how many dollars was it sold",
       up_and_down},
      {"up_and_down",
       "at first a {thing} costs {int:price} dollars the shop adds {int:up} percent and a week later gives {int:down} percent off what "
       "does it cost in the end in dollars",
       up_and_down},
      {"up_and_down",
       "find the price in dollars of a {thing} that cost {int:price} dollars before it went up by {int:up} percent and then down by "
       "{int:down} percent",
       up_and_down},
      {"purchase",
       "{name} buys {int:a} {thing:things} at {int:p} dollars each and {int:b} {thing:others} at {int:q} dollars each and pays with "
       "{int:note} dollars how many dollars of change does {name} get",
       purchase},
      {"purchase",
       "(a|an) {thing:one} costs {int:p} dollars and (a|an) {thing:other} costs {int:q} dollars {name} buys {int:a} {=one:things} and "
       "{int:b} {=other:others} how much is left of {int:note} dollars",
       purchase},
      {"purchase",
       "{name} has {int:note} dollars and buys {int:a} {thing:things} for {int:p} dollars each and {int:b} {thing:others} for {int:q} "
       "dollars each how many dollars are left",
       purchase},
      {"purchase",
       "at a shop (a|an) {thing:one} is {int:p} dollars and (a|an) {thing:other} is {int:q} dollars {name} takes {int:a} {=one:things} "
       "and {int:b} {=other:others} and hands over {int:note} dollars what is the change in dollars",
       purchase},
      {"purchase",
       "{name} pays for {int:b} {thing:others} at {int:q} dollars and {int:a} {thing:things} at {int:p} dollars with a {int:note} dollar "
       "note how many dollars come back",
       purchase},
      {"purchase",
       "how many dollars remain from {int:note} dollars after {name} has bought {int:a} {thing:things} costing {int:p} dollars each and "
       "{int:b} {thing:others} costing {int:q} dollars each",
       purchase},
      {"prices",
       "{int:a} {thing:first} and {int:b} {thing:second} cost {int:e} dollars {int:c} {=first} and {int:d} {=second} cost {int:f} dollars "
       "(what does one {thing:asked} cost|what do one {=first} and one {thing:both} cost together)",
       prices},
      {"prices",
       "at a kiosk {int:a} {thing:first} and {int:b} {thing:second} cost {int:e} dollars while {int:c} {=first} and {int:d} {=second} "
       "cost {int:f} dollars find the price of (one {thing:asked}|one {=first} and one {thing:both} together)",
       prices},
      {"heads_and_legs",
       "a farmer has hens and rabbits together they have {int:heads} heads and {int:legs} legs how many {word:asked} are there",
       heads_and_legs},
      {"meeting",
       "two towns are {int:d} km apart {name:traveller} leaves one at {int:u} km per hour and {name:other} leaves the other at the same "
       "time at {int:v} km per hour they travel towards each other how many km has {=traveller} gone when they meet",
       meeting},
      {"meeting",
       "{name:traveller} and {name:other} start {int:d} km apart and ride towards each other {=traveller} at {int:u} km per hour and "
       "{=other} at {int:v} km per hour how far does {=traveller} ride before they meet in km",
       meeting},
      {"ages",
       "{name:older} is {int:more} (year|years) older than (twice|{int:factor} times) the age of {name:younger} the sum of their ages is "
       "{int:sum} how old is {=older}",
       ages},
      {"ages",
       "{name:older} 's age is {int:more} (year|years) more than (twice|{int:factor} times) {name:younger} 's age together they are {int:sum} "
       "years old what is {=older} 's age",
       ages},
      {"tariffs",
       "gym {word:first} asks {int:fee} dollars to join and {int:rate} (dollar|dollars) for each visit gym {word:second} asks {int:other_fee} dollars to join and "
       "{int:other_rate} (dollar|dollars) for each visit after how many visits do both cost the same",
       [](const Captures& c) { return tariffs(c, "visits"); }},
      {"tariffs",
       "one taxi charges {int:fee} dollars plus {int:rate} (dollar|dollars) per km another charges {int:other_fee} dollars plus "
       "{int:other_rate} (dollar|dollars) per km for how many km is the price the same",
       [](const Captures& c) { return tariffs(c, "km"); }},
  };
}

}  // namespace retort::agent
