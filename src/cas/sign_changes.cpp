#include "cas/sign_changes.h"

#include <cmath>

#include "cas/zero_scan.h"
#include "math/identity.h"

namespace retort::cas {

using math::Expr;
using math::Rational;

namespace {

constexpr int kSamples = 400;
constexpr long long kLargestBelow = 24, kLargestSquare = 60;
constexpr double kClose = 1e-8;

// A number near x that is a zero of u.
std::optional<Expr> exact_zero(const Expr& u, const std::string& variable, double x) {
  std::vector<Expr> candidates;
  const auto take = [&](Expr size, bool negative) { candidates.push_back(negative ? -size : size); };
  for (long long den = 1; den <= kLargestBelow; ++den)
    for (const bool turns : {false, true}) {
      const double n = turns ? x * static_cast<double>(den) / M_PI : x * static_cast<double>(den);
      if (std::fabs(n - std::round(n)) > kClose || std::fabs(n) > 1e6) continue;
      const Rational r(static_cast<long long>(std::llround(n)), den);
      const Expr pi = Expr::constant("pi");
      if (!turns || r.is_zero()) {
        candidates.push_back(Expr::number(r));
        continue;
      }
      const Expr top = r.num().abs() == Rational(1) ? pi : Expr::number(r.num().abs()) * pi;
      take(r.den() == Rational(1) ? top : top / Expr::number(r.den()), r.sign() < 0);
    }
  for (long long square = 2; square <= kLargestSquare; ++square)
    if (std::fabs(std::fabs(x) - std::sqrt(static_cast<double>(square))) < kClose) take(Expr::func("sqrt", {Expr::integer(square)}), x < 0);
  for (const Expr& c : candidates)
    if (math::equal(u.substitute(variable, c), Expr::integer(0)).outcome == math::Verdict::Outcome::kEqual) return c;
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<Expr>> sign_changes(const Expr& u, const std::string& variable, double low, double high) {
  std::vector<Expr> found;
  std::optional<double> before, x_before;
  for (int i = 1; i < kSamples; ++i) {
    const double x = low + (high - low) * (static_cast<double>(i) + 0.0137) / kSamples;
    const auto v = approximate_value(u, variable, rational_of(x));
    if (!v) return std::nullopt;
    if (before && (*before < 0) != (*v < 0)) {
      double a = *x_before, b = x;
      for (int k = 0; k < 60; ++k) {
        const double m = (a + b) / 2;
        const auto middle = approximate_value(u, variable, rational_of(m));
        if (!middle) return std::nullopt;
        ((*middle < 0) == (*before < 0) ? a : b) = m;
      }
      const auto zero = exact_zero(u, variable, (a + b) / 2);
      if (!zero) return std::nullopt;
      found.push_back(*zero);
    }
    before = v;
    x_before = x;
  }
  return found;
}

}  // namespace retort::cas
