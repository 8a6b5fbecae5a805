// Antiderivatives that are no table entries, by the methods of a calculus course; each tries, and leaves the board to its caller to restore.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "explain/board.h"
#include "explain/numerals.h"
#include "math/expr.h"

namespace retort::explain {

class Integration {
 public:
  Integration(Board& board, std::string variable) : board_(board), variable_(std::move(variable)) {}
  // Writes the way and returns an antiderivative; the last claim is \int e = it + C. Nothing, and nothing written, where no method leads to one.
  std::optional<math::Expr> integrate(const math::Expr& e, int depth);

 private:
  using Expr = math::Expr;
  using Found = std::optional<Expr>;
  static constexpr int kMaxDepth = 4;

  Found substitution(const Expr& e);
  Found parts(const Expr& e, int depth);
  Found partial_fractions(const Expr& e, int depth);
  Found constant_factor(const Expr& e, int depth);
  Found quadratic_below(const Expr& e, int depth);      // (ax + b)/(x^2 + px + q) without real zeros below
  Found by_identity(const Expr& e, int depth);          // rewritten first: sin^2 x = (1 - cos 2x)/2
  Found over_sum_of_waves(const Expr& e, int depth);
  Found odd_power(const Expr& e);                       // sin^3 x = (1 - cos^2 x) sin x
  Found returning(const Expr& e, int depth);            // by parts until the same integral comes back
  Found exponential_times_wave(const Expr& e);
  Found root_of_quadratic(const Expr& e);
  Found secant_cubed(const Expr& e);
  Found change_of_variable(const Expr& e, int depth);   // u = sqrt(x), x = u^2
  Found even_root(const Expr& e, const Expr& g, const std::pair<Rational, Rational>& line, int depth);
  Found half_angle_tangent(const Expr& e, int depth);   // u = tan(x/2) for quotients of sines and cosines
  Found rewritten(const Expr& e, const Expr& as, std::string_view rule, std::string because, int depth);
  void state(const Expr& e, const Expr& F, std::string_view rule, std::string because);
  Board& board_;
  std::string variable_;
};

// a x + b with a != 0; nothing for anything else.
std::optional<Coefficients> linear_in(const math::Expr& e, const std::string& x);
inline math::Expr square(const math::Expr& e) { return math::pow(e, math::Expr::integer(2)); }
inline math::Expr applied(const char* function, const math::Expr& u) { return math::Expr::func(function, {u}); }
// c e, written as one would: no factor 1, the minus in front, 1/3 as a divisor.
math::Expr times(const Rational& c, const math::Expr& e);
// The square root of a number that is not negative, as a number where it is one.
math::Expr root_of(const Rational& c);
// The number c with e = c f, if there is one; x is the variable.
std::optional<Rational> constant_ratio(const math::Expr& e, const math::Expr& f, const std::string& x);
// Both sides of an equality that holds integrals over the variable have the same derivative.
Judgement judge_with_integrals(const std::string& claim, const std::string& variable);

}  // namespace retort::explain
