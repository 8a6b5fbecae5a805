#include "agent/forms_seating.h"

#include <algorithm>
#include <functional>
#include <set>

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
Expr factorial(long long n) { return Expr::func("factorial", {integer(n)}); }
std::string dollars(long long n) { return "$" + std::to_string(n) + "$"; }

std::optional<Goal> counted(Expr e, std::string setting, Closing closing = "there are @ ways") { return Evaluate{std::move(e), std::move(setting), std::move(closing), {}}; }

// Orders of n in a row that pass, by going through all of them: the second way, where n is small.
bool confirmed(long long n, const Expr& value, const std::function<bool(const std::vector<int>&)>& passes) {
  if (n > 8) return true;
  std::vector<int> order(static_cast<std::size_t>(n));
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  long long count = 0;
  do count += passes(order);
  while (std::next_permutation(order.begin(), order.end()));
  auto number = math::exact_value(value);
  return number.ok() && *number == Rational(count);
}

long long place_of(const std::vector<int>& order, int who) { return std::find(order.begin(), order.end(), who) - order.begin(); }

bool neighbours(const std::vector<int>& order, bool round) {
  const long long n = static_cast<long long>(order.size()), distance = std::abs(place_of(order, 0) - place_of(order, 1));
  return distance == 1 || (round && distance == n - 1);
}

// Two of n people beside each other, or not.
std::optional<Goal> pair_beside(const Captures& c, bool round, bool together) {
  const long long n = c.integer("n"), places = round ? n - 1 : n;
  if (n < (round ? 4 : 3) || n > 15) return {};
  const Expr beside = integer(2) * factorial(places - 1), all = factorial(places);
  const Expr value = together ? beside : all - beside;
  // A rotation changes nothing: person n - 1 stays in the last place.
  auto passes = [&](const std::vector<int>& order) { return (!round || order.back() == n - 1) && neighbours(order, round) == together; };
  if (!confirmed(n, value, passes)) return {};
  std::string setting = round ? "A rotation changes nothing, so one person is kept in place. " : "";
  setting += "The two who sit side by side count as one, in two orders, which leaves " + inline_math(tex(beside)) + " ways.";
  if (!together) setting += " These are taken away from all " + inline_math(tex(all)) + " ways.";
  return counted(value, setting);
}

// One of n people is first, or is not.
std::optional<Goal> one_at_end(const Captures& c, bool there) {
  const long long n = c.integer("n");
  if (n < 2 || n > 15) return {};
  const Expr value = there ? factorial(n - 1) : factorial(n) - factorial(n - 1);
  if (!confirmed(n, value, [&](const std::vector<int>& order) { return (order[0] == 0) == there; })) return {};
  return counted(value, "With this one in that place, the " + inline_math(std::to_string(n) + " - 1 = " + std::to_string(n - 1)) + " others can be in " + inline_math(tex(factorial(n - 1))) + " orders." + (there ? "" : " These are taken away from all " + inline_math(tex(factorial(n))) + "."));
}

// a things of one kind and b of another, all different, in a row.
struct Two {
  long long a = 0, b = 0;
};
std::optional<Two> two(const Captures& c) {
  Two t{c.integer("a"), c.integer("b")};
  if (t.a < 1 || t.b < 1 || t.a + t.b > 16) return {};
  return t;
}
// Which of the two the captured word means.
std::optional<bool> means_first(const Captures& c, const char* word) {
  const std::string &which = c.at(word).stem, &x = c.at("x").stem, &y = c.at("y").stem;
  auto holds = [](const std::string& phrase, const std::string& part) { return (" " + phrase + " ").find(" " + part + " ") != std::string::npos || phrase.starts_with(part); };
  const bool first = holds(x, which), second = holds(y, which);
  return first == second ? std::nullopt : std::optional(first);
}
std::optional<Goal> both_ends(const Captures& c) {
  auto t = two(c);
  auto first = t ? means_first(c, "w") : std::nullopt;
  if (!first) return {};
  const long long a = *first ? t->a : t->b, n = t->a + t->b;
  if (a < 2) return {};
  const Expr value = Expr::make(Op::kMul, {integer(a), integer(a - 1), factorial(n - 2)});
  if (!confirmed(n, value, [&](const std::vector<int>& order) { return order.front() < a && order.back() < a; })) return {};
  return counted(value, "There are " + dollars(a) + " choices for one end and " + inline_math(std::to_string(a) + " - 1 = " + std::to_string(a - 1)) + " for the other. In all there are " + inline_math(std::to_string(t->a) + " + " + std::to_string(t->b) + " = " + std::to_string(n)) + ". The remaining " + inline_math(std::to_string(n) + " - 2 = " + std::to_string(n - 2)) + " come in any order between.");
}
std::optional<Goal> kinds_together(const Captures& c) {
  auto t = two(c);
  if (!t) return {};
  const Expr value = Expr::make(Op::kMul, {integer(2), factorial(t->a), factorial(t->b)});
  const auto passes = [&](const std::vector<int>& order) {
    long long changes = 0;
    for (std::size_t i = 1; i < order.size(); ++i) changes += (order[i] < t->a) != (order[i - 1] < t->a);
    return changes == 1;
  };
  if (!confirmed(t->a + t->b, value, passes)) return {};
  return counted(value, "The two kinds can come in two orders, and inside each any order is possible.");
}
std::optional<Goal> one_kind_together(const Captures& c) {
  auto t = two(c);
  auto first = t ? means_first(c, "w") : std::nullopt;
  if (!first) return {};
  const long long a = *first ? t->a : t->b, n = t->a + t->b;
  const Expr value = factorial(n - a + 1) * factorial(a);
  const auto passes = [&](const std::vector<int>& order) {
    long long low = n, high = 0;
    for (int i = 0; i < a; ++i) low = std::min(low, place_of(order, i)), high = std::max(high, place_of(order, i));
    return high - low == a - 1;
  };
  if (!confirmed(n, value, passes)) return {};
  return counted(value, "In all there are " + inline_math(std::to_string(t->a) + " + " + std::to_string(t->b) + " = " + std::to_string(n)) + ". Those that stay together count as one, which makes " + inline_math(std::to_string(n) + " - " + std::to_string(a) + " + 1 = " + std::to_string(n - a + 1)) + " things in a row, and inside their block any order is possible.");
}

std::optional<Goal> officers(const Captures& c, long long k) {
  const long long n = c.integer("n");
  if (n < k || n > 200) return {};
  std::vector<Expr> factors;
  for (long long i = 0; i < k; ++i) factors.push_back(integer(n - i));
  return counted(Expr::make(Op::kMul, factors), "The offices are filled one after the other, and each choice leaves one person fewer.");
}

// Partitions of n into at most k parts, largest first.
void parts_of(long long n, long long k, long long most, std::vector<long long>& so_far, std::vector<std::vector<long long>>& all) {
  if (n == 0) {
    all.push_back(so_far);
    return;
  }
  if (k == 0) return;
  for (long long part = std::min(n, most); part >= 1; --part) {
    so_far.push_back(part);
    parts_of(n - part, k - 1, part, so_far, all);
    so_far.pop_back();
  }
}

std::optional<Goal> into_boxes(long long n, long long k, bool things_differ, bool boxes_differ, bool none_empty) {
  if (n < 1 || k < 1 || n > 12 || k > 8 || (none_empty && k > n)) return {};
  if (boxes_differ && things_differ) {
    if (!none_empty) return counted(pow(integer(k), integer(n)), "Each of the " + dollars(n) + " goes to one of " + dollars(k) + " places.");
    if (k != 2) return {};
    return counted(pow(integer(2), integer(n)) - integer(2), "Each of the " + dollars(n) + " goes to one of two places, which are " + inline_math("2^{" + std::to_string(n) + "}") + " ways, and two of them leave one place empty.");
  }
  if (boxes_differ) {
    const long long balls = none_empty ? n - k : n;
    return counted(choose(balls + k - 1, k - 1), std::string(none_empty ? "Each place gets one first, which leaves " + inline_math(std::to_string(n) + " - " + std::to_string(k) + " = " + std::to_string(n - k)) + ". " : "") +
                                                     "Only the numbers count. With " + inline_math(std::to_string(k) + " - 1 = " + std::to_string(k - 1)) + " bars between them there are " + inline_math(std::to_string(balls) + " + " + std::to_string(k - 1) + " = " + std::to_string(balls + k - 1)) +
                                                     " places in a row, and we choose those of the bars.");
  }
  std::vector<std::vector<long long>> all;
  std::vector<long long> so_far;
  parts_of(n, k, n, so_far, all);
  if (none_empty) std::erase_if(all, [&](const auto& parts) { return static_cast<long long>(parts.size()) != k; });
  if (all.empty() || all.size() > 30) return {};
  std::vector<std::string> shown;
  std::vector<Expr> ways;
  for (const auto& parts : all) {
    std::string text;
    for (long long part : parts) text += (text.empty() ? "" : " + ") + std::to_string(part);
    shown.push_back("$" + (parts.size() == 1 ? text : text) + "$");
    if (!things_differ) continue;
    // Chosen part by part; parts of the same size may change places.
    std::vector<Expr> factors;
    long long left = n;
    for (long long part : parts) {
      if (part < left) factors.push_back(choose(left, part));
      left -= part;
    }
    std::vector<Expr> below;
    for (std::size_t i = 0; i < parts.size();) {
      std::size_t j = i;
      while (j < parts.size() && parts[j] == parts[i]) ++j;
      if (j - i > 1) below.push_back(factorial(static_cast<long long>(j - i)));
      i = j;
    }
    Expr term = factors.empty() ? integer(1) : factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, factors);
    if (!below.empty()) term = term / (below.size() == 1 ? below[0] : Expr::make(Op::kMul, below));
    ways.push_back(term);
  }
  if (!things_differ) return counted(integer(static_cast<long long>(all.size())), "Only the sizes of the groups count, in any order. They can be " + and_list(shown) + ", which are " + dollars(static_cast<long long>(all.size())) + ".");
  // Checked against the recurrence of the Stirling numbers.
  std::vector<Rational> row = {1};
  for (long long i = 1; i <= n; ++i) {
    std::vector<Rational> next(static_cast<std::size_t>(i) + 1, Rational(0));
    for (std::size_t j = 1; j <= static_cast<std::size_t>(i); ++j) next[j] = (j < row.size() ? Rational(static_cast<long long>(j)) * row[j] : Rational(0)) + row[j - 1];
    row = next;
  }
  Rational total = 0;
  for (std::size_t j = none_empty ? static_cast<std::size_t>(k) : 1; j <= static_cast<std::size_t>(std::min(n, k)); ++j) total += row[j];
  const Expr sum = ways.size() == 1 ? ways[0] : Expr::make(Op::kAdd, ways);
  auto value = math::exact_value(sum);
  if (!value.ok() || *value != total) return {};
  return counted(sum, "The groups can have the sizes " + and_list(shown) + ". For each of these we count the choices; groups of one size may change places.");
}

// Adjectives of what is put and of where it is put, or clauses behind the question, say what can be told apart.
std::optional<bool> told_apart(const std::string& things) {
  for (std::string_view word : split(things, ' ')) {
    if (word == "different" || word == "distinct" || word == "distinguishable") return true;
    if (word == "identical" || word == "indistinguishable") return false;
    for (std::string_view person : {"children", "kids", "people", "friends", "students", "brothers", "sisters", "grandchildren", "persons"})
      if (word == person) return true;
  }
  return {};
}
std::optional<Goal> distribution(const Captures& c) {
  auto things = told_apart(lower_ascii(c.text("x"))), boxes = told_apart(lower_ascii(c.text("y")));
  if (!things || !boxes) return {};
  return into_boxes(c.integer("n"), c.integer("k"), *things, *boxes, c.has("least"));
}
std::optional<Goal> distributed(const Captures& c, bool things, bool boxes) { return into_boxes(c.integer("n"), c.integer("k"), things, boxes, false); }

}  // namespace

std::vector<Form> seating_forms() {
  static const std::string kHow = "(in how many [different|distinct] ways (can|could)|how many [different|distinct] ways (can|could|are there for)) ";
  static const std::string kSit = " (sit|stand|be seated|line up|be arranged|stand in line|sit down|form a line|wait) [in a row|in a line|in a straight line|in a single file line|in a row of {int} (chairs|seats)|side by side] ";
  static const std::string kRound = " (sit|be seated|be arranged) (around|at) a (round|circular) table ";
  static const std::string kApart = "(if|given that|so that|such that) [{int}] [of] [them|students|people|children|friends|{name} and {name}] (refuse to|cannot|can't|do not|don't|will not|won't|must not|may not) [sit|stand|be|want to sit|wish to sit|want to be] (next to|beside|adjacent to) each other";
  static const std::string kBeside = "(if|given that|so that|such that) [{int}] [of] [them|students|people|children|friends|{name} and {name}] (must|insist on|want to|have to|always|wish to|need to|insist on being|insist on sitting) [sit|stand|be|sitting|standing] (next to|beside|adjacent to) each other";
  static const std::string kSame = " [two seatings are considered the same if one is a rotation of the other]";
  static const std::string kOffice = "(president|vice-president|vice president|secretary|treasurer|captain|chairman|vice-chairman|chairperson|sergeant-at-arms|manager|leader|mc|host) ";
  static const std::string kClub = "[my|our] [school 's] [{words}] (club|team|class|group|committee|board) (has|with|of|consists of) {int:n} [members|people|students|players|{word}] [it needs to] ";
  static const std::string kChoose = "(in how many [different] ways can [we|they|it|club|team|class|you] (choose|select|elect|pick)|how many [different] ways are there to (choose|select|elect|pick)|how many ways can [we|they|it|club] (choose|elect|select)) [its] ";
  static const std::string kOne = " [if|given that|assuming] [no] [each] [person|member|one|student|no member|no one|nobody] [can|may] [hold|holds] [at most|more than] [one|two] [office|offices] ";
  static const std::string kPut = kHow + "[we|you|i|one] (put|place|distribute|give|divide|hand out|hand|split|pass out) {int:n} {thing:x} (in|into|among|to|between|on|onto) {int:k} {thing:y}";
  static const std::string kPutTo = "how many ways are there to (put|place|distribute|give|divide|hand out|hand|split|pass out) {int:n} {thing:x} (in|into|among|to|between|on|onto) {int:k} {thing:y}";
  static const std::string kPassive = "(in how many [different] ways|how many [different] ways) can {int:n} {thing:x} be (put|placed|distributed|given|divided|handed out|split|passed out) (in|into|among|to|between|on) {int:k} {thing:y}";
  static const std::string kEach = " (so that|such that|if) (each|every) [of the] {thing} (gets|has|receives|must get|must have|must contain|contains|is given) at {word:least} one [{word}]";
  static const std::string kNo = "(not distinguishable|indistinguishable|identical|not distinct)", kYes = "(distinguishable|distinct|different)";
  static const std::string kSeatApart = kHow + "{int:n} {thing}" + kSit + kApart, kSeatBeside = kHow + "{int:n} {thing}" + kSit + kBeside;
  static const std::string kRoundApart = kHow + "{int:n} {thing}" + kRound + kApart + kSame, kRoundBeside = kHow + "{int:n} {thing}" + kRound + kBeside + kSame;
  static const std::string kNotFirst = kHow + "{int:n} {thing}" + kSit + "if [the] {words} (cannot|can't|must not|may not|refuses to|will not) (be|stand|sit) (first|last|at front|at end|in front|at back) [in line|of line|in the line]";
  static const std::string kFirst = kHow + "{int:n} {thing}" + kSit + "if [the] {words} must (be|stand|sit) (first|last|at front|at end|in front|at back) [in line|of line|in the line]";
  static const std::string kArrange = kHow + "[i|we|you|{name}|they] (arrange|place|line up|put|order) {int:a} [different|distinct] {thing:x} and {int:b} [different|distinct] {thing:y} [on [my|her|his|a] {thing}|in a row|in a line] ";
  static const std::string kEnds = kArrange + "(if|so that) [i require] [there (to be|must be|is)] [a|an] {word:w} [book|books] [must be|to be|is] (on|at) (both|each) (ends|end) [of shelf]";
  static const std::string kAllTogether = kArrange + "(if|so that|such that) all [of] [the|{word}] [books] of (each|same) (type|kind|subject) (must be|are|stay|are kept|must stay) together";
  static const std::string kOneTogether = kArrange + "(if|so that|such that) [all] [the] {word:w} [books] (must|have to|need to) [all] (be|stay|stand) (together|next to each other)";
  static const std::string kTwoOffices = kClub + kChoose + kOffice + "and " + kOffice + kOne, kThreeOffices = kClub + kChoose + kOffice + kOffice + "and " + kOffice + kOne;
  static const std::string kFourOffices = kClub + kChoose + kOffice + kOffice + kOffice + "and " + kOffice + kOne;
  static const std::string kPassiveEach = kPassive + kEach, kPutEach = kPut + kEach, kPutToEach = kPutTo + kEach;
  static const std::string kBothYes = kPutTo + " if [the] {thing} are " + kYes + " and (so are [the] {thing}|[the] {thing} are " + kYes + ")", kYesNo = kPutTo + " if [the] {thing} are " + kYes + " (but|and) [the] {thing} are (not|" + kNo + ")";
  static const std::string kNoYes = kPutTo + " if [the] {thing} are " + kNo + " (but|and) [the] {thing} are [" + kYes + "]", kBothNo = kPutTo + " if [the] {thing} are " + kNo + " and (neither are [the] {thing}|[the] {thing} are " + kNo + ")";
  static const std::string kOwned = "{words} has {int:n} {thing:x} and {int:k} {thing:y} [of {word}] how many ways are there for (him|her|them) to put all [of] [the] {thing} (in|into|on|onto) [the] {thing} [of {word}] [if only [the] number of {thing} (on|in) each {thing} matters]";
  return {
      {"seats_apart", kSeatApart, [](const Captures& c) { return pair_beside(c, false, false); }},
      {"seats_together", kSeatBeside, [](const Captures& c) { return pair_beside(c, false, true); }},
      {"round_apart", kRoundApart, [](const Captures& c) { return pair_beside(c, true, false); }},
      {"round_together", kRoundBeside, [](const Captures& c) { return pair_beside(c, true, true); }},
      {"not_first", kNotFirst, [](const Captures& c) { return one_at_end(c, false); }},
      {"first", kFirst, [](const Captures& c) { return one_at_end(c, true); }},
      {"both_ends", kEnds, both_ends},
      {"kinds_together", kAllTogether, kinds_together},
      {"one_kind_together", kOneTogether, one_kind_together},
      {"officers", kTwoOffices, [](const Captures& c) { return officers(c, 2); }},
      {"officers", kThreeOffices, [](const Captures& c) { return officers(c, 3); }},
      {"officers", kFourOffices, [](const Captures& c) { return officers(c, 4); }},
      {"boxes", kPutEach, distribution},
      {"boxes", kPutToEach, distribution},
      {"boxes", kPassive, distribution},
      {"boxes", kPassiveEach, distribution},
      {"boxes", kPut, distribution},
      {"boxes", kPutTo, distribution},
      {"boxes", kOwned, distribution},
      {"boxes", kBothYes, [](const Captures& c) { return distributed(c, true, true); }},
      {"boxes", kYesNo, [](const Captures& c) { return distributed(c, true, false); }},
      {"boxes", kNoYes, [](const Captures& c) { return distributed(c, false, true); }},
      {"boxes", kBothNo, [](const Captures& c) { return distributed(c, false, false); }},
  };
}

}  // namespace retort::agent
