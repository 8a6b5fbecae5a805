#include "grade/values.h"

#include <algorithm>

#include "base/text.h"
#include "math/exact.h"
#include "math/identity.h"
#include "math/print.h"

namespace retort::grade {
namespace {

using math::Expr;
using math::Op;
using math::Rational;

std::string shown(const Expr& e) { return shorten(math::to_plain(e), 60); }

Verdict verdict(Outcome outcome, std::string rule, const Expr& gold, const Expr& pred) {
  const char* relation = outcome == Outcome::kEqual ? " equals " : outcome == Outcome::kDifferent ? " is not " : " could not be compared with ";
  return {outcome, std::move(rule), shown(gold) + relation + shown(pred)};
}

Rational power_of_ten(int exponent) {
  Rational result(1);
  for (int i = 0; i < std::abs(exponent); ++i) result *= Rational(10);
  return exponent < 0 ? Rational(1) / result : result;
}

// A number written in decimals: how many places and significant digits it shows.
struct Decimal {
  Rational value;
  int places = 0, significant = 0;
};

std::optional<Decimal> read_decimal(const Expr& e) {
  if (e.is(Op::kNeg)) {
    auto inner = read_decimal(e.arg(0));
    if (inner) inner->value = -inner->value;
    return inner;
  }
  if (e.is(Op::kMul) && e.args().size() == 2 && e.arg(1).is(Op::kPow) && e.arg(1).arg(0).same(Expr::integer(10))) {
    const auto exponent = math::exact_value(e.arg(1).arg(1));   // 2.31 \times 10^{-3}
    const auto n = exponent.ok() ? exponent->to_int64() : std::nullopt;
    auto front = read_decimal(e.arg(0));
    if (!front || !n || std::abs(*n) > 300) return std::nullopt;
    front->value *= power_of_ten(static_cast<int>(*n));
    front->places -= static_cast<int>(*n);
    return front;
  }
  if (!e.is_number()) return std::nullopt;
  const std::string text = e.text().empty() ? e.value().to_decimal(60).value_or("") : e.text();
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return std::nullopt;
  Decimal decimal{e.value(), static_cast<int>(text.size() - point - 1), 0};
  const std::size_t first = text.find_first_of("123456789");
  for (std::size_t i = std::min(first, text.size()); i < text.size(); ++i) decimal.significant += text[i] >= '0' && text[i] <= '9';
  return decimal;
}

Rational rounded(const Rational& value, int places) {
  const Rational unit = power_of_ten(places);
  return (value * unit + Rational(1, 2)).floor() / unit;
}

// Does the decimal agree with a value (exact, or a ball around a real one) to every place it shows?
bool agrees(const Decimal& decimal, const Expr& other) {
  if (decimal.significant < kMinShownDigits || decimal.places > 300) return false;
  const Rational half = power_of_ten(-decimal.places) / Rational(2);
  if (const auto exact = math::exact_value(other); exact.ok()) return (*exact - decimal.value).abs() <= half;
  const auto ball = math::real_value(other, std::min(decimal.significant + 5, 60));
  if (!ball.ok()) return false;
  const auto digits = Rational::parse(ball->digits);
  return digits.ok() && (*digits - decimal.value).abs() <= half;
}

bool within_tolerance(const Rational& a, const Rational& b, double tolerance) {
  const double larger = std::max(std::abs(a.to_double()), std::abs(b.to_double()));
  return std::abs((a - b).to_double()) <= tolerance * larger;
}

std::optional<Verdict> compare_by_options(const Expr& gold, const Expr& pred, const GradeOptions& options) {
  if (options.tolerance <= 0 && !options.round_places) return std::nullopt;
  const auto number = [](const Expr& e) -> std::optional<Rational> {
    if (const auto exact = math::exact_value(e); exact.ok()) return *exact;
    const auto ball = math::real_value(e, 25);
    const auto digits = ball.ok() ? Rational::parse(ball->digits) : Result<Rational>(ball.error());
    return digits.ok() ? std::optional(*digits) : std::nullopt;
  };
  const auto a = number(gold), b = number(pred);
  if (!a || !b) return std::nullopt;
  const bool near = options.tolerance > 0 ? within_tolerance(*a, *b, options.tolerance)
                                          : rounded(*a, *options.round_places) == rounded(*b, *options.round_places);
  return verdict(near ? Outcome::kEqual : Outcome::kDifferent, "decimal", gold, pred);
}

std::optional<Verdict> compare_complex(const Expr& gold, const Expr& pred) {
  const auto a = complex_parts(gold), b = complex_parts(pred);
  if (!a || !b) return std::nullopt;
  const auto zero = [](const Expr& e) { return e.is_number() && e.value().is_zero(); };
  if (zero(a->imaginary) && zero(b->imaginary)) return std::nullopt;
  const math::Verdict real = math::equal(a->real, b->real), imaginary = math::equal(a->imaginary, b->imaginary);
  using State = math::Verdict::Outcome;
  if (real.outcome == State::kEqual && imaginary.outcome == State::kEqual) return verdict(Outcome::kEqual, "complex", gold, pred);
  if (!gold.symbols().empty() || !pred.symbols().empty()) return std::nullopt;
  if (real.outcome == State::kDifferent || imaginary.outcome == State::kDifferent) {
    return verdict(Outcome::kDifferent, "complex", gold, pred);
  }
  return std::nullopt;
}

// \tan 15^\circ as \tan(15 \pi / 180): then no angle is left that could be meant as a number of degrees.
Expr with_radians(const Expr& e, bool in_function) {
  if (e.args().empty()) return e;
  if (e.is(Op::kDegree) && in_function) return e.arg(0) * Expr::constant("pi") / Expr::integer(180);
  const bool angle = e.is(Op::kFunc) && (e.name() == "sin" || e.name() == "cos" || e.name() == "tan" || e.name() == "cot" || e.name() == "sec" || e.name() == "csc");
  std::vector<Expr> args;
  for (const Expr& arg : e.args()) args.push_back(with_radians(arg, in_function || angle));
  return Expr::make(e.op(), std::move(args), e.name());
}

bool holds_degrees(const Expr& e) {
  return e.is(Op::kDegree) || std::any_of(e.args().begin(), e.args().end(), holds_degrees);
}

math::Verdict equal_values(const Expr& gold, const Expr& pred) {
  if (!holds_degrees(gold) && !holds_degrees(pred)) return math::equal(gold, pred);
  return math::equal(with_radians(gold, false), with_radians(pred, false));
}

bool is_infinity(const Expr& e) { return e.is(Op::kConstant) && e.name() == "oo"; }
// -1, 1, or 0 for what is finite.
int infinite_sign(const Expr& e) {
  if (is_infinity(e)) return 1;
  if (e.is(Op::kNeg)) return -infinite_sign(e.arg(0));
  return 0;
}

constexpr long kHugeExponent = 40'000, kModestBits = 20'000;

// 1 or -1 where e is certainly beyond 2^kHugeExponent in size: towers of powers, factorials, and what they dominate. Else 0.
int huge_sign(const Expr& e, int depth = 0) {
  constexpr int kMaxDepth = 20;
  if (depth > kMaxDepth) return 0;
  const auto is_many = [&](const Expr& n) {
    const auto value = math::exact_value(n);
    return value.ok() ? *value >= Rational(kHugeExponent) : huge_sign(n, depth + 1) > 0;
  };
  if (e.is(Op::kNeg)) return -huge_sign(e.arg(0), depth + 1);
  if (e.is(Op::kPow)) {
    const auto base = math::exact_value(e.arg(0));
    const bool grows = base.ok() ? *base >= Rational(2) : huge_sign(e.arg(0), depth + 1) > 0;
    const auto exponent = math::exact_value(e.arg(1));
    return grows && ((!base.ok() && exponent.ok() && *exponent >= Rational(1)) || is_many(e.arg(1))) ? 1 : 0;
  }
  if (e.is_func("factorial")) return is_many(e.arg(0)) ? 1 : 0;
  if (!e.is(Op::kAdd) && !e.is(Op::kMul)) return 0;
  int sign = 0, factor = 1;
  for (const Expr& arg : e.args()) {
    const auto value = math::exact_value(arg);
    if (value.ok()) {
      if (value->bits() > kModestBits || (e.is(Op::kMul) && value->abs() < Rational(1))) return 0;
      if (e.is(Op::kMul)) factor *= value->sign();
      continue;
    }
    const int part = huge_sign(arg, depth + 1);
    if (part == 0 || (e.is(Op::kAdd) && sign != 0 && part != sign)) return 0;
    sign = e.is(Op::kMul) && sign != 0 ? sign * part : part;
  }
  return sign * factor;
}

// Is one side a number of modest size and the other one far beyond all of these, or a nonzero number far below them?
bool out_of_reach(const Result<Rational>& modest, const Expr& other) {
  if (!modest.ok() || modest->bits() > kModestBits) return false;
  if (other.is(Op::kNeg)) return out_of_reach(modest, other.arg(0));
  if (other.is(Op::kDiv)) {
    const auto above = math::exact_value(other.arg(0));
    return above.ok() && !above->is_zero() && above->bits() < kModestBits && huge_sign(other.arg(1)) != 0;
  }
  return huge_sign(other) != 0;
}

}  // namespace

Verdict compare_values(const Expr& gold, const Expr& pred, const GradeOptions& options) {
  if (const int a = infinite_sign(gold), b = infinite_sign(pred); a != 0 || b != 0) {
    return verdict(a == b ? Outcome::kEqual : Outcome::kDifferent, "infinity", gold, pred);
  }
  if (auto decided = compare_by_options(gold, pred, options)) return *decided;
  const auto a = math::exact_value(gold), b = math::exact_value(pred);
  if (a.ok() && b.ok() && *a == *b) return verdict(Outcome::kEqual, a->is_integer() ? "integer" : "rational", gold, pred);
  if (!options.strict) {
    const auto gold_decimal = read_decimal(gold), pred_decimal = read_decimal(pred);
    if ((gold_decimal && agrees(*gold_decimal, pred)) || (pred_decimal && agrees(*pred_decimal, gold))) {
      return verdict(Outcome::kEqual, "decimal", gold, pred);
    }
  }
  if (a.ok() && b.ok()) return verdict(Outcome::kDifferent, a->is_integer() && b->is_integer() ? "integer" : "rational", gold, pred);
  const auto undefined = [](const Result<Rational>& value) { return !value.ok() && value.error().code == ErrorCode::kInvalidArgument; };
  if ((a.ok() && undefined(b)) || (b.ok() && undefined(a))) return verdict(Outcome::kDifferent, "undefined", gold, pred);
  if (out_of_reach(a, pred) || out_of_reach(b, gold)) return verdict(Outcome::kDifferent, "size", gold, pred);
  if (auto decided = compare_complex(gold, pred)) return *decided;
  const math::Verdict equality = equal_values(gold, pred);
  using State = math::Verdict::Outcome;
  if (equality.outcome == State::kEqual) return verdict(Outcome::kEqual, "expression", gold, pred);
  if (equality.outcome == State::kDifferent) return verdict(Outcome::kDifferent, "expression", gold, pred);
  Verdict open = verdict(Outcome::kUndecided, "expression", gold, pred);
  if (!equality.reason.empty()) open.reason += ": " + equality.reason;
  return open;
}

std::optional<int> compare_order(const Expr& a, const Expr& b) {
  if (const int x = infinite_sign(a), y = infinite_sign(b); x != 0 || y != 0) return x == y ? 0 : x < y ? -1 : 1;
  const auto p = math::exact_value(a), q = math::exact_value(b);
  if (p.ok() && q.ok()) return *p == *q ? 0 : *p < *q ? -1 : 1;
  const auto x = math::real_value(a, 20), y = math::real_value(b, 20);
  if (!x.ok() || !y.ok()) return std::nullopt;
  const double gap = x->mid - y->mid, radius = x->radius + y->radius + 1e-12 * (std::abs(x->mid) + std::abs(y->mid));
  if (std::abs(gap) <= radius) return math::equal(a, b).outcome == math::Verdict::Outcome::kEqual ? std::optional(0) : std::nullopt;
  return gap < 0 ? -1 : 1;
}

}  // namespace retort::grade
