#include "cas/real_roots.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>

#include "math/number_theory.h"

namespace retort::cas {

using math::Coefficients;
using math::Expr;
using math::Rational;

namespace {

constexpr long kFactoredBits = 80;   // discriminants up to here get their square factors pulled out

// All real roots lie in (-bound, bound): 1 + max |a_i / a_n|.
Rational root_bound(const Coefficients& p) {
  Rational most;
  for (const Rational& c : p) most = std::max(most, (c / p.back()).abs());
  return most.floor() + 2;
}

void isolate(const Coefficients& p, int multiplicity, std::vector<RealRoot>& out) {
  struct Part { Rational low, high; int roots; };
  const Rational bound = root_bound(p);
  std::vector<Part> parts{{-bound, bound, math::count_real_roots(p)}};
  while (!parts.empty()) {
    const Part part = parts.back();
    parts.pop_back();
    if (part.roots == 0) continue;
    if (part.roots == 1) {
      out.emplace_back(p, part.low, part.high, multiplicity);
      continue;
    }
    const Rational middle = (part.low + part.high) / 2;
    const int left = math::count_real_roots(p, part.low, middle);
    parts.push_back({part.low, middle, left});
    parts.push_back({middle, part.high, part.roots - left});
  }
}

// d = square^2 * rest with rest square-free, d > 0.
std::pair<Rational, Rational> pull_square(const Rational& d) {
  if (d.bits() > kFactoredBits) return {1, d};
  const auto factors = math::factor_integer(d);
  Rational square = 1, rest = 1;
  if (!factors.ok()) return {1, d};
  for (const auto& [p, e] : *factors) {
    for (int i = 0; i < e / 2; ++i) square *= p;
    if (e % 2 == 1) rest *= p;
  }
  return {square, rest};
}

// sqrt(d) with its sign taken out: sqrt(3)*I for d = -3.
Expr root_of(const Rational& d) {
  if (d == Rational(-1)) return Expr::constant("i");
  const Expr root = Expr::func("sqrt", {Expr::number(d.abs())});
  return d.sign() < 0 ? root * Expr::constant("i") : root;
}

// k * root, k > 0: 2*sqrt(3)*I is one product.
Expr times_root(const Rational& k, const Expr& root) {
  if (k == Rational(1)) return root;
  std::vector<Expr> factors{Expr::number(k)};
  if (root.is(math::Op::kMul)) {
    factors.insert(factors.end(), root.args().begin(), root.args().end());
  } else {
    factors.push_back(root);
  }
  return Expr::make(math::Op::kMul, std::move(factors));
}

}  // namespace

Expr QuadraticNumber::written() const {
  if (b.is_zero()) return Expr::number(a);
  // (r + s sqrt(d)) / q with whole numbers, q > 0.
  const Rational q = math::lcm(a.den(), b.den()), r = a * q, s = b * q;
  const Expr part = times_root(s.abs(), root_of(d));
  if (r.is_zero()) {
    const Expr value = q == Rational(1) ? part : part / Expr::number(q);
    return s.sign() < 0 ? -value : value;
  }
  const Expr numerator = s.sign() < 0 ? Expr::number(r) - part : Expr::number(r) + part;
  return q == Rational(1) ? numerator : numerator / Expr::number(q);
}

QuadraticNumber quadratic_root(const Coefficients& monic) {
  // With whole multiples: a x^2 + b x + c.
  const Rational a = math::lcm(monic[0].den(), monic[1].den());
  const Rational b = monic[1] * a, c = monic[0] * a;
  const Rational discriminant = b * b - Rational(4) * a * c;
  const auto [square, rest] = pull_square(discriminant.abs());
  return {-b / (a * 2), square / (a * 2), discriminant.sign() < 0 ? -rest : rest};
}

RealRoot::RealRoot(Coefficients factor, Rational low, Rational high, int multiplicity)
    : factor_(std::move(factor)), low_(std::move(low)), high_(std::move(high)), multiplicity_(multiplicity) {
  if (math::degree(factor_) == 1) low_ = high_ = -factor_[0] / factor_[1];
}

void RealRoot::refine() {
  if (is_rational()) return;
  const Rational middle = (low_ + high_) / 2;
  // An irreducible polynomial of higher degree has no rational zero, so the signs decide.
  const bool right = math::evaluate(factor_, middle).sign() == math::evaluate(factor_, low_).sign();
  (right ? low_ : high_) = middle;
}

void RealRoot::refine_below(const Rational& width) {
  while (high_ - low_ > width) refine();
}

bool RealRoot::below(RealRoot& other) {
  for (;;) {
    if (high_ < other.low_) return true;
    if (other.high_ < low_) return false;
    // Two rationals that are not apart are equal, which the contract excludes.
    RETORT_CHECK(!is_rational() || !other.is_rational(), "two equal roots compared");
    refine();
    other.refine();
  }
}

std::optional<Expr> RealRoot::exact() const {
  if (is_rational()) return Expr::number(low_);
  if (math::degree(factor_) != 2) return std::nullopt;
  QuadraticNumber root = quadratic_root(factor_);
  // The one root between the ends is the larger one where the parabola comes from below; the ends are no roots.
  const bool upper = math::evaluate(factor_, low_).sign() < 0;
  if (!upper) root.b = -root.b;
  return root.written();
}

Expr RealRoot::decimal() const {
  RealRoot fine = *this;
  fine.refine_below(Rational(1, 1000));
  while (fine.low_.sign() != fine.high_.sign()) fine.refine();
  fine.refine_below(std::min(fine.low_.abs(), fine.high_.abs()) / Rational(100'000'000'000'000'000LL));
  const double value = ((fine.low_ + fine.high_) / 2).to_double();
  const std::string text = fmt::format("{:.15g}", value);
  auto parsed = Rational::parse(text);
  RETORT_CHECK(parsed.ok(), "a printed double reads back");
  return Expr::number(std::move(parsed).value(), text.find('e') == std::string::npos ? text : std::string());
}

std::vector<RealRoot> real_roots(const Coefficients& p) {
  std::vector<RealRoot> roots;
  for (const auto& [factor, multiplicity] : math::factor(p).factors) {
    Coefficients monic = factor;
    for (Rational& c : monic) c /= factor.back();
    if (math::degree(monic) == 1) {
      roots.emplace_back(monic, 0, 0, multiplicity);
    } else {
      isolate(monic, multiplicity, roots);
    }
  }
  // Insertion sort: comparing refines both sides.
  for (std::size_t i = 1; i < roots.size(); ++i)
    for (std::size_t j = i; j > 0 && roots[j].below(roots[j - 1]); --j) std::swap(roots[j], roots[j - 1]);
  for (std::size_t i = 1; i < roots.size(); ++i) RETORT_CHECK(roots[i - 1].below(roots[i]), "sorted roots are apart");
  return roots;
}

std::vector<Rational> cell_samples(std::vector<RealRoot>& roots) {
  if (roots.empty()) return {Rational(0)};
  std::vector<Rational> samples{roots.front().low().floor() - 1};
  for (std::size_t i = 1; i < roots.size(); ++i) {
    RETORT_CHECK(roots[i - 1].below(roots[i]), "roots are ascending");
    samples.push_back((roots[i - 1].high() + roots[i].low()) / 2);
  }
  samples.push_back(roots.back().high().ceil() + 1);
  return samples;
}

}  // namespace retort::cas
