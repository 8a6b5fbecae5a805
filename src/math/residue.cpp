#include "math/residue.h"

#include "math/exact.h"
#include "math/number_theory.h"

namespace retort::math {
namespace {

constexpr long kSmallBits = 1 << 12;

Result<Rational> reduced(const Rational& r, const Rational& m) {
  if (r.is_integer()) return mod(r, m);
  RETORT_TRY(const Rational inverse, inverse_mod(r.den(), m));
  return mod(r.num() * inverse, m);
}

Result<Rational> power(const Expr& e, const Rational& m) {
  RETORT_TRY(const Rational base, residue(e.arg(0), m));
  const Result<Rational> exponent = exact_value(e.arg(1), {20'000, 10'000});
  if (!exponent) return exponent.error();
  if (!exponent->is_integer()) return Error{ErrorCode::kUnsupported, "a power with a fraction as exponent"};
  if (exponent->is_zero() && exact_value(e.arg(0), {kSmallBits, 1'000}).value_or(1).is_zero())
    return Error{ErrorCode::kInvalidArgument, "0 to the power 0"};
  return power_mod(base, *exponent, m);
}

Result<Rational> remainder(const Expr& e, const Rational& m) {
  switch (e.op()) {
    case Op::kAdd: case Op::kMul: {
      Rational total = e.is(Op::kAdd) ? 0 : 1;
      for (const Expr& part : e.args()) {
        RETORT_TRY(const Rational r, residue(part, m));
        total = mod(e.is(Op::kAdd) ? total + r : total * r, m);
      }
      return total;
    }
    case Op::kNeg: {
      RETORT_TRY(const Rational r, residue(e.arg(0), m));
      return mod(-r, m);
    }
    case Op::kPow: return power(e, m);
    case Op::kFunc:
      if (e.name() == "factorial") {
        RETORT_TRY(const Rational n, exact_value(e.arg(0)));
        if (n.is_integer() && n >= m) return Rational(0);
      }
      break;
    default: break;
  }
  RETORT_TRY(const Rational value, exact_value(e));
  return reduced(value, m);
}

}  // namespace

Result<Rational> residue(const Expr& e, const Rational& m) {
  if (e.depth() > 500) return Error{ErrorCode::kBudget, "nested too deeply"};
  if (const Result<Rational> small = exact_value(e, {kSmallBits, 10'000}); small.ok()) return reduced(*small, m);
  return remainder(e, m);
}

}  // namespace retort::math
