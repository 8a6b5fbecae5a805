#include <arb.h>

#include <cmath>

#include "math/ball.h"
#include "math/exact.h"

namespace retort::math {

Result<RealBall> real_value(const Expr& e, int digits, const std::map<std::string, Rational>& at) {
  constexpr int kMaxDigits = 2'000;
  if (digits < 1 || digits > kMaxDigits)
    return Error{ErrorCode::kInvalidArgument, "digits must lie between 1 and 2,000, not " + std::to_string(digits)};
  const Point point(at.begin(), at.end());
  const long wanted = static_cast<long>(digits * 3.33) + 8;
  long steps = 400'000;
  for (long precision = wanted + 32; precision < kMaxDigits * 4 + wanted; precision *= 2) {
    BallValue v = evaluate_ball(e, point, precision, steps);
    switch (v.status) {
      case BallStatus::kOk: break;
      case BallStatus::kImprecise: continue;
      case BallStatus::kUndefined: return Error{ErrorCode::kInvalidArgument, "undefined: " + v.what};
      case BallStatus::kUnsupported: return Error{ErrorCode::kUnsupported, "no numeric value: " + v.what};
      case BallStatus::kBudget: return Error{ErrorCode::kBudget, v.what};
    }
    if (!v.ball.is_real()) {
      if (!arb_contains_zero(v.ball.im())) return Error{ErrorCode::kUnsupported, "the value is not real"};
      // e^{i pi}: real as far as can be told, once the imaginary part is below every digit asked for.
      arf_t size;
      arf_init(size);
      arb_get_abs_ubound_arf(size, v.ball.im(), 53);
      const bool large = arf_cmp_2exp_si(size, -wanted) > 0;
      arf_clear(size);
      if (large) continue;
    }
    const bool exact_zero = arb_is_zero(v.ball.re()) != 0;
    if (!exact_zero && arb_rel_accuracy_bits(v.ball.re()) < wanted) continue;
    RealBall out;
    out.mid = arf_get_d(arb_midref(v.ball.re()), ARF_RND_NEAR);
    out.radius = mag_get_d(arb_radref(v.ball.re())) + std::abs(out.mid) * 0x1p-52;
    char* text = arb_get_str(v.ball.re(), digits, ARB_STR_NO_RADIUS);
    out.digits = text;
    flint_free(text);
    return out;
  }
  return Error{ErrorCode::kBudget, "the precision needed passes 2,000 digits (is the value 0?)"};
}

}  // namespace retort::math
