#include "check/congruences.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr long long kMaxModulus = 1'000'000;
constexpr int kMaxDepth = 12;
constexpr std::size_t kMaxFacts = 40;

// The value modulo m of a polynomial with whole coefficients at values of its unknowns; nothing for all else.
std::optional<long long> value_at(const Expr& e, const std::vector<std::string>& symbols, const std::vector<long long>& values, long long m, int depth = 0) {
  if (depth > kMaxDepth) return std::nullopt;
  const auto part = [&](std::size_t i) { return value_at(e.arg(i), symbols, values, m, depth + 1); };
  switch (e.op()) {
    case Op::kNumber: {
      if (!e.value().is_integer()) return std::nullopt;
      const auto n = e.value().to_int64();
      return n ? std::optional(((*n % m) + m) % m) : std::nullopt;
    }
    case Op::kSymbol: {
      const auto at = std::find(symbols.begin(), symbols.end(), e.name());
      return at == symbols.end() ? std::nullopt : std::optional(values[static_cast<std::size_t>(at - symbols.begin())] % m);
    }
    case Op::kNeg: {
      const auto inner = part(0);
      return inner ? std::optional((m - *inner) % m) : std::nullopt;
    }
    case Op::kAdd:
    case Op::kMul: {
      long long total = e.is(Op::kAdd) ? 0 : 1 % m;
      for (std::size_t i = 0; i < e.args().size(); ++i) {
        const auto inner = part(i);
        if (!inner) return std::nullopt;
        total = (e.is(Op::kAdd) ? total + *inner : total * *inner) % m;
      }
      return total;
    }
    case Op::kPow: {
      const auto base = part(0);
      const auto exponent = e.arg(1).is_number() ? e.arg(1).value().to_int64() : std::nullopt;
      if (!base || !exponent || *exponent < 0 || *exponent > 20) return std::nullopt;
      long long power = 1 % m;
      for (long long i = 0; i < *exponent; ++i) power = power * *base % m;
      return power;
    }
    default:
      return std::nullopt;
  }
}

bool is_within(const std::vector<std::string>& inner, const std::vector<std::string>& outer) {
  return std::all_of(inner.begin(), inner.end(), [&](const std::string& symbol) { return std::find(outer.begin(), outer.end(), symbol) != outer.end(); });
}

std::optional<long long> small_modulus(const Rational& m) {
  const auto value = m.is_integer() ? m.to_int64() : std::nullopt;
  return value && *value > 0 && *value <= kMaxModulus ? value : std::nullopt;
}

}  // namespace

void Congruences::add(const Expr& a, const Expr& b, const Rational& m) {
  const auto modulus = small_modulus(m);
  if (!modulus || facts_.size() >= kMaxFacts) return;
  const Expr difference = a - b;
  facts_.push_back({difference, difference.symbols(), *modulus});
}

Rational Congruences::modulus_of(const std::string& symbol) const {
  for (auto fact = facts_.rbegin(); fact != facts_.rend(); ++fact) {
    if (fact->symbols == std::vector<std::string>{symbol}) return Rational(fact->modulus);
  }
  return Rational(1);
}

Congruences::Relation Congruences::relate(const Expr& a, const Expr& b, const Rational& m) const {
  const auto modulus = small_modulus(m);
  const Expr difference = a - b;
  const std::vector<std::string> symbols = difference.symbols();
  if (!modulus || symbols.empty() || symbols.size() > 2 || difference.size() > 100) return Relation::kUnread;
  long long period = *modulus;
  std::vector<const Fact*> facts;
  const auto cases = [&](long long p) { return symbols.size() == 1 ? p : p > kMaxCases ? p : p * p; };
  for (const Fact& fact : facts_) {
    if (!is_within(fact.symbols, symbols)) continue;
    const long long wider = std::lcm(period, fact.modulus);
    if (cases(wider) > kMaxCases) continue;
    period = wider;
    facts.push_back(&fact);
  }
  if (cases(period) > kMaxCases) return Relation::kUnread;
  long long left = 0, all = 0, satisfied = 0, satisfied_everywhere = 0;
  for (long long i = 0; i < cases(period); ++i) {
    const std::vector<long long> values = {i % period, i / period};
    const auto value = value_at(difference, symbols, values, *modulus);
    if (!value) return Relation::kUnread;
    ++all;
    satisfied_everywhere += *value == 0;
    const bool allowed = std::all_of(facts.begin(), facts.end(), [&](const Fact* fact) { return value_at(fact->difference, symbols, values, fact->modulus).value_or(0) == 0; });
    if (!allowed) continue;
    ++left;
    satisfied += *value == 0;
  }
  if (satisfied_everywhere == all) return Relation::kHolds;
  if (facts.empty()) return Relation::kNew;
  if (left > 0 && satisfied == left) return Relation::kImplied;
  return satisfied == 0 ? Relation::kExcluded : Relation::kIndependent;
}

}  // namespace retort::check
