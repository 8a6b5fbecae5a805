// Statements that are true within a case: one of several alternatives, a denominator that is zero, the border of an inequality.
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "check/absolute_values.h"
#include "check/known_facts.h"

namespace retort::check {

class KnownCases : protected KnownFacts {
 protected:
  KnownCases(std::string_view problem, std::string_view narrative) : KnownFacts(problem, narrative) {}

  // "The operation $*$ is defined by $a * b = 1/a + 1/b$": no product.
  bool defines_operation(const Statement& statement) const {
    const std::size_t stop = problem_.rfind(". ", statement.at), begin = stop == std::string_view::npos ? 0 : stop;
    const std::string front = lower_ascii(problem_.substr(begin, statement.at - begin));
    return front.find("operation") != std::string::npos;
  }

  void note_bars(const Expr& difference) {
    if (!has_bars(difference) || difference.size() >= 80 || bars_.size() >= 4) return;
    bars_.push_back(difference);
    for (const Expr& inside : without_bars(difference).insides) {   // where it changes its sign
      const auto line = inside.symbols().size() == 1 ? math::as_polynomial(inside, inside.symbols()[0], 1) : std::nullopt;
      if (line && math::degree(*line) == 1) shown_.push_back({((*line)[0] / (*line)[1]).abs(), 0});
    }
  }

  // x = 2 or x = 3 or x = 2: an alternative that is none.
  bool repeats_alternative(const Statement& statement, const Expr& a, const Expr& b) {
    constexpr std::size_t kMostValues = 12, kMostSize = 60;
    if (!statement.alternative || !a.is(Op::kSymbol)) return false;
    const bool goes_on = alternative_ && statement.at >= alternative_->end && statement.at - alternative_->end < kNear && alternative_->left.same(a);
    if (!goes_on) alternative_ = Alternative{a, {}, 0};
    const bool repeats = std::any_of(alternative_->values.begin(), alternative_->values.end(), [&](const Expr& value) {
      return value.same(b) || (b.symbols().empty() && value.symbols().empty() && b.size() <= kMostSize && math::equal(value, b).outcome == Outcome::kEqual);
    });
    alternative_->end = statement.at + statement.length;
    if (alternative_->values.size() < kMostValues) alternative_->values.push_back(b);
    return repeats;
  }

  // |x - 1| + x = 5 with the bars dropped, -(x - 1) + x = 5: one case of it. What an earlier case led to holds no longer, but is a candidate.
  bool opens_case(const Expr& a, const Expr& b) {
    const Expr difference = a - b;
    if (difference.symbols().size() != 1 || std::none_of(bars_.begin(), bars_.end(), [&](const Expr& e) { return is_case_of(difference, e); })) return false;
    const std::string symbol = difference.symbols()[0];
    const auto value = before_cases_ ? scope_.value_of(symbol) : std::nullopt;   // what the case before led to
    if (!before_cases_) before_cases_ = scope_;
    scope_ = *before_cases_;
    const auto solves = [&](const Expr& e) { const auto rest = constant(e.substitute(symbol, Expr::number(*value))); return rest && rest->is_zero(); };
    if (value && std::any_of(bars_.begin(), bars_.end(), solves)) {
      scope_.add_candidate(symbol, *value);
      before_cases_->add_candidate(symbol, *value);
    }
    if (const auto m = monomials_of(difference); m && (m->size() > 1 || m->count("") == 0)) scope_.add_equation(a, b);
    return true;
  }

  // What is known in front of the first of several alternatives, `x = 2 or x = 3`.
  void enter_alternatives(const Statement& statement) {
    if (!alternatives_ || statement.at < alternatives_end_ || statement.at - alternatives_end_ > kNear) alternatives_ = scope_;
    alternatives_end_ = statement.at + statement.length;
  }

  // One of the alternatives, which later lines may start from.
  void note_case(const Expr& a, const Expr& b) {
    constexpr std::size_t kMaxCases = 8;
    if (alternatives_ && cases_.size() < kMaxCases) cases_.push_back({*alternatives_, a, b});
  }

  static bool names_in(const Scope& scope, const Expr& a, const Expr& b) { return a.is(Op::kSymbol) && !scope.knows_symbol(a.name()) && !b.contains_symbol(a.name()); }

  // Does a = b follow in a case that was noted? From here on that case is looked at.
  bool goes_to_case(const Expr& a, const Expr& b) {
    for (auto one = cases_.rbegin(); one != cases_.rend(); ++one) {
      Scope scope = one->before;
      scope.add_equation(one->left, one->right);
      if (scope.relate(a, b) != Scope::Relation::kImplied && !are_unequal_numbers(*one, a, b)) continue;
      enter(std::move(scope));
      return true;
    }
    return false;
  }

  // Where a fraction of the problem is not defined, or the two sides of an inequality agree: looked at by itself.
  bool opens_border(const Expr& a, const Expr& b) {
    const auto zero = constant(b);
    const bool pole = zero && zero->is_zero() && is_denominator(a), border = is_border(a, b);
    if ((!pole && !border) || scope_.relate(a, b) == Scope::Relation::kImplied) return false;
    if (!without_borders_) without_borders_ = scope_;
    if (cases_.empty() || !cases_.back().left.same(Expr::integer(0))) cases_.push_back({*without_borders_, Expr::integer(0), Expr::integer(0)});
    Scope scope = *without_borders_;
    scope.add_equation(a, b);
    enter(std::move(scope));
    note_bars(a - b);   // |x - 3| + |x + 1| = 0
    return true;
  }

  std::set<std::string> found_;          // letters with values
  std::optional<Scope> alternatives_;    // as it was in front of the first of the last alternatives

 private:
  static constexpr std::size_t kNear = 24;   // bytes between two alternatives

  struct Alternative {
    Expr left;
    std::vector<Expr> values;
    std::size_t end = 0;
  };
  struct Case {
    Scope before;
    Expr left, right;
  };

  // Another case is looked at; what was found in the one before stays a candidate.
  void enter(Scope scope) {
    for (const std::string& symbol : found_) {
      if (const auto value = scope_.value_of(symbol)) scope.add_candidate(symbol, *value);
      for (const Rational& value : scope_.candidates(symbol)) scope.add_candidate(symbol, value);
    }
    scope_ = std::move(scope);
  }

  // -1 = -2 of (2x - 1)/(x - 1) = 2: a case without solutions, with its fraction cleared.
  bool are_unequal_numbers(const Case& one, const Expr& a, const Expr& b) const {
    const auto difference = monomials_of(scope_.resolve(a - b));
    const Expr whole = scope_.resolve(one.left - one.right);
    const bool number = difference && difference->size() == 1 && difference->begin()->first.empty();
    const auto fraction = number && whole.symbols().size() == 1 ? math::as_fraction(whole, whole.symbols()[0], 20) : std::nullopt;
    return fraction && math::degree(fraction->num) == 0 && fraction->num[0].abs() == difference->begin()->second.abs();
  }

  std::optional<Alternative> alternative_;
  std::optional<Scope> before_cases_, without_borders_;   // as it was before the first case, and before the first border
  std::size_t alternatives_end_ = 0;
  std::vector<Case> cases_;
  std::vector<Expr> bars_;               // equations of the problem with absolute values, as differences
};

}  // namespace retort::check
