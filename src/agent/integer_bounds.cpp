#include "agent/integer_bounds.h"

#include <cmath>

#include "agent/rules_solver_text.h"
#include "math/exact.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;

std::optional<long long> beside(const Expr& e, bool up, bool strict) {
  auto exact = math::exact_value(e);
  if (exact.ok()) {
    Rational n = up ? exact->ceil() : exact->floor();
    if (strict && n == *exact) n += up ? 1 : -1;
    return n.to_int64();
  }
  auto ball = math::real_value(e, 20);
  if (!ball.ok() || std::abs(ball->mid) > 1e9) return {};
  long long below = static_cast<long long>(std::floor(ball->mid));
  if (ball->mid - static_cast<double>(below) < 1e-6 || static_cast<double>(below + 1) - ball->mid < 1e-6) return {};
  return up ? below + 1 : below;
}

std::string bound_shown(const Expr& e) {
  constexpr int kPlaces = 6;
  if (e.is_number() || (e.is(Op::kNeg) && e.arg(0).is_number())) return "";
  if (const auto exact = math::exact_value(e); exact.ok()) return "$" + tex(e) + " = " + exact->to_decimal(kPlaces).value_or(tex(*exact)) + "$";
  const auto low = beside(e, false, false), high = beside(e, true, false);
  return low && high ? "$" + std::to_string(*low) + " < " + tex(e) + " < " + std::to_string(*high) + "$" : "";
}

}  // namespace retort::agent
