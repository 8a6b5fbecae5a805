// What is known at one place of a narrative: functions, values of unknowns, equations. Everything is exact.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "check/monomials.h"
#include "math/expr.h"
#include "math/polynomial.h"

namespace retort::check {

class Scope {
 public:
  // f(x) = body. A second definition of the same name is ignored.
  void define(const std::string& function, const std::string& parameter, const math::Expr& body);
  bool defines(const std::string& function) const { return functions_.count(function) != 0; }
  // Calls of known functions replaced by their bodies; derivatives, integrals and limits of polynomials worked out.
  math::Expr resolve(const math::Expr& e) const;

  // A value that an unknown may have: a root that was found, or an assumption. All of them are tried.
  void add_candidate(const std::string& symbol, const math::Rational& value);
  // A value that is only put in to see what comes out ("check with x = 1"): it makes no equation before it true.
  void add_trial(const std::string& symbol, const math::Rational& value);
  bool has_candidate(const std::string& symbol) const { return candidates_.count(symbol) != 0; }
  bool has_irrational(const std::string& symbol) const { return irrational_.count(symbol) != 0; }

  // left = right from here on.
  void add_equation(const math::Expr& left, const math::Expr& right);
  // left = right was implied; kept for steps that need it as it stands: roots and logarithms undone, a value put into another equation.
  void note_form(const math::Expr& left, const math::Expr& right);
  // A value that was ruled out: no candidate any more.
  void rule_out(const std::string& symbol, const math::Rational& value);
  bool is_ruled_out(const std::string& symbol, const math::Rational& value) const;
  // A value of `symbol` that is no rational number.
  void add_irrational(const std::string& symbol, const math::Expr& value);

  // Values that were found together.
  void add_solution(std::map<std::string, math::Expr> values);

  enum class Relation { kImplied, kExcluded, kIndependent };
  // How left = right stands to what is known.
  Relation relate(const math::Expr& left, const math::Expr& right) const;

  // How left = right comes from one equation: that equation times this factor, a whole number or one over one. 1 for an equation in one
  // unknown where none in that unknown alone was known before: elimination leaves it. Nothing where it does not come about so.
  std::optional<math::Rational> factor_of(const math::Expr& left, const math::Expr& right) const;

  bool knows_symbol(const std::string& symbol) const { return symbols_.count(symbol) != 0; }
  // A letter of which something is known from now on, though no equation says it.
  void know(const std::string& symbol) { symbols_.insert(symbol); }
  // What a letter stands for: u = x^2 + 1.
  std::optional<math::Expr> meaning(const std::string& symbol) const;
  // `resolve`, with what letters stand for put in, too.
  math::Expr put_in(const math::Expr& e) const { return expand(resolve(e)); }
  // Some choice among the values that the unknowns of left = right have by now satisfies it. False while one has no value.
  bool satisfied(const math::Expr& left, const math::Expr& right) const;
  // Do these values satisfy every equation between their symbols, of which there are as many that hold several of them as there are symbols? An
  // equation and its multiples count once.
  bool solved_by(const std::map<std::string, math::Expr>& values) const;
  // The one value that the equations give a symbol.
  std::optional<math::Rational> value_of(const std::string& symbol) const;
  // The values of each unknown that may have several, ascending.
  std::vector<std::vector<math::Rational>> choices() const;
  // The values that `symbol` was found to have, not those that are only tried.
  std::set<math::Rational> found_values(const std::string& symbol) const;
  // The values that `symbol` has or is tried with.
  std::set<math::Rational> candidates(const std::string& symbol) const;
  // Is left = right an equation in one unknown whose difference, but not its left side, is a multiple of a known one of degree two or more? `x^3 = 2x^2 + x` for
  // x^2 = 2x + 1.
  bool is_multiple_of_known(const math::Expr& left, const math::Expr& right) const;
  // Is left = right an equation in one unknown that has all roots of a known one? `x^2 + 1 = x^2 + x` where fractions were cleared.
  bool has_roots_of(const math::Expr& left, const math::Expr& right) const;

 private:
  struct Function { std::string parameter; math::Expr body; };
  struct Roots { std::string symbol; math::Coefficients polynomial; };
  struct Equation { math::Expr left, right, difference; std::vector<std::string> symbols; std::optional<Monomials> terms; };

  static bool is_polynomial(const math::Expr& difference);
  // Names put in for which one equation gave an expression: OX = 12, r = 2s.
  math::Expr expand(const math::Expr& e) const;
  Monomials reduce(Monomials m) const;
  bool by_raising(const math::Expr& difference) const;
  std::optional<Relation> by_values(const math::Expr& difference, bool found_only = false) const;
  std::optional<Relation> by_roots(const math::Expr& difference) const;
  std::optional<Relation> by_putting_in(const math::Expr& left, const math::Expr& right) const;
  bool solves_for(const std::string& symbol, const math::Expr& value) const;
  bool by_elimination(const math::Expr& difference) const;
  bool by_ratio(const math::Expr& difference) const;
  bool is_other_polynomial(const math::Expr& difference) const;
  bool by_cleared(const std::string& symbol, const math::Coefficients& claimed) const;
  void note_cleared(const math::Expr& left, const math::Expr& right);

  std::map<std::string, Function> functions_;
  std::map<std::string, math::Expr> definitions_;
  std::map<std::string, std::set<math::Rational>> candidates_, trials_;   // trials are candidates, too
  std::vector<Equation> equations_, forms_;   // forms_: implied by equations_
  std::vector<Roots> cleared_;                // forms with fractions or roots undone, which may have more roots than their equations
  std::map<std::string, std::set<math::Rational>> ruled_out_;
  std::map<std::string, std::vector<math::Expr>> irrational_;
  std::vector<std::map<std::string, math::Expr>> solutions_;
  std::vector<std::pair<std::string, Monomials>> basis_;   // each with its pivot, whose coefficient is 1
  std::set<std::string> symbols_;
};

}  // namespace retort::check
