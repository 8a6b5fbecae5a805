#include "cas/quadrature.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "cas/zero_scan.h"
#include "math/exact.h"

namespace retort::cas {

namespace {

// Double-exponential rule on (-1, 1): x = tanh(pi/2 sinh t). It tolerates singular ends, so infinite ranges map onto it.
constexpr int kMaxLevel = 7;
constexpr double kReach = 4.5;

struct Node { double x, weight, to_end; };   // to_end: distance to the nearer end, exact even where x rounds to it

Node node(double t) {
  const double half_pi = std::acos(0.0);
  const double u = half_pi * std::sinh(t);
  const double c = std::cosh(u);
  return {std::tanh(u), half_pi * std::cosh(t) / (c * c), 1 / (std::exp(std::abs(u)) * c)};
}

// The integrand at a node, times the stretching of the range there.
using Function = std::function<std::optional<double>(const Node&)>;

std::optional<double> weighted(const Function& f, double t) {
  const Node n = node(t);
  const auto v = f(n);
  return v && std::isfinite(*v * n.weight) ? std::optional(*v * n.weight) : std::nullopt;
}

// How far out the integrand can be evaluated; nothing when it stops while it still counts.
std::optional<double> usable_reach(const Function& f, double direction) {
  double largest = 0, last = HUGE_VAL;
  for (double t = 0; t <= kReach; t += 0.125) {
    const auto v = weighted(f, direction * t);
    if (!v) return t > 0 && last <= 1e-14 * largest ? std::optional(t - 0.125) : std::nullopt;
    last = std::abs(*v);
    largest = std::max(largest, last);
  }
  return kReach;
}

std::optional<double> settle(const Function& f) {
  const auto left = usable_reach(f, -1), right = usable_reach(f, 1);
  if (!left || !right) return std::nullopt;
  double sum = 0, previous = 0;
  for (int level = 0; level <= kMaxLevel; ++level) {
    const double h = std::ldexp(1.0, -level);
    for (int k = -static_cast<int>(*left / h); k <= static_cast<int>(*right / h); ++k) {
      if (level > 0 && k % 2 == 0) continue;
      const auto v = weighted(f, k * h);
      if (!v) return std::nullopt;
      sum += *v;
    }
    const double now = sum * h;
    if (level >= 3 && std::abs(now - previous) <= 1e-10 * std::max(1.0, std::abs(now))) return now;
    previous = now;
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> quadrature(const math::Expr& e, const std::string& variable, double low, double high) {
  if (low > high) {
    const auto turned = quadrature(e, variable, high, low);
    return turned ? std::optional(-*turned) : std::nullopt;
  }
  if (low == high) return 0.0;
  const bool from = std::isfinite(low), to = std::isfinite(high);
  if (!from && !to) {
    const auto left = quadrature(e, variable, low, 0), right = quadrature(e, variable, 0, high);
    return left && right ? std::optional(*left + *right) : std::nullopt;
  }
  // The point as an end plus an offset, exactly: it may lie closer to the end than a double can say.
  const auto value = [&](double end, double offset) { return approximate_value(e, variable, rational_of(end) + rational_of(offset)); };
  if (from && to) {
    const double half = (high - low) / 2;
    return settle([&](const Node& n) -> std::optional<double> {
      const auto v = n.x < 0 ? value(low, half * n.to_end) : value(high, -half * n.to_end);
      return v ? std::optional(*v * half) : std::nullopt;
    });
  }
  // x = low + s / (1 - s), s in (0, 1)
  return settle([&](const Node& n) -> std::optional<double> {
    const double s = n.x < 0 ? n.to_end / 2 : 1 - n.to_end / 2, rest = n.x < 0 ? 1 - n.to_end / 2 : n.to_end / 2;
    const auto v = from ? value(low, s / rest) : value(high, -s / rest);
    return v ? std::optional(*v / (2 * rest * rest)) : std::nullopt;
  });
}

}  // namespace retort::cas
