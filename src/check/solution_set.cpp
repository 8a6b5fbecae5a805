#include "check/solution_set.h"

#include <algorithm>

#include "check/absolute_values.h"
#include "math/exact.h"
#include "math/polynomial.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Rational;

constexpr int kMaxDegree = 12;

bool satisfies(int sign, const std::string& relation) {
  if (relation == "<") return sign < 0;
  if (relation == "<=") return sign <= 0;
  if (relation == ">") return sign > 0;
  if (relation == ">=") return sign >= 0;
  return relation == "=" ? sign == 0 : sign != 0;
}

struct Link {
  math::Fraction difference;
  std::string relation, unknown;
  std::optional<Expr> with_bars = {};   // in place of `difference`

  bool holds_at(const Rational& x) const {
    if (with_bars) {
      const auto value = math::exact_value(with_bars->substitute(unknown, Expr::number(x)), {4096, 200});
      return value.ok() && satisfies(value->sign(), relation);
    }
    const Rational below = math::evaluate(difference.den, x);
    if (below.is_zero()) return false;
    return satisfies((math::evaluate(difference.num, x) / below).sign(), relation);
  }
};

// All real roots where they are rational.
bool add_roots(const math::Coefficients& p, std::vector<Rational>& ends) {
  if (math::degree(p) < 1) return true;
  const auto roots = math::rational_roots(p);
  if (static_cast<int>(roots.size()) != math::count_real_roots(p)) return false;
  for (const auto& [root, times] : roots) ends.push_back(root);
  return true;
}

// Where an expression with bars may change its sign: the roots of what it is with either sign of each |u|, and of each u.
bool add_borders(const Expr& e, const std::string& unknown, std::vector<Rational>& ends) {
  const Signed parts = without_bars(e);
  const auto add = [&](const Expr& part) {
    if (has_bars(part)) return false;
    const auto fraction = math::as_fraction(part, unknown, kMaxDegree);
    return fraction && add_roots(fraction->num, ends) && add_roots(fraction->den, ends);
  };
  return std::all_of(parts.cases.begin(), parts.cases.end(), add) && std::all_of(parts.insides.begin(), parts.insides.end(), add);
}

bool contains(const SolutionSet& set, const Rational& x) {
  const auto place = std::lower_bound(set.ends.begin(), set.ends.end(), x);
  const auto index = static_cast<std::size_t>(place - set.ends.begin());
  return place != set.ends.end() && *place == x ? set.at[index] : set.gaps[index];
}

// A number in each gap between the end points.
std::vector<Rational> gap_points(const std::vector<Rational>& ends) {
  if (ends.empty()) return {Rational(0)};
  std::vector<Rational> points{ends.front() - Rational(1)};
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) points.push_back((ends[i] + ends[i + 1]) / Rational(2));
  points.push_back(ends.back() + Rational(1));
  return points;
}

}  // namespace

std::optional<SolutionSet> solve_chain(const std::vector<Expr>& sides, const std::vector<std::string>& signs) {
  SolutionSet set;
  for (const Expr& side : sides) {
    for (const std::string& symbol : side.symbols()) {
      if (!set.unknown.empty() && set.unknown != symbol) return std::nullopt;
      set.unknown = symbol;
    }
  }
  if (set.unknown.empty()) return std::nullopt;
  std::vector<Link> links;
  for (std::size_t i = 0; i < signs.size(); ++i) {
    const Expr difference = sides[i] - sides[i + 1];
    if (has_bars(difference)) {
      if (!add_borders(difference, set.unknown, set.ends)) return std::nullopt;
      links.push_back({{}, signs[i], set.unknown, difference});
      continue;
    }
    const auto polynomial = math::as_polynomial(difference, set.unknown, kMaxDegree);
    const auto fraction = polynomial ? std::optional(math::Fraction{*polynomial, {Rational(1)}}) : math::as_fraction(difference, set.unknown, kMaxDegree);
    if (!fraction || !add_roots(fraction->num, set.ends) || !add_roots(fraction->den, set.ends)) return std::nullopt;
    links.push_back({*fraction, signs[i], set.unknown});
  }
  std::sort(set.ends.begin(), set.ends.end());
  set.ends.erase(std::unique(set.ends.begin(), set.ends.end()), set.ends.end());
  const auto holds = [&](const Rational& x) { return std::all_of(links.begin(), links.end(), [&](const Link& link) { return link.holds_at(x); }); };
  for (const Rational& end : set.ends) set.at.push_back(holds(end));
  for (const Rational& point : gap_points(set.ends)) set.gaps.push_back(holds(point));
  return set;
}

namespace {

// A number in each part into which the end points of all sets divide the line, and the end points.
std::vector<Rational> all_points(const std::vector<const SolutionSet*>& sets) {
  std::vector<Rational> ends;
  for (const SolutionSet* set : sets) ends.insert(ends.end(), set->ends.begin(), set->ends.end());
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  std::vector<Rational> points = gap_points(ends);
  points.insert(points.end(), ends.begin(), ends.end());
  return points;
}

}  // namespace

bool is_intersection(const SolutionSet& set, const std::vector<SolutionSet>& others) {
  std::vector<const SolutionSet*> all{&set};
  for (const SolutionSet& other : others) {
    if (other.unknown == set.unknown) all.push_back(&other);
  }
  const std::vector<Rational> points = all_points(all);
  return all.size() > 1 && std::all_of(points.begin(), points.end(), [&](const Rational& x) {
    return contains(set, x) == std::all_of(all.begin() + 1, all.end(), [&](const SolutionSet* other) { return contains(*other, x); });
  });
}

bool within(const SolutionSet& inner, const SolutionSet& outer) {
  if (inner.unknown != outer.unknown) return false;
  const std::vector<Rational> points = all_points({&inner, &outer});
  return std::all_of(points.begin(), points.end(), [&](const Rational& x) { return !contains(inner, x) || contains(outer, x); });
}

}  // namespace retort::check
