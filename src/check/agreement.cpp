#include "check/agreement.h"

#include <optional>

#include "base/text.h"
#include "grade/units.h"
#include "math/exact.h"

namespace retort::check {
namespace {

using math::Expr;
using math::Rational;

Rational power_of_ten(std::size_t exponent) {
  Rational result(1);
  for (std::size_t i = 0; i < exponent; ++i) result *= Rational(10);
  return result;
}

// Decimal places that a lone decimal or percentage shows; nothing for other sides.
std::optional<std::size_t> shown_places(const Side& side) {
  std::string text = replace_all(side.latex, ",", "");
  const bool percent = text.ends_with("\\%");
  if (percent) text.resize(text.size() - 2);
  const std::size_t start = text.starts_with('-') ? 1 : 0;
  if (text.empty() || text.find_first_not_of("0123456789.", start) != std::string::npos) return std::nullopt;
  const std::size_t point = text.find('.');
  return (point == std::string::npos ? 0 : text.size() - point - 1) + (percent ? 2 : 0);
}

std::optional<Rational> approximate(const Expr& e) {
  if (const auto exact = math::exact_value(e); exact.ok()) return *exact;
  const auto ball = math::real_value(e, 20);
  const auto digits = ball.ok() ? Rational::parse(ball->digits) : Result<Rational>(ball.error());
  return digits.ok() ? std::optional(*digits) : std::nullopt;
}

}  // namespace

bool rounds(const Statement& statement, const Side& left, const Side& right, const Rational& p, const Rational& q) {
  const auto close = [&](const Side& decimal_side, const Rational& decimal, const Rational& exact) {
    const auto places = shown_places(decimal_side);
    if (!places || *places > 30 || (*places < 2 && !statement.rounding)) return false;
    if ((exact * power_of_ten(*places)).is_integer()) return false;   // nothing to round
    const Rational unit = Rational(1) / power_of_ten(*places), gap = decimal - exact;
    const bool truncated = gap.sign() * exact.sign() < 0 && gap.abs() < unit;   // 66.66 for 200/3
    return truncated || gap.abs() <= (statement.rounding ? unit : unit / Rational(2));
  };
  return close(right, q, p) || close(left, p, q);
}

bool rounds_real(const Statement& statement, const Side& left, const Side& right, const Expr& x, const Expr& y) {
  const auto p = approximate(x), q = approximate(y);
  return p && q && rounds(statement, left, right, *p, *q);
}

bool same_percent(const Statement& statement, const Side& left, const Side& right, const Reading& a, const Reading& b, const Rational& p, const Rational& q) {
  const bool times_hundred = left.latex.find("100\\%") != std::string::npos && !a.percent;   // 3/21 * 100% = 14.28
  if (times_hundred && !b.percent) return p * Rational(100) == q || rounds(statement, left, right, p * Rational(100), q);
  if (a.percent == b.percent) return false;
  return (b.percent && p == q * Rational(100)) || (a.percent && q == p * Rational(100));
}

bool same_measure(const Side& left, const Side& right, const Reading& a, const Reading& b, const Rational& p, const Rational& q) {
  std::vector<std::string> from = left.units, to = right.units;
  if (!a.unit.empty()) from.push_back(a.unit);
  if (!b.unit.empty()) to.push_back(b.unit);
  for (const std::string& x : from) {
    for (const std::string& y : to) {
      if (x.empty() || y.empty() || x == y) continue;
      if (const auto factor = grade::unit_factor(x, y); factor && p * *factor == q) return true;
    }
  }
  return false;
}

bool converts(const Side& left, const Side& right) {
  for (const std::string& x : left.units) {
    for (const std::string& y : right.units) {
      if (!x.empty() && !y.empty() && x != y && grade::unit_factor(x, y)) return true;
    }
  }
  return false;
}

std::optional<bool> about_equal(const Expr& x, const Expr& y) {
  const auto p = approximate(x), q = approximate(y);
  if (!p || !q) return std::nullopt;
  return (*p - *q).abs() * Rational(200) <= p->abs();
}

}  // namespace retort::check
