#include "agent/set_questions.h"

#include <vector>

#include "agent/phrase_terms.h"
#include "math/exact.h"

namespace retort::agent {

using math::Expr;
using math::Rational;
using Built = std::optional<Capture>;

namespace {

constexpr std::size_t kMostListed = 40;

std::string listed(const std::vector<long long>& members) {
  std::vector<std::string> items;
  for (long long n : members) items.push_back("$" + std::to_string(n) + "$");
  return and_list(items);
}

std::optional<long long> common_step(const std::vector<long long>& members) {
  if (members.size() < 4) return {};
  long long step = members[1] - members[0];
  for (std::size_t i = 1; i < members.size(); ++i)
    if (members[i] - members[i - 1] != step) return {};
  return step;
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
  auto shown = set.witnesses(*found);
  made.own.push_back({(largest ? "Going down, the first number that fits is $" : "Going up, the first number that fits is $") + std::to_string(*found) + "$" +
                      (shown.empty() ? "." : ": " + and_list(shown) + "."), {}, {}, {}, {}});
  return made;
}
}  // namespace

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
    const IntegerSet& set = set_of(c, "s");
    std::vector<std::string> shown = set.witnesses(members->front()), last = set.witnesses(members->back());
    shown.insert(shown.end(), last.begin(), last.end());
    made.own.push_back({"The first of these numbers is $" + std::to_string(members->front()) + "$, the last is $" + std::to_string(members->back()) + "$" +
                        (shown.empty() || shown.size() > 4 ? "" : ": " + and_list(shown)) +
                        (*step == 1 ? "." : ". They go up in steps of $" + std::to_string(*step) + "$."), {}, {}, {}, {}});
    return made;
  }
  if (members->size() > kMostListed) return {};
  Capture made = number_capture(Expr::integer(static_cast<long long>(members->size())));
  made.own.push_back({(members->size() == 1 ? "There is only " : "These are ") + listed(*members) + ".", {}, {}, {}, {}});
  return made;
}

Built list(const Captures& c) {
  auto members = set_of(c, "s").members();
  if (!members || members->empty() || members->size() > kMostListed) return {};
  Capture made;
  for (long long n : *members) made.exprs.push_back(Expr::integer(n));
  made.own.push_back({(members->size() == 1 ? "The only such number is " : "The numbers are ") + listed(*members) + ".", {}, {}, {}, {}});
  return made;
}

Built smallest(const Captures& c) { return extreme(c, false); }
Built largest(const Captures& c) { return extreme(c, true); }

Built only(const Captures& c) {
  auto members = set_of(c, "s").members();
  if (!members || members->size() != 1) return {};
  Capture made = number_capture(Expr::integer(members->front()));
  auto shown = set_of(c, "s").witnesses(members->front());
  made.own.push_back({"Among the numbers in question only $" + std::to_string(members->front()) + "$ fits" + (shown.empty() ? "." : ": " + and_list(shown) + "."), {}, {}, {}, {}});
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
  made.own.push_back({"The numbers are " + listed(members) + ".", {}, {}, {}, {}});
  return made;
}

}  // namespace retort::agent
