#include "agent/sample_space.h"

#include <algorithm>
#include <map>

#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;

namespace {

constexpr long kMostOutcomes = 400'000;

Expr integer(long long n) { return Expr::integer(n); }
Expr choose(long long n, long long k) { return Expr::func("binomial", {integer(n), integer(k)}); }
Expr sum_of(const std::vector<Expr>& terms) { return terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, terms); }
Expr product_of(const std::vector<Expr>& factors) { return factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, factors); }
std::string dollars(long long n) { return "$" + std::to_string(n) + "$"; }

struct Found {
  Expr value;
  std::string setting;
};

const std::string kSuits[] = {"heart", "diamond", "club", "spade"};
const std::string kRanks[] = {"ace", "king", "queen", "jack"};

// What two things must share to be alike.
std::optional<std::string> feature(const Thing& thing, const std::string& alike) {
  if (alike == "number") return thing.number ? std::optional(std::to_string(*thing.number)) : std::nullopt;
  auto one_of = [&](const auto& names) -> std::optional<std::string> {
    for (const std::string& label : thing.labels)
      if (std::find(std::begin(names), std::end(names), label) != std::end(names)) return label;
    return {};
  };
  if (alike == "suit") return one_of(kSuits);
  if (alike == "rank") {
    auto named = one_of(kRanks);
    return named ? named : feature(thing, "number");
  }
  if (thing.labels.empty()) return {};
  return thing.labels.front();
}

bool happens(const Event& event, const std::vector<const Thing*>& drawn) {
  switch (event.kind) {
    case Event::Kind::kSum: case Event::Kind::kProduct: case Event::Kind::kDifference: {
      long long value = event.kind == Event::Kind::kProduct ? 1 : 0;
      for (const Thing* thing : drawn) {
        if (event.kind == Event::Kind::kProduct) value *= *thing->number;
        else value += *thing->number;
      }
      if (event.kind == Event::Kind::kDifference) value = std::abs(*drawn[0]->number - *drawn[1]->number);
      return event.fits(value) != event.negated;
    }
    case Event::Kind::kCount: {
      const auto count = std::count_if(drawn.begin(), drawn.end(), [&](const Thing* t) { return event.traits[0](*t); });
      return (count >= event.least && count <= event.most) != event.negated;
    }
    case Event::Kind::kInOrder:
      for (std::size_t i = 0; i < event.traits.size(); ++i)
        if (!event.traits[i](*drawn[i])) return event.negated;
      return !event.negated;
    case Event::Kind::kAlike: case Event::Kind::kDifferent: {
      std::vector<std::string> features;
      for (const Thing* thing : drawn) features.push_back(feature(*thing, event.alike).value_or(""));
      std::sort(features.begin(), features.end());
      const bool alike = features.front() == features.back(), distinct = std::adjacent_find(features.begin(), features.end()) == features.end();
      return (event.kind == Event::Kind::kAlike ? alike : distinct) != event.negated;
    }
    case Event::Kind::kMixed:
      for (std::size_t k = 0; k < event.traits.size(); ++k)
        if (std::count_if(drawn.begin(), drawn.end(), [&](const Thing* t) { return event.traits[k](*t); }) != event.counts[k]) return event.negated;
      return !event.negated;
  }
  return false;
}

// All outcomes in order, one by one: how many there are, how many fit, and how many of these start with each thing.
struct Counted {
  long long all = 0, fit = 0;
  std::vector<long long> by_first;
  std::vector<std::vector<long long>> some;   // the first few that fit, as numbers
};

std::optional<Counted> count_all(const Draws& draws, const Event& event) {
  const std::size_t n = draws.things.size(), m = static_cast<std::size_t>(draws.count);
  double size = 1;
  for (std::size_t i = 0; i < m; ++i) size *= static_cast<double>(draws.with_replacement ? n : n - std::min(i, n));
  if (size > kMostOutcomes || size < 1) return {};
  Counted counted;
  counted.by_first.assign(n, 0);
  std::vector<std::size_t> picks(m, 0);
  std::vector<const Thing*> drawn(m);
  for (;;) {
    bool valid = true;
    for (std::size_t i = 0; i < m && valid && !draws.with_replacement; ++i)
      for (std::size_t j = 0; j < i && valid; ++j) valid = picks[i] != picks[j];
    if (valid) {
      for (std::size_t i = 0; i < m; ++i) drawn[i] = &draws.things[picks[i]];
      ++counted.all;
      if (happens(event, drawn)) {
        ++counted.fit;
        ++counted.by_first[picks[0]];
        if (counted.some.size() < 13 && drawn[0]->number) {
          counted.some.emplace_back();
          for (const Thing* thing : drawn) counted.some.back().push_back(thing->number.value_or(0));
        }
      }
    }
    std::size_t i = m;
    while (i > 0 && picks[i - 1] + 1 == n) picks[--i] = 0;
    if (i == 0) break;
    ++picks[i - 1];
  }
  return counted;
}

long long with_trait(const Draws& draws, const Trait& trait) { return std::count_if(draws.things.begin(), draws.things.end(), trait); }

std::string noun(const Draws& draws) {
  switch (draws.what) {
    case Draws::What::kDice: return "faces";
    case Draws::What::kCoins: return "sides";
    case Draws::What::kCards: return "cards";
    case Draws::What::kNumbers: return "numbers";
    case Draws::What::kThings: break;
  }
  return "things";
}

// "Together there are $4 + 5 = 9$ things."
std::string total_text(const Draws& draws) {
  if (draws.what != Draws::What::kThings) return "";
  std::map<std::string, long long> groups;
  for (const Thing& thing : draws.things)
    if (!thing.labels.empty()) ++groups[thing.labels.front()];
  if (groups.size() < 2) return "";
  std::string sum;
  for (const auto& [name, count] : groups) sum += (sum.empty() ? "" : " + ") + std::to_string(count);
  return "Together there are " + inline_math(sum + " = " + std::to_string(draws.things.size())) + " things. ";
}

// Where the number of things with a trait comes from.
std::string size_text(const Draws& draws, const Trait& trait, const std::string& name = {}) {
  const long long a = with_trait(draws, trait);
  if (draws.what == Draws::What::kCards) {
    if (a == 13) return "Each of the $4$ suits has $52 / 4 = 13$ cards. ";
    if (a == 4) return "Each rank comes in $4$ suits. ";
    if (a == 26) return "Half of the deck are $52 / 2 = 26$ cards. ";
    if (a == 12) return "There are $3$ kinds of face cards in $4$ suits, and $3 \\cdot 4 = 12$. ";
    if (a == 16) return "Each of the $4$ suits has $52 / 4 = 13$ cards, each rank comes in $4$ suits, and one card is counted twice, so that $13 + 4 - 1 = 16$ cards fit. ";
    return "";
  }
  if (draws.what != Draws::What::kDice && draws.what != Draws::What::kNumbers) return "";
  std::vector<std::string> fit;
  for (const Thing& thing : draws.things)
    if (trait(thing)) fit.push_back(dollars(*thing.number));
  if (fit.empty() || fit.size() > 15) return "";
  return (name.empty() ? "Those of the kind in question are " : "Those that are " + name + " are ") + and_list(fit) + ", which are " + dollars(a) + " of " + dollars(static_cast<long long>(draws.things.size())) + ". ";
}

// "$52 - 1 = 51$" for each later draw.
std::string fewer_text(long long n, long long draws) {
  std::vector<std::string> left;
  for (long long i = 1; i < draws; ++i) left.push_back(inline_math(std::to_string(n - i + 1) + " - 1 = " + std::to_string(n - i)));
  return left.empty() ? "" : "One draw after the other leaves " + and_list(left) + " to draw from. ";
}

// k of the draws have the trait.
std::optional<Found> counted_trait(const Draws& draws, const Event& event) {
  const long long n = static_cast<long long>(draws.things.size()), m = draws.count, a = with_trait(draws, event.traits[0]);
  long long least = std::max<long long>(event.least, 0), most = std::min(event.most, m);
  if (a == 0 || a == n || least > most) return {};
  std::string setting = total_text(draws) + size_text(draws, event.traits[0], event.names.empty() ? std::string() : event.names[0]) + "Of the " + dollars(n) + " " + noun(draws) + " " + dollars(a) + " " + (a == 1 ? "is " : "are ") + "of the kind in question, and " +
                        inline_math(std::to_string(n) + " - " + std::to_string(a) + " = " + std::to_string(n - a)) + " " + (n - a == 1 ? "is" : "are") + " not.";
  auto term = [&](long long k) {
    if (m == 1) return integer(k == 1 ? a : n - a) / integer(n);
    if (draws.with_replacement) {
      std::vector<Expr> factors;
      if (k > 0 && k < m) factors.push_back(choose(m, k));
      const Expr p = integer(a) / integer(n), q = integer(n - a) / integer(n);
      if (k > 0) factors.push_back(k == 1 ? p : pow(p, integer(k)));
      if (m - k > 0) factors.push_back(m - k == 1 ? q : pow(q, integer(m - k)));
      return product_of(factors);
    }
    std::vector<Expr> factors;
    if (k > 0) factors.push_back(choose(a, k));
    if (m - k > 0) factors.push_back(choose(n - a, m - k));
    return product_of(factors);
  };
  const bool possible_all = draws.with_replacement || m == 1;
  auto range = [&](long long from, long long to) {
    std::vector<Expr> terms;
    for (long long k = from; k <= to; ++k)
      if (possible_all || (k <= a && m - k <= n - a)) terms.push_back(term(k));
    return terms;
  };
  std::vector<Expr> terms = range(least, most), rest = range(0, least - 1);
  const std::vector<Expr> above = range(most + 1, m);
  rest.insert(rest.end(), above.begin(), above.end());
  const bool by_complement = !rest.empty() && rest.size() < terms.size();
  const std::vector<Expr>& used = by_complement ? rest : terms;
  if (used.empty() || used.size() > 7) return {};
  Expr value = sum_of(used);
  if (!possible_all) {
    value = value / choose(n, m);
    setting += " There are " + inline_math(tex(choose(n, m))) + " ways to draw " + dollars(m) + " of them.";
  } else if (m > 1) {
    setting += " The " + dollars(m) + " results do not depend on each other.";
  }
  if (by_complement) {
    setting += least > 0 && most == m ? " We take away from $1$ the probability that fewer than " + dollars(least) + " are of this kind." : " We take away from $1$ the probability of all other numbers of this kind.";
    value = integer(1) - value;
  }
  if (event.negated) value = integer(1) - value;
  return Found{value, setting};
}

std::optional<Found> in_order(const Draws& draws, const Event& event) {
  const long long n = static_cast<long long>(draws.things.size());
  std::vector<Expr> factors;
  std::vector<std::string> sizes;
  if (draws.with_replacement) {
    for (std::size_t i = 0; i < event.traits.size(); ++i) {
      const long long a = with_trait(draws, event.traits[i]);
      if (a == 0) return {};
      factors.push_back(integer(a) / integer(n));
    }
    std::string sizes_text;
    for (const Trait& trait : event.traits) {
      const std::string text = size_text(draws, trait);
      if (sizes_text.find(text) == std::string::npos) sizes_text += text;
    }
    return Found{product_of(factors), total_text(draws) + sizes_text + "The results do not depend on each other, so their probabilities are multiplied."};
  }
  // Each pair of traits must exclude each other or be the same; two traits may also overlap.
  auto same = [&](const Trait& a, const Trait& b) { return std::all_of(draws.things.begin(), draws.things.end(), [&](const Thing& t) { return a(t) == b(t); }); };
  auto both = [&](const Trait& a, const Trait& b) { return std::count_if(draws.things.begin(), draws.things.end(), [&](const Thing& t) { return a(t) && b(t); }); };
  bool plain = true;
  for (std::size_t i = 0; i < event.traits.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) plain = plain && (both(event.traits[i], event.traits[j]) == 0 || same(event.traits[i], event.traits[j]));
  std::string fewer_alike;
  if (plain) {
    for (std::size_t i = 0; i < event.traits.size(); ++i) {
      const long long alike = with_trait(draws, event.traits[i]);
      long long a = alike;
      for (std::size_t j = 0; j < i; ++j) a -= same(event.traits[i], event.traits[j]);
      if (a <= 0) return {};
      if (a < alike) fewer_alike += "Then " + inline_math(std::to_string(alike) + " - " + std::to_string(alike - a) + " = " + std::to_string(a)) + " of the kind in question are left. ";
      factors.push_back(integer(a) / integer(n - static_cast<long long>(i)));
    }
    std::string sizes_text;
    for (const Trait& trait : event.traits) {
      const std::string text = size_text(draws, trait);
      if (sizes_text.find(text) == std::string::npos) sizes_text += text;
    }
    return Found{product_of(factors), total_text(draws) + sizes_text + fewer_text(n, static_cast<long long>(event.traits.size())) + fewer_alike + "The probabilities of the draws are multiplied."};
  }
  if (event.traits.size() != 2) return {};
  const long long a = with_trait(draws, event.traits[0]), b = with_trait(draws, event.traits[1]), ab = both(event.traits[0], event.traits[1]);
  std::vector<Expr> cases;
  if (a > ab) cases.push_back(integer(a - ab) / integer(n) * (integer(b) / integer(n - 1)));
  if (b > 1) cases.push_back(integer(ab) / integer(n) * (integer(b - 1) / integer(n - 1)));
  if (cases.empty()) return {};
  return Found{sum_of(cases), total_text(draws) + size_text(draws, event.traits[0]) + size_text(draws, event.traits[1]) + fewer_text(n, 2) + (b > 1 ? "If the first took one of those wanted second, " + inline_math(std::to_string(b) + " - 1 = " + std::to_string(b - 1)) + " of them are left. " : "") + "The first draw may or may not take one of those that are wanted in the second. Of the " + dollars(a) + " that fit first, " + dollars(ab) + " would fit second, too, and " +
                                  inline_math(std::to_string(a) + " - " + std::to_string(ab) + " = " + std::to_string(a - ab)) + " would not. " + dollars(b) + " fit second."};
}

std::string distinct_text(long long n, long long m, long long size, long long kinds, bool replaced) {
  std::vector<std::string> left;
  for (long long i = 1; i < m; ++i) left.push_back(inline_math(std::to_string(size * (kinds - i + 1)) + " - " + std::to_string(size) + " = " + std::to_string(size * (kinds - i))));
  return "The first may be any. Each further one must not be like one before, which leaves " + and_list(left) + " that fit. " + (replaced ? "" : fewer_text(n, m));
}

std::optional<Found> alike(const Draws& draws, const Event& event) {
  std::map<std::string, long long> groups;
  for (const Thing& thing : draws.things) {
    auto f = feature(thing, event.alike);
    if (!f) return {};
    ++groups[*f];
  }
  const long long n = static_cast<long long>(draws.things.size()), m = draws.count;
  if (m < 2 || groups.size() < 2) return {};
  const bool even = std::all_of(groups.begin(), groups.end(), [&](const auto& g) { return g.second == groups.begin()->second; });
  const long long size = groups.begin()->second, kinds = static_cast<long long>(groups.size());
  const bool distinct = event.kind == Event::Kind::kDifferent;
  Expr value = integer(0);
  std::string setting;
  if (distinct && m > 2) {
    if (!even || m > kinds || m > 8) return {};
    std::vector<Expr> factors;
    for (long long i = 1; i < m; ++i) factors.push_back(integer(size * (kinds - i)) / integer(draws.with_replacement ? n : n - i));
    return Found{event.negated ? integer(1) - product_of(factors) : product_of(factors), distinct_text(n, m, size, kinds, draws.with_replacement)};
  }
  if (even) {
    std::vector<Expr> factors;
    for (long long i = 1; i < m; ++i) {
      if (!draws.with_replacement && size - i <= 0) return {};
      factors.push_back(draws.with_replacement ? integer(size) / integer(n) : integer(size - i) / integer(n - i));
    }
    setting = "The first may be any, and the others must be like it. " + (draws.with_replacement ? std::string() : total_text(draws) + fewer_text(n, m));
    if (!draws.with_replacement)
      for (long long i = 1; i < m; ++i) setting += "Then " + inline_math(std::to_string(size) + " - " + std::to_string(i) + " = " + std::to_string(size - i)) + " like it are left. ";
    value = product_of(factors);
  } else {
    std::vector<Expr> terms;
    std::vector<std::string> sizes;
    for (const auto& [name, count] : groups) {
      sizes.push_back(dollars(count));
      if (draws.with_replacement) terms.push_back(pow(integer(count) / integer(n), integer(m)));
      else if (count >= m) terms.push_back(choose(count, m));
    }
    if (terms.empty()) return {};
    value = sum_of(terms);
    if (!draws.with_replacement) value = value / choose(n, m);
    setting = total_text(draws) + "The groups have " + and_list(sizes) + " members. All " + dollars(m) + " are from one group in the cases that are counted here.";
  }
  const bool opposite = distinct != event.negated;
  if (opposite) setting += " The probability asked for is what is missing to $1$.";
  return Found{opposite ? integer(1) - value : value, setting};
}

std::optional<Found> mixed(const Draws& draws, const Event& event) {
  const long long n = static_cast<long long>(draws.things.size()), m = draws.count;
  long long together = 0;
  for (long long k : event.counts) together += k;
  for (const Thing& thing : draws.things)
    if (std::count_if(event.traits.begin(), event.traits.end(), [&](const Trait& t) { return t(thing); }) > 1) return {};
  if (together != m || event.negated) return {};
  std::vector<Expr> factors;
  std::vector<std::string> sizes;
  for (std::size_t i = 0; i < event.traits.size(); ++i) {
    const long long a = with_trait(draws, event.traits[i]);
    if (a < event.counts[i] || event.counts[i] < 1) return {};
    sizes.push_back(dollars(event.counts[i]) + " of " + dollars(a));
    if (draws.with_replacement) factors.push_back(pow(integer(a) / integer(n), integer(event.counts[i])));
    else factors.push_back(choose(a, event.counts[i]));
  }
  if (draws.with_replacement) {
    std::vector<Expr> below;
    for (long long k : event.counts)
      if (k > 1) below.push_back(Expr::func("factorial", {integer(k)}));
    Expr orders = Expr::func("factorial", {integer(m)});
    if (!below.empty()) orders = orders / product_of(below);
    factors.insert(factors.begin(), orders);
    return Found{product_of(factors), total_text(draws) + "There are " + inline_math(tex(orders)) + " orders, and each has the same probability."};
  }
  return Found{product_of(factors) / choose(n, m), total_text(draws) + "We choose " + and_list(sizes) + ". In all there are " + inline_math(tex(choose(n, m))) + " ways to draw " + dollars(m) + " of " + dollars(n) + "."};
}

// By going through the first draw.
std::optional<Found> by_cases(const Draws& draws, const Counted& counted) {
  if (counted.fit == 0) return {};
  std::vector<Expr> terms;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < counted.by_first.size(); ++i) {
    if (counted.by_first[i] == 0) continue;
    terms.push_back(integer(counted.by_first[i]));
    parts.push_back(dollars(counted.by_first[i]) + (parts.empty() ? " that begin with " : " with ") + dollars(*draws.things[i].number));
  }
  if (parts.size() > 20) return {};
  const long long n = static_cast<long long>(draws.things.size());
  std::vector<Expr> factors;
  for (long long i = 0; i < draws.count; ++i) factors.push_back(integer(draws.with_replacement ? n : n - i));
  const Expr all = draws.with_replacement && draws.count > 1 ? pow(integer(n), integer(draws.count)) : product_of(factors);
  std::string values;
  for (const Thing& thing : draws.things) values += (values.empty() ? "" : ", ") + std::to_string(*thing.number);
  std::string setting = "Each can be one of " + inline_math(values) + ", so there are " + inline_math(tex(all) + " = " + std::to_string(counted.all)) + " equally likely results in order.";
  if (counted.fit <= 12 && counted.some.size() == static_cast<std::size_t>(counted.fit) && draws.count > 1) {
    std::vector<std::string> listed;
    for (const auto& outcome : counted.some) {
      std::string text;
      for (long long n : outcome) text += (text.empty() ? "" : ", ") + std::to_string(n);
      listed.push_back("$(" + text + ")$");
    }
    return Found{integer(counted.fit) / all, setting + " Those that fit are " + and_list(listed) + ", which are " + dollars(counted.fit) + "."};
  }
  return Found{sum_of(terms) / all, setting + " Those that fit are " + and_list(parts) + "."};
}

}  // namespace

std::optional<Goal> probability(const Draws& draws, const Event& event) {
  const long long n = static_cast<long long>(draws.things.size());
  if (n < 2 || n > 200 || draws.count < 1 || draws.count > 20 || (!draws.with_replacement && draws.count > n)) return {};
  const bool numeric = event.kind == Event::Kind::kSum || event.kind == Event::Kind::kProduct || event.kind == Event::Kind::kDifference;
  if (numeric && (draws.count > 6 || std::any_of(draws.things.begin(), draws.things.end(), [](const Thing& t) { return !t.number; }))) return {};
  if (event.kind == Event::Kind::kDifference && draws.count != 2) return {};
  if (event.kind == Event::Kind::kInOrder && (event.traits.empty() || static_cast<long long>(event.traits.size()) > draws.count || event.negated)) return {};
  auto counted = count_all(draws, event);
  std::optional<Found> found;
  switch (event.kind) {
    case Event::Kind::kCount: found = counted_trait(draws, event); break;
    case Event::Kind::kInOrder: found = in_order(draws, event); break;
    case Event::Kind::kAlike: case Event::Kind::kDifferent: found = alike(draws, event); break;
    case Event::Kind::kMixed: found = mixed(draws, event); break;
    case Event::Kind::kSum: case Event::Kind::kProduct: case Event::Kind::kDifference: found = counted ? by_cases(draws, *counted) : std::nullopt; break;
  }
  if (!found) return {};
  if (counted) {
    auto value = math::exact_value(found->value);
    if (!value.ok() || *value != Rational(counted->fit) / Rational(counted->all)) return {};
  }
  return Evaluate{found->value, found->setting, "the probability is @", {}};
}

std::optional<Goal> number_of_ways(const Draws& draws, const Event& event) {
  const long long n = static_cast<long long>(draws.things.size()), m = draws.count;
  if (draws.with_replacement || m < 1 || m >= n || n > 60) return {};
  std::vector<Expr> terms;
  std::string setting;
  if (event.kind == Event::Kind::kCount && !event.negated) {
    const long long a = with_trait(draws, event.traits[0]);
    std::vector<std::string> cases;
    for (long long k = std::max<long long>(event.least, 0); k <= std::min(event.most, m); ++k) {
      if (k > a || m - k > n - a) continue;
      std::vector<Expr> factors;
      if (k > 0) factors.push_back(choose(a, k));
      if (m - k > 0) factors.push_back(choose(n - a, m - k));
      terms.push_back(product_of(factors));
      cases.push_back(dollars(k));
    }
    if (terms.empty() || terms.size() > 7) return {};
    setting = total_text(draws) + "Of the " + dollars(n) + " there are " + dollars(a) + " of the kind in question and " + inline_math(std::to_string(n) + " - " + std::to_string(a) + " = " + std::to_string(n - a)) + " others. We choose " +
              (cases.size() == 1 ? cases[0] : "in turn " + and_list(cases)) + " of the former, and the rest of the " + dollars(m) + " from the latter.";
  } else if (event.kind == Event::Kind::kMixed) {
    auto found = mixed(draws, event);
    if (!found) return {};
    std::vector<Expr> factors;
    for (std::size_t i = 0; i < event.traits.size(); ++i) factors.push_back(choose(with_trait(draws, event.traits[i]), event.counts[i]));
    terms = {product_of(factors)};
    setting = "Each choice from one group goes with each from the others.";
  } else {
    return {};
  }
  const Expr value = sum_of(terms);
  if (auto counted = count_all(draws, event)) {
    auto number = math::exact_value(value), orders = math::exact_value(Expr::func("factorial", {integer(m)}));
    if (!number.ok() || !orders.ok() || *number * *orders != Rational(counted->fit)) return {};
  }
  return Evaluate{value, setting, "there are @ ways", {}};
}

}  // namespace retort::agent
