// Probabilities: dice, coins, draws without replacement, numbers picked at random.
#include <functional>

#include "agent/forms.h"
#include "agent/integer_set.h"
#include "agent/rules_solver_text.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;

Expr integer(long long n) { return Expr::integer(n); }
Expr choose(const Expr& n, const Expr& k) { return Expr::func("binomial", {n, k}); }

std::optional<Goal> chance(Expr e, std::string setting) { return Evaluate{std::move(e), std::move(setting), "the probability is @", {}}; }

// The throws of `dice` dice with `sides` faces that pass, counted one by one.
long long throws(int dice, int sides, const std::function<bool(const std::vector<int>&)>& passes) {
  std::vector<int> faces(static_cast<std::size_t>(dice), 1);
  long long count = 0;
  for (;;) {
    count += passes(faces);
    std::size_t i = 0;
    while (i < faces.size() && faces[i] == sides) faces[i++] = 1;
    if (i == faces.size()) return count;
    ++faces[i];
  }
}

int sides_of(const Captures& c) { return c.has("sides") ? static_cast<int>(c.integer("sides")) : 6; }

std::optional<Goal> sum_of_dice(const Captures& c) {
  long long dice = c.has("dice") ? c.integer("dice") : 2;
  int sides = sides_of(c);
  if (dice < 2 || dice > 3 || sides < 4 || sides > 20) return {};
  const IntegerSet& wanted = *c.at("c").set;
  long long total = 1;
  for (long long i = 0; i < dice; ++i) total *= sides;
  std::vector<std::string> parts;
  std::vector<Expr> ways;
  for (int s = static_cast<int>(dice); s <= dice * sides; ++s) {
    if (!wanted.contains(s)) continue;
    long long count = throws(static_cast<int>(dice), sides, [&](const std::vector<int>& f) {
      int sum = 0;
      for (int face : f) sum += face;
      return sum == s;
    });
    parts.push_back(wanted.listed(s) + " in $" + std::to_string(count) + "$");
    ways.push_back(integer(count));
  }
  if (ways.empty()) return {};
  std::string all = "There are $" + tex(pow(integer(sides), integer(dice))) + " = " + std::to_string(total) + "$ equally likely throws. The sum is " + and_list(parts) + " of them.";
  Expr fit = ways.size() == 1 ? ways[0] : Expr::make(Op::kAdd, ways);
  return chance(fit / integer(total), all);
}

// n independent trials with success chance p: k of them, or at least or at most k.
std::optional<Goal> trials(long long n, const Expr& p, const Expr& q, long long from, long long to, std::string setting) {
  if (n < 1 || n > 20 || from < 0 || to > n || from > to || to - from > 8) return {};
  std::vector<Expr> terms;
  for (long long k = from; k <= to; ++k) {
    std::vector<Expr> factors = {choose(integer(n), integer(k))};
    if (k > 0) factors.push_back(pow(p, integer(k)));
    if (n - k > 0) factors.push_back(pow(q, integer(n - k)));
    terms.push_back(Expr::make(Op::kMul, factors));
  }
  return chance(terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, terms), std::move(setting));
}

std::optional<Goal> coins(const Captures& c) {
  long long n = c.integer("n"), k = c.has("k") ? c.integer("k") : n;
  const std::string how = c.has("how") ? c.at("how").stem : "exactly";
  std::string setting = "The number of heads among $" + std::to_string(n) + "$ fair flips is $k$ in $\\binom{" + std::to_string(n) + "}{k}$ of $2^{" + std::to_string(n) + "}$ cases.";
  long long from = k, to = k;
  if (how == "least") to = n;
  else if (how == "most") from = 0;
  else if (how != "exactly") return {};
  if (n < 1 || n > 20 || from > to || to > n || from < 0) return {};
  std::vector<Expr> ways;
  for (long long i = from; i <= to; ++i) ways.push_back(choose(integer(n), integer(i)));
  if (ways.size() > 12) return {};
  Expr sum = ways.size() == 1 ? ways[0] : Expr::make(Op::kAdd, ways);
  return chance(sum / pow(integer(2), integer(n)), setting);
}

std::optional<Goal> more_heads(const Captures& c) {
  long long n = c.integer("n");
  if (n < 1 || n > 20) return {};
  std::vector<Expr> ways;
  std::vector<std::string> counts;
  for (long long k = n / 2 + 1; k <= n; ++k) {
    ways.push_back(choose(integer(n), integer(k)));
    counts.push_back("$" + std::to_string(k) + "$");
  }
  if (ways.size() > 10) return {};
  const std::string several = counts.size() < 2 ? counts[0] : and_list(counts);
  return chance(Expr::make(Op::kAdd, ways) / pow(integer(2), integer(n)), "More than half of the $" + std::to_string(n) + "$ flips must show the one side, which means " + several + " of them.");
}

std::optional<Goal> faces(const Captures& c) {
  long long n = c.integer("n"), k = c.integer("k");
  int sides = sides_of(c);
  Expr p = integer(1) / integer(sides), q = integer(sides - 1) / integer(sides);
  return trials(n, p, q, k, k, "Each of the $" + std::to_string(n) + "$ dice shows this number with probability $" + tex(p) + "$, and something else with probability $" + tex(q) + "$.");
}
std::optional<Goal> parity_faces(const Captures& c) {
  long long n = c.integer("n"), k = c.integer("k");
  if (sides_of(c) % 2 != 0) return {};
  Expr half = integer(1) / integer(2);
  if (n < 1 || n > 20 || k < 0 || k > n) return {};
  return chance(choose(integer(n), integer(k)) * pow(half, integer(n)), "Each die shows an even number with probability $\\frac{1}{2}$.");
}

std::optional<Goal> none_of_them(const Captures& c) {
  auto p = c.expr("p");
  if (!p.symbols().empty()) return {};
  return chance(integer(1) - (p.is(Op::kPercent) ? p.arg(0) / integer(100) : p), "It happens or it does not, so the two probabilities add up to $1$.");
}

// Draws without replacement from things of two or three kinds.

struct Kinds {
  std::vector<std::pair<std::string, long long>> all;
  long long total = 0;
};

std::optional<Kinds> kinds(const Captures& c) {
  Kinds k;
  for (const char* name : {"1", "2", "3"}) {
    std::string count = std::string("n") + name, kind = std::string("k") + name;
    if (!c.has(count)) continue;
    if (c.integer(count) < 1 || c.integer(count) > 60) return {};
    k.all.emplace_back(c.at(kind).stem, c.integer(count));
    k.total += c.integer(count);
  }
  return k;
}

std::optional<long long> size_of(const Kinds& k, const std::string& kind) {
  for (const auto& [name, count] : k.all)
    if (name == kind) return count;
  return {};
}

std::string of_all(const Kinds& k, long long drawn) {
  std::vector<std::string> sizes;
  for (const auto& [name, count] : k.all) sizes.push_back(std::to_string(count));
  std::string sum;
  for (const std::string& s : sizes) sum += (sum.empty() ? "" : " + ") + s;
  return "From $" + sum + " = " + std::to_string(k.total) + "$ things $" + std::to_string(drawn) + "$ are drawn.";
}

std::optional<Goal> all_of_kind(const Captures& c) {
  auto k = kinds(c);
  long long drawn = c.integer("m");
  if (!k || drawn < 1 || drawn > k->total) return {};
  auto size = size_of(*k, c.at("kind").stem);
  if (!size || *size < drawn) return {};
  return chance(choose(integer(*size), integer(drawn)) / choose(integer(k->total), integer(drawn)), of_all(*k, drawn));
}
std::optional<Goal> same_kind(const Captures& c) {
  auto k = kinds(c);
  long long drawn = c.integer("m");
  if (!k || drawn < 2 || drawn > 5) return {};
  std::vector<Expr> ways;
  for (const auto& [name, count] : k->all)
    if (count >= drawn) ways.push_back(choose(integer(count), integer(drawn)));
  if (ways.empty()) return {};
  Expr sum = ways.size() == 1 ? ways[0] : Expr::make(Op::kAdd, ways);
  return chance(sum / choose(integer(k->total), integer(drawn)), of_all(*k, drawn) + " All of them have one colour in the cases that are counted here.");
}
std::optional<Goal> one_of_kind(const Captures& c) {
  auto k = kinds(c);
  if (!k) return {};
  auto size = size_of(*k, c.at("kind").stem);
  if (!size) return {};
  return chance(integer(*size) / integer(k->total), of_all(*k, 1));
}

// A number picked from a set.
std::optional<Goal> picked(const Captures& c) {
  auto all = c.at("s").set->members();
  if (!all || all->empty() || all->size() > 1000) return {};
  std::vector<std::string> fit;
  for (long long n : *all)
    if (c.at("c").set->contains(n)) fit.push_back("$" + std::to_string(n) + "$");
  if (fit.empty() || fit.size() > 30) return {};
  return chance(integer(static_cast<long long>(fit.size())) / integer(static_cast<long long>(all->size())),
                "There are $" + std::to_string(all->size()) + "$ numbers to pick from. Those that fit are " + and_list(fit) + ", which are $" + std::to_string(fit.size()) + "$.");
}

}  // namespace

std::vector<Form> chance_forms() {
  return {
      {"sum_of_dice", "{int:dice} [fair] [standard] [{int:sides} sided|six-sided] [fair] [standard] (dice) are (rolled|tossed|thrown) what is the probability that the [sum|total] [sum] [of the] [two|three] [numbers|numbers showing|rolled|numbers rolled|values|top faces|"
                      "numbers on the top faces|numbers shown on the dice|dice] [showing|rolled|shown|shown on the dice] (is|equals|will be) [a|an] {condition:c}", sum_of_dice},
      {"sum_of_dice", "{int:dice} [fair] [standard] [{int:sides} sided|six-sided] [fair] [standard] dice are (rolled|tossed|thrown) what is the probability that the [sum|total] [sum] [of the] [two|three] [numbers|numbers showing|rolled|numbers rolled|values|top faces|"
                      "numbers on the top faces|numbers shown on the dice|dice] [showing|rolled|shown|shown on the dice] (is|equals|will be) {num:value}",
       [](const Captures& c) -> std::optional<Goal> {
         const Expr& v = c.expr("value");
         if (!v.is_integer() || !v.value().to_int64()) return {};
         Captures with = c;
         Capture set;
         set.set = std::make_shared<const IntegerSet>(IntegerSet::range(*v.value().to_int64(), *v.value().to_int64()));
         with.set("c", set);
         return sum_of_dice(with);
       }},
      {"coins", "(a|we flip a) fair coin [is] [flipped|tossed] {int:n} times what is the probability that [we get|it comes up|there are] [heads in] [exactly|at {word:how}] {int:k} [of the {int} flips] [heads|flips|of the flips|come up heads] [come up heads]", coins},
      {"coins", "(a|we flip a) fair coin [is] [flipped|tossed] {int:n} times what is the probability that (exactly|at {word:how}) {int:k} of the flips [come up] (heads|are heads)", coins},
      {"coins", "{int:n} [fair] coins are [simultaneously] (flipped|tossed) what is the probability that heads are showing on [exactly|at {word:how}] {int:k} of them", coins},
      {"coins", "{int:n} [fair] coins are [simultaneously] (flipped|tossed) what is the probability that [exactly|at {word:how}] {int:k} of them (show|are|come up|land) heads", coins},
      {"coins", "(a|if a) fair coin is flipped {int:n} times what is the probability that all [of] [the] [flips] (are|come up|land) heads", coins},
      {"more_heads", "[if] {name} flips {int:n} [fair] coins what is the probability that (she|he) gets more heads than tails", more_heads},
      {"more_heads", "what is the probability that {name} gets (more|fewer) heads than tails if (she|he) flips {int:n} [fair] coins", [](const Captures& c) { return more_heads(c); }},
      {"faces", "{int:n} [fair] [standard] {int:sides} sided dice are rolled what is the probability that exactly {int:k} of the dice (show|shows) a {int}", faces},
      {"faces", "(if i|i|we|if we) roll a fair [regular] (six-sided|6 sided) die {int:n} times what is the probability that (i|we) [will] (roll|get) (the number|a) {int} exactly {int:k} times", faces},
      {"parity_faces", "{name} rolls {int:n} [fair] {int:sides} sided dice [the {int} faces of each die are numbered from {int} to {int}] what is the probability that exactly {int:k} of the dice show an (even|odd) number", parity_faces},
      {"parity_faces", "(we|i) roll a fair {int:sides} sided die {int:n} times what is the probability that (we|i) get an (even|odd) number in exactly {int:k} of the {int} rolls", parity_faces},
      {"complement", "the probability (of|that) {words} is {expr:p} what is the probability (that it will not|that it does not|it will not) {words}", none_of_them},
      {"complement", "the probability of {words} is {expr:p} what is the probability that it will not {words} [tomorrow]", none_of_them},
      {"all_of_kind", "a (box|bag|jar|urn|drawer) (contains|has|holds) {int:n1} {word:k1} [{word}] and {int:n2} {word:k2} {word} {int:m} {word} are (drawn|chosen|selected|picked|removed) [out of the {word}] [at random|randomly] [without replacement] "
                      "what is the probability that (they|both|all|the {int} {word}) [they] [both|all] [are] (are|) {word:kind}", all_of_kind},
      {"same_kind", "i have {int:n1} {word:k1} {word} and {int:n2} {word:k2} {word} if i randomly select {int:m} {word} [{words}] what is the probability that (they're|they are) [both] [all] the same color", same_kind},
      {"same_kind", "a (box|bag|jar|urn|drawer) (contains|has|holds) {int:n1} {word:k1} [{word}] and {int:n2} {word:k2} {word} {int:m} {word} are (drawn|chosen|selected|picked) [out of the {word}] [at random|randomly] [without replacement] "
                    "what is the probability that (they|both {word}|the {int} {word}) [both] [are|have] [of] the same color", same_kind},
      {"one_of_kind", "a (box|bag|jar|urn|drawer|hat) (contains|has|holds) {int:n1} {word:k1} [{word}] {int:n2} {word:k2} [{word}] and {int:n3} {word:k3} {word} [only] (if a|if one|a|one) {word} is (drawn|chosen|selected|picked) (at random|randomly) [from the {word}] "
                      "what is the probability that (it|the {word}) is {word:kind}", one_of_kind},
      {"faces_of_kind", "(suppose that|suppose|) (we|you|i) have [a|an] {words} with {int:n1} {word:k1} faces [and] {int:n2} {word:k2} (faces|face) [and {int:n3} {word:k3} (faces|face)] (what is|what 's) the probability (of rolling|that when it is rolled) a {word:kind} face [will be facing up|is facing up]", one_of_kind},
      {"picked", "what is the probability that a randomly (selected|chosen|picked) {set:s} is [a|an] {condition:c}", picked},
      {"picked", "(a|an|one) {set:s} is (randomly|) (selected|chosen|picked) [at random] what is the probability that (it|the number|the integer|the selected number|the chosen number) is [a|an] {condition:c}", picked},
      {"picked", "if (a|an) {set:s} is (randomly|) (selected|chosen|picked) [at random] what is the probability that (it|the number|the integer) is [a|an] {condition:c}", picked},
  };
}

}  // namespace retort::agent
