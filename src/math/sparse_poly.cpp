#include "math/sparse_poly.h"

#include "math/time_budget.h"

namespace retort::math {
namespace {

constexpr std::size_t kMaxTerms = 4'000;
constexpr int kMaxExponent = 1 << 20;
constexpr long kMaxBits = 1 << 14;

// x^2 y * y z = x^2 y^2 z
std::optional<Monomial> multiply(const Monomial& a, const Monomial& b) {
  Monomial out;
  out.reserve(a.size() + b.size());
  auto i = a.begin(), j = b.begin();
  while (i != a.end() || j != b.end()) {
    if (j == b.end() || (i != a.end() && i->first < j->first)) {
      out.push_back(*i++);
    } else if (i == a.end() || j->first < i->first) {
      out.push_back(*j++);
    } else {
      if (i->second + j->second > kMaxExponent) return std::nullopt;
      out.emplace_back(i->first, i->second + j->second);
      ++i;
      ++j;
    }
  }
  return out;
}

}  // namespace

SparsePoly::SparsePoly(const Rational& constant) {
  if (!constant.is_zero()) terms_.emplace(Monomial{}, constant);
}

SparsePoly SparsePoly::generator(int id) {
  SparsePoly p;
  p.terms_.emplace(Monomial{{id, 1}}, Rational(1));
  return p;
}

std::optional<Rational> SparsePoly::constant() const {
  if (terms_.empty()) return Rational(0);
  if (terms_.size() == 1 && terms_.begin()->first.empty()) return terms_.begin()->second;
  return std::nullopt;
}

void SparsePoly::add_term(const Monomial& monomial, const Rational& coefficient) {
  if (coefficient.is_zero()) return;
  const auto [at, added] = terms_.emplace(monomial, coefficient);
  if (added) return;
  at->second += coefficient;
  if (at->second.is_zero()) terms_.erase(at);
}

SparsePoly SparsePoly::scaled(const Rational& by) const {
  SparsePoly out;
  if (by.is_zero()) return out;
  for (const auto& [m, c] : terms_) out.terms_.emplace_hint(out.terms_.end(), m, c * by);
  return out;
}

SparsePoly& SparsePoly::operator+=(const SparsePoly& o) {
  for (const auto& [m, c] : o.terms_) add_term(m, c);
  return *this;
}

SparsePoly operator-(const SparsePoly& a, const SparsePoly& b) {
  SparsePoly out = a;
  for (const auto& [m, c] : b.terms_) out.add_term(m, -c);
  return out;
}

std::optional<SparsePoly> SparsePoly::multiply(const SparsePoly& a, const SparsePoly& b, PolyWork& work) {
  if (static_cast<long>(a.terms_.size() * b.terms_.size()) > work.left) return std::nullopt;
  SparsePoly out;
  for (const auto& [m, c] : a.terms_) {
    for (const auto& [n, d] : b.terms_) {
      const auto product = math::multiply(m, n);
      const long bits = c.bits() + d.bits();
      work.left -= 1 + bits / 128;
      if (!product || bits > kMaxBits || work.left < 0 || time_is_up()) return std::nullopt;
      out.add_term(*product, c * d);
    }
    if (out.terms_.size() > kMaxTerms) return std::nullopt;
  }
  return out;
}

std::optional<SparsePoly> SparsePoly::power(const SparsePoly& base, long exponent, PolyWork& work) {
  if (base.terms_.size() == 1) {   // (2x^3)^50
    const auto& [m, c] = *base.terms_.begin();
    Monomial raised = m;
    for (auto& [id, k] : raised) {
      if (exponent > kMaxExponent / k) return std::nullopt;
      k = static_cast<int>(k * exponent);
    }
    const Result<Rational> coefficient = Rational::pow(c, exponent, kMaxBits);
    if (!coefficient) return std::nullopt;
    SparsePoly out;
    out.add_term(raised, *coefficient);
    return out;
  }
  if (base.is_zero()) return exponent == 0 ? std::nullopt : std::optional(SparsePoly());
  if (exponent > static_cast<long>(kMaxTerms)) return std::nullopt;
  SparsePoly out(Rational(1)), square = base;
  for (long left = exponent; left > 0;) {
    if (left & 1) {
      auto next = multiply(out, square, work);
      if (!next) return std::nullopt;
      out = std::move(*next);
    }
    left >>= 1;
    if (left == 0) break;
    auto next = multiply(square, square, work);
    if (!next) return std::nullopt;
    square = std::move(*next);
  }
  return out;
}

bool SparsePoly::has_power(int generator, int at_least) const {
  for (const auto& [m, c] : terms_)
    for (const auto& [id, k] : m)
      if (id == generator && k >= at_least) return true;
  return false;
}

std::optional<SparsePoly> SparsePoly::reduced(int generator, int index, const SparsePoly& value, PolyWork& work) const {
  if (!has_power(generator, index)) return *this;
  SparsePoly out;
  for (const auto& [m, c] : terms_) {
    if (time_is_up()) return std::nullopt;
    Monomial kept;
    int times = 0;
    for (const auto& [id, k] : m) {
      if (id == generator) times = k / index;
      const int rest = id == generator ? k % index : k;
      if (rest > 0) kept.emplace_back(id, rest);
    }
    SparsePoly term;
    term.add_term(kept, c);
    if (times > 0) {
      const auto factor = power(value, times, work);
      auto product = factor ? multiply(term, *factor, work) : std::nullopt;
      if (!product) return std::nullopt;
      term = std::move(*product);
    }
    out += term;
  }
  return out;
}

}  // namespace retort::math
