#include "agent/forms_ways.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/exact.h"
#include "math/number_theory.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

Expr integer(long long n) { return Expr::integer(n); }
Expr choose(long long n, long long k) { return Expr::func("binomial", {integer(n), integer(k)}); }
Expr factorial(long long n) { return Expr::func("factorial", {integer(n)}); }
std::string dollars(long long n) { return "$" + std::to_string(n) + "$"; }
Expr product_of(std::vector<Expr> factors) { return factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, std::move(factors)); }
Expr sum_of(std::vector<Expr> terms) { return terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, std::move(terms)); }
std::optional<Goal> counted(Expr e, std::string setting, Closing closing = "there are @ ways") { return Evaluate{std::move(e), std::move(setting), std::move(closing), {}}; }
std::optional<Goal> chance(Expr e, std::string setting) { return Evaluate{std::move(e), std::move(setting), "the probability is @", {}}; }

// Polygons

std::optional<long long> corners(const Captures& c, const char* figure, const char* count) {
  static const std::map<std::string, long long> names = {{"triangle", 3}, {"square", 4}, {"quadrilateral", 4}, {"pentagon", 5}, {"hexagon", 6}, {"heptagon", 7}, {"octagon", 8}, {"nonagon", 9}, {"decagon", 10}, {"dodecagon", 12}};
  if (c.has(count)) return c.integer(count) >= 3 && c.integer(count) <= 100 ? std::optional(c.integer(count)) : std::nullopt;
  if (!c.has(figure)) return {};
  static const std::map<std::string, long long> sided = {{"three-sided", 3}, {"four-sided", 4}, {"five-sided", 5}, {"six-sided", 6}, {"seven-sided", 7}, {"eight-sided", 8}, {"nine-sided", 9}, {"ten-sided", 10}, {"twelve-sided", 12}};
  const std::string& stem = c.at(figure).stem;
  if (auto named = names.find(stem); named != names.end()) return named->second;
  if (auto named = sided.find(stem); named != sided.end()) return named->second;
  return {};
}

std::optional<Goal> diagonals(const Captures& c) {
  auto n = corners(c, "f", "n");
  if (!n || *n < 4) return {};
  return counted(integer(*n) * integer(*n - 3) / integer(2), "A polygon with $n$ corners has $n - 3$ diagonals from each corner, to all but itself and its two neighbours. Here these are " + inline_math(std::to_string(*n) + " - 3 = " + std::to_string(*n - 3)) + ", and every diagonal is counted twice.",
                 "there are @ diagonals");
}
// Figures with corners among those of a polygon, or among points on a circle.
std::optional<Goal> figures_in(const Captures& c) {
  auto n = corners(c, "f", "n"), k = corners(c, "g", "k");
  if (!n || !k || *k > *n) return {};
  return counted(choose(*n, *k), "Any " + dollars(*k) + " of the " + dollars(*n) + " points are the corners of one.", "there are @");
}
// All polygons with three corners or more among n points of a circle.
std::optional<Goal> all_polygons(const Captures& c) {
  const long long n = c.integer("n");
  if (n < 3 || n > 30) return {};
  return counted(pow(integer(2), integer(n)) - choose(n, 2) - integer(n) - integer(1), "Each set of three or more points gives one convex polygon. Of all sets we leave out those with two points, with one, and the empty one.", "there are @ polygons");
}
std::optional<Goal> neighbours(const Captures& c) {
  auto n = corners(c, "f", "n");
  if (!n || *n < 4) return {};
  return chance(integer(2) / (integer(*n) - integer(1)), "Whichever is chosen first, two of the " + inline_math(std::to_string(*n) + " - 1 = " + std::to_string(*n - 1)) + " others are its neighbours.");
}

// Arrangements of given digits

std::optional<std::string> digits_in(const Captures& c) {
  std::string digits;
  if (c.has("l")) {
    for (const Expr& e : c.at("l").exprs) {
      auto d = e.is_integer() ? e.value().to_int64() : std::nullopt;
      if (!d || *d < 0 || *d > 9) return {};
      digits += static_cast<char>('0' + *d);
    }
  } else {
    for (char x : c.text("number"))
      if (x >= '0' && x <= '9') digits += x;
      else if (std::string_view(" ,{}\\!").find(x) == std::string_view::npos) return {};
  }
  return digits.size() >= 3 && digits.size() <= 8 ? std::optional(digits) : std::nullopt;
}

// The orders of these digits, as a term.
Expr orders(const std::string& digits) {
  std::vector<Expr> below;
  for (char d : std::set<char>(digits.begin(), digits.end())) {
    const auto count = std::count(digits.begin(), digits.end(), d);
    if (count > 1) below.push_back(factorial(count));
  }
  const Expr all = factorial(static_cast<long long>(digits.size()));
  return below.empty() ? all : all / product_of(below);
}
// Those that do not begin with 0.
Expr numbers_of(const std::string& digits) {
  const std::size_t zero = digits.find('0');
  if (zero == digits.npos) return orders(digits);
  std::string rest = digits;
  rest.erase(zero, 1);
  return orders(digits) - orders(rest);
}
long long by_trying(std::string digits, const std::function<bool(const std::string&)>& fits) {
  std::sort(digits.begin(), digits.end());
  long long count = 0;
  do count += digits[0] != '0' && fits(digits);
  while (std::next_permutation(digits.begin(), digits.end()));
  return count;
}

std::optional<Goal> digit_numbers(const Captures& c) {
  auto digits = digits_in(c);
  if (!digits || (c.has("k") && c.integer("k") != static_cast<long long>(digits->size()))) return {};
  const std::string kind = c.has("kind") ? c.at("kind").stem : "";
  std::string last;
  if (c.has("m")) {
    if (c.integer("m") == 5) last = "05";
    else if (c.integer("m") == 2) last = "02468";
    else return {};
  } else if (kind == "even") {
    last = "02468";
  } else if (kind == "odd") {
    last = "13579";
  } else if (!kind.empty()) {
    return {};
  }
  const bool zero = digits->find('0') != digits->npos;
  std::string setting = zero ? "A number does not begin with $0$, so from all orders we take those that do." : "Equal digits may change places without changing the number.";
  Expr value = numbers_of(*digits);
  if (!last.empty()) {
    std::vector<Expr> terms;
    std::vector<std::string> shown;
    for (char d : std::set<char>(digits->begin(), digits->end())) {
      if (last.find(d) == last.npos) continue;
      std::string rest = *digits;
      rest.erase(rest.find(d), 1);
      terms.push_back(numbers_of(rest));
      shown.push_back(std::string("$") + d + "$");
    }
    if (terms.empty()) return {};
    value = sum_of(terms);
    setting = "The last digit must be " + (shown.size() == 1 ? shown[0] : "one of " + and_list(shown)) + "; the others are arranged before it" + (zero ? ", and no number begins with $0$." : ".");
  }
  const long long tried = by_trying(*digits, [&](const std::string& n) { return last.empty() || last.find(n.back()) != last.npos; });
  auto exact = math::exact_value(value);
  if (!exact.ok() || *exact != Rational(tried) || tried == 0) return {};
  if (c.has("chance")) return chance(value / numbers_of(*digits), setting + " In all there are " + inline_math(tex(numbers_of(*digits))) + " numbers.");
  return counted(value, setting, "there are @ such numbers");
}

// Rows in which things of a kind stay together

std::optional<Goal> blocks(const Captures& c) {
  std::vector<long long> sizes;
  for (const char* name : {"n1", "n2", "n3", "n4"})
    if (c.has(name)) sizes.push_back(c.integer(name));
  long long total = 0;
  std::vector<Expr> factors = {factorial(static_cast<long long>(sizes.size()))};
  for (long long n : sizes) {
    if (n < 1 || n > 12) return {};
    total += n;
    factors.push_back(factorial(n));
  }
  if (sizes.size() < 2 || (c.has("all") && c.integer("all") != total)) return {};
  return counted(product_of(factors), "The " + dollars(static_cast<long long>(sizes.size())) + " kinds are arranged as blocks, and within each block its members are arranged.");
}
std::optional<Goal> consecutive(const Captures& c) {
  const long long n = c.integer("n"), k = c.integer("k");
  if (k < 2 || k >= n || n > 20 || (c.has("again") && c.integer("again") != k)) return {};
  return chance(factorial(n - k + 1) * factorial(k) / factorial(n), "Taken together as one block, the " + dollars(k) + " make " + inline_math(std::to_string(n) + " - " + std::to_string(k) + " + 1 = " + std::to_string(n - k + 1)) + " things to arrange, and inside the block there are " +
                                                                     inline_math(tex(factorial(k))) + " orders. In all there are " + inline_math(tex(factorial(n))) + " orders.");
}

// Choices

std::optional<Goal> apart(const Captures& c) {
  const long long n = c.integer("n"), k = c.integer("k");
  if (n < 4 || k < 2 || k > n - 2 || n > 60) return {};
  return counted(choose(n, k) - choose(n - 2, k - 2), "From all choices of " + dollars(k) + " of " + dollars(n) + " we take those with both of the two: then " + inline_math(std::to_string(k) + " - 2 = " + std::to_string(k - 2)) + " of the other " +
                                                          inline_math(std::to_string(n) + " - 2 = " + std::to_string(n - 2)) + " are chosen.");
}
std::optional<Goal> some_of(const Captures& c) {
  const long long n = c.integer("n"), k = c.integer("k"), a = c.integer("a");
  if (a < 1 || a >= n || k < 1 || k > n - a || n > 60) return {};
  return counted(choose(n, k) - choose(n - a, k), "From all choices of " + dollars(k) + " of " + dollars(n) + " we take those without any of the " + dollars(a) + ", which are made from the other " + inline_math(std::to_string(n) + " - " + std::to_string(a) + " = " + std::to_string(n - a)) + ".");
}
std::optional<Goal> combinations(const Captures& c) {
  const long long n = c.integer("n"), k = c.integer("k");
  if (n < 2 || k < 1 || k >= n || n > 200) return {};
  return counted(choose(n, k), "The order does not matter, so we choose " + dollars(k) + " of " + dollars(n) + ".");
}
std::optional<Goal> toppings(const Captures& c) {
  static const std::map<std::string, long long> words = {{"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6}};
  const std::string word = c.at("k").stem;
  auto count = words.find(word.substr(0, word.find('-')));
  if (count == words.end() || word.find('-') == word.npos) return {};
  Captures with = c;
  with.set("k", {{integer(count->second)}, {}, {}});
  return combinations(with);
}
std::optional<Goal> one_and_others(const Captures& c) {
  const long long n = c.integer("n"), k = c.integer("k");
  if (k < 1 || k >= n || n > 60) return {};
  return counted(integer(n) * choose(n - 1, k), "There are " + dollars(n) + " choices for the one place, and then " + dollars(k) + " of the other " + inline_math(std::to_string(n) + " - 1 = " + std::to_string(n - 1)) + " are chosen, where the order does not matter.");
}
std::optional<Goal> each_to_one(const Captures& c) {
  const long long n = c.integer("n"), k = c.integer("k");
  if (n < 1 || k < 2 || n > 20 || k > 100) return {};
  return counted(pow(integer(k), integer(n)), "Each of the " + dollars(n) + " can go to any of the " + dollars(k) + ", whatever becomes of the others.");
}
std::optional<Goal> products(const Captures& c) {
  std::vector<Expr> factors;
  for (const char* name : {"a", "b", "c", "d"})
    if (c.has(name)) factors.push_back(integer(c.integer(name)));
  for (const Expr& f : factors)
    if (f.value().sign() <= 0) return {};
  if (factors.size() < 2) return {};
  return counted(product_of(factors), "Each choice goes with each of the others.", "there are @");
}

// Handshakes

std::optional<Goal> handshakes(const Captures& c) {
  const long long n = c.integer("n");
  if (n < 2 || n > 500) return {};
  return counted(choose(n, 2), "Every pair of the " + dollars(n) + " shakes hands once.", "there are @ handshakes");
}
// g groups of s: nobody shakes hands in the own group.
std::optional<Goal> between_groups(long long groups, long long size) {
  const long long n = groups * size;
  if (groups < 2 || size < 1 || n > 500) return {};
  return counted(integer(n) * integer(n - size) / integer(2), "There are " + inline_math(std::to_string(groups) + " \\cdot " + std::to_string(size) + " = " + std::to_string(n)) + " people. Each shakes hands with all but those of the own group, with " +
                                                                  inline_math(std::to_string(n) + " - " + std::to_string(size) + " = " + std::to_string(n - size)) + ", and every handshake is counted twice.",
                 "there are @ handshakes");
}
// Two groups: the first shakes hands with everybody, the second with the first only.
std::optional<Goal> shy_group(const Captures& c) {
  const long long a = c.integer("a"), b = c.integer("b");
  if (a < 2 || b < 1 || a + b > 500) return {};
  return counted(choose(a, 2) + integer(a) * integer(b), "The first group has " + inline_math(tex(choose(a, 2))) + " handshakes within itself and " + inline_math(std::to_string(a) + " \\cdot " + std::to_string(b)) + " with the others.", "there are @ handshakes");
}

// Pascal's triangle

std::optional<Goal> pascal_size(const Captures& c) {
  const long long n = c.integer("n");
  if (n < 1 || n > 1000) return {};
  return counted(integer(n) * integer(n + 1) / integer(2), "The rows hold $1, 2, 3, \\dots$ numbers, up to " + dollars(n) + " in the last of them. The sum of $1$ to $n$ is $\\frac{n(n + 1)}{2}$, and " + inline_math(std::to_string(n) + " + 1 = " + std::to_string(n + 1)) + ".", "there are @ numbers");
}
std::optional<Goal> pascal_prime(const Captures& c) {
  const Expr& p = c.expr("p");
  if (!p.is_integer() || p.value() < Rational(2)) return {};
  auto factors = math::factor_integer(p.value());
  if (!factors.ok() || factors->size() != 1 || factors->front().second != 1) return {};
  return counted(integer(1), "A prime $p$ divides every inner number of row $p$, and in a later row $n$ all inner numbers are at least $n$, so larger; in rows before row $p$ no factor $p$ can occur. Only row " + inline_math(tex(p)) + " holds it.", "there is @ such row");
}

// Expected values

std::optional<Goal> numbered_mean(const Captures& c) {
  const long long low = c.has("low") ? c.integer("low") : 1, high = c.integer("high"), k = c.has("k") ? c.integer("k") : 1;
  if (high <= low || high - low > 100 || k < 1 || k > high - low + 1) return {};
  const Expr mean = (integer(low) + integer(high)) / integer(2);
  const std::string why = "All numbers from " + dollars(low) + " to " + dollars(high) + " are equally likely, so each number that is drawn has the mean of the first and the last as expected value.";
  if (k == 1) return counted(mean, why, "the expected value is @");
  return counted(integer(k) * mean, why + " The expected values of " + dollars(k) + " of them are added.", "the expected value is @");
}
std::optional<Goal> solid_mean(const Captures& c) {
  static const std::map<std::string, long long> solids = {{"octahedral", 8}, {"tetrahedral", 4}, {"icosahedral", 20}, {"dodecahedral", 12}, {"cubical", 6}, {"eight-sided", 8}, {"ten-sided", 10}, {"twelve-sided", 12}, {"twenty-sided", 20}, {"four-sided", 4}};
  auto found = solids.find(c.text("solid"));
  if (found == solids.end()) return {};
  Captures with = c;
  with.set("high", {{integer(found->second)}, {}, {}});
  return numbered_mean(with);
}
std::optional<Goal> square_win(const Captures& c) {
  const long long sides = c.has("sides") ? c.integer("sides") : 6;
  const Expr& win = c.expr("w");
  const std::string name = c.expr("v").name();
  if (sides < 2 || sides > 20 || win.symbols() != std::vector<std::string>{name}) return {};
  std::vector<Expr> terms;
  for (long long i = 1; i <= sides; ++i) terms.push_back(win.substitute(name, integer(i)));
  return counted(sum_of(terms) / integer(sides), "Every number from $1$ to " + dollars(sides) + " has the same probability, so the expected value is the mean of what they bring.", "the expected value is @");
}

// What the other probabilities leave of 1.
std::optional<Goal> remaining_chance(const Captures& c) {
  Expr rest = integer(1);
  std::vector<std::string> names;
  for (const char* name : {"p", "q", "r"})
    if (c.has(name)) rest = rest - c.expr(name);
  for (const char* name : {"a", "b", "d", "z"})
    if (c.has(name)) names.push_back(lower_ascii(replace_all(c.text(name), "$", "")));
  if (std::set<std::string>(names.begin(), names.end()).size() != names.size()) return {};
  auto value = math::exact_value(rest);
  if (!value.ok() || value->sign() <= 0 || *value >= Rational(1)) return {};
  return chance(rest, "One of these happens, so all the probabilities add up to $1$.");
}

Captures with_number(Captures c, const char* name, long long n) {
  c.set(name, {{integer(n)}, {}, {}});
  return c;
}

}  // namespace

std::vector<Form> ways_forms() {
  static const std::string kHowMany = "(in how many [different|distinct] ways|how many [different|distinct] ways) ", kCan = "can ";
  static const std::string kGuests = "(people|guests|friends|students|players|children|delegates|members|women|men|players|teams|partners|coworkers)";
  static const std::string kShakes = "(shakes|shake|shook) hands [exactly|only] [once] with (every other {word}|everyone else|each other {word}|all others|each of others|every other person|everybody else|one another|each other|all of others) [exactly] [once]";
  static const std::string kHandshakes = "how many [total] (handshakes|hand shakes) [take place|took place|are there|were there|occur|occurred|will there be|will take place|are exchanged|were exchanged|in all|total]";
  static const std::string kKinds2 = "[{words}] (has|have|there are|with) {int:n1} {thing} and {int:n2} {thing}", kKinds3 = "[{words}] (has|have|there are|with) {int:n1} {thing} {int:n2} {thing} and {int:n3} {thing}";
  static const std::string kTogether = " [if|so that|such that] [all|all of|all of the|each] [{words}] (of each (type|kind|group|subject|color|species|team|class)|of same (type|kind|subject|color|species|team)|each type) [must|are to|insist on|want to|will|should] (are in adjacent cages|be together|stay together|are together|sit together|stand together|are next to each other|be next to each other|be adjacent|stay adjacent|are adjacent|sitting together)";
  struct Row {
    const char* name;
    std::string pattern;
    std::optional<Goal> (*build)(const Captures&);
  };
  static const std::vector<Row> rows = {
      {"diagonals", "how many [different|distinct] diagonals does " + std::string("([regular|convex] {word:f} [polygon]|[regular|convex] {int:n} sided polygon) (have|contain)"), diagonals},
      {"diagonals", "how many [different|distinct] diagonals (can be drawn|are there|are) (in|for|of) ([regular|convex] {word:f} [polygon]|[regular|convex] {int:n} sided polygon)", diagonals},
      {"diagonals", "(what is|find) number of diagonals (in|of) ([regular|convex] {word:f}|[regular|convex] {int:n} sided polygon)", diagonals},
      {"figures_in", "[consider [a]] [regular|convex] {word:f} how many [different|distinct] {word:g} can be (formed|drawn|made) whose vertices are [the] vertices of {word}", figures_in},
      {"figures_in", "how many [different|distinct] {word:g} can be (formed|drawn|made) (using|with|from|whose vertices are|by connecting|by joining) [three|four|any three] [of] vertices of [regular|convex] {word:f} [as vertices]", figures_in},
      {"figures_in", "{int:n} [distinct|different] points (are identified|lie|are located|are marked|are chosen|are placed|are given|are spaced|are drawn) (on|around) [circumference of] circle how many [different|distinct] [convex] {word:g} can be (formed|drawn|made) (if each vertex must be one of these {int} points|using these points as vertices|with vertices at these points|using [any] [{int}] [of] these points [as vertices]|by connecting [any] {int} of these points|with these points as vertices)", figures_in},
      {"all_polygons", "{int:n} points are (marked|placed|chosen) on circle how many [distinct|different] convex polygons of three or more sides can be drawn using some or all of {int} points as vertices", all_polygons},
      {"neighbours", "[if] {int} [distinct|different] vertices of " + std::string("[regular] ({word:f}|{int:n} gon|{int:n} sided polygon)") + " are (chosen|selected|picked) at random what is probability that they are adjacent", neighbours},

      {"digit_numbers", kHowMany + kCan + "(digits of|digits) ({math:number}|{ints:l}) be arranged to (form|make|give|get) [a|an] [{int:k} digit] [{word:kind}] (number|integer|multiple of {int:m}|{int:k} digit multiple of {int:m}) [remember numbers cannot begin with 0]", digit_numbers},
      {"digit_numbers", kHowMany + "(is it possible to arrange|can you arrange|are there to arrange|can one arrange) (digits of|digits) ({math:number}|{ints:l}|{int:number}) to (form|make|give|get) [a|an] [{int:k} digit|four-digit|five-digit|three-digit] [{word:kind}] (number|integer|multiple of {int:m})", digit_numbers},
      {"digit_chance", "digits {ints:l} are [arranged randomly|randomly arranged] to form [a|an] [{int:k} digit|four-digit|five-digit|three-digit] (number|integer) what is probability that [the] (number|integer|it) is {word:kind}", [](const Captures& c) {
         Captures with = c;
         with.set("chance", {});
         return digit_numbers(with);
       }},

      {"blocks", kKinds2 + " " + kHowMany + kCan + "[the|all] [{int:all}] {thing} be (placed|arranged|seated|lined up) [in a row|in row] [of {int} {word}|on shelf|in line]" + kTogether, blocks},
      {"blocks", kKinds3 + " " + kHowMany + kCan + "[the|all] [{int:all}] {thing} be (placed|arranged|seated|lined up) [in a row|in row] [of {int} {word}|on shelf|in line]" + kTogether, blocks},
      {"consecutive", "{words} has {int:n} {words} including {int:k} {words} if (he|she|{name}) {word} [the] {words} in [a] row in random order what is probability that all {int:again} {words} (will be|are) (placed consecutively|next to each other|together|placed together|placed next to each other|consecutive)", consecutive},

      {"apart", "[{words}] [has|have] {int:n} (players|members|people|students) but two of them {words} refuse to (play|work|serve|be) together how many [different] (starting lineups|teams|committees|groups|lineups) [of {int:k} players|of {int:k} [people|members|students]] can {words} (make|choose|form) if [the] {words} (can't|cannot|can not) contain both {words}", apart},
      {"some_of", "{words} {int:k} equal officer positions were available however {int:n} candidates were nominated of whom {int:a} were past officers of all possible elections of officers how many will have at least {int} of past officers", some_of},
      {"combinations", "(i|we|he|she|{name}) (won|win|has|have) [a] trip for {int} to {words} i can bring {int:k} of my friends i have {int:n} friends in how many ways can i form my {words}", combinations},
      {"toppings", "{words} (offers|has|sells) {int:n} [different] [kinds of|types of|flavors of] {words} what is (greatest|largest|maximum) number of {word:k} {words} that can be made such that no two {words} have same {words} [combination]", toppings},
      {"toppings", "{words} (offers|has) {int:n} [different] toppings how many [different] {word:k} pizzas (can be made|can you order|can be ordered|are possible)", toppings},
      {"one_and_others", kHowMany + "can [a|the] (president|captain|chairperson|leader|chair) and [a] {int:k} person committee be chosen from [a] [group|club] [of] {int:n} (people|members|students) [where order in which we choose {int} people doesn't matter] [president cannot be on committee|where president cannot be on committee]", one_and_others},
      {"one_and_others", "[{words}] (has|have) {int:n} (players|members) (i|coach|we|she|he) (have|has) to choose [a] starting lineup of [a] (goalie|goalkeeper|captain) and {int:k} (regular|other|field) players [the] [{words}] [are interchangeable] how many [different] starting lineups can (i|we|coach|she|he) choose", one_and_others},
      {"each_to_one", "(i|{name}|we) (have|has) {int:n} (pieces of paper|different books|different prizes|different books|distinct {word}|different {word}) [each with different math problem] " + kHowMany + "can (he|she|i|we) give (these|the|them) [{thing}] to (his|her|my|our|{int}) {int:k} friends [he|she] [can give each friend more than one problem|friend may get more than one]", each_to_one},
      {"each_to_one", "how many ways are there to (divide|split|distribute) [a] group of {int:n} [friends|people|students] among {words} team {words} team and {words} team each team could have anywhere from {int} to {int} of {words} on it [assume] [that] [friends are distinguishable]", [](const Captures& c) { return each_to_one(with_number(c, "k", 3)); }},
      {"outfits", "(you|i|he|she|we|{name}|jamie) (have|has|own|owns) {int:a} [different|distinct] {thing} [and] {int:b} [different|distinct|pairs of] {thing} how many [different|distinct] (outfits|combinations|pairs) (consisting of one {thing} and one {thing}|of one {thing} and one {thing}|) can (you|i|he|she|we|be) [make|made|create|wear]", products},
      {"outfits", "(you|i|he|she|we|{name}) (have|has|own|owns) {int:a} [different|distinct] {thing} {int:b} [different|distinct|pairs of] {thing} and {int:c} [different|distinct|pairs of] {thing} how many [different|distinct] (outfits|combinations) [consisting of one {thing} one {thing} and one {thing}] can (you|i|he|she|we|be) [make|made|create|wear]", products},
      {"outfits", "[{words}] (have|has|offers|sells) {int:a} [different|distinct] (varieties of|kinds of|types of|colors of|flavors of|choices of|choices for) {thing} {int:b} [different|distinct] (varieties of|kinds of|types of|colors of|flavors of|choices of|choices for) {thing} and {int:c} [different|distinct] (varieties of|kinds of|types of|colors of|flavors of|choices of|choices for) {thing} "
                  "[using one {words} one {words} and one {words}] how many [different|distinct] [{words}] combinations are possible", products},

      {"handshakes", "[at|in] [a|the] (party|meeting|gathering|reunion|conference) [there are|of|with] {int:n} " + kGuests + " [if] (each|every) [one|person|guest|{word}] [of them] " + kShakes + " " + kHandshakes, handshakes},
      {"handshakes", "(there are|) {int:n} " + kGuests + " [are|attend|attended|gather|meet] [at|in|for] [a|the] [party|meeting|gathering|room|conference] [if] (each|every|everyone) [person|guest|one|{word}] [in {word}] " + kShakes + " " + kHandshakes, handshakes},
      {"between_groups", "[at] [a] {words} there (are|were) {int:n} (couples|married couples) [at {words}] [if] [each|every] [person|one] " + std::string("(shakes|shook) hands [exactly] [once] with everyone else except (their|his or her) (spouse|partner)") + " " + kHandshakes, [](const Captures& c) { return between_groups(c.integer("n"), 2); }},
      {"between_groups", "{int:n} couples (are|were) at [a] party [if] each person shook hands [exactly] [once] with everyone else except (their|his or her) (spouse|partner) " + kHandshakes, [](const Captures& c) { return between_groups(c.integer("n"), 2); }},
      {"between_groups", "there are {int:s} representatives from each of {int:g} (companies|countries|schools|teams) at [a] {word} at start of {word} (every|each) person shakes hands once with (every|each) (other person|person) except [the] other representatives from their (company|country|school|team) " + kHandshakes, [](const Captures& c) { return between_groups(c.integer("g"), c.integer("s")); }},
      {"between_groups", "at [a] {words} there were {int:g} teams of {int:s} (women|men|players|people) after [the] {word} each (woman|man|player|person) shook hands once with each of other players except (her|his|their) partner what is number of handshakes that occurred", [](const Captures& c) { return c.integer("s") == 2 ? between_groups(c.integer("g"), 2) : std::nullopt; }},
      {"shy_group", "{int:a} {word} and {int:b} {word} are at [a] {words} [the] {word} refuse to shake hands with each other but (they [readily]|) shake hands with all of {word} [and] [all] {word} shake hands with (everyone|each other) " + kHandshakes, shy_group},

      {"pascal_size", "how many numbers are in [the] first {int:n} rows of pascal 's triangle [from {words} row to {words} row]", pascal_size},
      {"pascal_prime", "how many rows of pascal 's triangle contain [the] number {expr:p}", pascal_prime},

      {"expected", "(what is|find|compute) expected value of [a] roll of [a] [fair] {word:solid} die", solid_mean},
      {"expected", "(what is|find|compute) expected value of [a] roll of [a] [fair] {word:solid} die an octahedral die has {int} faces numbered from {int} to {int}", solid_mean},
      {"expected", "(what is|find|compute) expected value of [a] roll of [a] [fair] {word:solid} die octahedral die has {int} faces numbered from {int} to {int}", solid_mean},
      {"expected", "[i|we|you] [have] {int} (marbles|balls|cards|tiles|slips|chips) numbered {int:low} through {int:high} [are] in [a] (bag|box|hat|jar|urn) suppose i (take out|draw|pick|choose|remove) {int:k} [different] {word} at random what is expected value of sum of [the] numbers on [the] {word}", numbered_mean},
      {"expected", "(bag|box|hat|jar|urn) (contains|has|holds) {int} (marbles|balls|cards|tiles|slips|chips) numbered [from] {int:low} (through|to) {int:high} (if|) {int:k} [different] {word} are (drawn|chosen|selected|picked) [at random] what is expected value of [the] sum of [the] numbers [on [the] {word}]", numbered_mean},
      {"expected", "[a] fair [{int:sides} sided|six-sided] die is rolled if (i|you) roll {var:v} [then] (i|you) win {expr:w} dollars what is expected value of (my|your) win", square_win},

      {"remaining_chance", "{words} is divided into {int} (regions|sections|sectors) labeled {math:a} {math:b} and {math:z} probability of {words} on (region|section|sector) {math:a2} is {expr:p} and on (region|section|sector) {math:b2} is {expr:q} what is probability of {words} on (region|section|sector) {math:z2}", remaining_chance},
      {"remaining_chance", "if {name:a} wins {expr:p} of time {name:b} wins {expr:q} of time and they tie rest of time [then] what fraction of time do they tie", remaining_chance},
  };
  std::vector<Form> forms;
  for (const Row& row : rows) forms.push_back({row.name, row.pattern, row.build});
  return forms;
}

}  // namespace retort::agent
