// Certified complex balls (Arb) for expressions at rational points: the engine behind real_value, equal and holds.
#pragma once

#include <flint/fmpz.h>

#include <acb.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "math/expr.h"

namespace retort::math {

// An acb_t that clears itself.
class Ball {
 public:
  Ball() { acb_init(b_); }
  Ball(const Ball& o) {
    acb_init(b_);
    acb_set(b_, o.b_);
  }
  Ball(Ball&& o) noexcept {
    acb_init(b_);
    acb_swap(b_, o.b_);
  }
  Ball& operator=(Ball o) noexcept {
    acb_swap(b_, o.b_);
    return *this;
  }
  ~Ball() { acb_clear(b_); }
  acb_struct* get() { return b_; }
  const acb_struct* get() const { return b_; }
  arb_struct* re() { return acb_realref(b_); }
  arb_struct* im() { return acb_imagref(b_); }
  const arb_struct* re() const { return acb_realref(b_); }
  const arb_struct* im() const { return acb_imagref(b_); }
  bool is_real() const { return acb_is_real(b_) != 0; }
  bool is_finite() const { return acb_is_finite(b_) != 0; }

 private:
  acb_t b_;
};

using Point = std::vector<std::pair<std::string, Rational>>;

enum class BallStatus {
  kOk,
  kUndefined,     // a division by 0, a logarithm of a negative number, ...: proved
  kImprecise,     // not decided at this precision
  kUnsupported,   // not numeric: an unknown function, a free symbol, words
  kBudget,        // too large or too long
};

struct BallValue {
  BallStatus status = BallStatus::kOk;
  Ball ball;
  std::optional<Rational> exact;   // the value, where it is rational and short
  std::string what;                // what was met, when not kOk
};

// The value of `e` with the symbols at `point`, to about `precision` bits. The true value lies in the ball. Real functions are
// undefined outside their real domain; roots of negative numbers are imaginary where no symbol is under them. `steps` counts down
// over nodes and stops the work at 0.
BallValue evaluate_ball(const Expr& e, const Point& point, long precision, long& steps);

}  // namespace retort::math
