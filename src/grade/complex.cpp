#include "grade/values.h"
#include "math/collect.h"

namespace retort::grade {
namespace {

using math::Expr;
using math::Op;

constexpr int kMaxPower = 64;
constexpr std::size_t kMaxNodes = 5000;   // of a result: products of sums grow

bool is_unit_i(const Expr& e) {
  return (e.is(Op::kConstant) || e.is(Op::kSymbol)) && e.name() == "i";
}

// sqrt(-3)
bool is_imaginary_root(const Expr& e) {
  return e.is_func("sqrt") && e.args().size() == 1 && e.arg(0).is(Op::kNeg) && e.arg(0).symbols().empty() &&
         compare_order(e.arg(0).arg(0), Expr()) == 1;
}

bool holds_i(const Expr& e) {
  if (is_unit_i(e) || is_imaginary_root(e)) return true;
  for (const Expr& arg : e.args()) {
    if (holds_i(arg)) return true;
  }
  return false;
}

Expr sum(const Expr& a, const Expr& b) { return is_zero(a) ? b : is_zero(b) ? a : a + b; }
Expr negative(const Expr& a) { return is_zero(a) ? a : -a; }
Expr product(const Expr& a, const Expr& b) { return is_zero(a) || is_zero(b) ? Expr() : a * b; }

ComplexParts times(const ComplexParts& a, const ComplexParts& b) {
  return {sum(product(a.real, b.real), negative(product(a.imaginary, b.imaginary))),
          sum(product(a.real, b.imaginary), product(a.imaginary, b.real))};
}

ComplexParts inverse(const ComplexParts& a) {
  if (is_zero(a.imaginary)) return {Expr::integer(1) / a.real, Expr()};
  const Expr norm = sum(product(a.real, a.real), product(a.imaginary, a.imaginary));
  return {is_zero(a.real) ? Expr() : a.real / norm, negative(a.imaginary / norm)};
}

std::optional<ComplexParts> power(const Expr& base, const Expr& exponent) {
  if (base.is(Op::kConstant) && base.name() == "e") {   // e^{a+bi}
    const auto parts = complex_parts(exponent);
    if (!parts) return std::nullopt;
    const Expr size = is_zero(parts->real) ? Expr::integer(1) : math::pow(base, parts->real);
    return ComplexParts{product(size, Expr::func("cos", {parts->imaginary})), product(size, Expr::func("sin", {parts->imaginary}))};
  }
  const bool negative_exponent = exponent.is(Op::kNeg);
  const Expr& size = negative_exponent ? exponent.arg(0) : exponent;
  const auto n = size.is_integer() ? size.value().to_int64() : std::nullopt;
  const auto parts = complex_parts(base);
  if (!n || *n < 0 || *n > kMaxPower || !parts) return std::nullopt;
  ComplexParts result{Expr::integer(1), Expr()};
  for (long long i = 0; i < *n; ++i) {
    result = times(result, *parts);
    if (result.real.size() + result.imaginary.size() > kMaxNodes) return std::nullopt;
  }
  return negative_exponent ? inverse(result) : result;
}

}  // namespace

std::optional<ComplexParts> complex_parts(const Expr& e) {
  if (is_unit_i(e)) return ComplexParts{Expr(), Expr::integer(1)};
  if (is_imaginary_root(e)) {
    return ComplexParts{Expr(), Expr::func("sqrt", {e.arg(0).arg(0)})};   // sqrt(-3) = i sqrt(3)
  }
  if (!holds_i(e)) return ComplexParts{e, Expr()};
  switch (e.op()) {
    case Op::kAdd: {
      ComplexParts total{Expr(), Expr()};
      for (const Expr& term : e.args()) {
        const auto parts = complex_parts(term);
        if (!parts) return std::nullopt;
        total = {sum(total.real, parts->real), sum(total.imaginary, parts->imaginary)};
      }
      return total;
    }
    case Op::kMul: {
      ComplexParts total{Expr::integer(1), Expr()};
      for (const Expr& factor : e.args()) {
        const auto parts = complex_parts(factor);
        if (!parts) return std::nullopt;
        total = times(total, *parts);
        if (total.real.size() + total.imaginary.size() > kMaxNodes) return std::nullopt;
      }
      return total;
    }
    case Op::kNeg: {
      const auto parts = complex_parts(e.arg(0));
      if (!parts) return std::nullopt;
      return ComplexParts{negative(parts->real), negative(parts->imaginary)};
    }
    case Op::kDiv: {
      const auto above = complex_parts(e.arg(0)), below = complex_parts(e.arg(1));
      if (!above || !below) return std::nullopt;
      return times(*above, inverse(*below));
    }
    case Op::kPow:
      return power(e.arg(0), e.arg(1));
    default:
      return std::nullopt;
  }
}

}  // namespace retort::grade
