#include "agent/forms_gist.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>

#include "agent/forms_slots.h"
#include "agent/forms_variants.h"
#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;
using Words = std::initializer_list<std::string_view>;

Expr integer(long long n) { return Expr::integer(n); }
Expr root(Expr e) { return Expr::func("sqrt", {std::move(e)}); }
std::string dollars(long long n) { return "$" + std::to_string(n) + "$"; }

struct Amount {
  Expr value;
  std::size_t at = 0;
  bool percent = false;
  std::optional<long long> whole;
};

// The tokens with their numbers and the place of the question.
class Gist {
 public:
  explicit Gist(const std::vector<Token>& tokens) : tokens(tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Token& t = tokens[i];
      if (t.kind == TokenKind::kWord && (t.text == "what" || t.text == "how" || t.text == "find" || t.text == "determine" || t.text == "compute")) question = std::min(question, i);
      if (t.kind == TokenKind::kWord && !t.number) continue;
      if (t.kind == TokenKind::kMath && (t.exprs.size() != 1 || !t.exprs[0].symbols().empty() || t.exprs[0].is(Op::kRel))) {
        readable = false;
        continue;
      }
      Expr e = t.kind == TokenKind::kMath ? t.exprs[0] : Expr::number(*t.number);
      Amount amount{e, i, i + 1 < tokens.size() && tokens[i + 1].text == "percent", {}};
      if (e.is(Op::kPercent)) amount.value = e.arg(0), amount.percent = true;
      auto value = math::exact_value(amount.value);
      if (value.ok() && value->is_integer()) amount.whole = value->to_int64();
      amounts.push_back(amount);
    }
  }

  bool says(Words words, std::size_t from = 0, std::size_t to = static_cast<std::size_t>(-1)) const {
    for (std::size_t i = from; i < std::min(to, tokens.size()); ++i)
      if (tokens[i].kind == TokenKind::kWord && std::find(words.begin(), words.end(), tokens[i].text) != words.end()) return true;
    return false;
  }
  std::size_t count(std::string_view word) const {
    return static_cast<std::size_t>(std::count_if(tokens.begin(), tokens.end(), [&](const Token& t) { return t.text == word; }));
  }
  const std::string& word(std::size_t at) const {
    static const std::string none;
    return at < tokens.size() ? tokens[at].text : none;
  }
  bool asks() const { return question < tokens.size(); }

  const std::vector<Token>& tokens;
  std::vector<Amount> amounts;
  std::size_t question = static_cast<std::size_t>(-1);
  bool readable = true;
};

std::optional<Goal> done(Expr e, std::string setting, std::string closing) { return Evaluate{std::move(e), std::move(setting), std::move(closing), {}}; }

// Figures

// A measure from the one length that determines the figure: factor times a power of it.
struct Measure {
  Expr factor;
  int power = 1;
};
struct Figure {
  std::string letter, base;
  std::map<std::string, Measure> measures;
};

const std::map<std::string, Figure>& figures() {
  static const std::map<std::string, Figure> all = [] {
    const Expr one = integer(1), two = integer(2), pi = Expr::constant("pi");
    std::map<std::string, Figure> f;
    f["square"] = {"s", "side", {{"side", {one, 1}}, {"perimeter", {integer(4), 1}}, {"area", {one, 2}}, {"diagonal", {root(two), 1}}}};
    f["circle"] = {"r", "radius", {{"radius", {one, 1}}, {"diameter", {two, 1}}, {"circumference", {two * pi, 1}}, {"area", {pi, 2}}}};
    f["sphere"] = {"r", "radius", {{"radius", {one, 1}}, {"diameter", {two, 1}}, {"volume", {integer(4) / integer(3) * pi, 3}}, {"surface", {integer(4) * pi, 2}}}};
    f["cube"] = {"s", "edge", {{"side", {one, 1}}, {"volume", {one, 3}}, {"surface", {integer(6), 2}}}};
    f["equilateral triangle"] = {"s", "side", {{"side", {one, 1}}, {"perimeter", {integer(3), 1}}, {"area", {root(integer(3)) / integer(4), 2}}, {"height", {root(integer(3)) / two, 1}}}};
    f["regular hexagon"] = {"s", "side", {{"side", {one, 1}}, {"perimeter", {integer(6), 1}}, {"area", {integer(3) * root(integer(3)) / two, 2}}}};
    f["regular octagon"] = {"s", "side", {{"side", {one, 1}}, {"perimeter", {integer(8), 1}}}};
    f["regular pentagon"] = {"s", "side", {{"side", {one, 1}}, {"perimeter", {integer(5), 1}}}};
    return f;
  }();
  return all;
}

// The measure that is named at a place, and how many words name it.
std::string measure_at(const Gist& g, std::size_t at) {
  static const std::map<std::string, std::string> words = {{"side", "side"}, {"sides", "side"}, {"edge", "side"}, {"edges", "side"}, {"perimeter", "perimeter"}, {"area", "area"}, {"diagonal", "diagonal"}, {"diagonals", "diagonal"}, {"radius", "radius"},
                                                           {"diameter", "diameter"}, {"circumference", "circumference"}, {"volume", "volume"}, {"height", "height"}, {"altitude", "height"}};
  if (g.word(at) == "surface" && g.word(at + 1) == "area") return "surface";
  if (g.word(at) == "area" && at > 0 && g.word(at - 1) == "surface") return "";
  auto found = words.find(g.word(at));
  return found == words.end() ? "" : found->second;
}

std::optional<std::string> figure_of(const Gist& g) {
  static const std::map<std::string, std::string> nouns = {{"square", "square"}, {"circle", "circle"}, {"circular", "circle"}, {"sphere", "sphere"}, {"spherical", "sphere"}, {"cube", "cube"}};
  std::set<std::string> named;
  for (std::size_t i = 0; i < g.tokens.size(); ++i) {
    const std::string &word = g.word(i), &next = g.word(i + 1);
    static const std::set<std::string> kUnits = {"inches", "inch", "feet", "foot", "units", "unit", "cm", "centimeters", "meters", "miles", "yards", "mm", "km", "root", "centimeter", "meter", "kilometers"};
    if (word == "square" && kUnits.count(next)) continue;
    if (auto noun = nouns.find(word); noun != nouns.end()) named.insert(noun->second);
    if ((word == "triangle" || word == "triangular") && i > 0 && g.word(i - 1) == "equilateral") named.insert("equilateral triangle");
    else if (word == "triangle" && !named.count("equilateral triangle")) return {};
    for (const char* polygon : {"hexagon", "octagon", "pentagon"})
      if (word == polygon) {
        const std::string regular = std::string("regular ") + polygon;
        if (!(i > 0 && g.word(i - 1) == "regular") && !named.count(regular)) return {};
        named.insert(regular);
      }
  }
  return named.size() == 1 ? std::optional(*named.begin()) : std::nullopt;
}

// Fields where one measure of the figure is given, one asked for.
std::optional<Goal> one_measure(const Gist& g) {
  auto name = figure_of(g);
  if (!name || g.amounts.size() != 1 || g.amounts[0].percent) return {};
  const Figure& figure = figures().at(*name);
  // The measure that the number belongs to: the last one before it in its sentence, or the one right behind its unit.
  const std::size_t at = g.amounts[0].at;
  std::string given;
  for (std::size_t i = at; i-- > 0 && !g.tokens[i].ends_sentence();)
    if (given = measure_at(g, i); !given.empty()) break;
  if (given.empty())
    for (std::size_t i = at + 1; i < std::min(at + 4, g.tokens.size()) && g.tokens[i - 1].mark == 0 && given.empty(); ++i) given = measure_at(g, i);
  if (given.empty()) return {};
  // What is asked for is another one, the first behind the question word.
  std::string asked;
  std::set<std::string> all;
  for (std::size_t i = 0; i < g.tokens.size(); ++i)
    if (const std::string m = measure_at(g, i); !m.empty()) all.insert(m);
  for (std::size_t i = g.question; i < g.tokens.size() && asked.empty(); ++i)
    if (!(i < at && i + 6 > at && measure_at(g, i) == given)) asked = measure_at(g, i);
  if (asked.empty() || asked == given || all.size() != 2) return {};
  auto from = figure.measures.find(given), to = figure.measures.find(asked);
  if (from == figure.measures.end() || to == figure.measures.end()) return {};
  const Expr letter = Expr::symbol(figure.letter), &value = g.amounts[0].value;
  const auto size = math::real_value(value);
  if (!size.ok() || size->mid <= 0) return {};
  const auto of = [](const Measure& m, const Expr& base) {
    const Expr raised = m.power == 1 ? base : pow(base, integer(m.power));
    return m.factor.same(integer(1)) ? raised : m.factor * raised;
  };
  const Expr ratio = from->second.factor.same(integer(1)) ? value : value / from->second.factor;
  const Expr base = from->second.power == 1 ? ratio : from->second.power == 2 ? root(ratio) : Expr::func("root", {ratio, integer(3)});
  const auto called = [&](const std::string& m) { return m == "surface" ? std::string("surface area") : m == "side" ? figure.base : m; };
  std::string setting = "With the " + figure.base + " " + inline_math(tex(letter)) + " the " + called(asked) + " of a " + *name + " is " + inline_math(tex(of(to->second, letter))) + ".";
  if (given != "side" && given != figure.base) setting += " The " + called(given) + " is " + inline_math(tex(of(from->second, letter))) + ", so " + inline_math(tex(letter) + " = " + tex(base)) + ".";
  return done(of(to->second, base), setting, "the " + called(asked) + " is @");
}

// Choices

// n things of which k are chosen: the order does not matter.
std::optional<Goal> chosen(const Gist& g) {
  if (!g.says({"choose", "select", "pick", "chosen", "selected", "picked", "chooses", "selects", "combinations", "committee", "committees"}, 0)) return {};
  if (g.amounts.size() < 2 || g.amounts.size() > 3) return {};
  std::set<long long> values;
  for (const Amount& a : g.amounts) {
    if (!a.whole || a.percent) return {};
    values.insert(*a.whole);
  }
  values.erase(1);
  if (values.size() != 2) return {};
  const long long k = *values.begin(), n = *values.rbegin();
  if (k < 2 || n > 100 || k >= n) return {};
  return done(Expr::func("binomial", {integer(n), integer(k)}), "The order does not matter, so we choose " + dollars(k) + " of " + dollars(n) + ".", "there are @ ways");
}

// Orders of all of them.
std::optional<Goal> arranged(const Gist& g) {
  if (!g.says({"arrange", "arranged", "ordered", "lined", "line", "rearranged", "order"}, g.question) || g.amounts.size() != 1 || !g.amounts[0].whole || g.amounts[0].percent) return {};
  const long long n = *g.amounts[0].whole;
  if (n < 3 || n > 12 || g.says({"digits", "letters", "letter", "digit", "numbers"})) return {};
  return done(Expr::func("factorial", {integer(n)}), "The first place can be taken in " + dollars(n) + " ways, and each further one in one way less.", "there are @ ways");
}

// One of each kind.
std::optional<Goal> one_of_each(const Gist& g) {
  if (g.amounts.size() < 2 || g.amounts.size() > 5 || !g.says({"outfits", "outfit", "meals", "meal", "combinations", "sandwiches", "sundaes", "dinners", "lunches", "breakfasts"}, g.question)) return {};
  std::vector<Expr> factors;
  std::set<std::string> nouns;
  for (const Amount& a : g.amounts) {
    if (!a.whole || *a.whole < 1 || *a.whole > 100 || a.percent) return {};
    if (*a.whole == 1) continue;
    if (a.at > g.question || !nouns.insert(word_stem(g.word(a.at + 1)) + " " + g.word(a.at + 3)).second) return {};
    factors.push_back(a.value);
  }
  if (factors.size() < 2) return {};
  return done(Expr::make(Op::kMul, factors), "Each choice goes with each of the others.", "there are @");
}

// Everybody meets everybody else.
std::optional<Goal> all_pairs(const Gist& g) {
  const bool meets = g.says({"handshakes", "handshake", "games", "matches", "hugs"}, g.question) || (g.says({"shakes", "shake"}, 0) && g.says({"hands"}, g.question));
  if (!meets || !g.says({"each", "every", "everyone", "all"}, 0) || !g.says({"other", "else", "others"}, 0)) return {};
  std::vector<long long> numbers;
  for (const Amount& a : g.amounts) {
    if (!a.whole || a.percent) return {};
    const bool once = *a.whole == 1 || (g.word(a.at) == "one" && (g.word(a.at + 1) == "another" || g.word(a.at + 1) == "time"));
    if (!once && (numbers.empty() || numbers[0] != *a.whole)) numbers.push_back(*a.whole);
  }
  const bool twice = g.says({"twice"});
  if (numbers.empty() || numbers.size() > 2 || numbers[0] < 3 || numbers[0] > 300) return {};
  long long times = twice ? 2 : 1;
  if (numbers.size() == 2) {
    const auto at = std::find_if(g.amounts.begin(), g.amounts.end(), [&](const Amount& a) { return a.whole == numbers[1]; })->at;
    if (twice || (g.word(at + 1) != "times" && g.word(at + 1) != "games") || numbers[1] > 20) return {};
    times = numbers[1];
  }
  const Expr pairs = Expr::func("binomial", {integer(numbers[0]), integer(2)});
  return done(times == 1 ? pairs : integer(times) * pairs, "Every pair of the " + dollars(numbers[0]) + " meets " + (times == 1 ? "once." : dollars(times) + " times."), "there are @");
}

std::optional<Goal> polygon_diagonals(const Gist& g) {
  static const std::map<std::string, long long> names = {{"quadrilateral", 4}, {"pentagon", 5}, {"hexagon", 6}, {"heptagon", 7}, {"octagon", 8}, {"nonagon", 9}, {"decagon", 10}, {"dodecagon", 12}};
  if (g.word(g.question) != "how" || g.word(g.question + 1) != "many" || g.count("diagonals") != 1 || g.says({"sides"}, g.question, g.question + 4) || g.tokens.size() > 16) return {};
  if (!g.says({"diagonals"}, g.question, g.question + 5)) return {};
  std::optional<long long> n;
  for (const Token& t : g.tokens)
    if (auto named = names.find(word_stem(t.text)); named != names.end()) n = n && *n != named->second ? 0 : named->second;
  for (const Amount& a : g.amounts) n = !a.whole || (n && *n != *a.whole) ? 0 : *a.whole;
  if (!n || *n < 4 || *n > 200) return {};
  return done(integer(*n) * integer(*n - 3) / integer(2), "A polygon with $n$ corners has $n - 3$ diagonals from each corner, to all but itself and its two neighbours. Here these are " + inline_math(std::to_string(*n) + " - 3 = " + std::to_string(*n - 3)) + ", and every diagonal is counted twice.",
              "there are @ diagonals");
}

}  // namespace

std::optional<Goal> read_figure_gist(const std::vector<Token>& tokens) {
  const Gist g(tokens);
  if (tokens.size() > 60 || !g.readable || !g.asks() || names_several_units(tokens)) return {};
  if (g.says({"increased", "decreased", "increase", "decrease", "percent", "ratio", "twice", "half", "double", "doubled", "tripled", "times", "larger", "smaller", "another", "second", "other", "new", "more", "less", "than", "inscribed", "circumscribed", "cut", "removed",
              "shaded", "each", "per", "costs", "cost", "semicircle", "arc", "sector", "cone", "cylinder", "prism", "pyramid", "rectangle", "rectangular", "box", "two", "three", "four", "not", "without", "remaining", "largest", "smallest", "maximum", "minimum", "possible",
              "least", "greatest", "diagram", "shown", "figure", "tiles", "fence", "paint", "painted", "sum", "product", "difference", "point", "chord", "tangent", "vertex", "vertices", "angle", "rolled", "folded", "divided", "region", "midpoint", "midpoints", "space", "face", "faces", "probability", "same", "equal",
              "hemisphere", "base", "center", "every", "both", "numerically", "quarter", "third", "rope", "wire", "string", "minute", "hour", "speed", "balls", "cubes", "squares", "circles", "spheres"}))
    return {};
  return one_measure(g);
}

std::optional<Goal> read_choice_gist(const std::vector<Token>& tokens) {
  const Gist g(tokens);
  if (tokens.size() > 60 || !g.readable || !g.asks() || g.word(g.question) == "what") return {};
  if (auto goal = polygon_diagonals(g)) return goal;
  if (!g.says({"at", "least", "must", "not", "no", "same", "cannot", "can't", "don't", "only", "except", "unless", "or", "either", "refuse", "repeat", "repeated", "probability", "row", "line", "order", "pairs", "match", "sequence", "range", "number", "numbers", "digits", "lock", "locker", "integers", "code", "codes", "choose", "toppings"}))
    if (auto goal = one_of_each(g)) return goal;
  if (g.says({"probability", "at", "least", "most", "must", "not", "no", "neither", "refuse", "refuses", "same", "president", "vice-president", "secretary", "treasurer", "captain", "captains", "officer", "officers", "chairman", "chairperson", "leader", "first", "second", "third",
              "last", "rank", "ranked", "medal", "medals", "prize", "prizes", "seat", "seats", "seated", "digit", "digits", "letter", "letters", "number", "numbers", "integers", "set", "only", "except", "cannot", "can't", "don't", "doesn't", "unless", "either", "or", "including", "includes", "include", "particular",
              "specific", "identical", "indistinguishable", "repeated", "repetition", "replacement", "round", "circular", "circle", "adjacent", "next", "between", "together", "apart", "alternate", "boys", "girls", "men", "women", "male", "female", "exactly", "color", "colors", "flag", "flags", "until",
              "after", "before", "already", "eliminated", "tournament", "tie", "ties", "winner", "divided", "split", "couples", "spouse", "partner", "partners", "twins", "own", "points", "grid", "path", "paths", "dice", "die", "coin", "coins", "cards", "deck", "average", "percent", "cost", "costs", "roles", "role",
              "groups", "side", "opposite", "pairs", "pair", "subset", "subsets", "minimum", "maximum", "fewest"}))
    return {};
  if (auto goal = all_pairs(g)) return goal;
  if (g.says({"order", "arrange", "arranged", "row", "line", "ordered"})) return arranged(g);
  return chosen(g);
}

// Exactly one share and one whole number; "of" goes from the share to the whole.
std::optional<Goal> read_share_gist(const std::vector<Token>& tokens) {
  const Gist g(tokens);
  if (tokens.size() > 45 || !g.readable || g.amounts.size() != 2 || g.word(g.question) != "how" || g.word(g.question + 1) != "many") return {};
  if (g.says({"more", "less", "fewer", "than", "increase", "increased", "decrease", "decreased", "off", "discount", "sale", "tax", "tip", "interest", "left", "remaining", "remain", "rest", "not", "don't", "doesn't", "didn't", "after", "before", "then", "probability", "average", "ratio", "another", "additional", "twice",
              "half", "each", "every", "per", "least", "most", "another", "faster", "slower", "percentage", "minutes", "hours", "dollars", "other", "others", "only", "solution", "gallons", "liters", "concentration", "sides", "square", "area", "length", "divided", "multiple", "digits", "integers", "prime", "factors", "divisors"}))
    return {};
  const auto is_share = [](const Amount& a) {
    auto value = math::exact_value(a.value);
    return a.percent || (value.ok() && value->sign() > 0 && *value < Rational(1));
  };
  const std::size_t first = is_share(g.amounts[0]) ? 0 : 1;
  const Amount &share = g.amounts[first], &whole = g.amounts[1 - first];
  if (!is_share(share) || is_share(whole) || !whole.whole || *whole.whole < 2) return {};
  const std::size_t behind = share.at + (share.percent && g.word(share.at + 1) == "percent" ? 2 : 1);
  if (g.word(behind) != "of") return {};
  const Expr rate = share.percent ? share.value / integer(100) : share.value;
  auto exact = math::exact_value(rate);
  if (!exact.ok() || exact->sign() <= 0 || *exact >= Rational(1)) return {};
  // The noun of the whole stands behind its number and behind the share.
  const std::string of = word_stem(g.word(whole.at + 1)), share_of = word_stem(g.word(behind + 1) == "these" || g.word(behind + 1) == "those" || g.word(behind + 1) == "his" || g.word(behind + 1) == "her" || g.word(behind + 1) == "their" ? g.word(behind + 2) : g.word(behind + 1));
  const bool of_it = share_of == of || share_of == "them" || whole.at == behind || whole.at == behind + 1;
  auto result = math::exact_value(rate * whole.value);
  if (!of_it || whole.at > g.question || !result.ok() || !result->is_integer() || (share.at < whole.at && whole.at != behind && whole.at != behind + 1)) return {};
  return done(rate * whole.value, "The share " + inline_math(tex(rate)) + " is taken of " + inline_math(tex(whole.value)) + ".", "the number is @");
}

}  // namespace retort::agent
