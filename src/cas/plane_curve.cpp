#include "cas/plane_curve.h"

#include <algorithm>

#include "math/collect.h"

namespace retort::cas {

using math::Coefficients;
using math::Expr;
using math::Rational;

namespace {

constexpr int kMaxDegree = 30;        // of one curve in one variable
constexpr int kMaxResultant = 60;

// The polynomial of lowest degree through the points (Newton's differences).
Coefficients interpolated(const std::vector<Rational>& x, std::vector<Rational> y) {
  for (std::size_t step = 1; step < x.size(); ++step)
    for (std::size_t i = x.size(); i-- > step;) y[i] = (y[i] - y[i - 1]) / (x[i] - x[i - step]);
  Coefficients p;
  for (std::size_t i = x.size(); i-- > 0;) {
    p = math::multiply(p, {-x[i], Rational(1)});
    p = math::add(p, y[i].is_zero() ? Coefficients() : Coefficients{y[i]});
  }
  return p;
}

}  // namespace

PlaneCurve::PlaneCurve(std::vector<Coefficients> by_power) : by_power_(std::move(by_power)) {
  while (!by_power_.empty() && by_power_.back().empty()) by_power_.pop_back();
}

int PlaneCurve::degree_in_first() const {
  int most = -1;
  for (const Coefficients& c : by_power_) most = std::max(most, math::degree(c));
  return most;
}

Coefficients PlaneCurve::at(const Rational& x) const {
  Coefficients p;
  for (const Coefficients& c : by_power_) p.push_back(math::evaluate(c, x));
  while (!p.empty() && p.back().is_zero()) p.pop_back();
  return p;
}

std::optional<PlaneCurve> as_plane_curve(const Expr& e, const std::string& first, const std::string& second) {
  const auto by_power = math::coefficients_in(e, second, kMaxDegree);
  if (!by_power) return std::nullopt;
  std::vector<Coefficients> out;
  for (const Expr& c : *by_power) {
    auto p = math::as_polynomial(c, first, kMaxDegree);
    if (!p) return std::nullopt;
    out.push_back(std::move(*p));
  }
  return PlaneCurve(std::move(out));
}

Outcome<Coefficients> resultant_in_first(const PlaneCurve& f, const PlaneCurve& g) {
  if (f.size() == 0 || g.size() == 0) return Coefficients();
  const int m = static_cast<int>(f.size()) - 1, n = static_cast<int>(g.size()) - 1;
  const int bound = m * g.degree_in_first() + n * f.degree_in_first();
  if (bound > kMaxResultant) return Failure(FailureKind::kUnsupported, "the degrees are too high");
  std::vector<Rational> x, y;
  for (long long i = 0; static_cast<int>(x.size()) <= bound; ++i) {
    const Rational at(i % 2 == 0 ? -i / 2 : (i + 1) / 2);
    const Coefficients p = f.at(at), q = g.at(at);
    // Where a leading coefficient vanishes the resultant of what is left is another one.
    if (p.size() != f.size() || q.size() != g.size()) continue;
    x.push_back(at);
    y.push_back(m == 0 && n == 0 ? Rational(1) : math::resultant(p, q));
  }
  return interpolated(x, std::move(y));
}

}  // namespace retort::cas
