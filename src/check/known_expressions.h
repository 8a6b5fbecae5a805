// The expressions that a problem and a narrative speak of, and the numbers that they show.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/given_numbers.h"
#include "check/known_orders.h"
#include "check/scope.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/polynomial.h"

namespace retort::check {

class KnownExpressions : protected KnownOrders {
 protected:
  using Rational = math::Rational;

  KnownExpressions(std::string_view problem, std::string_view narrative) : KnownOrders(problem, narrative) {}

  static std::optional<Rational> constant(const Expr& e) {
    if (!e.symbols().empty()) return std::nullopt;
    const auto value = math::exact_value(e);
    return value.ok() ? std::optional(*value) : std::nullopt;
  }

  static bool is_nonlinear(const Monomials& m) {
    return std::any_of(m.begin(), m.end(), [](const auto& term) { return term.first.find('*') != std::string::npos || term.first.find('^') != std::string::npos; });
  }

  // An expression of the problem, such as the one to factor: what is set equal to it later must be it.
  void remember_expression(const Side& side) {
    const auto value = expressions_.size() < 20 ? reader_.value(side) : std::nullopt;
    if (!value) return;
    note_curve(scope_.resolve(value->expr).symbols().empty() ? value->expr : scope_.resolve(value->expr));
    remember(value->expr);
  }

  void remember(const Expr& e) {
    if (e.symbols().empty() || expressions_.size() >= 30) return;
    const Expr body = scope_.resolve(e);
    if (body.is(Op::kDiv)) {
      remember(body.arg(0));
      remember(body.arg(1));
      return;
    }
    const auto m = monomials_of(body);
    if (!m || !is_nonlinear(*m) || std::find(expressions_.begin(), expressions_.end(), *m) != expressions_.end()) return;
    expressions_.push_back(*m);
    bodies_.push_back(body);
  }

  // Is a = b written as a rewriting of an expression of the problem, or of a function with a known body?
  bool claims_identity(const Expr& a, const Expr& b) const {
    if (b.symbols().empty()) return false;
    const Expr body = scope_.resolve(a);
    if (a.is(Op::kFunc) && a.args().size() == 1 && a.arg(0).is(Op::kSymbol) && scope_.defines(a.name())) return b.contains_symbol(a.arg(0).name());
    const auto left = monomials_of(body), right = monomials_of(scope_.resolve(b));
    if (!left || !right || !is_nonlinear(*left) || !is_nonlinear(*right)) return false;
    return std::find(expressions_.begin(), expressions_.end(), *left) != expressions_.end();
  }

  // f(x) = body with f new.
  bool define_function(const Expr& left, const Expr& right) {
    if (!left.is(Op::kFunc) || left.args().size() != 1 || !left.arg(0).is(Op::kSymbol)) return false;
    const std::string& letter = left.name();
    const bool applied = letter == "f" || letter == "g" || letter == "h" || reader_.applies(letter);
    if (!applied || scope_.defines(letter)) return false;
    scope_.define(letter, left.arg(0).name(), right);
    return true;
  }

  // A call of one of the text's own functions, such as f(3).
  static bool holds_call(const Expr& e) {
    if (e.is(Op::kFunc)) {
      const std::string letter = e.name().substr(0, e.name().find_first_of("_'"));
      if (letter.size() == 1) return true;
    }
    return std::any_of(e.args().begin(), e.args().end(), holds_call);
  }

  // Are two polynomials the same but for a factor?
  static bool is_multiple(const Expr& a, const Expr& b) {
    const auto p = monomials_of(a), q = monomials_of(b);
    return p && q && check::is_multiple(*p, *q);
  }

  // Is what follows this side in a chain of equalities the same term in another form? Not where it is the name of something.
  bool is_rewriting(const Side& before) const {
    const auto value = before.latex.empty() ? std::nullopt : reader_.value(before);
    return value && !value->expr.symbols().empty() && !value->expr.is(Op::kSymbol);
  }

  // d/dx f(x) = g(x) or f'(x) = g(x), in x alone, where g is not the derivative; a number on the right side (= 0) asks where it is so.
  bool is_other_slope(const Expr& a, const Expr& b) const {
    const bool named = a.is(Op::kFunc) && a.name().ends_with('\'') && scope_.defines(a.name().substr(0, a.name().find('\'')));
    if ((!named && (!a.is_func("derivative") || holds_call(a))) || b.symbols().empty() || (a - b).symbols().size() != 1 || holds_call(b)) return false;
    return math::equal(scope_.resolve(a), scope_.resolve(b)).outcome == math::Verdict::Outcome::kDifferent;
  }

  // What is integrated, or whose limit is taken, is a curve itself.
  void note_curve(const Expr& e) {
    constexpr std::size_t kCurves = 30, kSize = 60;
    if (e.is_func("integral") || e.is_func("limit") || e.is(Op::kNeg)) return note_curve(e.arg(0));
    const bool known = std::any_of(curves_.begin(), curves_.end(), [&](const Expr& curve) { return curve.same(e); });
    if (curves_.size() >= kCurves || e.size() <= 1 || e.size() > kSize || e.symbols().size() != 1 || known) return;
    curves_.push_back(e);
    if (e.is(Op::kDiv)) {
      note_product(e.arg(0), e.symbols()[0]);
      note_product(e.arg(1), e.symbols()[0]);
    } else if (e.is(Op::kMul)) {
      note_product(e, e.symbols()[0]);
      for (const Expr& factor : e.args()) {
        if (factor.is(Op::kAdd) && factor.args().size() > 2) note_curve(factor);   // its roots are tried next
      }
    }
  }

  // A product is a curve multiplied out, too; its coefficients may be named, and of a quadratic one the product of the outer two.
  void note_product(const Expr& e, const std::string& symbol) {
    constexpr int kDegree = 8;
    const auto p = math::as_polynomial(e, symbol, kDegree);
    if (!p || math::degree(*p) < 2) return;
    for (const Rational& c : *p) shown_.push_back({c.abs(), 0});
    if (math::degree(*p) == 2) shown_.push_back({((*p)[0] * (*p)[2]).abs(), 0});
    curves_.push_back(math::to_expr(*p, symbol));
  }

  // What a value that is tried shows.
  void show_tried(const Statement& statement, const Rational& value) {
    shown_.push_back({value.abs(), statement.at});
    show_values({{statement.at, 0, value}}, statement.at);
    show_powers(value, statement.at);
  }

  void show_terms(const Expr& e, std::size_t at) {
    if (const auto value = constant(e)) shown_.push_back({value->abs(), at});
    if (!e.is(Op::kAdd)) return;
    for (const Expr& term : e.args()) {
      if (const auto value = constant(term)) shown_.push_back({value->abs(), at});
    }
  }

  void show_powers(const Rational& value, std::size_t at) {
    constexpr int kHighest = 5;
    Rational power = value;
    for (int i = 2; i <= kHighest && power.bits() < 100; ++i) shown_.push_back({(power *= value).abs(), at});
  }

  // What the problem's expressions and their terms are at these numbers: "the function goes from 4 to 10".
  void show_values(const std::vector<NumberPlace>& numbers, std::size_t at) {
    constexpr std::size_t kNumbers = 10;
    for (const Expr& curve : curves_) {
      for (std::size_t k = 0; k < std::min(numbers.size(), kNumbers); ++k) {
        for (const Rational& x : {numbers[k].value, -numbers[k].value}) {
          show_terms(curve.substitute(curve.symbols()[0], Expr::number(x)), at);
        }
      }
    }
  }

  // A name of which nothing is known yet, set equal to something without it.
  bool names_something(const Expr& a, const Expr& b) const {
    return a.is(Op::kSymbol) && !scope_.knows_symbol(a.name()) && !b.contains_symbol(a.name());
  }

  // \lim_{x \to 1} (x^2 + 6x - 7)/(x - 1) = 4 + 4 for 1 + 7 of x + 7; \int_0^4 (2x + 3) dx = 32 - 4 for 28 - 0: a sum of two numbers that are not those
  // of what is left to put in.
  bool puts_in_other_numbers(const Expr& a, const Expr& b) const {
    if (!b.is(Op::kAdd) || b.args().size() != 2 || !constant(b.arg(0)) || !constant(b.arg(1)) || !b.arg(0).args().empty()) return false;
    const std::set<Rational> claimed{constant(b.arg(0))->abs(), constant(b.arg(1))->abs()};
    if (a.is_func("limit") && a.args().size() >= 3 && a.arg(1).is(Op::kSymbol)) {
      const auto point = constant(a.arg(2));
      const auto fraction = point ? math::as_fraction(scope_.resolve(a.arg(0)), a.arg(1).name(), 20) : std::nullopt;
      if (!fraction || math::degree(fraction->num) < 1) return false;
      const math::Coefficients common = math::gcd(fraction->num, fraction->den), left = math::divide(fraction->num, common).first, below = math::divide(fraction->den, common).first;
      if (math::degree(below) != 0 || math::degree(left) != 1) return false;
      return claimed != std::set<Rational>{(left[0] / below[0]).abs(), (left[1] / below[0] * *point).abs()};
    }
    if (!a.is_func("integral") || a.args().size() != 4 || !a.arg(1).is(Op::kSymbol)) return false;
    const auto body = math::as_polynomial(scope_.resolve(a.arg(0)), a.arg(1).name(), 20);
    const auto low = constant(a.arg(2)), high = constant(a.arg(3));
    if (!body || !low || !high) return false;
    const math::Coefficients whole = math::antiderivative(*body);
    return claimed != std::set<Rational>{math::evaluate(whole, *low).abs(), math::evaluate(whole, *high).abs()};
  }

  // Two sides with powers of unknowns are written as a rewriting, not as an equation to solve.
  static bool looks_like_identity(const Expr& a, const Expr& b) {
    const auto left = monomials_of(a), right = monomials_of(b);
    return left && right && is_nonlinear(*left) && is_nonlinear(*right) && left->size() > 1 && right->size() > 1;
  }

  std::vector<Monomials> expressions_;   // of bodies_
  std::vector<Expr> bodies_;
  std::vector<Shown> shown_;
  std::vector<Expr> curves_;
};

}  // namespace retort::check
