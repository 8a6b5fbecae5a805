#include "agent/set_questions.h"

#include <vector>

#include "agent/phrase_terms.h"
#include "math/exact.h"
#include "math/number_theory.h"

namespace retort::agent {

using math::Expr;
using math::Rational;
using Built = std::optional<Capture>;

namespace {

constexpr std::size_t kMostListed = 40, kFew = 2, kMostShown = 4, kMostReasons = 20;

std::string shown_number(long long n) { return "$" + std::to_string(n) + "$"; }

std::string sentence_of(const std::vector<std::string>& shown, std::size_t most) { return shown.empty() || shown.size() > most ? "." : ": " + and_list(shown) + "."; }

void tell(Capture& made, std::string text) { made.own.push_back({std::move(text), {}, {}, {}, {}}); }

// "$4 < \sqrt{20} < 5$ and ... "; "A multiple of $2$ and $3$ is a multiple of $\operatorname{lcm}(2, 3) = 6$. "
std::string first_words(const IntegerSet& set) {
  const std::string bounds = set.bound_notes().empty() ? "" : and_list(set.bound_notes()) + ". ";
  if (set.divisors().size() < 2) return bounds;
  std::vector<Expr> numbers;
  std::vector<std::string> named;
  Rational least(1);
  for (long long n : set.divisors()) {
    numbers.push_back(Expr::integer(n));
    named.push_back(shown_number(n));
    least = math::lcm(least, Rational(n));
  }
  return bounds + "A multiple of " + and_list(named) + " is a multiple of $" + tex(Expr::func("lcm", numbers)) + " = " + tex(least) + "$. ";
}

// The members, why each belongs to the set, and (`counted`) how many they are.
std::string listed(const std::vector<long long>& members, const IntegerSet& set, const std::string& one, const std::string& several, bool counted) {
  std::vector<std::string> items, shown;
  for (long long n : members) {
    items.push_back(set.listed(n));
    for (std::string& text : set.witnesses(n))
      if (text != items.back()) shown.push_back(std::move(text));
  }
  std::string text = first_words(set) + (members.size() == 1 ? one : several) + and_list(items);
  const std::vector<std::string> traits = set.traits();
  const bool few = members.size() <= kFew;
  if (few || traits.empty()) text += sentence_of(shown, few ? 2 * kMostShown : kMostReasons);
  else text += ". They all " + and_list(traits) + ".";
  return counted && members.size() > 1 ? text + " Counting them gives " + shown_number(static_cast<long long>(members.size())) + "." : text;
}

std::optional<long long> common_step(const std::vector<long long>& members) {
  if (members.size() < 4) return {};
  long long step = members[1] - members[0];
  for (std::size_t i = 1; i < members.size(); ++i)
    if (members[i] - members[i - 1] != step) return {};
  return step;
}

// "One step further, $105 - 7 = 98$ is too small." Of a set without regular steps: nothing.
std::string out_of_range(long long n, const IntegerSet& set, bool up) {
  const auto step = set.regular_step();
  const long long next = step ? n + (up ? *step : -*step) : 0;
  if (!step || *step < 2 || next <= 0 || set.contains(next) || (!set.names_step(*step) && set.divisors().size() < 2) || (up ? !set.high() || next <= *set.high() : !set.low() || next >= *set.low())) return "";
  return " One step further, $" + std::to_string(n) + (up ? " + " : " - ") + std::to_string(*step) + " = " + std::to_string(next) + "$ is too " + (up ? "large." : "small.");
}

Built extreme(const Captures& c, bool largest) {
  const IntegerSet& set = set_of(c, "s");
  auto found = largest ? set.largest() : set.smallest();
  if (!found) return {};
  auto multiples = set.pure_multiples();
  if (multiples && !largest && set.low() == 1 && multiples->size() > 1) {
    std::vector<Expr> numbers;
    for (long long n : *multiples) numbers.push_back(Expr::integer(n));
    return number_capture(Expr::func("lcm", numbers));
  }
  Capture made = number_capture(Expr::integer(*found));
  tell(made, first_words(set) + (largest ? "Going down, the first number that fits is " : "Going up, the first number that fits is ") + shown_number(*found) +
                 sentence_of(set.witnesses(*found), kMostReasons) + out_of_range(*found, set, largest));
  return made;
}

// How the members of a row with this step are counted: its ends, and what lies between them.
std::string row_told(const std::vector<long long>& members, long long step, const IntegerSet& set) {
  const bool shows_step = step > 1 && !set.names_step(step) && set.divisors().size() < 2;
  std::vector<std::string> shown = set.witnesses(members.front()), last = set.witnesses(members.back());
  const std::vector<std::string> second = set.witnesses(members[1]);
  if (shows_step) shown.insert(shown.end(), second.begin(), second.end());
  shown.insert(shown.end(), last.begin(), last.end());
  std::string text = first_words(set) + "The first of these numbers is " + shown_number(members.front()) + (shows_step ? ", the second " + shown_number(members[1]) : "") + ", the last is " + shown_number(members.back()) +
                     sentence_of(shown, 2 * kMostShown);
  if (step == 1) return text;
  text += " They go up in steps of $" + (shows_step ? std::to_string(members[1]) + " - " + std::to_string(members[0]) + " = " : "") + std::to_string(step) + "$.";
  return text + out_of_range(members.back(), set, true);
}

}  // namespace

Built built(IntegerSet set) {
  Capture made;
  made.set = std::make_shared<const IntegerSet>(std::move(set));
  return made;
}

const IntegerSet& set_of(const Captures& c, const char* name) { return *c.at(name).set; }

std::optional<Rational> value(const Captures& c, const char* name) {
  auto v = math::exact_value(c.expr(name));
  return v.ok() ? std::optional<Rational>(*v) : std::nullopt;
}

std::optional<long long> whole(const Captures& c, const char* name) {
  auto v = value(c, name);
  return v && v->is_integer() ? v->to_int64() : std::nullopt;
}

Built count(const Captures& c) {
  auto members = set_of(c, "s").members();
  if (!members || members->empty()) return {};
  if (auto step = common_step(*members)) {
    Capture made = number_capture((Expr::integer(members->back()) - Expr::integer(members->front())) / Expr::integer(*step) + Expr::integer(1));
    if (*step == 1) made.exprs[0] = Expr::integer(members->back()) - Expr::integer(members->front()) + Expr::integer(1);
    tell(made, row_told(*members, *step, set_of(c, "s")));
    return made;
  }
  if (members->size() > kMostListed) return {};
  Capture made = number_capture(Expr::integer(static_cast<long long>(members->size())));
  tell(made, listed(*members, set_of(c, "s"), "There is only ", "These are ", true));
  return made;
}

Built list(const Captures& c) {
  auto members = set_of(c, "s").members();
  if (!members || members->empty() || members->size() > kMostListed) return {};
  Capture made;
  for (long long n : *members) made.exprs.push_back(Expr::integer(n));
  tell(made, listed(*members, set_of(c, "s"), "The only such number is ", "The numbers are ", false));
  return made;
}

Capture row_sum(long long first, long long last, long long step) {
  const Expr low = Expr::integer(first), high = Expr::integer(last), size = Expr::integer((last - first) / step + 1);
  const Expr many = step == 1 ? high - low + Expr::integer(1) : (high - low) / Expr::integer(step) + Expr::integer(1);
  Capture made = number_capture((low + high) * size / Expr::integer(2));
  tell(made, "There are $" + tex(many) + " = " + tex(size) + "$ of them, and as they are evenly spaced their sum is that number times half of the first and the last together.");
  return made;
}

Built sum_of_set(const Captures& c) {
  constexpr std::size_t kLongRow = 6;
  const auto members = set_of(c, "s").members();
  const auto step = members && members->size() >= kLongRow ? common_step(*members) : std::nullopt;
  if (!step) {
    auto all = list(c);
    if (!all || all->exprs.size() < 2) return {};
    Capture made = number_capture(Expr::make(math::Op::kAdd, all->exprs));
    made.own = all->own;
    return made;
  }
  Capture made = row_sum(members->front(), members->back(), *step);
  made.own.front().thought = row_told(*members, *step, set_of(c, "s")) + " " + made.own.front().thought;
  return made;
}

Built smallest(const Captures& c) { return extreme(c, false); }
Built largest(const Captures& c) { return extreme(c, true); }

Built only(const Captures& c) {
  auto members = set_of(c, "s").members();
  if (!members || members->size() != 1) return {};
  Capture made = number_capture(Expr::integer(members->front()));
  tell(made, "Among the numbers in question only " + shown_number(members->front()) + " fits" + sentence_of(set_of(c, "s").witnesses(members->front()), kMostReasons));
  return made;
}

Built first_few(const Captures& c) {
  auto k = whole(c, "k");
  const IntegerSet& set = set_of(c, "s");
  if (!k || *k < 2 || *k > 30 || !set.low() || set.high()) return {};
  Capture made;
  std::vector<long long> members;
  IntegerSet rest = set;
  for (long long i = 0; i < *k; ++i) {
    auto next = rest.smallest();
    if (!next) return {};
    members.push_back(*next);
    made.exprs.push_back(Expr::integer(*next));
    rest = rest.and_also(IntegerSet::range(*next + 1, {}));
  }
  tell(made, listed(members, set, "The number is ", "The numbers are ", false));
  return made;
}

}  // namespace retort::agent
