#include "math/ball.h"

#include <arb.h>

#include <algorithm>
#include <cmath>

#include "math/exact.h"
#include "math/flint_access.h"
#include "math/function_names.h"
#include "math/number_theory.h"
#include "math/time_budget.h"

namespace retort::math {
namespace {

constexpr long kExactBits = 4096;          // longer rationals go on as balls
constexpr double kMaxMagnitudeLog2 = 34;   // of the bits before the point
constexpr long kMaxTerms = 20'000;
constexpr int kMaxDepth = 1'000;

BallValue failure(BallStatus status, std::string what) {
  BallValue v;
  v.status = status;
  v.what = std::move(what);
  return v;
}
BallValue undefined(std::string what) { return failure(BallStatus::kUndefined, std::move(what)); }
BallValue imprecise() { return failure(BallStatus::kImprecise, "the precision"); }
BallValue unsupported(std::string what) { return failure(BallStatus::kUnsupported, std::move(what)); }
BallValue budget(std::string what) { return failure(BallStatus::kBudget, std::move(what)); }

class Evaluator {
 public:
  Evaluator(const Point& point, long precision, long& steps) : point_(point), precision_(precision), steps_(steps) {}

  BallValue value(const Expr& e) {
    if (--steps_ < 0 || time_is_up()) return budget("more operations than the limit");
    BallValue v = raw(e);
    if (v.status != BallStatus::kOk) return v;
    if (!v.ball.is_finite()) return imprecise();
    if (v.exact && v.exact->bits() > kExactBits) v.exact.reset();
    return v;
  }

 private:
  BallValue rational(const Rational& r) const {
    BallValue v;
    fmpq_t q;
    fmpq_init(q);
    RationalAccess::get(q, r);
    arb_set_fmpq(v.ball.re(), q, precision_);
    fmpq_clear(q);
    if (r.bits() <= kExactBits) v.exact = r;
    return v;
  }

  BallValue raw(const Expr& e) {
    switch (e.op()) {
      case Op::kNumber: return rational(e.value());
      case Op::kSymbol: return symbol(e);
      case Op::kConstant: return constant(e);
      case Op::kAdd: case Op::kMixed: return add(e);
      case Op::kMul: return multiply(e);
      case Op::kDiv: return divide(value(e.arg(0)), value(e.arg(1)));
      case Op::kNeg: {
        BallValue v = value(e.arg(0));
        acb_neg(v.ball.get(), v.ball.get());
        if (v.exact) v.exact = -*v.exact;
        return v;
      }
      case Op::kPow: return power(e);
      case Op::kPercent: return divide(value(e.arg(0)), rational(100));
      case Op::kDegree: {
        BallValue v = divide(value(e.arg(0)), rational(180));
        if (v.status != BallStatus::kOk) return v;
        return times(v, constant(Expr::constant("pi")));
      }
      case Op::kBase: {
        const Result<Rational> r = exact_value(e);
        return r ? rational(*r) : undefined(r.error().message);
      }
      case Op::kFunc: return function(e);
      default: return unsupported("something that is not a number");
    }
  }

  BallValue symbol(const Expr& e) const {
    for (const auto& [name, at] : bound_)
      if (name == e.name()) return rational(at);
    for (const auto& [name, at] : point_)
      if (name == e.name()) return rational(at);
    return unsupported("the symbol " + e.name());
  }
  BallValue constant(const Expr& e) const {
    BallValue v;
    if (e.name() == "pi") {
      arb_const_pi(v.ball.re(), precision_);
    } else if (e.name() == "e") {
      arb_const_e(v.ball.re(), precision_);
    } else if (e.name() == "i") {
      acb_onei(v.ball.get());
    } else {
      return unsupported("infinity");
    }
    return v;
  }
  BallValue add(const Expr& e) {
    BallValue total = rational(0);
    for (const Expr& term : e.args()) {
      const BallValue v = value(term);
      if (v.status != BallStatus::kOk) return v;
      acb_add(total.ball.get(), total.ball.get(), v.ball.get(), precision_);
      if (total.exact) total.exact = v.exact ? std::optional(*total.exact + *v.exact) : std::nullopt;
    }
    return total;
  }
  BallValue times(const BallValue& a, const BallValue& b) const {
    BallValue v;
    acb_mul(v.ball.get(), a.ball.get(), b.ball.get(), precision_);
    if (a.exact && b.exact) v.exact = *a.exact * *b.exact;
    return v;
  }
  BallValue multiply(const Expr& e) {
    BallValue total = rational(1);
    for (const Expr& factor : e.args()) {
      const BallValue v = value(factor);
      if (v.status != BallStatus::kOk) return v;
      total = times(total, v);
    }
    return total;
  }
  BallValue divide(const BallValue& a, const BallValue& b) const {
    if (a.status != BallStatus::kOk) return a;
    if (b.status != BallStatus::kOk) return b;
    if (acb_is_zero(b.ball.get())) return undefined("a division by 0");
    if (acb_contains_zero(b.ball.get())) return imprecise();
    BallValue v;
    acb_div(v.ball.get(), a.ball.get(), b.ball.get(), precision_);
    if (a.exact && b.exact) v.exact = *a.exact / *b.exact;
    return v;
  }

  BallValue power(const Expr& e) {
    const BallValue base = value(e.arg(0));
    if (base.status != BallStatus::kOk) return base;
    const BallValue raised = value(e.arg(1));
    if (raised.status != BallStatus::kOk) return raised;
    if (too_large(base, raised)) return budget("a power that is too large");
    if (acb_is_zero(base.ball.get())) {
      if (!raised.exact) return imprecise();
      return raised.exact->sign() > 0 ? rational(0) : undefined("0 to a power that is not positive");
    }
    BallValue v;
    if (raised.exact && raised.exact->is_integer()) {
      if (acb_contains_zero(base.ball.get()) && raised.exact->sign() <= 0) return imprecise();
      acb_pow_fmpz(v.ball.get(), base.ball.get(), RationalAccess::num(*raised.exact), precision_);
      if (base.exact)
        if (const Result<Rational> r = Rational::pow(*base.exact, *raised.exact, kExactBits); r.ok()) v.exact = *r;
      return v;
    }
    if (acb_contains_zero(base.ball.get())) return imprecise();
    if (base.ball.is_real() && arb_is_negative(base.ball.re())) {
      if (!raised.exact) return imprecise();   // an integer, perhaps, that the ball cannot tell
      return undefined("a power of a negative number with a fraction as exponent");
    }
    acb_pow(v.ball.get(), base.ball.get(), raised.ball.get(), precision_);
    return v;
  }
  // |log2|base|| * |exponent| beyond the limit: not even a ball should hold the result.
  static bool too_large(const BallValue& base, const BallValue& raised) {
    if (base.exact && (base.exact->is_zero() || base.exact->abs() == 1)) return false;
    mag_t upper, lower, exponent;
    mag_init(upper);
    mag_init(lower);
    mag_init(exponent);
    acb_get_mag(upper, base.ball.get());
    acb_get_mag_lower(lower, base.ball.get());
    acb_get_mag(exponent, raised.ball.get());
    const double low = mag_is_zero(lower) ? 1 : mag_get_d_log2_approx(lower);
    const double bits = std::max({std::abs(mag_get_d_log2_approx(upper)), std::abs(low), 1.0});
    const bool large = !mag_is_zero(exponent) && std::log2(bits) + mag_get_d_log2_approx(exponent) > kMaxMagnitudeLog2;
    mag_clear(upper);
    mag_clear(lower);
    mag_clear(exponent);
    return large;
  }

  BallValue function(const Expr& e);
  BallValue elementary(const Expr& e, const BallValue& x);
  BallValue root(const Expr& e, const BallValue& x, const Rational& index);
  BallValue rounded(bool down, const BallValue& x);
  BallValue whole(const Expr& e, const std::vector<BallValue>& args);
  BallValue written_out(const Expr& e);
  BallValue extreme(bool least, const std::vector<BallValue>& args);

  const Point& point_;
  Point bound_;
  long precision_;
  long& steps_;
};

// Real argument with a sign that is known: the cases that real functions need.
enum class Sign { kNegative, kZero, kPositive, kUnknown, kComplex };
Sign sign_of(const Ball& b) {
  if (!b.is_real()) return Sign::kComplex;
  if (arb_is_zero(b.re())) return Sign::kZero;
  if (arb_is_positive(b.re())) return Sign::kPositive;
  if (arb_is_negative(b.re())) return Sign::kNegative;
  return Sign::kUnknown;
}

// index > 0. Odd roots of negative numbers are real; square roots of negative numbers without symbols are imaginary.
BallValue Evaluator::root(const Expr& e, const BallValue& x, const Rational& index) {
  const auto n = index.to_int64();
  if (!n || *n < 1 || *n > 1'000'000) return unsupported("the index of a root");
  BallValue v;
  const Sign sign = sign_of(x.ball);
  if (sign == Sign::kZero) return rational(0);
  if (sign == Sign::kUnknown) return imprecise();
  if (sign == Sign::kComplex) {
    acb_root_ui(v.ball.get(), x.ball.get(), static_cast<ulong>(*n), precision_);
    return v;
  }
  if (sign == Sign::kPositive) {
    arb_root_ui(v.ball.re(), x.ball.re(), static_cast<ulong>(*n), precision_);
    return v;
  }
  if (*n % 2 == 0 && (*n != 2 || !e.arg(0).symbols().empty())) return undefined("an even root of a negative number");
  arb_neg(v.ball.re(), x.ball.re());
  arb_root_ui(v.ball.re(), v.ball.re(), static_cast<ulong>(*n), precision_);
  if (*n == 2) {
    acb_mul_onei(v.ball.get(), v.ball.get());
  } else {
    acb_neg(v.ball.get(), v.ball.get());
  }
  return v;
}

BallValue Evaluator::elementary(const Expr& e, const BallValue& x) {
  const std::string& name = e.name();
  const Sign sign = sign_of(x.ball);
  BallValue v;
  acb_struct* out = v.ball.get();
  const acb_struct* in = x.ball.get();
  if (name == "ln" || name == "log") {
    if (sign == Sign::kZero || sign == Sign::kNegative) return undefined("the logarithm of a number that is not positive");
    if (acb_contains_zero(in)) return imprecise();
    acb_log(out, in, precision_);
    if (name == "ln") return v;
    const BallValue base = e.args().size() == 2 ? value(e.arg(1)) : rational(10);
    if (base.status != BallStatus::kOk) return base;
    if (const Sign s = sign_of(base.ball); s != Sign::kPositive)
      return s == Sign::kUnknown ? imprecise() : undefined("a base of a logarithm that is not positive");
    BallValue below;
    acb_log(below.ball.get(), base.ball.get(), precision_);
    return divide(v, below);
  }
  if (name == "asin" || name == "acos") {
    const Ball one = rational(1).ball;
    if (x.ball.is_real()) {
      arb_t size;
      arb_init(size);
      arb_abs(size, x.ball.re());
      const bool outside = arb_gt(size, one.re()), inside = arb_le(size, one.re());
      arb_clear(size);
      if (outside) return undefined("the inverse of a sine or cosine beyond 1");
      if (!inside) return imprecise();
    }
    name == "asin" ? acb_asin(out, in, precision_) : acb_acos(out, in, precision_);
    if (x.ball.is_real()) arb_zero(v.ball.im());
    return v;
  }
  if (name == "exp") {
    mag_t m;
    mag_init(m);
    acb_get_mag(m, in);
    const bool huge = mag_cmp_2exp_si(m, 34) > 0;
    mag_clear(m);
    if (huge) return budget("an exponential that is too large");
    acb_exp(out, in, precision_);
    return v;
  }
  using Function = void (*)(acb_t, const acb_t, slong);
  static const std::pair<std::string_view, Function> kSimple[] = {
      {"sin", acb_sin}, {"cos", acb_cos}, {"tan", acb_tan}, {"cot", acb_cot}, {"sec", acb_sec}, {"csc", acb_csc},
      {"atan", acb_atan}, {"sinh", acb_sinh}, {"cosh", acb_cosh}, {"tanh", acb_tanh}};
  for (const auto& [known, f] : kSimple)
    if (known == name) {
      f(out, in, precision_);
      return v;
    }
  return unsupported("the function " + name);
}

BallValue Evaluator::rounded(bool down, const BallValue& x) {
  if (x.exact) return rational(down ? x.exact->floor() : x.exact->ceil());
  if (!x.ball.is_real()) return unsupported("rounding a complex number");
  BallValue v;
  down ? arb_floor(v.ball.re(), x.ball.re(), precision_) : arb_ceil(v.ball.re(), x.ball.re(), precision_);
  Integer whole_part;
  if (!arb_get_unique_fmpz(whole_part.get(), v.ball.re())) return imprecise();
  return rational(whole_part.rational());
}

BallValue Evaluator::extreme(bool least, const std::vector<BallValue>& args) {
  BallValue best = args[0];
  for (const BallValue& a : args) {
    if (!a.ball.is_real()) return unsupported("an order of complex numbers");
    if (best.exact && a.exact) {
      best = least == (*a.exact < *best.exact) ? a : best;
      continue;
    }
    best.exact.reset();
    least ? arb_min(best.ball.re(), best.ball.re(), a.ball.re(), precision_)
          : arb_max(best.ball.re(), best.ball.re(), a.ball.re(), precision_);
  }
  return best;
}

// Functions of whole numbers.
BallValue Evaluator::whole(const Expr& e, const std::vector<BallValue>& args) {
  const std::string& name = e.name();
  for (const BallValue& a : args) {
    if (!a.exact) return imprecise();
    if (!a.exact->is_integer()) return undefined(name + " of a number that is not whole");
  }
  const Rational& n = *args[0].exact;
  const auto factorial_ball = [this](const Rational& of) {
    BallValue v;
    arb_fac_ui(v.ball.re(), static_cast<ulong>(*of.to_int64()), precision_);
    return v;
  };
  const Rational limit(1'000'000'000);
  if (name == "factorial") {
    if (n.sign() < 0) return undefined("the factorial of a negative number");
    if (n > limit) return budget("a factorial that is too large");
    if (n <= 300) return rational(*factorial(n));
    return factorial_ball(n);
  }
  if (name == "binomial") {
    if (const Result<Rational> r = binomial(n, *args[1].exact); r.ok()) return rational(*r);
    if (n.sign() < 0 || n > limit) return budget("a binomial coefficient that is too large");
    const Rational& k = *args[1].exact;
    return divide(factorial_ball(n), times(factorial_ball(k), factorial_ball(n - k)));
  }
  if (name == "mod") {
    if (args[1].exact->sign() <= 0) return undefined("a modulus that is not positive");
    return rational(mod(n, *args[1].exact));
  }
  Rational total = n.abs();
  for (std::size_t i = 1; i < args.size(); ++i) total = name == "gcd" ? gcd(total, *args[i].exact) : lcm(total, *args[i].exact);
  return rational(total);
}

BallValue Evaluator::written_out(const Expr& e) {
  const BallValue low = value(e.arg(2)), high = value(e.arg(3));
  if (low.status != BallStatus::kOk) return low;
  if (high.status != BallStatus::kOk) return high;
  if (!low.exact || !high.exact) return imprecise();
  if (!low.exact->is_integer() || !high.exact->is_integer()) return undefined("a sum whose bounds are not whole");
  if (*high.exact < *low.exact - 1) return undefined("a sum whose upper bound lies below the lower one");
  if (*high.exact - *low.exact > kMaxTerms) return budget("a sum of more than 20,000 terms");
  BallValue total = rational(e.is_func("sum") ? 0 : 1);
  bound_.insert(bound_.begin(), {e.arg(1).name(), Rational(0)});
  for (Rational k = *low.exact; k <= *high.exact; k += 1) {
    bound_.front().second = k;
    const BallValue term = value(e.arg(0));
    if (term.status != BallStatus::kOk) {
      total = term;
      break;
    }
    if (e.is_func("product")) {
      total = times(total, term);
    } else {
      acb_add(total.ball.get(), total.ball.get(), term.ball.get(), precision_);
      total.exact = total.exact && term.exact ? std::optional(*total.exact + *term.exact) : std::nullopt;
    }
    if (total.exact && total.exact->bits() > kExactBits) total.exact.reset();
  }
  bound_.erase(bound_.begin());
  return total;
}

BallValue Evaluator::function(const Expr& e) {
  const std::string& name = e.name();
  if (name == "sum" || name == "product") return written_out(e);
  static constexpr std::string_view kKnown[] = {"sqrt", "root", "abs", "factorial", "binomial", "floor",
                                                "ceil", "sign", "gcd", "lcm",       "mod",      "min", "max"};
  const bool known = std::find(std::begin(kKnown), std::end(kKnown), name) != std::end(kKnown);
  if (!known && !is_elementary(name)) return unsupported("the function " + name);
  std::vector<BallValue> args;
  for (const Expr& arg : e.args()) {
    args.push_back(value(arg));
    if (args.back().status != BallStatus::kOk) return args.back();
  }
  const BallValue& x = args[0];
  if (is_elementary(name)) return elementary(e, x);
  if (name == "sqrt") return root(e, x, 2);
  if (name == "root") return args[1].exact && args[1].exact->is_integer() ? root(e, x, *args[1].exact) : unsupported("the index of a root");
  if (name == "floor" || name == "ceil") return rounded(name == "floor", x);
  if (name == "min" || name == "max") return extreme(name == "min", args);
  if (name == "abs") {
    BallValue v;
    acb_abs(v.ball.re(), x.ball.get(), precision_);
    if (x.exact) v.exact = x.exact->abs();
    return v;
  }
  if (name == "sign") {
    const Sign s = sign_of(x.ball);
    if (s == Sign::kUnknown || s == Sign::kComplex) return imprecise();
    return rational(s == Sign::kPositive ? 1 : s == Sign::kZero ? 0 : -1);
  }
  return whole(e, args);
}

}  // namespace

BallValue evaluate_ball(const Expr& e, const Point& point, long precision, long& steps) {
  if (e.depth() > kMaxDepth) return budget("an expression nested deeper than 1,000");
  return Evaluator(point, precision, steps).value(e);
}

}  // namespace retort::math
