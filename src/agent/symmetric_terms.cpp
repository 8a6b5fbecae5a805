#include "agent/symmetric_terms.h"

#include <algorithm>
#include <array>
#include <map>

#include "math/collect.h"
#include "math/exact.h"

namespace retort::agent {

using math::Expr;
using math::Op;
using math::Rational;

namespace {

constexpr std::size_t kMostRoots = 4, kMostTerms = 400;
using Powers = std::array<int, kMostRoots>;
using Terms = std::map<Powers, Rational>;   // of a polynomial in the roots, without zeros

void add(Terms& to, const Powers& powers, const Rational& factor) {
  Rational& at = to[powers];
  at += factor;
  if (at.is_zero()) to.erase(powers);
}

std::optional<Terms> product(const Terms& a, const Terms& b) {
  Terms out;
  for (const auto& [p, x] : a)
    for (const auto& [q, y] : b) {
      Powers sum{};
      for (std::size_t i = 0; i < kMostRoots; ++i) sum[i] = p[i] + q[i];
      add(out, sum, x * y);
      if (out.size() > kMostTerms) return {};
    }
  return out;
}

std::optional<Terms> terms_in(const Expr& e, const std::vector<std::string>& names) {
  if (e.is_number()) return e.value().is_zero() ? Terms{} : Terms{{Powers{}, e.value()}};
  if (e.is(Op::kSymbol)) {
    auto found = std::find(names.begin(), names.end(), e.name());
    if (found == names.end()) return {};
    Powers one{};
    one[static_cast<std::size_t>(found - names.begin())] = 1;
    return Terms{{one, Rational(1)}};
  }
  if (e.is(Op::kNeg)) {
    auto inner = terms_in(e.arg(0), names);
    return inner ? product(*inner, Terms{{Powers{}, Rational(-1)}}) : inner;
  }
  if (e.is(Op::kPow)) {
    auto inner = terms_in(e.arg(0), names);
    if (!inner || !e.arg(1).is_integer() || e.arg(1).value().sign() < 0 || e.arg(1).value() > Rational(12)) return {};
    std::optional<Terms> out = Terms{{Powers{}, Rational(1)}};
    for (long long i = 0; out && i < *e.arg(1).value().to_int64(); ++i) out = product(*out, *inner);
    return out;
  }
  if (e.is(Op::kDiv)) {
    auto divisor = math::exact_value(e.arg(1));
    auto inner = terms_in(e.arg(0), names);
    if (!inner || !divisor.ok() || divisor->is_zero()) return {};
    return product(*inner, Terms{{Powers{}, Rational(1) / *divisor}});
  }
  if (!e.is(Op::kAdd) && !e.is(Op::kMul)) return {};
  std::optional<Terms> out = e.is(Op::kAdd) ? Terms{} : Terms{{Powers{}, Rational(1)}};
  for (const Expr& arg : e.args()) {
    auto inner = terms_in(arg, names);
    if (!inner) return {};
    if (e.is(Op::kMul)) out = product(*out, *inner);
    else
      for (const auto& [powers, factor] : *inner) add(*out, powers, factor);
    if (!out) return {};
  }
  return out;
}

// The sum of all products of k different roots.
Terms elementary(std::size_t k, std::size_t n) {
  Terms out;
  for (unsigned chosen = 0; chosen < (1u << n); ++chosen) {
    Powers powers{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < n; ++i)
      if (chosen >> i & 1u) powers[i] = 1, ++count;
    if (count == k) out[powers] = 1;
  }
  return out;
}

// A polynomial in the elementary sums: exponents of s_1, s_2, ... and a factor each.
std::optional<std::vector<std::pair<Powers, Rational>>> in_sums(Terms rest, std::size_t n) {
  std::vector<std::pair<Powers, Rational>> out;
  while (!rest.empty()) {
    const Powers lead = rest.rbegin()->first;
    const Rational factor = rest.rbegin()->second;
    Powers of{};
    for (std::size_t i = 0; i < n; ++i) {
      of[i] = lead[i] - (i + 1 < n ? lead[i + 1] : 0);
      if (of[i] < 0) return {};
    }
    std::optional<Terms> term = Terms{{Powers{}, factor}};
    for (std::size_t i = 0; i < n; ++i)
      for (int k = 0; term && k < of[i]; ++k) term = product(*term, elementary(i + 1, n));
    if (!term || out.size() > 40) return {};
    for (const auto& [powers, x] : *term) add(rest, powers, -x);
    out.emplace_back(of, factor);
  }
  return out;
}

Expr written(const std::vector<std::pair<Powers, Rational>>& sums, const std::vector<Expr>& values) {
  std::vector<Expr> terms;
  for (const auto& [powers, factor] : sums) {
    std::vector<Expr> factors;
    const bool minus = factor.sign() < 0;
    const Rational size = minus ? -factor : factor;
    if (size != Rational(1)) factors.push_back(Expr::number(size));
    for (std::size_t i = 0; i < values.size(); ++i)
      if (powers[i] > 0) factors.push_back(powers[i] == 1 ? values[i] : pow(values[i], Expr::integer(powers[i])));
    Expr term = factors.empty() ? Expr::integer(1) : factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, factors);
    terms.push_back(minus ? -term : term);
  }
  return terms.empty() ? Expr::integer(0) : terms.size() == 1 ? terms[0] : Expr::make(Op::kAdd, terms);
}

}  // namespace

Expr elementary_sum(std::size_t k, const std::vector<std::string>& letters) {
  std::vector<Expr> products;
  const Terms all = elementary(k, letters.size());
  for (auto term = all.rbegin(); term != all.rend(); ++term) {
    std::vector<Expr> factors;
    for (std::size_t i = 0; i < letters.size(); ++i)
      if (term->first[i] == 1) factors.push_back(Expr::symbol(letters[i]));
    products.push_back(factors.size() == 1 ? factors[0] : Expr::make(Op::kMul, factors));
  }
  return products.size() == 1 ? products[0] : Expr::make(Op::kAdd, products);
}

std::optional<Expr> in_elementary(const Expr& e, const std::vector<std::string>& letters, const std::vector<Expr>& sums) {
  const std::size_t n = letters.size();
  if (n < 2 || n > kMostRoots) return {};
  Expr den = Expr::integer(1);
  auto whole = terms_in(e, letters);
  if (!whole) {
    auto fraction = math::as_single_fraction(e);
    if (!fraction) return {};
    den = fraction->second;
    whole = terms_in(fraction->first, letters);
  }
  auto below = terms_in(den, letters);
  auto up = whole ? in_sums(*whole, n) : std::nullopt;
  auto down = below ? in_sums(*below, n) : std::nullopt;
  if (!up || !down) return {};
  return den.is_number() ? written(*up, sums) : written(*up, sums) / written(*down, sums);
}

}  // namespace retort::agent
