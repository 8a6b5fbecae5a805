#include "cas/zero_scan.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "math/exact.h"

namespace retort::cas {

using math::Expr;
using math::Rational;

namespace {

constexpr int kSteps = 256;
constexpr double kReach = 100;
constexpr double kJump = 1e6;   // a sign change between values beyond this is a pole

int sign_of(double v) { return v > 0 ? 1 : v < 0 ? -1 : 0; }

// The sign changes between low and high: halves until the ends are neighbours.
std::optional<double> bisect(const Expr& e, const std::string& variable, double low, double high) {
  const auto at_low = approximate_value(e, variable, rational_of(low)), at_high = approximate_value(e, variable, rational_of(high));
  if (!at_low || !at_high || sign_of(*at_low) * sign_of(*at_high) >= 0) return std::nullopt;
  for (int i = 0; i < 80; ++i) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    const auto v = approximate_value(e, variable, rational_of(middle));
    if (!v || *v == 0) return v ? std::optional(middle) : std::nullopt;
    (sign_of(*v) == sign_of(*at_low) ? low : high) = middle;
  }
  // At a pole the values grow towards the sign change, at a zero they shrink.
  const auto near = approximate_value(e, variable, rational_of(low));
  if (!near || std::abs(*near) > kJump || std::abs(*near) > 1e-3 * (1 + std::max(std::abs(*at_low), std::abs(*at_high)))) return std::nullopt;
  return low + (high - low) / 2;
}

}  // namespace

Rational rational_of(double value) {
  int exponent = 0;
  const double mantissa = std::frexp(value, &exponent);
  const Rational whole(static_cast<long long>(std::ldexp(mantissa, 53)));
  const auto scale = Rational::pow(2, std::abs(exponent - 53));
  return scale.ok() ? (exponent >= 53 ? whole * *scale : whole / *scale) : whole;
}

std::optional<double> approximate_value(const Expr& e, const std::string& variable, const Rational& point) {
  const auto ball = math::real_value(e, 15, {{variable, point}});
  if (!ball.ok()) {
    // A ball never gets narrow relative to a value that is exactly 0.
    const auto exact = math::exact_value(e.substitute(variable, Expr::number(point)));
    return exact.ok() ? std::optional(exact->to_double()) : std::nullopt;
  }
  if (!std::isfinite(ball->mid)) return ball->digits.starts_with('-') ? -HUGE_VAL : HUGE_VAL;
  return ball->mid;
}

std::optional<int> sign_at(const Expr& e, const std::string& variable, double point) {
  const Rational at = rational_of(point);
  // 2^(-10000) is too small for a double and still positive.
  const auto ball = math::real_value(e, 6, {{variable, at}});
  if (ball.ok() && ball->mid == 0 && ball->digits.find_first_of("123456789") != std::string::npos) return ball->digits.starts_with('-') ? -1 : 1;
  const auto v = approximate_value(e, variable, at);
  return v ? std::optional(sign_of(*v)) : std::nullopt;
}

std::optional<double> certified_zero_near(const Expr& e, const std::string& variable, double point) {
  const double width = 1e-9 * std::max(1.0, std::abs(point));
  return bisect(e, variable, point - width, point + width);
}

std::vector<double> scan_for_zeros(const Expr& e, const std::string& variable, std::optional<double> period) {
  // Odd offsets, so that no grid point is a round number at which zeros like to lie.
  const double low = period ? -0.0137 * *period : -kReach - 0.0137;
  const double step = (period ? *period : 2 * kReach + 0.0274) / kSteps;
  std::vector<double> zeros;
  auto before = sign_at(e, variable, low);
  for (int i = 1; i <= kSteps; ++i) {
    const double x = low + i * step;
    const auto now = sign_at(e, variable, x);
    if (before && now && *before * *now < 0)
      if (auto zero = bisect(e, variable, x - step, x)) zeros.push_back(*zero);
    before = now;
  }
  return zeros;
}

bool same_solution(double a, double b, double period) {
  double apart = std::abs(a - b);
  if (period > 0) {
    apart = std::fmod(apart, period);
    apart = std::min(apart, period - apart);
  }
  return apart <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

Expr decimal_number(double value, int significant_digits) {
  const std::string text = fmt::format("{:.{}g}", value, significant_digits);
  auto parsed = Rational::parse(text);
  RETORT_CHECK(parsed.ok(), "a printed double reads back");
  return Expr::number(std::move(parsed).value(), text.find('e') == std::string::npos ? text : std::string());
}

}  // namespace retort::cas
