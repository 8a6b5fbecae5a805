#include "cas/factorial_terms.h"

#include "cas/written_form.h"

namespace retort::cas {

using math::Coefficients;
using math::Expr;
using math::Op;
using math::Rational;

namespace {

constexpr int kMaxDegree = 6;

struct Parts {
  Coefficients q{Rational(1)};
  std::optional<long long> shift;
  bool below = false;
};

bool multiply_in(const Expr& e, const std::string& k, bool below, Parts& out) {
  if (e.is(Op::kNeg)) {
    out.q = math::multiply(out.q, {Rational(-1)});
    return multiply_in(e.arg(0), k, below, out);
  }
  if (e.is(Op::kMul)) {
    for (const Expr& f : e.args())
      if (!multiply_in(f, k, below, out)) return false;
    return true;
  }
  if (e.is(Op::kDiv)) return multiply_in(e.arg(0), k, below, out) && multiply_in(e.arg(1), k, !below, out);
  if (e.is_func("factorial")) {
    const auto line = math::as_polynomial(e.arg(0), k, 1);
    if (out.shift || !line || line->size() != 2 || (*line)[1] != Rational(1) || !(*line)[0].is_integer()) return false;
    out.shift = (*line)[0].to_int64();
    out.below = below;
    return out.shift && *out.shift > -100 && *out.shift < 100;
  }
  const auto p = math::as_polynomial(e, k, kMaxDegree);
  if (!p || p->empty() || (below && p->size() > 1)) return false;
  out.q = math::multiply(out.q, below ? Coefficients{Rational(1) / (*p)[0]} : *p);
  return static_cast<int>(out.q.size()) <= kMaxDegree + 1;
}

// (k + by)^j
Coefficients power_of_line(const Rational& by, std::size_t j) {
  Coefficients out{Rational(1)};
  for (std::size_t i = 0; i < j; ++i) out = math::multiply(out, {by, Rational(1)});
  return out;
}

}  // namespace

Expr FactorialDifference::neighbour(const Expr& k) const {
  const Expr factor = written(math::to_expr(t, "k").substitute("k", k));
  const long long by = below ? shift - 1 : shift;
  const Expr f = Expr::func("factorial", {by == 0 ? k : written(k + Expr::integer(by))});
  if (below) return -(factor / f);
  return t.size() == 1 && t[0] == Rational(1) ? f : factor * f;
}

std::optional<FactorialDifference> factorial_difference(const Expr& term, const std::string& variable) {
  Parts parts;
  if (!multiply_in(term, variable, false, parts) || !parts.shift || parts.q.size() < 2) return std::nullopt;
  const Rational s(*parts.shift), one(1), minus(-1);
  // t(k + 1)(k + s + 1) - t(k) = q, or t(k)(k + s) - t(k + 1) = q with the factorial below: highest powers first.
  Coefficients left = parts.q, t(parts.q.size() - 1);
  for (std::size_t j = t.size(); j-- > 0;) {
    if (left.size() <= j + 1) continue;
    t[j] = left[j + 1];
    const Coefficients here = power_of_line(Rational(0), j), next = power_of_line(one, j);
    const Coefficients by = parts.below ? math::add(math::multiply(here, {s, one}), math::multiply(next, {minus})) : math::add(math::multiply(next, {s + one, one}), math::multiply(here, {minus}));
    left = math::add(left, math::multiply(by, {-t[j]}));
  }
  while (!left.empty() && left.back().is_zero()) left.pop_back();
  while (!t.empty() && t.back().is_zero()) t.pop_back();
  if (!left.empty() || t.empty()) return std::nullopt;
  return FactorialDifference{std::move(t), *parts.shift, parts.below};
}

}  // namespace retort::cas
