#include "math/exact_parts.h"

#include "math/flint_access.h"
#include "math/number_theory.h"

namespace retort::math {
namespace {

Error unsupported(std::string what) { return {ErrorCode::kUnsupported, std::move(what)}; }
Error invalid(std::string what) { return {ErrorCode::kInvalidArgument, std::move(what)}; }

// x is the product of a rational and at most one factor pi: the rational, and whether pi was there.
struct PiMultiple {
  Rational rational;
  bool pi;
};
std::optional<PiMultiple> pi_multiple(const Expr& e, const EvalLimits& limits) {
  if (e.is(Op::kConstant)) return e.name() == "pi" ? std::optional<PiMultiple>({1, true}) : std::nullopt;
  if (e.is(Op::kDegree)) {
    const Result<Rational> r = exact_value(e.arg(0), limits);
    return r ? std::optional<PiMultiple>({*r / 180, true}) : std::nullopt;
  }
  if (e.is(Op::kNeg)) {
    auto inner = pi_multiple(e.arg(0), limits);
    if (inner) inner->rational = -inner->rational;
    return inner;
  }
  if (e.is(Op::kDiv)) {
    auto above = pi_multiple(e.arg(0), limits);
    const auto below = pi_multiple(e.arg(1), limits);
    if (!above || !below || below->pi || below->rational.is_zero()) return std::nullopt;
    above->rational /= below->rational;
    return above;
  }
  if (e.is(Op::kMul)) {
    PiMultiple total{1, false};
    for (const Expr& factor : e.args()) {
      const auto f = pi_multiple(factor, limits);
      if (!f || (f->pi && total.pi)) return std::nullopt;
      total.rational *= f->rational;
      total.pi = total.pi || f->pi;
    }
    return total;
  }
  if (e.is(Op::kAdd)) {
    PiMultiple total{0, false};
    for (const Expr& term : e.args()) {
      const auto t = pi_multiple(term, limits);
      if (!t) return std::nullopt;
      if (t->rational.is_zero()) continue;
      if (!total.rational.is_zero() && total.pi != t->pi) return std::nullopt;
      total.pi = t->pi;
      total.rational += t->rational;
    }
    return total;
  }
  const Result<Rational> r = exact_value(e, limits);
  return r ? std::optional<PiMultiple>({*r, false}) : std::nullopt;
}

// sin at r half turns, when it is 0, 1/2, 1 or their negatives.
std::optional<Rational> sine(Rational r) {
  r -= (r / 2).floor() * 2;   // [0, 2)
  const Rational sixths = r * 6;
  if (!sixths.is_integer()) return std::nullopt;
  switch (*sixths.to_int64()) {
    case 0: case 6: return Rational(0);
    case 1: case 5: return Rational(1, 2);
    case 3: return Rational(1);
    case 7: case 11: return Rational(-1, 2);
    case 9: return Rational(-1);
    default: return std::nullopt;
  }
}

std::optional<Rational> tangent(Rational r) {
  r -= r.floor();   // [0, 1)
  if (r.is_zero()) return Rational(0);
  if (r == Rational(1, 4)) return Rational(1);
  if (r == Rational(3, 4)) return Rational(-1);
  return std::nullopt;
}

}  // namespace

Result<Rational> exact_root(const Rational& x, const Rational& n) {
  if (x.is_zero() || x == 1) return x;
  const auto index = n.to_int64();
  if (!index || *index > 100'000) return unsupported("a root that is not rational");
  Integer above, below;
  const auto k = static_cast<slong>(*index);
  if (!fmpz_root(above.get(), RationalAccess::num(x), k) || !fmpz_root(below.get(), RationalAccess::den(x), k))
    return unsupported("a root that is not rational");
  return above.rational() / below.rational();
}

Result<Rational> exact_log(const Rational& x, const Rational& base) {
  if (x.sign() <= 0 || base.sign() <= 0 || base == 1) return invalid("a logarithm outside its domain");
  if (x == 1) return Rational(0);
  // log_b x = p/q means b^p = x^q: divide the larger by the smaller until both are 1 (Euclid on the exponents).
  if (x.bits() > 4096 || base.bits() > 4096) return unsupported("a logarithm of a large number");
  Rational u = x > 1 ? x : Rational(1) / x, v = base > 1 ? base : Rational(1) / base;
  const bool negative = (x > 1) != (base > 1);
  long long a0 = 1, a1 = 0, b0 = 0, b1 = 1;   // u = x^a0 / base^a1, v = base^b1 / x^b0
  for (int step = 0; step < 6'000; ++step) {
    if (u == 1 || v == 1) break;
    if (u >= v) {
      u /= v;
      a0 += b0;
      a1 += b1;
    } else {
      v /= u;
      b0 += a0;
      b1 += a1;
    }
    // The exponents of a rational logarithm stay below the bit lengths; beyond them there is none.
    if (a0 > 6'000 || a1 > 6'000 || b0 > 6'000 || b1 > 6'000 || u.bits() > 1 << 14 || v.bits() > 1 << 14)
      return unsupported("a logarithm that is not rational");
  }
  if (u != 1 && v != 1) return unsupported("a logarithm that is not rational");
  const Rational result = u == 1 ? Rational(a1, a0) : Rational(b1, b0);
  return negative ? -result : result;
}

std::optional<Rational> turns(const Expr& angle, const EvalLimits& limits) {
  const auto m = pi_multiple(angle, limits);
  if (!m || (!m->pi && !m->rational.is_zero())) return std::nullopt;
  return m->rational;
}

Result<Rational> trigonometric_value(std::string_view function, const Rational& half_turns) {
  const Rational quarter(1, 2);
  const bool tangent_like = function == "tan" || function == "cot";
  std::optional<Rational> value;
  if (tangent_like) {
    value = tangent(half_turns);
    const Rational r = half_turns - half_turns.floor();
    if (function == "tan" && r == quarter) return invalid("tan at an odd multiple of 90 degrees");
    if (function == "cot" && r.is_zero()) return invalid("cot at a multiple of 180 degrees");
    if (function == "cot") value = r == quarter ? std::optional<Rational>(0) : value;
    if (value && function == "cot" && !value->is_zero()) value = Rational(1) / *value;
  } else {
    value = sine(function == "cos" || function == "sec" ? half_turns + quarter : half_turns);
    if (value && (function == "sec" || function == "csc")) {
      if (value->is_zero()) return invalid(std::string(function) + " at its pole");
      value = Rational(1) / *value;
    }
  }
  if (!value) return unsupported("an irrational value of " + std::string(function));
  return *value;
}

}  // namespace retort::math
