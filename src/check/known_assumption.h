// A value that is taken for what follows: does the calculation behind it use it?
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "check/given_numbers.h"
#include "check/known_setups.h"

namespace retort::check {

class KnownAssumption : protected KnownSetups {
 protected:
  KnownAssumption(std::string_view problem, std::string_view narrative) : KnownSetups(problem, narrative) {}

  struct Assumption {
    std::string symbol;
    Rational value;
    std::size_t end = 0;   // in the narrative
  };

  // Does the claim stand in the same sentence as the assumption before it, or at the start of the next?
  bool is_assumed_near(const Side& left, std::size_t reach) const {
    return assumed_ && left.at >= assumed_->end && left.at - assumed_->end <= reach;
  }

  // `At x = 2 we get f(3) = ...` in one sentence; the same for limits.
  bool against_assumption(const Side& left, const Expr& a) const {
    if (!is_assumed_near(left, 60) || text_.substr(assumed_->end, left.at - assumed_->end).find(". ") != std::string_view::npos) return false;
    const bool call = a.is(Op::kFunc) && a.args().size() == 1 && holds_call(a);
    const bool limit = a.is_func("limit") && a.args().size() >= 3 && a.arg(1).is(Op::kSymbol) && a.arg(1).name() == assumed_->symbol;
    const auto argument = call ? constant(a.arg(0)) : limit ? constant(a.arg(2)) : std::nullopt;
    return argument && *argument != assumed_->value;
  }

  // 7 - 3 of `b = 7 - 3`: not where c = 3 was put in.
  bool is_about_another(const Statement& statement, const Side& left) const {
    if (!assumed_ || statement.sides[0].at == left.at) return false;
    const auto first = reader_.value(statement.sides[0]);
    return first && first->expr.is(Op::kSymbol) && first->expr.name() != assumed_->symbol;
  }

  // `We put in x = 2. 4 \cdot 3^2 - 1 = ...`: a calculation with a number that is not the one put in.
  bool uses_other_value(const Side& left, const Expr& a) const {
    if (!is_assumed_near(left, 120) || left.latex.size() > 400) return false;
    const auto value = constant(a);
    if (!value || a.args().empty() || (a.is(Op::kNeg) && a.arg(0).is_number())) return false;
    if (shows_other_sign(assumed_->value, left.latex)) return true;
    if (value->is_zero()) return shows_other_root(a);
    if (shows_number(left.latex, assumed_->value)) return false;
    std::vector<Rational> tried{-assumed_->value};
    for (const Rational& candidate : scope_.candidates(assumed_->symbol)) tried.push_back(candidate);
    for (const NumberPlace& number : numbers_in(left.latex)) {
      if (tried.size() < 16) tried.insert(tried.end(), {number.value, -number.value});
    }
    bool other = false;
    const std::vector<Rational> claimed = terms_of(a);
    std::vector<Expr> known = bodies_;
    known.insert(known.end(), curves_.begin(), curves_.end());
    for (const Expr& body : known) {
      if (body.symbols() != std::vector<std::string>{assumed_->symbol}) continue;
      const auto at = [&](const Rational& x) { return body.substitute(assumed_->symbol, Expr::number(x)); };
      if (const auto right = constant(at(assumed_->value)); right && *right == *value) return false;
      other = other || std::any_of(tried.begin(), tried.end(), [&](const Rational& x) { const auto y = constant(at(x)); return y && *y == *value && terms_of(at(x)) == claimed; });
    }
    return other;
  }

  // `Testing x = 2 gives 8 - 36 + 52 - 24 = 0`: the terms of a known polynomial at a root of it, which is another number?
  bool shows_other_root(const Expr& a) const {
    if (!a.is(Op::kAdd)) return false;
    const std::vector<Rational> claimed = terms_of(a);
    const std::string& symbol = assumed_->symbol;
    std::set<Rational> others = scope_.candidates(symbol);
    others.insert(-assumed_->value);
    bool other = false;
    for (const Expr& curve : curves_) {
      if (curve.symbols() != std::vector<std::string>{symbol}) continue;
      if (terms_of(curve.substitute(symbol, Expr::number(assumed_->value))) == claimed) return false;
      for (long long i = -20; i <= 20; ++i) others.insert(Rational(i));
      other = other || std::any_of(others.begin(), others.end(), [&](const Rational& x) { return terms_of(curve.substitute(symbol, Expr::number(x))) == claimed; });
    }
    return other;
  }

  std::optional<Assumption> assumed_;
};

}  // namespace retort::check
