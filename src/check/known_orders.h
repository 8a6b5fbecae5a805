// The inequalities that are known at one place of a narrative, and how another one stands to them.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "check/claims.h"
#include "check/numeric_range.h"
#include "check/reading.h"
#include "check/scope.h"
#include "check/solution_set.h"
#include "check/statement.h"
#include "math/exact.h"
#include "math/identity.h"

namespace retort::check {

inline bool is_order(const std::string& sign) { return sign[0] == '<' || sign[0] == '>' || sign == "!="; }

class KnownOrders {
 protected:
  using Expr = math::Expr;
  using Op = math::Op;

  KnownOrders(std::string_view problem, std::string_view narrative) : reader_(problem, narrative) {}

  static std::string latex_of(const Statement& statement) {
    std::string text = statement.sides.front().latex;
    for (std::size_t i = 0; i < statement.signs.size(); ++i) text += " " + statement.signs[i] + " " + statement.sides[i + 1].latex;
    return text;
  }

  std::optional<SolutionSet> solutions(const Statement& statement) const {
    std::vector<Expr> sides;
    std::vector<std::string> signs = statement.signs;
    for (std::size_t i = 0; i < statement.sides.size(); ++i) {
      const std::string latex(trim(statement.sides[i].latex));
      const bool first = i == 0, last = i + 1 == statement.sides.size();
      if ((first && latex == "-\\infty" && signs.front() == "<") || (last && latex == "\\infty" && !signs.empty() && signs.back() == "<")) {   // says nothing
        signs.erase(first ? signs.begin() : signs.end() - 1);
        continue;
      }
      const auto value = latex.empty() ? std::nullopt : reader_.value(statement.sides[i]);
      if (!value) return std::nullopt;
      sides.push_back(scope_.resolve(value->expr));
    }
    if (sides.size() == 1 && sides[0].is(Op::kSymbol)) return SolutionSet{sides[0].name(), {}, {}, {true}};
    return solve_chain(sides, signs);
  }

  void remember_order(const Statement& statement) {
    if (statement.hypothetical || statement.supposed) return;   // a case that is looked at
    const std::string text = latex_of(statement);
    if (orders_.size() < 20 && text.size() < 200) orders_.push_back(text);
    if (auto set = solutions(statement)) {
      if (sets_.size() < 20) sets_.push_back(std::move(*set));
    }
    if (auto chain = chain_of(statement); chain && chains_.size() < 8) chains_.push_back(std::move(*chain));
  }

  std::optional<NumericRange> chain_of(const Statement& statement) const {
    NumericRange chain{{}, statement.signs};
    for (const Side& side : statement.sides) {
      const auto value = side.latex.empty() ? std::nullopt : reader_.value(side);
      if (!value) return std::nullopt;
      chain.sides.push_back(scope_.resolve(value->expr));
    }
    return chain;
  }

  // A whole side of the known inequality moved over, its fractions brought together: the same difference of the sides, with the same sign.
  bool restates_order(const Statement& statement) const {
    if (statement.sides.size() != 2) return false;
    const auto left = reader_.value(statement.sides[0]), right = reader_.value(statement.sides[1]);
    if (!left || !right) return false;
    const Expr claimed = scope_.resolve(left->expr - right->expr);
    const auto turned = [](std::string sign) {
      sign[0] = sign[0] == '<' ? '>' : sign[0] == '>' ? '<' : sign[0];
      return sign;
    };
    const auto same = [](const Expr& a, const Expr& b) { return math::equal(a, b).outcome == math::Verdict::Outcome::kEqual; };
    return claimed.size() <= 80 && std::any_of(chains_.begin(), chains_.end(), [&](const NumericRange& chain) {
      for (std::size_t i = 0; i + 1 < chain.sides.size(); ++i) {
        const Expr known = chain.sides[i] - chain.sides[i + 1];
        if (known.symbols() != claimed.symbols() || known.size() > 80) continue;
        if ((chain.signs[i] == statement.signs[0] && same(known, claimed)) || (turned(chain.signs[i]) == statement.signs[0] && same(-known, claimed))) return true;
      }
      return false;
    });
  }

  // x = 6 - 2\sqrt{2} where the two sides of a known inequality agree
  bool is_root_of_order(const Expr& a, const Expr& b) const {
    if (!a.is(Op::kSymbol) || !b.symbols().empty() || math::exact_value(b).ok() || b.size() > 40) return false;
    return std::any_of(chains_.begin(), chains_.end(), [&](const NumericRange& chain) {
      for (std::size_t i = 0; i + 1 < chain.sides.size(); ++i) {
        const Expr difference = chain.sides[i] - chain.sides[i + 1];
        const bool alone = difference.symbols() == std::vector<std::string>{a.name()} && difference.size() <= 80;
        if (alone && math::equal(difference.substitute(a.name(), b), Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual) return true;
      }
      return false;
    });
  }

  // Do the sides of a known inequality agree where a = b?
  bool is_border(const Expr& a, const Expr& b) const {
    const auto p = monomials_of(scope_.resolve(a - b));
    if (!p || p->empty()) return false;
    return std::any_of(chains_.begin(), chains_.end(), [&](const NumericRange& chain) {
      for (std::size_t i = 0; i + 1 < chain.sides.size(); ++i) {
        const auto q = monomials_of(chain.sides[i] - chain.sides[i + 1]);
        if (q && (*q == *p || *q == *monomials_of(scope_.resolve(b - a)))) return true;
      }
      return false;
    });
  }

  // A range for one unknown whose known inequality is not solved exactly, because of roots or logarithms.
  bool fits_numerically(const Statement& statement) const {
    std::vector<Expr> sides;
    for (const Side& side : statement.sides) {
      const auto value = side.latex.empty() ? std::nullopt : reader_.value(side);
      if (!value) return false;
      sides.push_back(value->expr);
    }
    return std::any_of(chains_.begin(), chains_.end(), [&](const NumericRange& chain) { return chain.has_component(sides, statement.signs); });
  }

  // a < f(x) < b of the problem, whose two halves may be solved one by one.
  void remember_halves(const Statement& statement) {
    for (std::size_t i = 0; i + 1 < statement.sides.size() && statement.sides.size() > 2; ++i) {
      Statement half = statement;
      half.sides = {statement.sides[i], statement.sides[i + 1]};
      half.signs = {statement.signs[i]};
      if (auto set = solutions(half); set && halves_.size() < 20) halves_.push_back(std::move(*set));
    }
  }

  // A range must be one that is known, or all of them together; a lone bound (x < 5) may be wider.
  Standing judge_set(const SolutionSet& set, bool lone_bound) const {
    if (is_intersection(set, sets_)) return Standing::kFollows;
    const auto equal = [&](const SolutionSet& half) { return within(half, set) && within(set, half); };
    if (std::any_of(halves_.begin(), halves_.end(), equal)) return Standing::kFollows;
    bool known = false, implied = false, contradicts = false;
    for (const SolutionSet& other : sets_) {
      if (other.unknown != set.unknown) continue;
      const bool wider = within(other, set), narrower = within(set, other);
      known = known || (wider && narrower);
      implied = implied || wider;
      contradicts = contradicts || (!wider && !narrower);
    }
    if (known || (implied && lone_bound)) return Standing::kFollows;
    return contradicts ? Standing::kFails : Standing::kOpen;
  }

  // One of several ranges that make up the solutions together, `x < 3 or x > 5`.
  bool is_solution(const SolutionSet& set) const {
    const auto component = [&](const SolutionSet& half) {
      const auto shared = [&](const math::Rational& end) { return std::find(half.ends.begin(), half.ends.end(), end) != half.ends.end(); };
      return within(set, half) && std::all_of(set.ends.begin(), set.ends.end(), shared);
    };
    if (std::any_of(halves_.begin(), halves_.end(), component)) return true;
    bool known = false;
    for (const SolutionSet& other : sets_) {
      if (other.unknown != set.unknown) continue;
      if (!within(set, other)) return false;
      known = true;
    }
    return known;
  }

  bool is_lone_bound(const Statement& statement) const {
    if (statement.sides.size() != 2) return false;
    const auto a = reader_.value(statement.sides[0]), b = reader_.value(statement.sides[1]);
    return a && b && (a->expr.is(Op::kSymbol) || b->expr.is(Op::kSymbol));
  }

  Reader reader_;
  Scope scope_;
  std::vector<std::string> orders_;
  std::vector<NumericRange> chains_;
  std::vector<SolutionSet> sets_, halves_;   // known to hold together; parts of the problem's chains
};

}  // namespace retort::check
