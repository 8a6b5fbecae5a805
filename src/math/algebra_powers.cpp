// Powers whose exponent is not a number: 2^(3n + 1) = 2 * (2^n)^3, 4^n = (2^n)^2, e^(i t) = cos t + i sin t.
#include "math/algebra.h"
#include "math/number_theory.h"

namespace retort::math {
namespace {

// 3 of 3n, and the n.
std::pair<long, Expr> whole_factor(const Expr& e) {
  if (!e.is(Op::kMul) || !e.arg(0).is_integer()) return {1, e};
  const auto k = e.arg(0).value().to_int64();
  if (!k || *k > 1'000) return {1, e};
  std::vector<Expr> rest(e.args().begin() + 1, e.args().end());
  return {*k, rest.size() == 1 ? rest[0] : Expr::make(Op::kMul, std::move(rest))};
}

// The t of i t; the empty product is 1.
std::optional<Expr> without_i(const Expr& e) {
  const auto is_i = [](const Expr& f) { return f.is(Op::kConstant) && f.name() == "i"; };
  if (is_i(e)) return Expr::integer(1);
  if (e.is(Op::kDiv)) {
    const auto above = without_i(e.arg(0));
    return above ? std::optional(*above / e.arg(1)) : std::nullopt;
  }
  if (!e.is(Op::kMul)) return std::nullopt;
  std::vector<Expr> rest;
  bool met = false;
  for (const Expr& f : e.args()) {
    if (!met && is_i(f)) {
      met = true;
    } else {
      rest.push_back(f);
    }
  }
  if (!met) return std::nullopt;
  return rest.size() == 1 ? rest[0] : Expr::make(Op::kMul, std::move(rest));
}

}  // namespace

// The prime powers of n > 0; a number too long to be factored at once is its own only part, which is as right and meets less.
std::vector<std::pair<Rational, int>> Algebra::prime_parts(const Rational& n) {
  if (n == 1) return {};
  if (n.bits() > 80) return {{n, 1}};
  return factor_integer(n).value_or({{n, 1}});
}

// 12^(2n) = (2^n)^4 (3^n)^2
std::optional<Ratio> Algebra::power_of_prime_parts(const Rational& base, const Expr& exponent, long times) {
  Ratio total{SparsePoly(Rational(1)), SparsePoly(Rational(1))};
  for (const bool below : {false, true}) {
    for (const auto& [p, k] : prime_parts(below ? base.den() : base.num())) {
      const auto factor = raised(*atom(pow(Expr::number(p), exponent)), below ? -k * times : k * times);
      auto next = factor ? multiplied(total, *factor) : std::nullopt;
      if (!next) return std::nullopt;
      total = std::move(*next);
    }
  }
  return total;
}

std::optional<Ratio> Algebra::power_of_term(const Expr& base, const Ratio& base_read, const Expr& term) {
  const bool negative = term.is(Op::kNeg);
  const Expr& bare = negative ? term.arg(0) : term;
  if (bare.is_integer()) {
    const auto k = bare.value().to_int64();
    return k ? raised(base_read, negative ? -*k : *k) : std::nullopt;
  }
  if (quotients_ == Quotients::kIdentities && base.is(Op::kConstant) && base.name() == "e") {
    if (const auto angle = without_i(bare)) {
      const auto known = sine_cosine(negative ? -*angle : *angle);
      const auto side = known ? multiplied(known->sine, imaginary()) : std::nullopt;
      return side ? added(known->cosine, *side) : std::nullopt;
    }
  }
  auto [times, rest] = whole_factor(bare);
  if (negative) times = -times;
  const auto number = base_read.num.constant(), below = base_read.den.constant();
  if (number && below && number->sign() * below->sign() > 0 && number->bits() < 200 && below->bits() < 200)
    return power_of_prime_parts(*number / *below, rest, times);
  return raised(*atom(pow(base, rest)), times);
}

std::optional<Ratio> Algebra::power_of_sum(const Expr& base, const Expr& exponent) {
  const Expr inside = normal(base), raised_to = normal(exponent);
  const auto read = convert(base);
  if (!read) return std::nullopt;
  const std::vector<Expr> terms = raised_to.is(Op::kAdd) ? raised_to.args() : std::vector<Expr>{raised_to};
  Ratio total{SparsePoly(Rational(1)), SparsePoly(Rational(1))};
  for (const Expr& t : terms) {
    const auto factor = power_of_term(inside, *read, t);
    auto next = factor ? multiplied(total, *factor) : std::nullopt;
    if (!next) return std::nullopt;
    total = std::move(*next);
  }
  return total;
}

}  // namespace retort::math
