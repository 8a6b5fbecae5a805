// Questions about choices and chances that one formula answers.
#include "agent/forms_outcomes.h"

#include <algorithm>
#include <array>

#include "agent/rules_solver_text.h"
#include "base/text.h"
#include "math/exact.h"

namespace retort::agent {

namespace {

using math::Expr;
using math::Op;
using math::Rational;

Expr integer(long long n) { return Expr::integer(n); }
Expr choose(long long n, long long k) { return Expr::func("binomial", {integer(n), integer(k)}); }
std::string dollars(long long n) { return "$" + std::to_string(n) + "$"; }
std::optional<Goal> counted(Expr e, std::string setting, Closing closing = "there are @ ways") { return Evaluate{std::move(e), std::move(setting), std::move(closing), {}}; }

std::optional<Goal> chosen(const Captures& c) {
  const long long n = c.integer("n"), k = c.integer("k");
  if (n < 2 || n > 200 || k < 1 || k >= n || (c.has("again") && c.integer("again") != k)) return {};
  return counted(choose(n, k), "The order does not matter, so we choose " + dollars(k) + " of " + dollars(n) + ".");
}

std::optional<Goal> offices(const Captures& c, long long count) {
  const long long n = c.integer("n");
  if (n < count || n > 200) return {};
  std::vector<Expr> factors;
  std::vector<std::string> left;
  for (long long i = 0; i < count; ++i) {
    factors.push_back(integer(n - i));
    if (i > 0) left.push_back(inline_math(std::to_string(n - i + 1) + " - 1 = " + std::to_string(n - i)));
  }
  return counted(Expr::make(Op::kMul, factors), "For the first office there are " + dollars(n) + " people, and for the next " + and_list(left) + ".");
}

std::optional<Goal> seats(const Captures& c) {
  const long long n = c.integer("n"), k = c.integer("k");
  if (n < 2 || n > k || k > 15) return {};
  std::vector<Expr> factors;
  std::vector<std::string> left;
  for (long long i = 0; i < n; ++i) {
    factors.push_back(integer(k - i));
    if (i > 0) left.push_back(inline_math(std::to_string(k - i + 1) + " - 1 = " + std::to_string(k - i)));
  }
  return counted(Expr::make(Op::kMul, factors), "The first person has " + dollars(k) + " seats to choose from, and the next " + and_list(left) + ".");
}

// Expected values of dice.
std::optional<Goal> expected(const Captures& c) {
  const long long sides = c.has("sides") ? c.integer("sides") : 6, dice = c.has("dice") ? c.integer("dice") : 1;
  if (sides < 2 || sides > 20 || dice < 1 || dice > 10) return {};
  std::vector<Expr> faces;
  for (long long i = 1; i <= sides; ++i) faces.push_back(integer(i));
  Expr mean = Expr::make(Op::kAdd, faces) / integer(sides);
  const std::string why = "Each face has the same probability, so the expected value is the mean of the numbers on the faces.";
  if (dice == 1) return counted(mean, why, "the expected value is @");
  return counted(integer(dice) * mean, why + " The expected values of the " + dollars(dice) + " dice are added.", "the expected value is @");
}

std::optional<Goal> pascal_element(const Captures& c) {
  auto k = c.expr("k").value().to_int64();
  const long long n = c.integer("n");
  if (!k || *k < 1 || n < 1 || n > 100 || *k - 1 > n) return {};
  return counted(choose(n, *k - 1), "Row $n$ holds the numbers $\\binom{n}{0}, \\binom{n}{1}, \\dots, \\binom{n}{n}$, and the count starts with $0$: " + inline_math(std::to_string(*k) + " - 1 = " + std::to_string(*k - 1)) + ".", "the number is @");
}
std::optional<Goal> pascal_sum(const Captures& c) {
  if (c.integer("n") < 1 || c.integer("n") > 60) return {};
  return counted(pow(integer(2), c.expr("n")), "Each row has twice the sum of the one before, and row $0$ has the sum $1$.", "the sum is @");
}

std::optional<Goal> plates(const Captures& c) {
  const long long letters = c.integer("a"), digits = c.integer("b");
  if (letters < 1 || digits < 1 || letters > 6 || digits > 6) return {};
  auto power = [](long long base, long long n) { return n == 1 ? integer(base) : pow(integer(base), integer(n)); };
  return counted(power(26, letters) * power(10, digits), "Each of the " + dollars(letters) + " letters is one of the $26$ of the alphabet, and each of the " + dollars(digits) + " digits is one of $10$.", "there are @");
}

std::optional<Goal> subsets(const Captures& c) {
  long long n = 0;
  if (c.has("n")) {
    n = c.integer("n");
  } else {
    const auto& exprs = c.at("m").exprs;
    if (exprs.size() != 1 || !exprs[0].is(Op::kSet)) return {};
    n = static_cast<long long>(exprs[0].args().size());
    for (std::size_t i = 0; i < exprs[0].args().size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (exprs[0].arg(i).same(exprs[0].arg(j))) return {};
  }
  if (n < 1 || n > 60) return {};
  if (c.has("k")) {
    if (c.integer("k") < 0 || c.integer("k") > n) return {};
    return counted(choose(n, c.integer("k")), "We choose " + dollars(c.integer("k")) + " of the " + dollars(n) + " elements.", "there are @ subsets");
  }
  return counted(pow(integer(2), integer(n)), "Each of the " + dollars(n) + " elements is in a subset or not.", "there are @ subsets");
}

// The same event, denied: every other word of the question stands in the fact.
bool denies(const std::string& fact, const std::string& question) {
  static constexpr std::array<std::string_view, 22> kEmpty = {"it", "will", "does", "do", "did", "is", "that", "be", "have", "has", "she", "he", "they", "happen", "occur", "event", "today", "tomorrow", "the", "a", "of", "there"};
  static constexpr std::array<std::string_view, 8> kNot = {"not", "doesn't", "won't", "isn't", "don't", "didn't", "never", "no"};
  bool denied = false;
  for (std::string_view word : split(question, ' ')) {
    if (std::find(kNot.begin(), kNot.end(), word) != kNot.end()) {
      if (denied) return false;
      denied = true;
      continue;
    }
    if (std::find(kEmpty.begin(), kEmpty.end(), word) != kEmpty.end()) continue;
    bool known = false;
    for (std::string_view other : split(fact, ' ')) known = known || other == word || (word.size() >= 4 && other.substr(0, 4) == word.substr(0, 4));
    if (!known) return false;
  }
  for (std::string_view word : split(fact, ' '))
    if (std::find(kNot.begin(), kNot.end(), word) != kNot.end()) return false;
  return denied;
}
std::optional<Goal> complement(const Captures& c) {
  const Expr& p = c.expr("p");
  if (!p.symbols().empty() || !denies(lower_ascii(c.text("f")), lower_ascii(c.text("q")))) return {};
  auto value = math::exact_value(p);
  if (!value.ok() || value->sign() < 0 || *value > Rational(1)) return {};
  return counted(integer(1) - (p.is(Op::kPercent) ? p.arg(0) / integer(100) : p), "It happens or it does not, so the two probabilities add up to $1$.", "the probability is @");
}

// n (n - 3) / 2 diagonals.
std::optional<Goal> sides_of_diagonals(const Captures& c) {
  const Expr n = Expr::symbol("n");
  // 9 + 8 d is the square of 2n - 3.
  auto root = math::exact_value(Expr::func("sqrt", {integer(9) + integer(8) * c.expr("d")}));
  if (!root.ok() || !root->is_integer()) return {};
  SolveEquation goal{Expr::rel("=", n * (n - integer(3)) / integer(2), c.expr("d")), "n", RootAsk::kPositive, {}, "there are @ sides"};
  goal.setting = "A polygon with $n$ sides has $\\frac{n(n - 3)}{2}$ diagonals, so " + inline_math(tex(goal.equation)) + ".";
  return goal;
}
std::optional<Goal> diagonals(const Captures& c) {
  const long long n = c.integer("n");
  if (n < 4 || n > 200) return {};
  return counted(integer(n) * integer(n - 3) / integer(2), "From each of the " + dollars(n) + " corners there is a diagonal to all but itself and its two neighbours, which are " + inline_math(std::to_string(n) + " - 3 = " + std::to_string(n - 3)) + ", and every diagonal is counted twice.", "there are @ diagonals");
}

std::optional<Goal> meetings(const Captures& c, long long times) {
  const long long n = c.integer("n");
  if (c.has("t")) times = c.integer("t");
  if (n < 2 || n > 200 || times < 1 || times > 20) return {};
  return counted(times == 1 ? choose(n, 2) : integer(times) * choose(n, 2), "Every pair of the " + dollars(n) + " meets " + (times == 1 ? "once." : dollars(times) + " times."), "there are @");
}

}  // namespace

std::vector<Form> outcome_forms() {
  static const std::string kOffice = "(president|vice-president|vice president|secretary|treasurer|captain|co-captain|chairman|vice-chairman|chairperson|sergeant-at-arms|manager|leader|mc|host|mascot|goalie|chef) ";
  static const std::string kTwo = kOffice + "and " + kOffice, kThree = kOffice + kOffice + "and " + kOffice, kFour = kOffice + kOffice + kOffice + "and " + kOffice;
  static const std::string kOne = " [if|assuming|assuming that|given that] [no|each|any] [one|person|member|student|people] [can|may|must] [hold|holds] [at most|more than|only] [one|two] [office|offices|position|job] ";
  static const std::string kHow = "(in how many [different|distinct] ways|how many [different|distinct] ways) can ", kElected = "be (chosen|selected|elected|picked) from (group|club|class|team|committee|among) [of] {int:n} [members|people|students|candidates|{word}]";
  static const std::string kPeople = "(members|people|students|players|kids|friends|officers|candidates)";
  static const std::string kWants = "{words} of {int:n} " + kPeople + " (wants|needs|has|is going|decides) to (elect|choose|select|pick) ", kDone = " in how many [different] ways can (this be done|it do so|they do this|it do this|{word} be filled)";
  static const std::string kGroup2 = kHow + kTwo + kElected + kOne, kGroup3 = kHow + kThree + kElected + kOne, kGroup4 = kHow + kFour + kElected + kOne;
  static const std::string kWants2 = kWants + kTwo + kOne + kDone, kWants3 = kWants + kThree + kOne + kDone, kWants4 = kWants + kFour + kOne + kDone;
  static const std::string kCo = "[{words}] (has|with) {int:n} " + kPeople + " [and] [it] (needs|wants) to (choose|select|elect|pick) {int:k} [members|people|students|players|of them] [to be|as|to go to|for|to serve as|to attend] {words} " + kHow + "[the|they|it|{word}] [{word}] (choose|select|pick|elect|do this|this be done) [its|them|{words}]";
  static const std::string kLineup = "[{words}] (has|with) {int:n} " + kPeople + " (in how many [different] ways|how many [different] ways|how many [different] starting lineups) can [the|my|our] [coach|team|they|he|she|i|we] [{name}] (choose|select|pick|make) [a|its] [starting] [lineup|team|group] [of] {int:k} [players|people|members|starters] [if|assuming] [order] [in which] [does not matter]";
  static const std::string kLineup2 = "[{words}] (has|with) {int:n} " + kPeople + " how many [different] starting lineups of {int:k} [players] (can|could) [the] [coach|they|team] [{name}] (choose|make|pick|be made|be chosen)";
  static const std::string kChairs = kHow + "{int:n} {thing} (sit|be seated|sit down) in [a] [row of|line of|row with] {int:k} (chairs|seats|desks)";
  static const std::string kDieText = "[fair] [standard] [six-sided|{int:sides} sided] [fair] [standard] ";
  static const std::string kExpectedRoll = "(what is|find|compute) expected value (of roll of|of rolling|of single roll of|of number rolled on|when rolling|of number shown when rolling|of outcome of rolling) " + kDieText + "die";
  static const std::string kExpectedSum = "(what is|find|compute) expected value of sum of [numbers] [rolled] [on] [rolling] {int:dice} " + kDieText + "dice";
  static const std::string kRolledExpected = "[i roll|you roll|we roll|suppose i roll] " + kDieText + "die [is rolled] (what is|find) expected value of [number] [roll|number|result|number shown|number rolled|number that comes up|outcome]";
  static const std::string kTwoRolled = "[suppose] [i] [roll] {int:dice} " + kDieText + "dice [are] [rolled|tossed] (what is|find) expected value of [sum] [sum|total] [of] [numbers] [numbers rolled|two numbers|rolled|shown|two rolls|dice]";
  static const std::string kPlateA = "how many [different|distinct] license plates (consist|can be formed that consist|can be made that consist|are there that consist|can be formed consisting) [of] {int:a} (letters|letter) [followed by|and] {int:b} (digits|digit)";
  static const std::string kPlateB = "[in {words}] [each|every] [license] (license plates|license plate|plates|plate) [in {words}] (consist of|consists of|have|has|contain|contains) {int:a} (letters|letter) [always] followed by {int:b} (digits|digit) how many [different|distinct] [license] [license plates|plates] (are possible|can be made|are there|can be formed|are possible in {words})";
  static const std::string kSideDiagonals = "[a|certain] [regular|convex] polygon has {int:d} diagonals how many sides does (it|polygon) have";
  static const std::string kGon = "how many diagonals (does|are in|are there in) [a] [regular|convex] {int:n} gon [have]";
  return {
      {"chosen", kCo, chosen},
      {"chosen", kLineup, chosen},
      {"chosen", kLineup2, chosen},
      {"offices", kGroup2, [](const Captures& c) { return offices(c, 2); }},
      {"offices", kGroup3, [](const Captures& c) { return offices(c, 3); }},
      {"offices", kGroup4, [](const Captures& c) { return offices(c, 4); }},
      {"offices", kWants2, [](const Captures& c) { return offices(c, 2); }},
      {"offices", kWants3, [](const Captures& c) { return offices(c, 3); }},
      {"offices", kWants4, [](const Captures& c) { return offices(c, 4); }},
      {"seats", kChairs, seats},
      {"expected", kExpectedRoll, expected},
      {"expected", kExpectedSum, expected},
      {"expected", kRolledExpected, expected},
      {"expected", kTwoRolled, expected},
      {"pascal", "(what is|find) [the] {ordinal:k} (element|number|entry|term) (in|of) row {int:n} of pascal 's triangle", pascal_element},
      {"pascal", "(what is|find) [the] sum of [all] [the] (elements|numbers|entries|terms) (in|of) row {int:n} of pascal 's triangle", pascal_sum},
      {"plates", kPlateA, plates},
      {"plates", kPlateB, plates},
      {"subsets", "how many [different|distinct] subsets does [a|the] set (with|of|containing|that contains|that has) {int:n} [distinct|different] (elements|members) have", subsets},
      {"subsets", "[a|the] set (has|contains) {int:n} [distinct|different] (elements|members) how many [different|distinct] subsets does (it|set) have", subsets},
      {"subsets", "[a|the] set (has|contains) {int:n} [distinct|different] (elements|members) how many [different|distinct] subsets (of|with) [exactly] {int:k} (elements|members) (does (it|set) have|are there)", subsets},
      {"subsets", "how many [different|distinct] subsets does [the] [set] {math:m} have", subsets},
      {"subsets", "how many [different|distinct] subsets (of|with) [exactly] {int:k} (elements|members) does [the] [a] set (with|of) {int:n} [distinct|different] (elements|members) have", subsets},
      {"complement", "[if] probability (of|that) {words:f} is {expr:p} (what is|find) probability (of|that) {words:q}", complement},
      {"sides", kSideDiagonals, sides_of_diagonals},
      {"diagonals", kGon, diagonals},
      {"games", "there are {int:n} teams in {words} [if] (each|every) team plays (each|every) [of] [other] [other] (team|teams) [exactly] (twice|two times) how many [total] games (are|will be) played [in {words}]", [](const Captures& c) { return meetings(c, 2); }},
      {"games", "there are {int:n} teams in {words} [if] (each|every) team plays (each|every) [of] [other] [other] (team|teams) [exactly] {int:t} times how many [total] games (are|will be) played [in {words}]", [](const Captures& c) { return meetings(c, 1); }},
      {"games", "there are {int:n} (teams|players|people) in {words} [if] (each|every) (team|player|person) plays (each|every) [of] other (team|teams|player|person|one) [exactly] once how many [total] (games|matches) (are|will be) played [in {words}]", [](const Captures& c) { return meetings(c, 1); }},
      {"handshakes", "[at {words}] each of {int:n} (people|person|guests|friends|students) (shakes|shook) hands with (every|each) (other|of other) (person|people|guest|guests|one|friend|student) [exactly] [once] how many handshakes (are there|take place|took place|were there|occur|occurred|were exchanged)", [](const Captures& c) { return meetings(c, 1); }},
      {"handshakes", "[at {words}] there (are|were) {int:n} people [at {words}] [if] (everyone|each person|every person|everybody) (shakes|shook) hands with (everyone else|every other person|each other person|everybody else) [exactly] [once] how many handshakes (are there|take place|took place|were there|will there be|occur|occurred)", [](const Captures& c) { return meetings(c, 1); }},
  };
}

}  // namespace retort::agent
