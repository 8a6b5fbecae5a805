#include <algorithm>

#include <arb.h>

#include "base/random.h"
#include "math/ball.h"
#include "math/compare.h"
#include "math/exact.h"

namespace retort::math {
namespace {

constexpr long kMaxSteps = 400'000;        // nodes evaluated in one comparison
constexpr int kEnoughPoints = 10;
constexpr int kMaxPoints = 48;
constexpr long kAgreementBits = 133;       // 40 digits, at points
constexpr long kConstantBits = 998;        // 300 digits, for constants

// Letters and numbers for a reader: "x = 2, y = -1/3".
std::string describe(const Point& p) {
  std::string out;
  for (const auto& [name, value] : p) out += (out.empty() ? "" : ", ") + name + " = " + value.to_string();
  return out;
}

std::string shown(const BallValue& v) {
  if (v.exact && v.exact->bits() < 64) return v.exact->to_string();
  char* re = arb_get_str(v.ball.re(), 8, ARB_STR_NO_RADIUS);
  std::string out = re;
  flint_free(re);
  if (v.ball.is_real()) return out;
  char* im = arb_get_str(v.ball.im(), 8, ARB_STR_NO_RADIUS);
  out += std::string(" + ") + im + " i";
  flint_free(im);
  return out;
}

enum class Outcome { kAgree, kDiffer, kUndefined, kOpen };

// At one point, with growing precision: until the balls part, or agree to `wanted` bits.
Outcome compare_at(const Expr& a, const Expr& b, const Point& p, long wanted, long& steps, std::string& note) {
  for (long precision = 96; precision <= 4 * wanted + 96; precision *= 2) {
    const BallValue x = evaluate_ball(a, p, precision, steps);
    const BallValue y = x.status == BallStatus::kUndefined ? x : evaluate_ball(b, p, precision, steps);
    if (x.status == BallStatus::kUndefined || y.status == BallStatus::kUndefined) {
      note = (x.status == BallStatus::kUndefined ? x : y).what;
      return Outcome::kUndefined;
    }
    if (x.status == BallStatus::kImprecise || y.status == BallStatus::kImprecise) {
      note = "not decided by the precision used";
      continue;
    }
    if (x.status != BallStatus::kOk || y.status != BallStatus::kOk) {
      note = (x.status != BallStatus::kOk ? x : y).what;
      return Outcome::kOpen;
    }
    if (x.exact && y.exact) {
      if (*x.exact == *y.exact) return Outcome::kAgree;
      note = shown(x) + " and " + shown(y);
      return Outcome::kDiffer;
    }
    if (!acb_overlaps(x.ball.get(), y.ball.get())) {
      note = shown(x) + " and " + shown(y);
      return Outcome::kDiffer;
    }
    // Agreement: the difference is small beside the values, or beside 1 where both may be 0.
    Ball difference;
    acb_sub(difference.get(), x.ball.get(), y.ball.get(), precision);
    mag_t gap, size;
    mag_init(gap);
    mag_init(size);
    acb_get_mag(gap, difference.get());
    acb_get_mag_lower(size, x.ball.get());
    if (mag_is_zero(size)) mag_one(size);
    mag_mul_2exp_si(gap, gap, wanted);
    const bool agree = mag_cmp(gap, size) <= 0;
    mag_clear(gap);
    mag_clear(size);
    if (agree) return Outcome::kAgree;
    note = "not decided by the precision used";
  }
  return Outcome::kOpen;
}

// Whole numbers are the only points for factorials, bounds of sums, remainders and powers like (-1)^n.
bool wants_whole_points(const Expr& e) {
  static constexpr std::string_view kWhole[] = {"factorial", "binomial", "sum", "product", "gcd", "lcm", "mod"};
  if (e.is(Op::kFunc) && std::find(std::begin(kWhole), std::end(kWhole), e.name()) != std::end(kWhole)) return true;
  if (e.is(Op::kPow) && !e.arg(1).symbols().empty()) return true;
  return std::any_of(e.args().begin(), e.args().end(), wants_whole_points);
}

// The n-th point: small whole numbers of both signs and 0 first, then fractions of both signs, then larger ones.
Point point_for(const std::vector<std::string>& symbols, int n, bool whole, Random& random) {
  Point p;
  for (const std::string& s : symbols) {
    const bool unit = s.starts_with("unit ");
    Rational value;
    if (n == 0) {
      value = random.between(2, 9);
    } else if (n == 1 && !whole) {
      value = Rational(-random.between(1, 9), random.between(2, 7));
    } else if (whole && n % 3 != 2) {
      value = random.between(0, 4 + n);
    } else if (n % 4 == 2) {
      value = random.between(-3, 3);
    } else if (n % 4 == 3) {
      value = Rational(random.between(-4000, 4000), random.between(1, 60));
    } else {
      value = Rational(random.between(-60, 60), random.between(1, 13));
    }
    p.emplace_back(s, unit ? value.abs() + 1 : value);
  }
  return p;
}

}  // namespace

BallEvidence compare_at_points(const Expr& a, const Expr& b, bool confirm_only) {
  BallEvidence evidence;
  std::vector<std::string> symbols = a.symbols();
  for (const std::string& s : b.symbols())
    if (std::find(symbols.begin(), symbols.end(), s) == symbols.end()) symbols.push_back(s);
  long steps = kMaxSteps;
  std::string note;
  if (symbols.empty()) {
    switch (compare_at(a, b, {}, confirm_only ? 64 : kConstantBits, steps, note)) {
      case Outcome::kAgree: evidence.agreeing = 1; break;
      case Outcome::kDiffer: evidence.differ = true; evidence.where = note; break;
      default: evidence.open = note;
    }
    return evidence;
  }
  const bool whole = wants_whole_points(a) || wants_whole_points(b);
  Random random(20240229, "points");
  for (int n = 0; n < kMaxPoints && steps > 0; ++n) {
    const Point p = point_for(symbols, n, whole, random);
    switch (compare_at(a, b, p, kAgreementBits, steps, note)) {
      case Outcome::kAgree: ++evidence.agreeing; break;
      case Outcome::kDiffer:
        evidence.differ = true;
        evidence.where = "at " + describe(p) + ": " + note;
        return evidence;
      default: evidence.open = note;
    }
    if (evidence.agreeing >= (confirm_only ? 1 : kEnoughPoints)) break;
  }
  return evidence;
}

std::optional<int> sign_of_constant(const Expr& e, std::string* why) {
  if (const Result<Rational> exact = exact_value(e); exact.ok()) return exact->sign();
  long steps = kMaxSteps;
  for (long precision = 96; precision <= 2'000; precision *= 2) {
    const BallValue v = evaluate_ball(e, {}, precision, steps);
    if (v.status == BallStatus::kImprecise) continue;
    if (v.status != BallStatus::kOk || !v.ball.is_real()) {
      if (why) *why = v.status == BallStatus::kOk ? "a value that is not real" : v.what;
      return std::nullopt;
    }
    if (arb_is_positive(v.ball.re())) return 1;
    if (arb_is_negative(v.ball.re())) return -1;
    if (arb_is_zero(v.ball.re())) return 0;
  }
  if (same_as_polynomials(e, Expr::integer(0))) return 0;
  if (why) *why = "a sign that 600 digits do not decide";
  return std::nullopt;
}

}  // namespace retort::math
