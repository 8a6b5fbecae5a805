// Counting choices and arrangements.
#include <map>

#include "agent/forms.h"
#include "agent/forms_outcomes.h"
#include "agent/forms_seating.h"
#include "agent/forms_ways.h"
#include "agent/rules_solver_text.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

Expr integer(long long n) { return Expr::integer(n); }
Expr choose(long long n, long long k) { return Expr::func("binomial", {integer(n), integer(k)}); }
Expr factorial(long long n) { return Expr::func("factorial", {integer(n)}); }
bool fits(long long n, long long k) { return n >= 1 && n <= 100 && k >= 0 && k <= n; }

std::optional<Goal> counted(Expr e, std::string setting, Closing closing = "there are @ ways") { return Evaluate{std::move(e), std::move(setting), std::move(closing), {}}; }

std::optional<Goal> combinations(const Captures& c) {
  long long n = c.integer("n"), k = c.integer("k");
  if (!fits(n, k) || n < 2) return {};
  return counted(choose(n, k), "The order does not matter, so we choose $" + std::to_string(k) + "$ of $" + std::to_string(n) + "$.");
}
std::optional<Goal> pairs(const Captures& c) {
  long long n = c.integer("n");
  if (!fits(n, 2)) return {};
  return counted(choose(n, 2), "Every pair counts once, so we choose $2$ of $" + std::to_string(n) + "$.", "there are @");
}
// Figures whose corners are some of n points on a circle.
std::optional<Goal> joined_points(const Captures& c) {
  static const std::map<std::string, long long> corners = {{"chord", 2}, {"segment", 2}, {"line", 2}, {"triangle", 3}, {"quadrilateral", 4}, {"pentagon", 5}};
  auto k = corners.find(c.at("figure").stem);
  if (k == corners.end() || !fits(c.integer("n"), k->second)) return {};
  return counted(choose(c.integer("n"), k->second), "No three points of a circle are in line, so any $" + std::to_string(k->second) + "$ of the $" + std::to_string(c.integer("n")) + "$ points give one.");
}
std::optional<Goal> games(const Captures& c) {
  long long n = c.integer("n"), k = c.has("k") ? c.integer("k") : 1;
  if (!fits(n, 2) || k < 1 || k > 20) return {};
  if (k == 1) return counted(choose(n, 2), "Every pair of teams plays once.", "there are @ games");
  return counted(integer(k) * choose(n, 2), "Every pair of teams plays $" + std::to_string(k) + "$ times.", "there are @ games");
}
std::optional<Goal> permutations(const Captures& c) {
  long long n = c.integer("n");
  if (n < 2 || n > 20) return {};
  return counted(factorial(n), "The first place can be taken in $" + std::to_string(n) + "$ ways, and each further one in one way less.");
}
std::optional<Goal> round_table(const Captures& c) {
  long long n = c.integer("n");
  if (n < 3 || n > 20) return {};
  return counted(factorial(n - 1), "A rotation changes nothing, so one person is kept in place and the others are arranged.");
}
std::optional<Goal> ordered(const Captures& c) {
  long long n = c.integer("n"), k = c.integer("k");
  if (!fits(n, k) || k < 2 || k > 8) return {};
  std::vector<Expr> factors;
  for (long long i = 0; i < k; ++i) factors.push_back(integer(n - i));
  return counted(Expr::make(Op::kMul, factors), "The order matters, and each choice leaves one fewer.");
}
std::optional<Goal> couples(const Captures& c) {
  long long n = c.integer("n");
  if (n < 2 || n > 50) return {};
  return counted(integer(2 * n) * integer(2 * n - 2) / integer(2),
                 "In $" + std::to_string(n) + "$ couples there are $2 \\cdot " + std::to_string(n) + " = " + std::to_string(2 * n) + "$ people. Each of them shakes hands with all but two, themselves and their spouse, so with $" +
                     std::to_string(2 * n) + " - 2 = " + std::to_string(2 * n - 2) + "$, and every handshake is counted twice.",
                 "there are @ handshakes");
}
std::optional<Goal> outfits(const Captures& c) {
  Expr product = integer(c.integer("a")) * integer(c.integer("b"));
  if (c.has("d")) product = Expr::make(Op::kMul, {integer(c.integer("a")), integer(c.integer("b")), integer(c.integer("d"))});
  return counted(product, "Each choice goes with each of the others.", "there are @");
}

// Letters of a word, told by what looks alike.
std::optional<Goal> letters(const Captures& c) {
  std::string word = c.text("word");
  Arrangements goal;
  std::string spelled;
  for (char letter : word) {
    char capital = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    if (capital < 'A' || capital > 'Z') return {};
    std::string name(1, capital);
    auto found = std::find_if(goal.kinds.begin(), goal.kinds.end(), [&](const auto& kind) { return kind.first == name; });
    if (found == goal.kinds.end()) goal.kinds.emplace_back(name, 1);
    else ++found->second;
    spelled += (spelled.empty() ? "" : ", ") + name;
  }
  if (word.size() < 2 || word.size() > 15) return {};
  goal.setting = "The " + std::to_string(word.size()) + " letters are " + spelled + ".";
  return goal;
}

// Integers with given digits, each used as often as it is listed.
std::optional<Goal> digit_strings(const Captures& c) {
  std::vector<Expr> digits;
  for (const Expr& e : c.at("l").exprs) digits.push_back(e);
  std::map<long long, long long> counts;
  for (const Expr& e : digits) {
    auto d = e.is_integer() ? e.value().to_int64() : std::nullopt;
    if (!d || *d < 1 || *d > 9) return {};
    ++counts[*d];
  }
  long long size = static_cast<long long>(digits.size());
  if (size < 2 || size > 12 || (c.has("size") && c.integer("size") != size)) return {};
  std::vector<Expr> below;
  for (const auto& [digit, count] : counts)
    if (count > 1) below.push_back(factorial(count));
  if (below.empty()) return counted(factorial(size), "All the digits are different, so every order gives another number.", "there are @ such integers");
  return counted(factorial(size) / (below.size() == 1 ? below[0] : Expr::make(Op::kMul, below)),
                 "Equal digits may change places without changing the number.", "there are @ such integers");
}

// Balls in boxes.
std::optional<Goal> boxes(const Captures& c, bool balls_differ) {
  long long n = c.integer("n"), k = c.integer("k");
  if (n < 1 || k < 1 || n > 12 || k > 8) return {};
  if (balls_differ) return counted(pow(integer(k), integer(n)), "Each of the $" + std::to_string(n) + "$ balls goes into one of $" + std::to_string(k) + "$ boxes.");
  return counted(choose(n + k - 1, k - 1), "Only the numbers of balls in the boxes count. With $" + std::to_string(k - 1) + "$ bars between $" + std::to_string(n) +
                                               "$ balls there are $" + std::to_string(n) + " + " + std::to_string(k - 1) + " = " + std::to_string(n + k - 1) + "$ places, and we choose those of the bars.");
}

std::optional<Goal> diagonals(const Captures& c) {
  long long n = c.integer("n");
  if (n < 4 || n > 200) return {};
  return counted(integer(n) * integer(n - 3) / integer(2), "Each of the $" + std::to_string(n) + "$ corners has $" + std::to_string(n) + " - 1 - 2 = " + std::to_string(n - 3) +
                                                                 "$ diagonals, to all others but itself and its two neighbours, and every diagonal is counted twice.",
                 "there are @ diagonals");
}
std::optional<Goal> named_diagonals(const Captures& c) {
  static const std::map<std::string, long long> names = {{"quadrilateral", 4}, {"pentagon", 5}, {"hexagon", 6}, {"heptagon", 7}, {"octagon", 8}, {"nonagon", 9}, {"decagon", 10}, {"dodecagon", 12}};
  auto found = names.find(c.at("figure").stem);
  if (found == names.end()) return {};
  Captures with = c;
  with.set("n", {{integer(found->second)}, {}, {}});
  return diagonals(with);
}

}  // namespace

std::vector<Form> choice_forms() {
  std::vector<Form> forms = {
      {"combinations", "(in how many|how many) [different|distinct] ways (can|could|are there for) [{words}] (choose|select|pick|to choose) {int:k} [different] {words} (from|out of|from among) [a|an] [{word}] [{word}] [of] [his|her|my|the|their] {int:n} [{words}]", combinations},
      {"combinations", "(in how many|how many) [different|distinct] ways are there to (choose|select|pick) {int:k} [different] {words} (from|out of) [a] [{word}] [of] {int:n} [{words}]", combinations},
      {"combinations", "(in how many|how many) [different|distinct] ways can {name} choose {int:k} out of {int:n} {words}", combinations},
      {"combinations", "in how many ways can {int:k} {word} be (selected|chosen|picked) from [a {word}] [of] {int:n} [{words}] [if the order in which the {word} are selected does not matter]", combinations},
      {"combinations", "in how many ways can i choose {int:k} {words} with {int:n} people if any of the {int} people may be {words}", combinations},
      {"combinations", "from a group of {int:n} {word} how many [different] {int:k} student (committees|groups|teams) can be (chosen|formed|selected)", combinations},
      {"combinations", "from a group of {int:n} {word} how many [different] (two-student|two-person) (committees|groups|teams) can be (chosen|formed|selected)",
       [](const Captures& c) { Captures w = c; w.set("k", {{integer(2)}, {}, {}}); return combinations(w); }},
      {"combinations", "from a group of {int:n} {word} how many [different] (three-student|three-person) (committees|groups|teams) can be (chosen|formed|selected)",
       [](const Captures& c) { Captures w = c; w.set("k", {{integer(3)}, {}, {}}); return combinations(w); }},
      {"combinations", "from a group of {int:n} {word} how many [different] (four-student|four-person) (committees|groups|teams) can be (chosen|formed|selected)",
       [](const Captures& c) { Captures w = c; w.set("k", {{integer(4)}, {}, {}}); return combinations(w); }},
      {"combinations", "how many [different] (two-person|2 person) [sub-committees|committees|teams] can be (selected|chosen|formed) from a (committee|group|class) of {int:n} {word} [the order of choosing the people does not matter]",
       [](const Captures& c) { Captures w = c; w.set("k", {{integer(2)}, {}, {}}); return combinations(w); }},
      {"combinations", "how many [different] (three-person|3 person) [sub-committees|committees|teams] can be (selected|chosen|formed) from a (committee|group|class) of {int:n} {word}",
       [](const Captures& c) { Captures w = c; w.set("k", {{integer(3)}, {}, {}}); return combinations(w); }},
      {"combinations", "how many (different|distinct) [{word}] committees of {int:k} {word} can be (chosen|formed|selected) from [a group of] {int:n} {word}", combinations},
      {"pairs", "i have {int:n} {word} of which i want to bring {int} to {words} how many different pairs can i choose", pairs},
      {"pairs", "{int:n} people attend a party (during the party|) everyone shakes hands with everyone else how many handshakes take place [at the party]", pairs},
      {"pairs", "there are {int:n} people at a party [if] (each|every) person shakes hands with every other person [exactly once] how many handshakes [are there|take place|will take place]", pairs},
      {"games", "a {words} has {int:n} teams [during the season] each [of the {int}] [team|teams] plays [exactly] {int:k} games with each of the other teams (what is the total number of|how many) games [are] [played]", games},
      {"games", "there are {int:n} teams in {words} each team plays [each of] [the] [other teams|every other team] [exactly] (once|one time) how many games are played", games},
      {"couples", "there are {int:n} (married couples|couples) at a party [at the start of the party] (every|each) person shakes hands once with (every|each) other person except (his or her|their) spouse how many handshakes are there", couples},
      {"permutations", "(in how many|how many) [different|distinct] ways can {int:n} [different|distinct] {words} be (arranged|placed|lined up|ordered) [on a shelf|in a row|in a line|in a straight line]", permutations},
      {"permutations", "(in how many|how many) [different|distinct] ways can {int:n} [different|distinct] {word} (stand|sit|line up) in a (row|line|straight line|single file line)", permutations},
      {"permutations", "how many ways are there to arrange {int:n} [different|distinct] {words} [on a shelf|in a row|in a line]", permutations},
      {"round_table", "in how many [different] ways can {int:n} {word} (sit|be seated) (around|at) a (round|circular) table [two seatings are considered the same if one is a rotation of the other]", round_table},
      {"ordered", "how many [different|distinct] ways can a president and a (vice-president|secretary|treasurer) be chosen from a group of {int:n} {word}",
       [](const Captures& c) { Captures w = c; w.set("k", {{integer(2)}, {}, {}}); return ordered(w); }},
      {"outfits", "(suppose|) i have {int:a} {word} and {int:b} {word} how many {words} [outfits] can i make", outfits},
      {"outfits", "{name} has {int:a} {word} and {int:b} {word} how many [different] outfits can (he|she) make", outfits},
      {"letters", "(determine|find|what is|compute) the number of [different|distinct] ways to (arrange|rearrange) the letters (of|in) [the word] {word:word}", letters},
      {"letters", "how many [possible] [different|distinct|unique] (arrangements|permutations|rearrangements) [are there] of the letters (in|of) [the word] {word:word} [are there]", letters},
      {"letters", "how many ways can [you arrange] the letters (in|of) [the word] {word:word} [be arranged]", letters},
      {"digit_strings", "how many [different|distinct] positive [{word}] [{int:size} digit] integers can be formed using [each of] the digits {exprs:l}", digit_strings},
      {"boxes", "how many ways are there to put {int:n} balls in {int:k} boxes if the balls are distinguishable and the boxes are distinguishable", [](const Captures& c) { return boxes(c, true); }},
      {"boxes", "how many ways are there to put {int:n} balls in {int:k} boxes if the balls are not distinguishable but the boxes are", [](const Captures& c) { return boxes(c, false); }},
      {"boxes", "how many ways are there to put {int:n} indistinguishable balls in {int:k} distinguishable boxes", [](const Captures& c) { return boxes(c, false); }},
      {"boxes", "how many ways are there to put {int:n} distinguishable balls (in|into) {int:k} distinguishable boxes", [](const Captures& c) { return boxes(c, true); }},
      {"points", "{int:n} [distinct|different] points are (marked|chosen|identified|placed|drawn|located) on [the circumference of] a circle how many [different|distinct] {word:figure} can be (drawn|formed) [{words}]", joined_points},
      {"points", "how many [different|distinct] {word:figure} can be (drawn|formed) (by connecting|using|with) [the|any] {int} of {int:n} [distinct] points on [the circumference of] a circle [as vertices]", joined_points},
      {"toppings", "{int:n} (toppings|flavors|colors) [for {words}] are available [at {words}] how many [different] combinations of {int:k} different (toppings|flavors|colors) are possible", combinations},
      {"diagonals", "how many [different] diagonals can be drawn (for|in) a [regular|convex] {word:figure}", named_diagonals},
      {"diagonals", "how many diagonals does a [regular|convex] [polygon with] {int:n} (sided polygon|sides|sided convex polygon) (have|contain)", diagonals},
      {"diagonals", "how many diagonals (are in|does) a [regular|convex] {word:figure} [have|contain]", named_diagonals},
  };
  for (auto more : {seating_forms, outcome_forms, ways_forms})
    for (const Form& form : more()) forms.push_back(form);
  return forms;
}

}  // namespace retort::agent
