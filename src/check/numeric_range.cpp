#include "check/numeric_range.h"

#include <optional>

#include "math/exact.h"
#include "math/identity.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Op;
using math::Rational;

constexpr long long kGrid = 1'000'000;

// A rational number close to the value.
std::optional<Rational> near(const Expr& e) {
  const auto ball = e.symbols().empty() ? math::real_value(e, 20) : Result<math::RealBall>(Error{});
  if (!ball.ok() || ball->mid > 1e9 || ball->mid < -1e9) return std::nullopt;
  return Rational(static_cast<long long>(ball->mid * static_cast<double>(kGrid))) / Rational(kGrid);
}

struct Ends {
  std::string unknown;
  std::optional<Rational> low, high;
};

// -1 \le x < 3, x > 5, 5 < x
std::optional<Ends> ends_of(const std::vector<Expr>& range, const std::vector<std::string>& signs) {
  Ends ends;
  std::size_t at = range.size();
  for (std::size_t i = 0; i < range.size(); ++i) {
    if (range[i].is(Op::kSymbol)) at = i;
  }
  if (at == range.size() || range.size() > 3 || (range.size() == 3 && at != 1)) return std::nullopt;
  ends.unknown = range[at].name();
  for (std::size_t i = 0; i < signs.size(); ++i) {
    const bool less = signs[i][0] == '<', other_is_left = i < at;
    const auto value = near(range[other_is_left ? i : i + 1]);
    if (!value || (!less && signs[i][0] != '>')) return std::nullopt;
    (less == other_is_left ? ends.low : ends.high) = *value;
  }
  return ends;
}

}  // namespace

bool NumericRange::has_component(const std::vector<Expr>& range, const std::vector<std::string>& range_signs) const {
  const auto ends = ends_of(range, range_signs);
  if (!ends || (ends->low && ends->high && *ends->high <= *ends->low)) return false;
  for (const Expr& side : sides) {
    for (const std::string& symbol : side.symbols()) {
      if (symbol != ends->unknown) return false;
    }
  }
  const auto holds = [&](const Rational& x) {
    for (std::size_t i = 0; i + 1 < sides.size(); ++i) {
      const auto put_in = [&](const Expr& side) { return side.substitute(ends->unknown, Expr::number(x)); };
      if (math::holds(Expr::rel(signs[i], put_in(sides[i]), put_in(sides[i + 1]))).outcome != math::Verdict::Outcome::kEqual) return false;
    }
    return true;
  };
  constexpr int kInside = 6;
  const Rational step(1, 1000);
  std::vector<Rational> inside, outside;
  if (ends->low && ends->high) {
    for (int i = 1; i < kInside; ++i) inside.push_back(*ends->low + (*ends->high - *ends->low) * Rational(i, kInside));
  }
  const Rational close = ends->low && ends->high ? (*ends->high - *ends->low) * step : step;
  if (ends->low) {
    inside.push_back(*ends->low + close);
    outside.push_back(*ends->low - step);
    for (long long far : {1LL, 10LL, 100LL}) {
      if (!ends->high) inside.push_back(*ends->low + Rational(far));
    }
  }
  if (ends->high) {
    inside.push_back(*ends->high - close);
    outside.push_back(*ends->high + step);
    for (long long far : {1LL, 10LL, 100LL}) {
      if (!ends->low) inside.push_back(*ends->high - Rational(far));
    }
  }
  for (const Rational& x : inside) {
    if (!holds(x)) return false;
  }
  for (const Rational& x : outside) {
    if (holds(x)) return false;
  }
  return true;
}

}  // namespace retort::check
