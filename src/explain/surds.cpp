#include "explain/surds.h"

#include "math/exact.h"
#include "math/number_theory.h"

namespace retort::explain {

using math::Expr;
using math::Op;

namespace {
Rational common_d(const Surd& a, const Surd& b) {
  if (a.q.is_zero()) return b.d;
  RETORT_CHECK(b.q.is_zero() || a.d == b.d, "numbers over different square roots");
  return a.d;
}
bool compatible(const Surd& a, const Surd& b) { return a.q.is_zero() || b.q.is_zero() || a.d == b.d; }
}  // namespace

Surd operator+(const Surd& a, const Surd& b) { return {a.p + b.p, a.q + b.q, common_d(a, b)}; }
Surd operator*(const Surd& a, const Surd& b) {
  const Rational d = common_d(a, b);
  return {a.p * b.p + a.q * b.q * d, a.p * b.q + a.q * b.p, d};
}
std::optional<Surd> inverse(const Surd& a) {
  const Rational norm = a.p * a.p - a.q * a.q * a.d;
  if (norm.is_zero()) return std::nullopt;
  return Surd{a.p / norm, -a.q / norm, a.d};
}

std::optional<Rational> rational_square_root(const Rational& value) {
  if (value.sign() < 0) return std::nullopt;
  const auto root = math::exact_value(Expr::func("sqrt", {Expr::number(value)}));
  return root ? std::optional(*root) : std::nullopt;
}

std::optional<SquarePart> square_part(const Rational& n) {
  if (!n.is_integer() || n.sign() <= 0 || n > Rational(1'000'000'000'000LL)) return std::nullopt;
  const auto factors = math::factor_integer(n);
  if (!factors) return std::nullopt;
  SquarePart out{1, 1};
  for (const auto& [prime, k] : *factors) {
    for (int i = 0; i < k / 2; ++i) out.s *= prime;
    if (k % 2) out.d *= prime;
  }
  return out;
}

std::optional<Surd> as_surd(const Expr& e) {
  switch (e.op()) {
    case Op::kNumber: return Surd{e.value(), 0, 1};
    case Op::kNeg: {
      const auto a = as_surd(e.arg(0));
      return a ? std::optional(*a * Surd{Rational(-1), Rational(0), Rational(1)}) : std::nullopt;
    }
    case Op::kAdd:
    case Op::kMul: {
      Surd total{Rational(e.is(Op::kMul) ? 1 : 0), 0, 1};
      for (const Expr& arg : e.args()) {
        const auto a = as_surd(arg);
        if (!a || !compatible(total, *a)) return std::nullopt;
        total = e.is(Op::kMul) ? total * *a : total + *a;
      }
      return total;
    }
    case Op::kDiv: {
      const auto a = as_surd(e.arg(0)), b = as_surd(e.arg(1));
      if (!a || !b || !compatible(*a, *b)) return std::nullopt;
      const auto over = inverse(*b);
      return over ? std::optional(*a * *over) : std::nullopt;
    }
    case Op::kPow: {
      const auto base = as_surd(e.arg(0));
      if (!base || !e.arg(1).is_integer()) return std::nullopt;
      const auto n = e.arg(1).value().to_int64();
      if (!n || *n < 0 || *n > 12) return std::nullopt;
      Surd total = base->with(1);
      for (long long i = 0; i < *n; ++i) total = total * *base;
      return total;
    }
    case Op::kFunc: {
      if (e.name() != "sqrt") return std::nullopt;
      const auto inside = math::exact_value(e.arg(0));
      if (!inside || inside->sign() <= 0) return std::nullopt;
      // sqrt(a/b) = sqrt(a b) / b
      const auto square = square_part(inside->num() * inside->den());
      if (!square) return std::nullopt;
      const Rational q = square->s / inside->den();
      return square->d == Rational(1) ? Surd{q, 0, 1} : Surd{0, q, square->d};
    }
    default: return std::nullopt;
  }
}

std::string tex(const Surd& value) {
  if (value.q.is_zero()) return tex(value.p);
  const Rational r = math::lcm(value.p.den(), value.q.den());
  const Rational p = value.p * r, q = value.q * r;
  const std::string root = (q.abs() == Rational(1) ? "" : tex(q.abs())) + "\\sqrt{" + tex(value.d) + "}";
  if (p.is_zero()) return (q.sign() < 0 ? "-" : "") + (r == Rational(1) ? root : "\\frac{" + root + "}{" + tex(r) + "}");
  const std::string above = tex(p) + (q.sign() < 0 ? " - " : " + ") + root;
  return r == Rational(1) ? above : "\\frac{" + above + "}{" + tex(r) + "}";
}

Expr to_expr(const Surd& value) {
  if (value.q.is_zero()) return Expr::number(value.p);
  return Expr::number(value.p) + Expr::number(value.q) * Expr::func("sqrt", {Expr::number(value.d)});
}

}  // namespace retort::explain
