// Limits of any shape, found part by part: sums, products, quotients, powers and functions of parts whose limits are known.
#pragma once

#include <optional>
#include <string>

#include "explain/board.h"
#include "math/expr.h"

namespace retort::explain {

// What a function tends to: a number, or beyond all numbers with this sign.
struct LimitValue {
  bool infinite = false;
  int sign = 0;           // infinite ones only
  math::Expr value = {};  // the others
};

class LimitFinder {
 public:
  // `point` is a number, a symbol or \pm oo; `direction` "+", "-" or empty for both sides.
  LimitFinder(Board& board, std::string variable, math::Expr point, std::string direction);

  // Writes the way, parts that are plain at once left out; the last claim is \lim e = the value. Nothing where no rule fits: the
  // board then holds what was written until there.
  std::optional<LimitValue> find(const math::Expr& e) { return find(e, 0); }
  std::string name_of(const math::Expr& e) const;                    // \lim_{x \to 0^+} (x + 1)
  // Does the function come closer to the value on its way? (balls)
  Judgement judge_limit(const math::Expr& e, const LimitValue& v) const;

 private:
  using Expr = math::Expr;
  using Found = std::optional<LimitValue>;

  Found find(const Expr& e, int depth);
  Found parts(const Expr& e, int depth);
  Found quiet(const Expr& e, int depth) const;     // the limit alone, nothing written
  Found sum(const Expr& e, int depth);
  Found product(const Expr& e, int depth);
  Found quotient(const Expr& e, int depth);
  Found power(const Expr& e, int depth);
  Found function(const Expr& e, int depth);
  Found difference_of_roots(const Expr& e, int depth);
  Found without_bars(const Expr& e, int depth);
  Found over_highest_power(const Expr& e, int depth);
  Found hospital(const Expr& top, const Expr& bottom, const Expr& e, int depth);
  void write_noughts(const Expr& top, const Expr& bottom);
  Found squeezed(const Expr& e, const std::vector<Expr>& factors);
  Found rewritten(const Expr& e, const Expr& as, std::string_view rule, std::string because, int depth);
  Found at_point(const Expr& e) const;
  Expr worked_value(const Expr& e) const;
  Found conclude(const Expr& e, LimitValue v, const std::string& middle, std::string_view rule, std::string because, bool write = true);
  int sign_near(const Expr& e) const;
  std::optional<double> near(const Expr& e, int step, int side) const;
  bool has(const Expr& e) const { return e.contains_symbol(variable_); }
  bool far() const { return far_ != 0; }

  Board& board_;
  std::string variable_;
  Expr point_;
  std::string direction_;
  int far_ = 0;                                  // 1: towards oo, -1: towards -oo
  std::optional<math::Rational> close_;          // a finite point as a fraction, to many digits
  int rules_left_ = 0;                           // uses of l'Hopital's rule
};

std::string tex(const LimitValue& v);

}  // namespace retort::explain
