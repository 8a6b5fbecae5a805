#include "cas/quadrature.h"

#include <cmath>
#include <functional>
#include <map>
#include <vector>

#include "cas/zero_scan.h"
#include "math/exact.h"

namespace retort::cas {

namespace {

// Double-exponential rule on (-1, 1): x = tanh(pi/2 sinh t). It tolerates singular ends, so infinite ranges map onto it.
constexpr int kMaxLevel = 7;
constexpr double kReach = 3.15;

struct Node { double x, weight, to_end; };   // to_end: distance to the nearer end, exact even where x rounds to it

Node node(double t) {
  const double half_pi = std::acos(0.0);
  const double u = half_pi * std::sinh(t);
  const double c = std::cosh(u);
  return {std::tanh(u), half_pi * std::cosh(t) / (c * c), 1 / (std::exp(std::abs(u)) * c)};
}

using Function = std::function<std::optional<double>(double x, double to_end)>;

std::optional<double> settle(const Function& f) {
  double sum = 0, previous = 0;
  for (int level = 0; level <= kMaxLevel; ++level) {
    const double h = std::ldexp(1.0, -level);
    for (int k = -static_cast<int>(kReach / h); k <= static_cast<int>(kReach / h); ++k) {
      if (level > 0 && k % 2 == 0) continue;
      const Node n = node(k * h);
      const auto v = f(n.x, n.to_end);
      if (!v || !std::isfinite(*v)) return std::nullopt;
      sum += n.weight * *v;
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
  const auto at = [&](double x) { return approximate_value(e, variable, x); };
  const bool from = std::isfinite(low), to = std::isfinite(high);
  if (from && to) {
    return settle([&](double x, double to_end) -> std::optional<double> {
      const double half = (high - low) / 2;
      const auto v = at(x < 0 ? low + half * to_end : high - half * to_end);
      return v ? std::optional(*v * half) : std::nullopt;
    });
  }
  if (from != to) {
    // x = low + s/(1-s), s in (0, 1)
    return settle([&](double x, double to_end) -> std::optional<double> {
      const double s = x < 0 ? to_end / 2 : 1 - to_end / 2, rest = x < 0 ? 1 - to_end / 2 : to_end / 2;
      const double shift = s / rest;
      const auto v = at(from ? low + shift : high - shift);
      return v ? std::optional(*v / (2 * rest * rest)) : std::nullopt;
    });
  }
  const auto left = quadrature(e, variable, low, 0), right = quadrature(e, variable, 0, high);
  return left && right ? std::optional(*left + *right) : std::nullopt;
}

}  // namespace retort::cas
