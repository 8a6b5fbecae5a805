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

enum class Outcome { kAgree, kAgreeExactly, kDiffer, kUndefined, kOpen };

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
      if (*x.exact == *y.exact) return Outcome::kAgreeExactly;
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

void add_symbols(const Expr& e, std::vector<std::string>& out) {
  for (const std::string& s : e.symbols())
    if (std::find(out.begin(), out.end(), s) == out.end()) out.push_back(s);
}

// The symbols that stand for whole numbers: in factorials and the like, in bounds of sums, in exponents of negative numbers.
void collect_whole(const Expr& e, std::vector<std::string>& out) {
  static constexpr std::string_view kWhole[] = {"factorial", "binomial", "gcd", "lcm", "mod"};
  if (e.is(Op::kFunc)) {
    if (std::find(std::begin(kWhole), std::end(kWhole), e.name()) != std::end(kWhole)) add_symbols(e, out);
    if (e.name() == "sum" || e.name() == "product") {
      add_symbols(e.arg(2), out);
      add_symbols(e.arg(3), out);
    }
  }
  if (e.is(Op::kPow) && !e.arg(1).symbols().empty()) {
    const Result<Rational> base = exact_value(e.arg(0), {64, 100});
    if (base && base->sign() < 0) add_symbols(e.arg(1), out);
  }
  for (const Expr& arg : e.args()) collect_whole(arg, out);
}

// The n-th point: small whole numbers of both signs and 0 first, then fractions of both signs, then larger ones.
Point point_for(const std::vector<std::string>& symbols, const std::vector<std::string>& whole_symbols, int n, Random& random) {
  Point p;
  for (const std::string& s : symbols) {
    const bool whole = std::find(whole_symbols.begin(), whole_symbols.end(), s) != whole_symbols.end();
    const bool unit = s.starts_with("unit ");
    Rational value;
    if (n == 0) {
      value = random.between(2, 9);
    } else if (whole) {
      value = n % 4 == 3 ? random.between(-5, 5) : random.between(0, 4 + n);
    } else if (n == 1) {
      value = Rational(-random.between(1, 9), random.between(2, 7));
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
  add_symbols(b, symbols);
  long steps = kMaxSteps;
  std::string note;
  if (symbols.empty()) {
    switch (compare_at(a, b, {}, confirm_only ? 64 : kConstantBits, steps, note)) {
      case Outcome::kAgreeExactly: evidence.exact = true; [[fallthrough]];
      case Outcome::kAgree: evidence.agreeing = 1; break;
      case Outcome::kDiffer: evidence.differ = true; evidence.where = note; break;
      default: evidence.open = note;
    }
    return evidence;
  }
  std::vector<std::string> whole;
  collect_whole(a, whole);
  collect_whole(b, whole);
  Random random(20240229, "points");
  for (int n = 0; n < kMaxPoints && steps > 0; ++n) {
    const Point p = point_for(symbols, whole, n, random);
    switch (compare_at(a, b, p, kAgreementBits, steps, note)) {
      case Outcome::kAgreeExactly:
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
